package gallery

import (
	"bufio"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// After a compaction a class has full segments that ascend and at most one small
// one, the entries are the same, and a second one has nothing to do.
func TestCompaction(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 10 {
		dir := t.TempDir()
		g, _ := opened(t, dir, 8)
		var all []int64
		for _, i := range r.Perm(60) {
			all = append(all, int64(i+1))
		}
		for part := range slices.Chunk(all, 5) {
			appended(t, g, part...)
		}
		before := g.Snapshot()
		small := 0
		for _, p := range before.Parts() {
			if len(p.Seqs()) < 4 {
				small++
			}
		}
		if g.Fragmented() != (small >= fragments) {
			t.Errorf("fragmented is %v with %d small segments", g.Fragmented(), small)
		}
		changed, err := g.Compact(t.Context())
		if err != nil || changed != (small > 1) {
			t.Fatal(changed, err)
		}
		if changed, err := g.Compact(t.Context()); err != nil || changed || g.Fragmented() {
			t.Errorf("compacted twice: %v, %v", changed, err)
		}
		exactly(t, before, all...)
		exactly(t, g.Snapshot(), all...)
		small = 0
		for _, p := range g.Snapshot().Parts() {
			if !slices.IsSorted(p.Seqs()) {
				t.Error("a segment does not ascend")
			}
			if len(p.Seqs()) < 4 {
				small++
			}
		}
		if files := imageOf(t, dir); small > 1 || len(files) != len(g.Snapshot().Parts())+1 {
			t.Errorf("%d small segments, %d files", small, len(files))
		}
		closed(t, g)
		g, report := opened(t, dir, 8)
		if !report.Whole() {
			t.Error(report)
		}
		exactly(t, g.Snapshot(), all...)
	}
}

// Compaction loses nothing: damage ends it, as the context does.
func TestACompactionThatEnds(t *testing.T) {
	dir := t.TempDir()
	g, _ := opened(t, dir, 8)
	appended(t, g, 3)
	appended(t, g, 2)
	appended(t, g, 1)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := g.Compact(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := os.Truncate(filepath.Join(dir, "00000002"+segmentEnd), 0); err != nil {
		t.Fatal(err)
	}
	var damage *DamageError
	if _, err := g.Compact(t.Context()); !errors.As(err, &damage) || !slices.Equal(damage.Seqs, []int64{2}) {
		t.Errorf("got %v", err)
	}
	if files := imageOf(t, dir); len(files) != 4 {
		t.Errorf("%d files", len(files))
	}
	appended(t, g, 4) // the segments take entries as before
	if files := imageOf(t, dir); len(files) != 4 {
		t.Errorf("%d files", len(files))
	}
	if report, err := g.Mend(); err != nil || report.String() != "3 entries; damaged: entry 2 of 00000002.segment" {
		t.Errorf("%v, %v", report, err)
	}
	exactly(t, g.Snapshot(), 1, 3, 4)
	closed(t, g)
	if _, err := g.Compact(t.Context()); !errors.Is(err, ErrClosed) {
		t.Errorf("got %v", err)
	}
	if _, err := g.Mend(); !errors.Is(err, ErrClosed) {
		t.Errorf("got %v", err)
	}
}

// Searches go on beside all changes, each on what its snapshot holds; the race
// detector watches.
func TestSearchesBesideAllChanges(t *testing.T) {
	g, _ := opened(t, t.TempDir(), 16)
	done := make(chan struct{})
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for {
				s, n := g.Snapshot(), 0
				for _, p := range s.Parts() {
					n += len(p.Seqs())
					if err := p.View(0, len(p.Seqs()), func([]int8) {}); err != nil {
						t.Error(err)
					}
				}
				if n != s.Len() || s.Len() > 0 && !s.Has(s.Last()) {
					t.Errorf("%d of %d", n, s.Len())
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	wg.Go(func() {
		for {
			if _, err := g.Compact(t.Context()); err != nil {
				t.Error(err)
			}
			if report, err := g.Mend(); err != nil || !report.Whole() {
				t.Error(report, err)
			}
			if report, err := g.Verify(); err != nil || !report.Whole() {
				t.Error(report, err)
			}
			select {
			case <-done:
				return
			default:
			}
		}
	})
	var all []int64
	for seq := int64(1); seq < 120; seq += 3 {
		if seq == 61 {
			if err := g.Reset(); err != nil {
				t.Error(err)
			}
			all = nil
		}
		appended(t, g, seq+2, seq, seq+1)
		all = append(all, seq, seq+1, seq+2)
	}
	close(done)
	wg.Wait()
	exactly(t, g.Snapshot(), all...)
}

// maps counts the memory maps of files in a folder.
func maps(t *testing.T, dir string) (n int) {
	t.Helper()
	f, err := os.Open("/proc/self/maps")
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if strings.Contains(lines.Text(), dir) {
			n++
		}
	}
	return n
}

// A map is released when neither the gallery nor a snapshot nor a part refers to
// it, and not before.
func TestMapsAreReleased(t *testing.T) {
	dir := t.TempDir()
	g, _ := opened(t, dir, 8)
	for seq := int64(6); seq > 0; seq-- {
		appended(t, g, seq)
	}
	old := g.Snapshot()
	part := old.Parts()[0]
	if _, err := g.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	released := func(want int) {
		t.Helper()
		for range 1000 {
			if maps(t, dir) == want {
				break
			}
			runtime.GC()
		}
		if n := maps(t, dir); n != want {
			t.Fatalf("%d maps, want %d", n, want)
		}
	}
	released(7)
	exactly(t, old, 1, 2, 3, 4, 5, 6)
	released(2)
	if err := part.View(0, 1, func([]int8) {}); err != nil {
		t.Error(err)
	}
	if err := g.Reset(); err != nil {
		t.Fatal(err)
	}
	runtime.KeepAlive(part)
	released(0)
}

// A few entries take a few pages of the disk, whatever the capacity.
func TestASmallGalleryIsSmall(t *testing.T) {
	dir := t.TempDir()
	g, _ := opened(t, dir, usualCapacity)
	appended(t, g, 1, 2, 3)
	info, err := os.Stat(filepath.Join(dir, firstSegment))
	if err != nil {
		t.Fatal(err)
	}
	if used := info.Sys().(*syscall.Stat_t).Blocks * 512; used > 8*pageBytes {
		t.Errorf("three entries take %d bytes of the disk", used)
	}
}
