package api_test

import (
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cotejo/api/apitest"
	"cotejo/api/casework"
	"cotejo/api/exchange"
)

// folder writes files with a table, and opens what an import needs of it.
func folder(t *testing.T, table string, files map[string][]byte) (fs.FS, []exchange.Row, *exchange.Journal) {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("/etc/hostname", filepath.Join(dir, "link.x3p")); err != nil {
		t.Fatal(err)
	}
	rows, wrong, err := exchange.ReadManifest(strings.NewReader(table))
	if err != nil || len(wrong) > 0 {
		t.Fatal(err, wrong)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	journal, err := exchange.OpenJournal(filepath.Join(dir, "table.journal"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = root.Close()
		_ = journal.Close()
	})
	return root.FS(), rows, journal
}

func TestAFolderComesIntoTheService(t *testing.T) {
	s := newScene(t, apitest.Options{})
	c := s.As(t, "NORTE", casework.Technician)
	program := c.WithToken(t, casework.ScopeRead, casework.ScopeEnter)
	there := s.exhibit(c, "OLD") // its case is there too
	files, rows, journal := folder(t, `file,case,exhibit,calibre,date,firearm,serial,origin,instrument,pitch_um,scan_description
1.x3p,C-1,A,9mm,2026-03-14,,,,,,first
2.x3p,C-1,A,,,,,,,,
3.x3p,C-1,B,.45 ACP,,,,,,,
4.x3p,,T1,9mm,,F-1,ABC1,,,,
5.x3p,C-OLD,OLD,9mm,,,,,,,
6.x3p,C-OLD,OLD,,,,,,SN-404,,
missing.x3p,C-1,D,9mm,,,,,,,
link.x3p,C-1,E,9mm,,,,,,,
7.x3p,,T2,9mm,,F-2,,,,,
`, map[string][]byte{
		"1.x3p": noise(t, 1, 1), "2.x3p": noise(t, 1, 2), "3.x3p": noise(t, 2, 1), "4.x3p": noise(t, 1, 3), "5.x3p": noise(t, 3, 1), "6.x3p": noise(t, 3, 2), "7.x3p": noise(t, 3, 3),
	})
	b := &exchange.Batch{
		Client: &exchange.Client{URL: s.URL, Token: program.Token, HTTP: program.HTTP, Language: "es"},
		Files:  files, Journal: journal, Lab: "NORTE",
	}
	steps := 0
	b.Progress = func(p exchange.Progress) { steps++ }
	rep, err := b.Run(t.Context(), rows)
	if err != nil {
		t.Fatal(err)
	}
	if rep.Sent != 5 || len(rep.Refused) != 4 || steps != 9 {
		t.Fatalf("%+v", rep)
	}
	for i, want := range []struct {
		file, reason string
		status       int
	}{{"6.x3p", "import.instrument", 0}, {"missing.x3p", "missing.x3p", 0}, {"link.x3p", "link.x3p", 0}, {"7.x3p", "serie", 422}} {
		if r := rep.Refused[i]; r.File != want.file || r.Status != want.status || !strings.Contains(r.Reason+r.Key, want.reason) {
			t.Errorf("%+v, want %+v", r, want)
		}
	}
	s.Settle(t)
	in := one[casework.Case](t, c, "/cases?number=C-1")
	if in.Occurred != "2026-03-14" {
		t.Errorf("%+v", in)
	}
	a := one[casework.Exhibit](t, c, "/exhibits?case="+in.ID+"&number=A")
	if n := list[casework.Acquisition](t, c, "/exhibits/"+a.ID+"/acquisitions"); len(n) != 2 || n[1].Description != "first" || n[1].State != casework.StateExtracted || n[0].FileName != "2.x3p" {
		t.Errorf("%+v", n)
	}
	test := one[casework.Exhibit](t, c, "/exhibits?number=T1")
	if f := one[casework.Firearm](t, c, "/firearms?number=F-1"); test.Firearm != f.ID || test.Origin != casework.TestFire || f.Serial != "ABC1" {
		t.Errorf("%+v, %+v", test, f)
	}
	one[casework.Acquisition](t, c, "/exhibits/"+there.ID+"/acquisitions")

	// Again: nothing is sent; and neither is an exhibit taken for another.
	again, err := b.Run(t.Context(), rows)
	if err != nil || again.Before != 5 || again.Sent != 0 || len(again.Refused) != 4 {
		t.Errorf("%v, %+v", err, again)
	}
	other, _, err := exchange.ReadManifest(strings.NewReader("file,case,exhibit,calibre\n1.x3p,C-1,B,9mm\n"))
	if err != nil {
		t.Fatal(err)
	}
	if rep, err := b.Run(t.Context(), other); err != nil || len(rep.Refused) != 1 || rep.Refused[0].Key != "import.other_exhibit" {
		t.Errorf("%v, %+v", err, rep)
	}
	// A reading token is refused row by row, an unknown one at once.
	b.Client.Token = c.WithToken(t, casework.ScopeRead).Token
	more, _, err := exchange.ReadManifest(strings.NewReader("file,case,exhibit,calibre\n1.x3p,C-9,B,9mm\n"))
	if err != nil {
		t.Fatal(err)
	}
	if rep, err := b.Run(t.Context(), more); err != nil || len(rep.Refused) != 1 || rep.Refused[0].Status != http.StatusForbidden {
		t.Errorf("%v, %+v", err, rep)
	}
}
