package store_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cotejo/api/casework"
)

// checkBody holds a change's body against the record that it is of.
func checkBody(t *testing.T, c casework.Change, r casework.Record) {
	t.Helper()
	got := casework.New(c.Kind)
	if err := json.Unmarshal(c.Body, got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(r, got); diff != "" {
		t.Errorf("body: %s", diff)
	}
}
