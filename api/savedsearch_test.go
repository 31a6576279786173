package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"cotejo/api/apitest"
	"cotejo/api/casework"
)

func TestSavedSearchesAreTheirAuthors(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	const at = "/saved-searches"
	c, other := s.As(t, "NORTE", casework.Examiner), s.As(t, "NORTE", casework.Technician)
	stranger := s.As(t, "SUR", casework.Examiner)
	save := func(name, about string, shared bool) *casework.SavedSearch {
		return apitest.Create(t, c, at, casework.SavedSearch{Name: name, About: about, Query: map[string]string{"calibre": "9 mm Luger", "text": "Sonora"}, Shared: shared})
	}
	mine, ours := save("mine", "find", false), save("ours", "candidates", true)
	if mine.Lab != c.Lab(t) || mine.CreatedBy != c.Account.ID || mine.Query["text"] != "Sonora" {
		t.Errorf("%+v", mine)
	}
	sees := func(c *apitest.Client, query string, want ...string) {
		t.Helper()
		var names []string
		for _, one := range list[casework.SavedSearch](t, c, at+query) {
			names = append(names, one.Name)
		}
		if !slices.Equal(names, want) {
			t.Errorf("%s sees %q, want %q", c.Account.Login, names, want)
		}
	}
	sees(c, "", "ours", "mine")
	sees(c, "?about=find", "mine")
	sees(other, "", "ours")
	sees(stranger, "")
	other.Do(t, http.MethodGet, at+"/"+mine.ID, nil).Want(t, http.StatusNotFound)
	other.Do(t, http.MethodGet, at+"/"+mine.ID+"/history", nil).Want(t, http.StatusNotFound)
	other.Do(t, http.MethodGet, at+"/"+ours.ID, nil).Want(t, http.StatusOK)
	stranger.Do(t, http.MethodGet, at+"/"+ours.ID, nil).Want(t, http.StatusNotFound)

	put := func(c *apitest.Client, to casework.SavedSearch, tag string) *apitest.Answer {
		return c.Do(t, http.MethodPut, at+"/"+to.ID, to, "If-Match", tag)
	}
	put(other, *mine, `"1"`).Want(t, http.StatusNotFound)
	put(other, *ours, `"1"`).Want(t, http.StatusForbidden)
	put(stranger, *ours, `"1"`).Want(t, http.StatusNotFound)
	put(c, *ours, "").Want(t, http.StatusPreconditionRequired)
	mine.Shared, mine.Name, mine.Query = true, "now ours", map[string]string{}
	put(c, *mine, `"1"`).Want(t, http.StatusOK)
	put(c, *mine, `"1"`).Want(t, http.StatusPreconditionFailed)
	sees(other, "", "ours", "now ours")
	ours.Withdrawn = true
	put(c, *ours, `"1"`).Want(t, http.StatusOK)
	sees(other, "", "now ours")
	sees(c, "", "ours", "now ours")
	other.Do(t, http.MethodGet, at+"/"+ours.ID, nil).Want(t, http.StatusNotFound)
}

func TestSavedSearchesThatAreRefused(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	const at = "/saved-searches"
	c := s.As(t, "NORTE", casework.Examiner)
	many := map[string]string{}
	for i := range 51 {
		many[fmt.Sprint(i)] = "x"
	}
	for what, k := range map[string]struct {
		change func(*casework.SavedSearch)
		key    string
	}{
		"no name":      {func(s *casework.SavedSearch) { s.Name = " " }, "field.required"},
		"many terms":   {func(s *casework.SavedSearch) { s.Query = many }, "field.too_many"},
		"a long name":  {func(s *casework.SavedSearch) { s.Query = map[string]string{strings.Repeat("n", 61): "x"} }, "field.too_long"},
		"a long value": {func(s *casework.SavedSearch) { s.Query = map[string]string{"n": strings.Repeat("x", 2001)} }, "field.too_long"},
		"no term name": {func(s *casework.SavedSearch) { s.Query = map[string]string{"": "x"} }, "field.required"},
		"no text":      {func(s *casework.SavedSearch) { s.Query = map[string]string{"n": "a\x07"} }, "field.characters"},
	} {
		one := casework.SavedSearch{Name: "x", About: "find", Query: map[string]string{}}
		k.change(&one)
		p := c.Do(t, http.MethodPost, at, one).Want(t, http.StatusUnprocessableEntity).Problem(t)
		if len(p.Errors) != 1 || p.Errors[0].Key != k.key {
			t.Errorf("%s: %+v, want %s", what, p.Errors, k.key)
		}
	}
	good := casework.SavedSearch{Name: "x", About: "find", Query: map[string]string{}}
	c.Do(t, http.MethodPost, at, map[string]any{"name": "x", "about": "else", "query": map[string]string{}}).Want(t, http.StatusUnprocessableEntity)
	c.Do(t, http.MethodPost, at, map[string]any{"name": "x", "about": "find", "query": map[string]any{"n": 1}}).Want(t, http.StatusUnprocessableEntity)
	s.As(t, "*", casework.Auditor).Do(t, http.MethodPost, at, good).Want(t, http.StatusUnprocessableEntity) // of which laboratory?
	s.As(t, "NORTE", casework.Administrator).Do(t, http.MethodPost, at, good).Want(t, http.StatusForbidden)
	c.WithToken(t, casework.ScopeRead).Do(t, http.MethodPost, at, good).Want(t, http.StatusForbidden)
	good.Lab = s.Lab(t, "SUR").ID
	c.Do(t, http.MethodPost, at, good).Want(t, http.StatusForbidden)
	if n := len(list[casework.SavedSearch](t, c, at)); n != 0 {
		t.Errorf("%d are kept", n)
	}
}
