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
	Template  [32]byte
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

// Gallery is safe for concurrent use. Changes run one after another; searches go
// on beside them on their snapshots.
type Gallery struct {
	dir  string
	lock *os.File
	// most is how many records a segment holds.
	most int

	mu       sync.Mutex // of all below but the snapshot
	segments []*segment
	next     int // number of the next segment file
	snapshot atomic.Pointer[Snapshot]
}

// segment is a file and what it holds.
type segment struct {
	shelf

	name string
}

// ErrClosed is returned by the changes of a gallery after Close.
var ErrClosed = errors.New("the gallery is closed")

// mostRecords makes segments of about 120 MB.
const mostRecords = 1 << 16

// Open opens the gallery in a folder, which it makes when it is not there, and
// reads all of it. A folder serves one Gallery at a time: a second one is an
// error, of another process too. Damaged entries are left out, taken out of the
// files and named in the report.
func Open(dir string) (*Gallery, *Report, error) {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, nil, fmt.Errorf("open the gallery: %w", err)
	}
	lock, err := lockFolder(dir)
	if err != nil {
		return nil, nil, fmt.Errorf("open the gallery: %w", err)
	}
	g := &Gallery{dir: dir, lock: lock, most: mostRecords, next: 1}
	report, err := g.load()
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("open the gallery: %w", err), lock.Close())
	}
	g.publish()
	return g, report, nil
}

// Snapshot returns the gallery as it is now.
func (g *Gallery) Snapshot() *Snapshot { return g.snapshot.Load() }

// publish makes what the segments hold the current snapshot.
func (g *Gallery) publish() {
	s := &Snapshot{shelves: make([]shelf, len(g.segments))}
	for i, seg := range g.segments {
		s.shelves[i] = seg.shelf
		s.count += len(seg.seqs)
		s.last = max(s.last, seg.last())
	}
	g.snapshot.Store(s)
}

// Close gives the folder free. Snapshots stay good.
func (g *Gallery) Close() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.lock == nil {
		return nil
	}
	err := g.lock.Close()
	g.lock = nil
	return err
}
