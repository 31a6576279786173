package catalog

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"cotejo/api/casework"
)

func TestReopen(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "catalog")
	c := open(t, dir)
	if c.Applied() != 0 || c.Damaged() != "" {
		t.Errorf("new: %d, %q", c.Applied(), c.Damaged())
	}
	if err := c.Apply(t.Context(), 41, made(50)); err != nil {
		t.Fatal(err)
	}
	if err := c.Apply(t.Context(), 42, nil); err != nil { // changes of which none is indexed
		t.Fatal(err)
	}
	if _, err := Open(dir); casework.CodeOf(err) != casework.CodeStorage || !strings.Contains(err.Error(), "catalog.in_use") {
		t.Errorf("a second one on the same folder: %v", err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Error("closing twice:", err)
	}
	if err := c.Apply(t.Context(), 43, nil); casework.CodeOf(err) != casework.CodeStorage {
		t.Error("applied to a closed one:", err)
	}
	if _, err := c.Find(t.Context(), casework.TextQuery{Labs: []string{labA}}); casework.CodeOf(err) != casework.CodeStorage {
		t.Error("found in a closed one:", err)
	}
	if err := c.Reset(t.Context()); casework.CodeOf(err) != casework.CodeStorage {
		t.Error("reset a closed one:", err)
	}
	again := open(t, dir)
	if again.Applied() != 42 || again.Damaged() != "" {
		t.Errorf("reopened: %d, %q", again.Applied(), again.Damaged())
	}
	if page := find(t, again, casework.TextQuery{}); page.Total != 50 {
		t.Errorf("%d entries", page.Total)
	}
}

// TestDamaged damages every file of an index in several ways.
func TestDamaged(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "catalog")
	c := open(t, whole)
	for i, e := range slices.Collect(slices.Chunk(made(60), 20)) {
		if err := c.Apply(t.Context(), int64(i+1), e); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	var files []string
	err := filepath.WalkDir(whole, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			name, _ := filepath.Rel(whole, path)
			files = append(files, name)
		}
		return err
	})
	if err != nil || len(files) < 3 {
		t.Fatalf("%q: %v", files, err)
	}
	for name, damage := range map[string]func([]byte) []byte{
		"emptied":    func([]byte) []byte { return nil },
		"cut":        func(b []byte) []byte { return b[:len(b)/2] },
		"noise":      func(b []byte) []byte { return bytes.Repeat([]byte{0xa5}, len(b)) },
		"first bit":  func(b []byte) []byte { b[0] ^= 1; return b },
		"middle bit": func(b []byte) []byte { b[len(b)/2] ^= 0x10; return b },
		"last bit":   func(b []byte) []byte { b[len(b)-1] ^= 1; return b },
	} {
		for _, file := range files {
			t.Run(name+" "+filepath.Base(file), func(t *testing.T) {
				dir := filepath.Join(t.TempDir(), "catalog")
				if err := os.CopyFS(dir, os.DirFS(whole)); err != nil {
					t.Fatal(err)
				}
				path := filepath.Join(dir, file)
				content, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, damage(content), 0o600); err != nil {
					t.Fatal(err)
				}
				c := open(t, dir)
				switch page := find(t, c, casework.TextQuery{Text: "casquillo"}); {
				case c.Damaged() != "":
					if c.Applied() != 0 || page.Total != 0 {
						t.Errorf("damaged, and yet it has applied %d and finds %d", c.Applied(), page.Total)
					}
					if _, err := os.Stat(c.Damaged()); err != nil {
						t.Error(err)
					}
				default: // not all bits are in use, and an earlier state may still be whole
					if all := find(t, c, casework.TextQuery{}); int64(all.Total) != 20*c.Applied() {
						t.Errorf("not reported as damaged, and it has applied %d and holds %d", c.Applied(), all.Total)
					}
				}
				if err := c.Apply(t.Context(), 4, made(5)); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// TestOpeningThatEndedTheProcess: what an index does to whoever opens it, it does
// once.
func TestOpeningThatEndedTheProcess(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "catalog")
	c := open(t, dir)
	if err := errors.Join(c.Apply(t.Context(), 5, made(10)), c.Close()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir+".lock", []byte(opening), 0o600); err != nil {
		t.Fatal(err)
	}
	c = open(t, dir)
	if c.Damaged() == "" || c.Applied() != 0 {
		t.Errorf("%q, %d", c.Damaged(), c.Applied())
	}
	if err := errors.Join(c.Apply(t.Context(), 6, made(10)), c.Close()); err != nil {
		t.Fatal(err)
	}
	if c = open(t, dir); c.Damaged() != "" || c.Applied() != 6 {
		t.Errorf("%q, %d", c.Damaged(), c.Applied())
	}
}

func TestNotAnIndex(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "catalog")
	if err := os.WriteFile(dir, []byte("a file"), 0o600); err != nil {
		t.Fatal(err)
	}
	if c := open(t, dir); c.Damaged() == "" || c.Applied() != 0 {
		t.Errorf("%q, %d", c.Damaged(), c.Applied())
	}
	_, err := Open(filepath.Join(t.TempDir(), "none", "\x00"))
	if casework.CodeOf(err) != casework.CodeStorage {
		t.Error(err)
	}
}

func TestOtherLayout(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "catalog")
	old, err := bleve.New(dir, bleve.NewIndexMapping())
	if err != nil {
		t.Fatal(err)
	}
	err = errors.Join(old.SetInternal([]byte(keyLayout), []byte("0")), old.SetInternal([]byte(keyApplied), []byte("99")), old.Close())
	if err != nil {
		t.Fatal(err)
	}
	if c := open(t, dir); c.Applied() != 0 || c.Damaged() != "" {
		t.Errorf("%d, %q", c.Applied(), c.Damaged())
	}
}

func TestReset(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "catalog")
	c := open(t, dir)
	if err := c.Apply(t.Context(), 9, made(20)); err != nil {
		t.Fatal(err)
	}
	if err := c.Reset(t.Context()); err != nil {
		t.Fatal(err)
	}
	if page := find(t, c, casework.TextQuery{}); c.Applied() != 0 || page.Total != 0 {
		t.Errorf("%d entries up to %d", page.Total, c.Applied())
	}
	if err := c.Apply(t.Context(), 3, made(10)); err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if again := open(t, dir); again.Applied() != 3 {
		t.Error(again.Applied())
	}
}

// TestRebuiltIsEqual: an index that grew change by change answers like one that
// was made at once of what stands in the end.
func TestRebuiltIsEqual(t *testing.T) {
	grown, rebuilt := open(t, t.TempDir()+"/grown"), open(t, t.TempDir()+"/rebuilt")
	entries := made(200)
	for i, e := range entries {
		before := e
		before.Version--
		before.Text, before.Status, before.Municipality = "antes decía otra cosa", "open", "Ninguno"
		batch := []casework.Entry{before}
		if i > 0 {
			batch = append(batch, entries[i-1])
		}
		if err := grown.Apply(t.Context(), int64(i+1), batch); err != nil {
			t.Fatal(err)
		}
	}
	if err := grown.Apply(t.Context(), 201, entries[199:]); err != nil {
		t.Fatal(err)
	}
	if err := rebuilt.Apply(t.Context(), 201, entries); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"", "casquillo", "zona 3", "antes", "calle hidalgo", "exp", "cartridge case", "casqillo", "2026"} {
		a, b := find(t, grown, casework.TextQuery{Text: text, Limit: 300}), find(t, rebuilt, casework.TextQuery{Text: text, Limit: 300})
		if diff := cmp.Diff(b, a, cmpopts.EquateApprox(1e-6, 0)); diff != "" {
			t.Errorf("%q (-rebuilt +grown)\n%s", text, diff)
		}
	}
	versions := func(c *Catalog) map[string]int {
		m := map[string]int{}
		err := c.Each(t.Context(), func(id string, version int) error { m[id] = version; return nil })
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	if diff := cmp.Diff(versions(rebuilt), versions(grown)); diff != "" || len(versions(grown)) != 200 {
		t.Error(diff)
	}
}

func TestEach(t *testing.T) {
	c := open(t, t.TempDir()+"/catalog")
	many := made(2*eachPage + 1)
	if err := c.Apply(t.Context(), 1, many); err != nil {
		t.Fatal(err)
	}
	n := 0
	err := c.Each(t.Context(), func(id string, version int) error {
		if e := many[n]; e.ID != id || e.Version != version {
			t.Errorf("%d: %s %d", n, id, version)
		}
		n++
		return nil
	})
	if err != nil || n != len(many) {
		t.Errorf("%d of %d: %v", n, len(many), err)
	}
	stop := errors.New("enough")
	if err := c.Each(t.Context(), func(string, int) error { return stop }); !errors.Is(err, stop) {
		t.Error(err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := c.Each(ended, func(string, int) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err := c.Apply(ended, 2, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
