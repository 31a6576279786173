package exchange_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"cotejo/api/exchange"
)

func journal(t testing.TB, name string) *exchange.Journal {
	t.Helper()
	j, err := exchange.OpenJournal(name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.Close() }) // some tests close it before
	return j
}

func TestAJournalRemembers(t *testing.T) {
	name := filepath.Join(t.TempDir(), "table.journal")
	j := journal(t, name)
	one, two := exchange.Done{Row: "1", File: "a", Size: 3, Modified: time.Unix(1, 5).UTC()}, exchange.Done{Row: "2", File: "b"}
	for _, d := range []exchange.Done{one, two} {
		if err := j.Add(d); err != nil {
			t.Fatal(err)
		}
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	// A crash may leave any beginning of it.
	for n := range text {
		if err := os.WriteFile(name, text[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		j := journal(t, name)
		if d, ok := j.Find("1"); ok && d != one {
			t.Fatalf("cut at %d: %+v", n, d)
		}
		if err := j.Add(two); err != nil {
			t.Fatal(err)
		}
		_, had := j.Find("1")
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
		again := journal(t, name)
		if d, ok := again.Find("2"); !ok || d != two {
			t.Fatalf("cut at %d: what was added is lost", n)
		}
		if _, has := again.Find("1"); has != had {
			t.Fatalf("cut at %d: a line came or went", n)
		}
		if err := again.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestOtherFilesStayAsTheyAre(t *testing.T) {
	for _, text := range []string{"file,case\na,b\n", "x", `{"format":"other","version":1}` + "\n", `{"format":"cotejo-journal","version":2}` + "\n"} {
		name := filepath.Join(t.TempDir(), "x")
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := exchange.OpenJournal(name); err == nil {
			t.Errorf("%q is taken for a journal", text)
		}
		if got, err := os.ReadFile(name); err != nil || string(got) != text {
			t.Errorf("%v, %q became %q", err, text, got)
		}
	}
}
