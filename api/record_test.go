package api_test

import (
	"net/http"
	"testing"

	"cotejo/api/apitest"
	"cotejo/api/casework"
)

func TestACaseIsEnteredReadAndChanged(t *testing.T) {
	s := apitest.Start(t, apitest.Options{})
	c := s.As(t, "NORTE", casework.Technician)
	made := c.Do(t, http.MethodPost, "/cases", map[string]any{"lab": c.Lab(t), "number": "N-1"}).Want(t, http.StatusCreated)
	var in casework.Case
	made.JSON(t, &in)
	if at := made.Header.Get("Location"); at != apitest.Root+"/cases/"+in.ID {
		t.Errorf("Location %q", at)
	}
	tag := made.Header.Get("ETag")
	if tag != `"1"` {
		t.Errorf("ETag %q", tag)
	}
	at := made.Header.Get("Location")
	c.Do(t, http.MethodGet, at, nil, "If-None-Match", tag).Want(t, http.StatusNotModified)
	in.Comment = "changed"
	c.Do(t, http.MethodPut, at, in).Want(t, http.StatusPreconditionRequired).Problem(t)
	changed := c.Do(t, http.MethodPut, at, in, "If-Match", tag).Want(t, http.StatusOK)
	if got := changed.Header.Get("ETag"); got != `"2"` {
		t.Errorf("ETag %q after the change", got)
	}
	c.Do(t, http.MethodPut, at, in, "If-Match", tag).Want(t, http.StatusPreconditionFailed).Problem(t)
}
