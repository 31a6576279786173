// Package gallery stores the coarse signatures of a collection's marks for 1:N
// search, each under the sequence number that its owner gave it. It is kept in
// files of its own and can be rebuilt from templates at any time: what its files
// hold is checked, never trusted. It knows no templates beyond their hashes and
// no scores.
package gallery

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"
	"sync/atomic"

	"cotejo/engine/feature"
)

// Entry is one mark in the gallery.
type Entry struct {
	// Seq is the owner's number of the mark: positive and unique.
	Seq   int64
	Class feature.Class
	// Template is the SHA-256 of the stored template.
	Template [32]byte
	// Signature is in the template's order.
	Signature []int8
}

// Check reports the first thing that keeps an entry from being stored.
func (e *Entry) Check() error {
	if e.Seq < 1 {
		return fmt.Errorf("gallery entry %d: its number must be positive", e.Seq)
	}
	if err := e.Class.Check(); err != nil {
		return fmt.Errorf("gallery entry %d: %w", e.Seq, err)
	}
	if n := e.Class.Layout.Bytes(); len(e.Signature) != n {
		return fmt.Errorf("gallery entry %d: signature of %d values, its layout needs %d", e.Seq, len(e.Signature), n)
	}
	return nil
}

// Gallery is safe for concurrent use. Changes run one after another, but entries
// are also appended while segments are written anew; searches go on beside all of
// them on their snapshots.
type Gallery struct {
	dir string
	// capacity is how many entries a new segment takes.
	capacity int
	// next is the number of the last segment file that was begun.
	next atomic.Int64

	// work is held by what goes through whole segments. It is taken before mu.
	work sync.Mutex

	mu       sync.Mutex // of all below but the snapshot
	lock     *os.File   // nil when closed
	segments []*segment
	unsure   bool     // the manifest may be another than the segments
	stale    []string // files to be removed with the next manifest
	snapshot atomic.Pointer[Snapshot]
}

// segment is a file and which entries it holds. What snapshots see of seqs does
// not change.
type segment struct {
	*file

	seqs   []int64 // ascending, never empty
	sealed bool    // takes no more entries
}

func (s *segment) last() int64 { return s.seqs[len(s.seqs)-1] }

func (s *segment) part() Part { return Part{s.file, s.seqs[:len(s.seqs):len(s.seqs)]} }

// ErrClosed is returned by the changes of a gallery after Close.
var ErrClosed = errors.New("the gallery is closed")

// usualCapacity makes segments of about 120 MB.
const usualCapacity = 1 << 16

// Open opens the gallery in a folder, which it makes when it is not there. It
// reads the names of the entries; signatures are looked at when they are asked
// for. A folder serves one Gallery at a time: a second one is an error, of another
// process too. Entries whose names are damaged are left out, taken out of the
// files and named in the report.
func Open(dir string) (*Gallery, *Report, error) { return openWith(dir, usualCapacity) }

func openWith(dir string, capacity int) (*Gallery, *Report, error) {
	g := &Gallery{dir: dir, capacity: capacity}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, nil, g.failed("open the gallery", err)
	}
	lock, err := lockFolder(dir)
	if err != nil {
		return nil, nil, g.failed("open the gallery", err)
	}
	g.lock = lock
	report, err := g.load()
	if err != nil {
		return nil, nil, errors.Join(g.failed("open the gallery", err), lock.Close())
	}
	g.publish()
	return g, report, nil
}

// Snapshot returns the gallery as it is now.
func (g *Gallery) Snapshot() *Snapshot { return g.snapshot.Load() }

// publish makes what the segments hold the current snapshot.
func (g *Gallery) publish() {
	parts := make([]Part, len(g.segments))
	for i, s := range g.segments {
		parts[i] = s.part()
	}
	g.snapshot.Store(newSnapshot(parts))
}

// listed are the numbers of the segments, ascending.
func (g *Gallery) listed() []int {
	out := make([]int, len(g.segments))
	for i, s := range g.segments {
		out[i] = number(s.name)
	}
	slices.Sort(out)
	return out
}

// Close gives the folder free, when what goes through whole segments has ended.
// Snapshots stay good.
func (g *Gallery) Close() error {
	g.work.Lock()
	defer g.work.Unlock()
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.lock == nil {
		return nil
	}
	err := g.lock.Close()
	g.lock = nil
	return err
}
