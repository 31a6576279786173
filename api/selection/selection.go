// Package selection keeps in memory what a search's filter looks at of every mark
// and its exhibit, and follows the store's changes. It implements casework.Selector.
//
// What tells few values apart is in bitmaps (package facet); what nearly every
// exhibit has a value of its own of (which case, which firearm, which exhibit) is
// asked of the store, which has an index of each, and comes to the bitmaps as a set.
//
// A million marks take about 20 MB, and 8 s of a processor to be read at a start;
// a selection among them takes some milliseconds.
package selection

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

	"cotejo/api/casework"
	"cotejo/engine/facet"
)

var _ casework.Selector = (*Selector)(nil)

// pages are how many marks and changes are read at once.
type pages struct{ marks, changes int }

// Selector implements casework.Selector. It is not safe for concurrent use.
type Selector struct {
	log   *slog.Logger
	pages pages
	index facet.Index
	// begun is when the first reading of all marks began; whole, that it ended. Until
	// then all marks up to seq were read.
	begun time.Time
	whole bool
	seq   int64
	// change is the last change that the index knows of. What was read since may be
	// newer: it is then read again.
	change point
}

// New returns a selector that knows nothing yet.
func New(log *slog.Logger) *Selector {
	return &Selector{log: log, pages: pages{marks: 10000, changes: 1000}}
}

// Reset implements casework.Selector.
func (s *Selector) Reset() { *s = Selector{log: s.log, pages: s.pages} }

// All implements casework.Selector.
func (s *Selector) All() *roaring64.Bitmap { return s.index.All() }

// Follow implements casework.Selector. A store in whose history the last change that
// is known does not stand is another one, as after a restore, or after a standby took
// over that had not heard everything: all is read again.
func (s *Selector) Follow(ctx context.Context, tx casework.Tx) error {
	last, err := tx.LastChange(ctx)
	if err != nil {
		return err
	}
	there, err := pointAt(ctx, tx, s.change.seq)
	if err != nil {
		return err
	}
	if last < s.change.seq || there != s.change {
		s.log.Warn("the database has another history than searches know: all marks are read again; rebuild the indexes, which may know what is gone", "change", s.change.seq, "last", last)
		s.Reset()
	}
	if !s.whole {
		if err := s.readAll(ctx, tx, last); err != nil {
			return err
		}
	}
	for s.change.seq < last {
		changes, err := tx.Changes(ctx, s.change.seq, s.pages.changes)
		if err != nil {
			return err
		}
		if len(changes) == 0 {
			return fmt.Errorf("the history ends at change %d instead of %d: run cotejo check", s.change.seq, last)
		}
		if err := s.apply(ctx, tx, changes); err != nil {
			return err
		}
		s.change = pointOf(&changes[len(changes)-1])
	}
	return nil
}

// readAll reads all marks, or those that are left after an earlier attempt: what
// changed since that one began stands in the changes that follow.
func (s *Selector) readAll(ctx context.Context, tx casework.Tx, last int64) error {
	if s.begun.IsZero() {
		begin, err := pointAt(ctx, tx, last)
		if err != nil {
			return err
		}
		s.begun, s.change = time.Now(), begin
	}
	for {
		facts, err := tx.Facts(ctx, casework.FactsOf{After: s.seq, Limit: s.pages.marks})
		if err != nil {
			return err
		}
		s.put(facts)
		if len(facts) > 0 {
			s.seq = facts[len(facts)-1].Seq
		}
		if len(facts) < s.pages.marks {
			break
		}
	}
	s.whole = true
	s.log.Info("searches know all marks", "marks", s.index.All().GetCardinality(), "bytes", s.index.Bytes(), "took", time.Since(s.begun).Round(time.Millisecond))
	return nil
}

// apply reads the marks again that changes are about, as they are now.
func (s *Selector) apply(ctx context.Context, tx casework.Tx, changes []casework.Change) error {
	var of casework.FactsOf
	for _, c := range changes {
		switch c.Kind {
		case casework.KindMark:
			of.Marks = append(of.Marks, c.ID)
		case casework.KindExhibit:
			of.Exhibits = append(of.Exhibits, c.ID)
		}
	}
	for _, one := range []casework.FactsOf{{Marks: of.Marks}, {Exhibits: of.Exhibits}} {
		if one.Marks == nil && one.Exhibits == nil {
			continue
		}
		facts, err := tx.Facts(ctx, one)
		if err != nil {
			return err
		}
		s.put(facts)
	}
	return nil
}

func (s *Selector) put(facts []casework.MarkFacts) {
	entries := make([]facet.Entry, len(facts))
	for i := range facts {
		entries[i] = entry(&facts[i])
	}
	s.index.Put(entries...)
}
