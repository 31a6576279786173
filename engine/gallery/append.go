package gallery

import (
	"fmt"
	"os"
	"path/filepath"
)

// Append adds entries, whose numbers must be new; ascending ones keep the files
// few. When it returns nil all of them are on disk and in the next Snapshot. On
// an error some of them may be: Has tells.
func (g *Gallery) Append(entries ...Entry) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.lock == nil {
		return ErrClosed
	}
	now, given := g.Snapshot(), make(map[int64]bool, len(entries))
	for i := range entries {
		e := &entries[i]
		if err := e.Check(); err != nil {
			return err
		}
		if given[e.Seq] || now.Has(e.Seq) {
			return fmt.Errorf("gallery entry %d is already there", e.Seq)
		}
		given[e.Seq] = true
	}
	defer g.publish()
	for len(entries) > 0 {
		n, err := g.appendSome(entries)
		if err != nil {
			return fmt.Errorf("append to the gallery: %w", err)
		}
		entries = entries[n:]
	}
	return nil
}

// appendSome writes as many of the entries as one segment takes and returns how
// many these were.
func (g *Gallery) appendSome(entries []Entry) (int, error) {
	first := &entries[0]
	seg := g.room(first)
	isNew := seg == nil
	var bytes []byte
	if isNew {
		seg = &segment{name: segmentName(g.next)}
		seg.format, bytes = newFormat(first.Class)
	}
	n, last := 0, seg.last()
	for n < len(entries) && len(seg.seqs)+n < g.most && entries[n].Class == seg.class && entries[n].Seq > last {
		bytes = seg.appendRecord(bytes, &entries[n])
		last = entries[n].Seq
		n++
	}
	if isNew {
		if err := g.create(seg.name, bytes); err != nil {
			return 0, err
		}
		g.next++
		g.segments = append(g.segments, seg)
	} else if err := extend(filepath.Join(g.dir, seg.name), seg.size(len(seg.seqs)), bytes); err != nil {
		return 0, err
	}
	for i := range entries[:n] {
		seg.add(&entries[i])
	}
	return n, nil
}

// room returns the segment that an entry goes to, nil when it needs a new one:
// of those that it ascends from, the one that reaches highest.
func (g *Gallery) room(e *Entry) *segment {
	var best *segment
	for _, s := range g.segments {
		if s.class == e.Class && len(s.seqs) < g.most && s.last() < e.Seq && (best == nil || s.last() > best.last()) {
			best = s
		}
	}
	return best
}

// extend writes bytes at the end of a file, which must be at the given offset:
// what a failed attempt left behind it is overwritten.
func extend(path string, offset int64, bytes []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(bytes, offset)
	if err == nil {
		err = f.Sync()
	}
	if err != nil {
		_ = f.Truncate(offset) // Open cuts off what this leaves
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}
