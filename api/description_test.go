package api_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"testing"

	"cotejo/api/apitest"
)

var update = flag.Bool("update", false, "rewrite openapi.json")

// TestDescriptionIsKept compares the description of all operations with
// openapi.json, from which the desk's types are made: a change of the interface is
// seen in review, and the desk is compiled against what the service gives.
func TestDescriptionIsKept(t *testing.T) {
	const name = "openapi.json"
	var d map[string]any
	apitest.Start(t, apitest.Options{Idle: true}).Anyone(t).Do(t, http.MethodGet, "//openapi.json", nil).Want(t, http.StatusOK).JSON(t, &d)
	d["info"].(map[string]any)["version"] = "kept"
	var got bytes.Buffer
	e := json.NewEncoder(&got)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(d); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(name, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%s is not what the service describes: look at what changed after `go test ./api -run TestDescriptionIsKept -args -update`", name)
	}
}
