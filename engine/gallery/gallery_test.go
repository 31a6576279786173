package gallery_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"cotejo/engine/feature"
	"cotejo/engine/gallery"
	"cotejo/engine/kernel"
	"cotejo/engine/mark"
)

// class is that of breech faces, of another engine for each n, with signatures of
// 32 bytes.
func class(n int) feature.Class {
	return feature.Class{
		Kind: mark.BreechFace, Modality: feature.Topography, Engine: string(rune('1' + n)), Params: "0123456789abcdef",
		Layout: kernel.Layout{Rings: 2, Harmonics: 8, First: 3},
	}
}

// entry is the same for the same number and class, whenever it is made.
func entry(seq int64, c feature.Class) gallery.Entry {
	r := rand.New(rand.NewPCG(uint64(seq), uint64(c.Engine[0])))
	e := gallery.Entry{Seq: seq, Class: c, Signature: make([]int8, c.Layout.Bytes())}
	for i := range e.Template {
		e.Template[i] = byte(r.Uint32())
	}
	for i := range e.Signature {
		e.Signature[i] = int8(r.Uint32())
	}
	return e
}

func entries(c feature.Class, seqs ...int64) []gallery.Entry {
	var out []gallery.Entry
	for _, seq := range seqs {
		out = append(out, entry(seq, c))
	}
	return out
}

func upTo(n int64) (out []int64) {
	for seq := range n {
		out = append(out, seq+1)
	}
	return out
}

func open(t testing.TB, dir string) (*gallery.Gallery, *gallery.Report) {
	t.Helper()
	g, report, err := gallery.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { shut(t, g) })
	return g, report
}

func shut(t testing.TB, g *gallery.Gallery) {
	t.Helper()
	if err := g.Close(); err != nil {
		t.Error(err)
	}
}

func add(t testing.TB, g *gallery.Gallery, all ...gallery.Entry) {
	t.Helper()
	if err := g.Append(all...); err != nil {
		t.Fatal(err)
	}
}

// holds asserts that a snapshot holds exactly these entries, by each of the ways
// to ask for them.
func holds(t testing.TB, s *gallery.Snapshot, want ...gallery.Entry) {
	t.Helper()
	got := map[int64]gallery.Entry{}
	for _, p := range s.Parts() {
		seqs, layout := p.Seqs(), p.Class().Layout
		if err := p.View(0, len(seqs), func(stored []int8) {
			for i, seq := range seqs {
				e := gallery.Entry{Seq: seq, Class: p.Class(), Signature: make([]int8, layout.Bytes())}
				e.Template, _ = s.Template(seq)
				layout.Unpack(e.Signature, stored[i*layout.Bytes():][:layout.Bytes()])
				got[seq] = e
			}
		}); err != nil {
			t.Fatal(err)
		}
	}
	if len(got) != len(want) || s.Len() != len(want) {
		t.Fatalf("%d entries, Len %d, want %d", len(got), s.Len(), len(want))
	}
	last := int64(0)
	for _, w := range want {
		last = max(last, w.Seq)
		found, err := s.Entry(w.Seq)
		if err != nil || !s.Has(w.Seq) || !reflect.DeepEqual(found, w) || !reflect.DeepEqual(got[w.Seq], w) {
			t.Fatalf("entry %d came back as %+v", w.Seq, found)
		}
	}
	var absent *gallery.AbsentError
	if _, err := s.Entry(last + 1); !errors.As(err, &absent) || s.Has(last+1) || s.Has(0) || s.Has(-1) || s.Last() != last {
		t.Fatalf("last is %d, want %d; or it has what it has not", s.Last(), last)
	}
}

func files(t testing.TB, dir string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "*.segment"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestEntriesComeBack(t *testing.T) {
	dir := t.TempDir()
	g, report := open(t, filepath.Join(dir, "new", "folder"))
	shut(t, g)
	if report.Entries != 0 || !report.Whole() {
		t.Errorf("a new gallery: %v", report)
	}
	// Marks of three classes in turn, some hundreds, so that blocks are filled.
	var want []gallery.Entry
	for i := range int64(1000) {
		want = append(want, entry(i+1, class(int(i%3))))
	}
	g, _ = open(t, dir)
	for part := range slices.Chunk(want, 7) {
		add(t, g, part...)
	}
	holds(t, g.Snapshot(), want...)
	shut(t, g)
	if n := len(files(t, dir)); n != 3 {
		t.Errorf("%d segments for three classes", n)
	}
	g, report = open(t, dir)
	holds(t, g.Snapshot(), want...)
	if report.Entries != len(want) || !report.Whole() || report.String() != "1000 entries" {
		t.Errorf("found %v", report)
	}
	if report, err := g.Verify(); err != nil || report.Entries != len(want) || !report.Whole() {
		t.Errorf("verified %v, %v", report, err)
	}
	add(t, g, entry(2000, class(1)))
	holds(t, g.Snapshot(), append(want, entry(2000, class(1)))...)
}

// What comes back after a repair does not ascend: it goes to a segment of its own,
// and later marks go on in the first.
func TestAppendsNeedNotAscend(t *testing.T) {
	dir := t.TempDir()
	g, _ := open(t, dir)
	seqs := []int64{10, 20, 30, 5, 7, 25, 40, 41, 1}
	for _, seq := range seqs {
		add(t, g, entry(seq, class(0)))
	}
	holds(t, g.Snapshot(), entries(class(0), seqs...)...)
	if n := len(files(t, dir)); n != 3 { // from 10, from 5, and 1
		t.Errorf("%d segments", n)
	}
	add(t, g, entries(class(0), 50, 49, 60)...) // all at once
	shut(t, g)
	g, _ = open(t, dir)
	holds(t, g.Snapshot(), entries(class(0), append(seqs, 50, 49, 60)...)...)
}

func TestWhatCannotBeAnEntryIsRefused(t *testing.T) {
	g, _ := open(t, t.TempDir())
	add(t, g, entry(3, class(0)))
	for name, spoil := range map[string]func(*gallery.Entry){
		"positive":      func(e *gallery.Entry) { e.Seq = 0 },
		"-4":            func(e *gallery.Entry) { e.Seq = -4 },
		"kind 9":        func(e *gallery.Entry) { e.Class.Kind = 9 },
		"modality 0":    func(e *gallery.Entry) { e.Class.Modality = 0 },
		"255":           func(e *gallery.Entry) { e.Class.Params = strings.Repeat("p", 256) },
		"harmonics":     func(e *gallery.Entry) { e.Class.Layout.Harmonics = 9 },
		"31 values":     func(e *gallery.Entry) { e.Signature = e.Signature[1:] },
		"already there": func(e *gallery.Entry) { e.Seq = 3 },
	} {
		bad := entry(4, class(0))
		spoil(&bad)
		if err := g.Append(entry(5, class(0)), bad); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if err := g.Append(entry(6, class(0)), entry(6, class(1))); err == nil {
		t.Error("a number was given twice")
	}
	holds(t, g.Snapshot(), entry(3, class(0)))
}

// A snapshot stays as it was, whatever is appended, reset or closed.
func TestASnapshotDoesNotChange(t *testing.T) {
	g, _ := open(t, t.TempDir())
	var all []gallery.Entry
	var snaps []*gallery.Snapshot
	check := func() {
		for n, s := range snaps {
			holds(t, s, all[:10*n]...)
		}
	}
	for part := range slices.Chunk(upTo(300), 10) { // over a block's end, twice
		snaps = append(snaps, g.Snapshot())
		all = append(all, entries(class(0), part...)...)
		add(t, g, all[len(all)-10:]...)
	}
	check()
	if err := g.Reset(); err != nil {
		t.Fatal(err)
	}
	shut(t, g)
	check()
}

// Searches read while entries are appended; the race detector watches.
func TestReadingBesideAppending(t *testing.T) {
	g, _ := open(t, t.TempDir())
	var wg sync.WaitGroup
	done := make(chan struct{})
	for range 4 {
		wg.Go(func() {
			for {
				s, n := g.Snapshot(), 0
				for _, p := range s.Parts() {
					if err := p.View(0, len(p.Seqs()), func(stored []int8) { n += len(stored) / p.Class().Layout.Bytes() }); err != nil {
						t.Error(err)
						return
					}
				}
				if n != s.Len() {
					t.Errorf("%d signatures of %d", n, s.Len())
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for part := range slices.Chunk(upTo(400), 5) {
		add(t, g, entries(class(0), part...)...)
	}
	close(done)
	wg.Wait()
}

// Any range of a part is the signatures of its entries back to back, and what
// Unpack makes of them is what was appended.
func TestViewsAreRangesOfEntries(t *testing.T) {
	g, _ := open(t, t.TempDir())
	add(t, g, entries(class(0), upTo(400)...)...)
	parts := g.Snapshot().Parts()
	if len(parts) != 1 || parts[0].Class() != class(0) || !slices.Equal(parts[0].Seqs(), upTo(400)) {
		t.Fatalf("%d parts", len(parts))
	}
	layout := class(0).Layout
	one := make([]int8, layout.Bytes())
	r := rand.New(rand.NewPCG(1, 1))
	for range 500 {
		from := r.IntN(401)
		to := from + r.IntN(401-from)
		called := 0
		err := parts[0].View(from, to, func(stored []int8) {
			called++
			if len(stored) != (to-from)*len(one) {
				t.Fatalf("%d values for %d entries", len(stored), to-from)
			}
			for i := from; i < to; i++ {
				layout.Unpack(one, stored[(i-from)*len(one):][:len(one)])
				if !slices.Equal(one, entry(int64(i+1), class(0)).Signature) {
					t.Fatalf("entry %d is another", i+1)
				}
			}
		})
		if want := min(1, to-from); err != nil || called != want {
			t.Fatalf("%d to %d: called %d times, %v", from, to, called, err)
		}
	}
}

func TestAbsentEntriesAreNamed(t *testing.T) {
	g, _ := open(t, t.TempDir())
	add(t, g, entries(class(0), 1, 2, 4)...)
	_, err := g.Snapshot().Entry(3)
	var absent *gallery.AbsentError
	if !errors.As(err, &absent) || !slices.Equal(absent.Seqs, []int64{3}) || absent.Numbers() != "3" {
		t.Errorf("got %v", err)
	}
	if got := (&gallery.AbsentError{Seqs: upTo(12)}).Numbers(); got != "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 + 2" {
		t.Error(got)
	}
	if _, ok := g.Snapshot().Template(3); ok {
		t.Error("it has the template of an entry that it has not")
	}
}

func TestResetEmptiesTheFolder(t *testing.T) {
	dir := t.TempDir()
	g, _ := open(t, dir)
	add(t, g, entries(class(0), 1, 2)...)
	add(t, g, entries(class(1), 3)...)
	if err := g.Reset(); err != nil {
		t.Fatal(err)
	}
	holds(t, g.Snapshot())
	if left := files(t, dir); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
	add(t, g, entry(2, class(0)))
	shut(t, g)
	g, _ = open(t, dir)
	holds(t, g.Snapshot(), entry(2, class(0)))
}

func TestAFolderServesOneGallery(t *testing.T) {
	dir := t.TempDir()
	g, _ := open(t, dir)
	if _, _, err := gallery.Open(dir); err == nil || !strings.Contains(err.Error(), "in use") {
		t.Errorf("got %v", err)
	}
	shut(t, g)
	shut(t, g) // twice does no harm
	if err := g.Append(entry(1, class(0))); !errors.Is(err, gallery.ErrClosed) {
		t.Errorf("got %v", err)
	}
	if err := g.Reset(); !errors.Is(err, gallery.ErrClosed) {
		t.Errorf("got %v", err)
	}
	if _, err := g.Verify(); !errors.Is(err, gallery.ErrClosed) {
		t.Errorf("got %v", err)
	}
	open(t, dir)
}

func TestAFileInPlaceOfAFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := gallery.Open(path); err == nil {
		t.Error("a file was opened as a gallery")
	}
}

// A million marks must not need a million signatures of memory: what a gallery
// keeps of an entry is its number and a bit.
func TestMemoryIsLittle(t *testing.T) {
	dir := t.TempDir()
	c := class(0)
	c.Layout = kernel.Layout{Rings: 16, Harmonics: 56, First: 6}
	g, _ := open(t, dir)
	for part := range slices.Chunk(upTo(5000), 1000) {
		add(t, g, entries(c, part...)...)
	}
	shut(t, g)
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := heap()
	g, _ = open(t, dir)
	used := int64(heap() - before)
	t.Logf("%.3f MB", float64(used)/1e6)
	if used > 16*5000 {
		t.Errorf("5000 entries take %d bytes of memory", used)
	}
	runtime.KeepAlive(g)
}
