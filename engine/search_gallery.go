package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

	"cotejo/engine/compare"
	"cotejo/engine/feature"
	"cotejo/engine/gallery"
	"cotejo/engine/rank"
)

// Wanted says what a search of a gallery is to return.
type Wanted struct {
	// Top is how many candidates there are at most.
	Top int
	// Enough, when it is closed, makes the search return what is ready: a deadline,
	// or somebody who has seen enough. Nil is never closed.
	Enough <-chan struct{}
}

// Found is what a search of a gallery found.
type Found struct {
	Candidates []Candidate
	// Coarse are the best of the coarse list, best first: those to be compared.
	Coarse []rank.Listed
	// Searched is how many entries were scanned.
	Searched int
	// Compared is how many of Coarse were compared: fewer than all of them only when
	// Enough came first.
	Compared int
}

// ErrTooLate is returned by a search whose time was over before the gallery was
// scanned once, so that nothing is ready.
var ErrTooLate = errors.New("the time was over before the gallery was scanned: give the search more time, or narrow its filter")

// Load reads the template of a gallery's entry. It is called by several goroutines
// at once.
type Load func(ctx context.Context, seq int64) (*feature.Template, error)

// SearchGallery is Search over the entries of a gallery that are in the set; nil
// means all that are comparable with the probe. Ties keep the order of the coarse
// score and then of the sequence numbers. Of small selections (rank.Sieve.Least)
// the list is that of Search on subjects of the same templates; larger ones are
// sieved first. Errors: the context's, ErrTooLate, *gallery.AbsentError,
// *gallery.DamageError, and load's.
func (e *Engine) SearchGallery(ctx context.Context, probe *compare.Subject, g *gallery.Snapshot, set *roaring64.Bitmap, load Load, w Wanted) (*Found, error) {
	lists, err := e.inTime(ctx, w.Enough, func(ctx context.Context) ([]rank.List, error) {
		return e.CoarseGallery(ctx, []*compare.Subject{probe}, g, set, max(w.Top, e.params.Rank.Fine))
	})
	if err != nil {
		return nil, err
	}
	out := &Found{Coarse: lists[0].Best, Searched: lists[0].Searched}
	results, err := e.fine(ctx, probe, shortList{
		n: len(out.Coarse),
		template: func(ctx context.Context, k int) (*feature.Template, error) {
			return loadEntry(ctx, probe, g, out.Coarse[k].Seq, load)
		},
		compare: func(ctx context.Context, _ int, t *feature.Template) (compare.Result, error) {
			return e.compareTemplate(ctx, probe, t)
		},
	}, w.Enough)
	if err != nil {
		return nil, err
	}
	for _, r := range results {
		if r.done {
			out.Compared++
		}
	}
	out.Candidates = best(results, w.Top)
	for i := range out.Candidates {
		c := &out.Candidates[i]
		c.Seq, c.Coarse = out.Coarse[c.Index].Seq, out.Coarse[c.Index].Score
	}
	return out, nil
}

// CoarseGallery is the coarse half of SearchGallery for several probes of one
// class at once: the best k of each.
func (e *Engine) CoarseGallery(ctx context.Context, probes []*compare.Subject, g *gallery.Snapshot, set *roaring64.Bitmap, k int) ([]rank.List, error) {
	laid := make([]*rank.Probe, len(probes))
	err := e.pool.Map(ctx, len(probes), func(_ context.Context, i int) (err error) {
		laid[i], err = rank.NewProbe(probes[i])
		return err
	})
	if err != nil {
		return nil, err
	}
	return rank.Gallery(ctx, e.pool, laid, g, set, k, e.params.Rank)
}

// inTime runs a scan that ends with ErrTooLate when enough is closed before.
func (e *Engine) inTime(ctx context.Context, enough <-chan struct{}, scan func(context.Context) ([]rank.List, error)) ([]rank.List, error) {
	switch {
	case enough == nil:
		return scan(ctx)
	case closed(enough):
		return nil, ErrTooLate
	}
	scanning, end := context.WithCancelCause(ctx)
	defer end(nil)
	go func() {
		select {
		case <-enough:
			end(ErrTooLate)
		case <-scanning.Done():
		}
	}()
	out, err := scan(scanning)
	if err != nil && ctx.Err() == nil && errors.Is(context.Cause(scanning), ErrTooLate) {
		return nil, ErrTooLate
	}
	return out, err
}

// loadEntry loads the template of an entry, which must be the one whose signature
// was scanned.
func loadEntry(ctx context.Context, probe *compare.Subject, g *gallery.Snapshot, seq int64, load Load) (*feature.Template, error) {
	t, err := load(ctx, seq)
	if err != nil {
		return nil, err
	}
	entry, err := g.Entry(seq)
	if err != nil {
		return nil, err
	}
	if entry.Class != t.Class() || !slices.Equal(entry.Signature, t.Signature) {
		return nil, fmt.Errorf("entry %d of the gallery is not of the template that was loaded for it: rebuild the gallery", seq)
	}
	return t, compare.Comparable(probe.Template, t)
}
