package gallery

import (
	"fmt"
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
	if g.unsure {
		if err := g.commit(); err != nil {
			return g.failed("append to the gallery", err)
		}
	}
	defer g.publish()
	for len(entries) > 0 {
		n, err := g.appendSome(entries)
		if err != nil {
			return g.failed("append to the gallery", err)
		}
		entries = entries[n:]
	}
	return nil
}

// appendSome writes as many of the entries as go to one place and returns how many
// these were.
func (g *Gallery) appendSome(entries []Entry) (int, error) {
	class := entries[0].Class
	seg := g.room(&entries[0])
	f, header := newFormat(class, g.capacity)
	room, last := g.capacity, int64(0)
	if seg != nil {
		f, room, last = seg.format, seg.capacity-len(seg.seqs), seg.last()
	}
	var b batch
	for i := range entries[:min(len(entries), room, batchEntries)] {
		e := &entries[i]
		if e.Class != class || e.Seq <= last {
			break
		}
		b.add(&f, e.Seq, &e.Template, func(stored []int8) { class.Layout.Pack(stored, e.Signature) })
		last = e.Seq
	}
	if seg != nil {
		return len(b.seqs), g.extend(seg, &b)
	}
	seg, err := g.create(&f, header, &b)
	if err != nil {
		return 0, err
	}
	g.segments = append(g.segments, seg)
	if err := g.commit(); err != nil {
		g.segments = g.segments[:len(g.segments)-1]
		g.stale = append(g.stale, seg.name)
		return 0, err
	}
	return len(b.seqs), nil
}

// room returns the segment that an entry goes to, nil when it needs a new one:
// of those that it ascends from, the one that reaches highest.
func (g *Gallery) room(e *Entry) *segment {
	var best *segment
	for _, s := range g.segments {
		if s.class == e.Class && !s.sealed && len(s.seqs) < s.capacity && s.last() < e.Seq && (best == nil || s.last() > best.last()) {
			best = s
		}
	}
	return best
}
