package catalog

import (
	"testing"

	"cotejo/api/casework"
)

// open opens a catalogue and closes it with the test.
func open(t testing.TB, dir string) *Catalog {
	t.Helper()
	c, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func TestFindsWhatWasApplied(t *testing.T) {
	c := open(t, t.TempDir()+"/catalog")
	err := c.Apply(t.Context(), 7, []casework.Entry{
		{ID: "1", Kind: casework.KindCase, Lab: "a", Version: 1, Title: "NUC-2026/0001", Numbers: []string{"NUC-2026/0001"}, Text: "Dos casquillos en la vía pública", Occurred: "2026-03"},
		{ID: "2", Kind: casework.KindCase, Lab: "b", Version: 1, Title: "X-1", Numbers: []string{"X-1"}, Text: "casquillo"},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"casquillo", "CASQUILLOS", "via publica", "vía", "nuc-2026/0001", "NUC-2026", "2026", "0001", "nuc20260001", "casqillos", "el casquillo", "nuc 2026 0001", ""} {
		page, err := c.Find(t.Context(), casework.TextQuery{Text: text, Labs: []string{"a"}, Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		if page.Total != 1 || page.IDs[0].ID != "1" || page.Facets["year"][0].Value != "2026" {
			t.Errorf("%q: %+v", text, page)
		}
	}
	if c.Applied() != 7 {
		t.Error(c.Applied())
	}
}
