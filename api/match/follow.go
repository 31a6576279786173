package match

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

	"cotejo/api/casework"
	"cotejo/engine/feature"
	"cotejo/engine/gallery"
	"cotejo/engine/pool"
)

// Marks returns up to limit marks of the store with a sequence number above
// after, in ascending order: all there are when these are fewer than limit.
type Marks = func(ctx context.Context, after int64, limit int) ([]casework.Mark, error)

// page is how many marks are taken in at once.
const page = 256

// follower is how far the gallery has followed the store. At a start it goes
// through all marks that Begin does not spare it, since what is in the gallery's
// files may have been damaged; later it goes on from where it was.
type follower struct {
	turn chan struct{} // holds one token: its owner may follow
	// seen is up to where every mark is in the gallery or lacking. It is written
	// in turn only.
	seen atomic.Int64
	// marks are those of the last call, owed what was lost from the gallery below
	// seen. Both are used in turn only.
	marks Marks
	owed  []gallery.Loss

	mu      sync.Mutex
	lacking map[int64]Lack
}

func (f *follower) start() {
	f.turn = make(chan struct{}, 1)
	f.turn <- struct{}{}
	f.lacking = map[int64]Lack{}
}

// Lack is a mark whose template cannot be read, so that the gallery lacks it.
type Lack struct {
	Seq int64
	// Mark is its identifier, Template the hash of its template.
	Mark, Template string
	Err            error

	mark casework.Mark
}

// LackError names the marks that the gallery lacks.
type LackError struct{ Marks []Lack }

// Error names each with its cause.
func (e *LackError) Error() string {
	var b strings.Builder
	b.WriteString("not in the gallery")
	for i, l := range e.Marks {
		if i == 10 {
			fmt.Fprintf(&b, "; and %d more", len(e.Marks)-i)
			break
		}
		fmt.Fprintf(&b, "; mark %s, number %d: %v", l.Mark, l.Seq, l.Err)
	}
	return b.String()
}

// Last returns the sequence number up to which the gallery has followed the
// store in this process.
func (m *Matcher) Last() int64 { return m.follow.seen.Load() }

// Lacking returns the marks that the gallery lacks because their templates
// cannot be read, by sequence number.
func (m *Matcher) Lacking() []Lack {
	m.follow.mu.Lock()
	defer m.follow.mu.Unlock()
	return slices.SortedFunc(maps.Values(m.follow.lacking), func(a, b Lack) int { return cmp.Compare(a.Seq, b.Seq) })
}

// Missing returns the sequence numbers of the marks that the gallery lacks,
// ascending.
func (m *Matcher) Missing() []int64 {
	m.follow.mu.Lock()
	defer m.follow.mu.Unlock()
	return slices.Sorted(maps.Keys(m.follow.lacking))
}

// Begin implements casework.Follower.
func (m *Matcher) Begin(ctx context.Context, all *roaring64.Bitmap) error {
	return m.following(ctx, func() error {
		now, it := m.gallery.Snapshot(), all.Iterator()
		it.AdvanceIfNeeded(uint64(m.Last()) + 1)
		for it.HasNext() && now.Has(int64(it.PeekNext())) {
			m.follow.seen.Store(int64(it.Next()))
		}
		return nil
	})
}

// CatchUp takes the store's new marks into the gallery. A mark whose template is
// missing or damaged does not stop the others: it is tried again each time, and
// the error is then a *LackError after all others were taken in. Calls wait for
// one another.
func (m *Matcher) CatchUp(ctx context.Context, marks Marks) error {
	defer m.tidy()
	return m.following(ctx, func() error { return m.catchUp(ctx, marks) })
}

// Rebuild empties the gallery and makes it anew from the templates of all marks.
// Searches that ask for what is not yet there again fail.
func (m *Matcher) Rebuild(ctx context.Context, marks Marks) error {
	ctx = pool.Batch(ctx)
	return m.following(ctx, func() error {
		if err := m.gallery.Reset(); err != nil {
			return err
		}
		m.follow.seen.Store(0)
		m.follow.owed = nil
		m.follow.mu.Lock()
		clear(m.follow.lacking)
		m.follow.mu.Unlock()
		return m.catchUp(ctx, marks)
	})
}

// following waits for the turn to change the gallery.
func (m *Matcher) following(ctx context.Context, change func() error) error {
	select {
	case <-m.follow.turn:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { m.follow.turn <- struct{}{} }()
	return change()
}

func (m *Matcher) catchUp(ctx context.Context, marks Marks) error {
	m.follow.marks = marks
	if err := m.repay(ctx, marks); err != nil {
		return err
	}
	if again := m.Lacking(); len(again) > 0 {
		var found []casework.Mark
		for _, l := range again {
			found = append(found, l.mark)
		}
		for part := range slices.Chunk(found, page) {
			if err := m.take(ctx, part); err != nil {
				return err
			}
		}
	}
	for {
		last := m.Last()
		found, err := marks(ctx, last, page)
		if err != nil {
			return fmt.Errorf("follow the marks: %w", err)
		}
		for i := range found {
			if found[i].Seq <= last {
				return fmt.Errorf("follow the marks: number %d came after %d", found[i].Seq, last)
			}
			last = found[i].Seq
		}
		if err := m.take(ctx, found); err != nil {
			return err
		}
		m.follow.seen.Store(last)
		if len(found) < page {
			break
		}
	}
	if lacking := m.Lacking(); len(lacking) > 0 {
		return &LackError{lacking}
	}
	return nil
}

// take appends those marks that the gallery does not hold. A mark whose template
// cannot be read is noted as lacking; any other error ends it.
func (m *Matcher) take(ctx context.Context, marks []casework.Mark) error {
	now := m.gallery.Snapshot()
	marks = slices.DeleteFunc(slices.Clone(marks), func(k casework.Mark) bool { return now.Has(k.Seq) })
	if len(marks) == 0 {
		return nil
	}
	entries, failures := make([]gallery.Entry, len(marks)), make([]error, len(marks))
	err := m.engine.Pool().Map(ctx, len(marks), func(ctx context.Context, i int) error {
		entries[i], failures[i] = m.entry(ctx, &marks[i])
		if err := failures[i]; err != nil && !lost(err) {
			return fmt.Errorf("mark %s: %w", marks[i].ID, err)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("follow the marks: %w", err)
	}
	var sound []gallery.Entry
	for i := range entries {
		if failures[i] == nil {
			sound = append(sound, entries[i])
		}
	}
	if err := m.gallery.Append(sound...); err != nil {
		return err
	}
	m.note(marks, failures)
	return nil
}

// note keeps account of what is lacking.
func (m *Matcher) note(marks []casework.Mark, failures []error) {
	m.follow.mu.Lock()
	defer m.follow.mu.Unlock()
	for i, k := range marks {
		_, known := m.follow.lacking[k.Seq]
		switch {
		case failures[i] == nil:
			delete(m.follow.lacking, k.Seq)
		case !known:
			m.log.Error("a mark's template cannot be read", "mark", k.ID, "seq", k.Seq, "template", k.Template, "error", failures[i])
			fallthrough
		default:
			m.follow.lacking[k.Seq] = Lack{Seq: k.Seq, Mark: k.ID, Template: k.Template, Err: failures[i], mark: k}
		}
	}
}

// entry reads a mark's template and makes its entry.
func (m *Matcher) entry(ctx context.Context, k *casework.Mark) (gallery.Entry, error) {
	name, err := hash(k.Template)
	if err != nil {
		return gallery.Entry{}, err
	}
	t, err := m.ofMark(ctx, k)
	if err != nil {
		return gallery.Entry{}, err
	}
	return entryOf(k.Seq, name, t), nil
}

func entryOf(seq int64, name [32]byte, t *feature.Template) gallery.Entry {
	return gallery.Entry{Seq: seq, Class: t.Class(), Template: name, Signature: slices.Clone(t.Signature)}
}
