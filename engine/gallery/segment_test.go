package gallery

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cotejo/engine/feature"
	"cotejo/engine/kernel"
	"cotejo/engine/mark"
)

// tiny returns entries whose signatures have 16 bytes.
func tiny(seqs ...int64) (feature.Class, []Entry) {
	c := feature.Class{
		Kind: mark.FiringPin, Modality: feature.Reflectance, Engine: "1", Params: "p",
		Layout: kernel.Layout{Rings: 1, Harmonics: 8, First: 1},
	}
	var all []Entry
	for _, seq := range seqs {
		e := Entry{Seq: seq, Class: c, Signature: make([]int8, c.Layout.Bytes())}
		for i := range e.Signature {
			e.Signature[i] = int8(i - int(seq))
		}
		e.Template[0] = byte(seq)
		all = append(all, e)
	}
	return c, all
}

func opened(t testing.TB, dir string, capacity int) (*Gallery, *Report) {
	t.Helper()
	g, report, err := openWith(dir, capacity)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closed(t, g) })
	return g, report
}

func closed(t testing.TB, g *Gallery) {
	t.Helper()
	if err := g.Close(); err != nil {
		t.Error(err)
	}
}

func appended(t testing.TB, g *Gallery, seqs ...int64) {
	t.Helper()
	_, all := tiny(seqs...)
	if err := g.Append(all...); err != nil {
		t.Fatal(err)
	}
}

// exactly asserts that a snapshot holds these entries of tiny, sound.
func exactly(t testing.TB, s *Snapshot, seqs ...int64) {
	t.Helper()
	_, all := tiny(seqs...)
	for _, e := range all {
		got, err := s.Entry(e.Seq)
		if err != nil || got.Class != e.Class || got.Template != e.Template || !slices.Equal(got.Signature, e.Signature) {
			t.Fatalf("entry %d is %+v, %v", e.Seq, got, err)
		}
	}
	if s.Len() != len(seqs) {
		t.Fatalf("%d entries, want %v", s.Len(), seqs)
	}
}

// A segment that is full is followed by another.
func TestSegmentsHaveAnEnd(t *testing.T) {
	dir := t.TempDir()
	g, _ := opened(t, dir, 3)
	appended(t, g, 1, 2)
	appended(t, g, 3, 4, 5, 6, 7)
	appended(t, g, 8)
	if n := len(g.Snapshot().Parts()); n != 3 {
		t.Errorf("%d segments", n)
	}
	closed(t, g)
	g, report := opened(t, dir, 100) // a segment's own capacity counts
	if report.Entries != 8 || !report.Whole() {
		t.Fatalf("%v", report)
	}
	exactly(t, g.Snapshot(), 1, 2, 3, 4, 5, 6, 7, 8)
	appended(t, g, 9, 10)
	if n := len(g.Snapshot().Parts()); n != 4 {
		t.Errorf("%d segments", n)
	}
}

var write = flag.Bool("write", false, "write the files of the present version into testdata")

// Every version's file stays in testdata. Version 1 kept another order: it is
// reported as lost, removed, and its entries are taken again. That of the present
// version is read and written as ever; write the next one's beside it with -write
// when the format changes, and never rewrite an old one.
func TestFilesOfAllVersions(t *testing.T) {
	const first = "00000001" + segmentEnd
	present := filepath.Join("testdata", fmt.Sprintf("version-%d.segment", version))
	dir := t.TempDir()
	g, _ := opened(t, dir, 8)
	appended(t, g, 5, 7)
	closed(t, g)
	made, err := os.ReadFile(filepath.Join(dir, first))
	if err != nil {
		t.Fatal(err)
	}
	if *write {
		if err := os.WriteFile(present, made, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	stored, err := os.ReadFile(present)
	if err != nil || !slices.Equal(stored, made) {
		t.Errorf("written anew, version %d has other bytes (%v)", version, err)
	}
	for v := 1; v <= version; v++ {
		data, err := os.ReadFile(filepath.Join("testdata", fmt.Sprintf("version-%d.segment", v)))
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, first), data, 0o600); err != nil {
			t.Fatal(err)
		}
		g, report := opened(t, dir, 8)
		if v == version {
			exactly(t, g.Snapshot(), 5, 7)
			continue
		}
		if report.String() != "0 entries; damaged: all entries of "+first {
			t.Errorf("version %d: %v", v, report)
		}
		if _, err := os.Stat(filepath.Join(dir, first)); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("version %d: it is still there: %v", v, err)
		}
		appended(t, g, 5, 7)
		closed(t, g)
		g, report = opened(t, dir, 8)
		if !report.Whole() {
			t.Errorf("version %d: then %v", v, report)
		}
		exactly(t, g.Snapshot(), 5, 7)
	}
	newer := slices.Clone(made)
	newer[len(magic)]++
	dir = t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, first), newer, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Open(dir); !errors.Is(err, errVersion) || !strings.Contains(err.Error(), first) {
		t.Errorf("a newer version: %v", err)
	}
	if left, err := os.ReadFile(filepath.Join(dir, first)); err != nil || !slices.Equal(left, newer) {
		t.Errorf("the newer file was changed: %v", err)
	}
}
