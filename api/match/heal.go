package match

import (
	"context"
	"errors"
	"fmt"

	"cotejo/engine/gallery"
)

// heal takes damage that was met out of the gallery and brings back what was lost
// by it, from the templates, as far as they can be read: what cannot is lacking
// then. Without an error, what ended with the damage is to be tried again.
func (m *Matcher) heal(ctx context.Context, damage *gallery.DamageError) error {
	m.log.Error("damage was met in the gallery", "error", damage)
	err := m.following(ctx, func() error {
		if err := m.mend(); err != nil {
			return err
		}
		if m.follow.marks == nil { // everything is looked at with the first CatchUp
			return fmt.Errorf("the gallery has not followed the store yet: %w", damage)
		}
		return m.catchUp(ctx, m.follow.marks)
	})
	var lack *LackError
	if errors.As(err, &lack) {
		return nil
	}
	return err
}

// mend needs the turn.
func (m *Matcher) mend() error {
	report, err := m.gallery.Mend()
	if report != nil && !report.Whole() {
		m.log.Warn("the gallery was mended; what is lost is taken from the templates again", "found", report.String())
		m.follow.owed = append(m.follow.owed, report.Lost...)
	}
	return err
}

// repay takes in again what was lost from the gallery since it followed the store.
// What an error leaves is taken with the next CatchUp.
func (m *Matcher) repay(ctx context.Context, marks Marks) error {
	for len(m.follow.owed) > 0 {
		lost := m.follow.owed[0]
		for after := lost.From - 1; after < min(lost.To, m.Last()); {
			limit := int(min(page, lost.To-after))
			found, err := marks(ctx, after, limit)
			if err != nil {
				return fmt.Errorf("follow the marks: %w", err)
			}
			if err := m.take(ctx, found); err != nil {
				return err
			}
			if len(found) < limit {
				break
			}
			after = found[len(found)-1].Seq
		}
		m.follow.owed = m.follow.owed[1:]
	}
	return nil
}

// tidy compacts the gallery when that is worth it, beside whatever else is done:
// it takes none of the workers, and searches and appending go on.
func (m *Matcher) tidy() {
	if !m.gallery.Fragmented() || !m.tidying.CompareAndSwap(false, true) {
		return
	}
	m.beside.Go(func() {
		defer m.tidying.Store(false)
		_, err := m.gallery.Compact(m.life)
		var damage *gallery.DamageError
		if errors.As(err, &damage) {
			err = m.heal(m.life, damage)
		}
		if err != nil && m.life.Err() == nil {
			m.log.Error("the gallery could not be compacted", "error", err)
		}
	})
}
