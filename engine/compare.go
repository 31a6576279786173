package engine

import (
	"context"
	"errors"
	"slices"
	"sync"

	"cotejo/engine/compare"
	"cotejo/engine/feature"
	"cotejo/engine/mark"
	"cotejo/engine/trace"
)

// Compare holds a against b; the result is the same whichever comes first, told
// from a's side. sink may be nil.
func (e *Engine) Compare(ctx context.Context, a, b *compare.Subject, sink trace.Sink) (compare.Result, error) {
	if a.Template.Profile != nil {
		return compare.Profiles(ctx, a, b, e.params.Shear.Compare, trace.OrDiscard(sink))
	}
	workers := e.workers[a.Template.Kind]
	w := workers.Get().(*compare.Worker)
	defer workers.Put(w)
	return w.Compare(ctx, a, b, trace.OrDiscard(sink))
}

// compareTemplate is Compare of a and a template that is needed only for this.
func (e *Engine) compareTemplate(ctx context.Context, a *compare.Subject, t *feature.Template) (compare.Result, error) {
	if a.Template.Profile != nil {
		return e.Compare(ctx, a, e.Subject(t), nil)
	}
	workers := e.workers[a.Template.Kind]
	w := workers.Get().(*compare.Worker)
	defer workers.Put(w)
	return w.CompareTemplate(ctx, a, t)
}

// CellUm is the side of the cells in which marks of a kind are compared, in
// micrometres; 0 for striated marks, which have none.
func (e *Engine) CellUm(kind mark.Kind) float64 {
	if kind == mark.ApertureShear {
		return 0
	}
	return e.params.surface(kind).Compare.CellUm
}

// CompareMarks holds the marks of one exhibit against those of another, each
// against its kind, and adds up what they say. Each exhibit has at most one mark
// of a kind. Kinds that only one of them has, or that cannot be held against each
// other, add nothing; when none is left the error says why. sink may be nil: the
// leading mark's intermediates stand in it as those of Compare do, the others'
// under their kind.
func (e *Engine) CompareMarks(ctx context.Context, a, b []*compare.Subject, sink trace.Sink) (compare.Fused, error) {
	common, err := inCommon(a, b)
	if err != nil {
		return compare.Fused{}, err
	}
	sink = trace.OrDiscard(sink)
	var marks []compare.MarkResult
	for i, c := range common {
		kind := c[0].Template.Kind
		shown := sink
		if i > 0 {
			shown = trace.Under(sink, kind.String())
		}
		r, err := e.Compare(ctx, c[0], c[1], shown)
		if err != nil {
			return compare.Fused{}, err
		}
		marks = append(marks, compare.MarkResult{Kind: kind, Result: r})
	}
	f := compare.Fuse(marks, e.params.Fuse)
	if len(marks) > 1 && sink.Enabled() {
		sink.Put("fused", trace.JSON{Value: f})
	}
	return f, nil
}

// InCommon reports why two exhibits have no marks that can be held against each
// other.
func InCommon(a, b []*compare.Subject) error {
	_, err := inCommon(a, b)
	return err
}

// inCommon pairs the marks that can be held against each other, in the order of
// their kinds.
func inCommon(a, b []*compare.Subject) ([][2]*compare.Subject, error) {
	var out [][2]*compare.Subject
	why := error(nil)
	for _, k := range mark.Kinds() {
		x, y := ofKind(a, k), ofKind(b, k)
		if x == nil || y == nil {
			continue
		}
		if err := compare.Comparable(x.Template, y.Template); err != nil {
			if why == nil {
				why = err
			}
			continue
		}
		out = append(out, [2]*compare.Subject{x, y})
	}
	if len(out) == 0 && why == nil {
		why = errors.New("the two exhibits have no mark of a kind in common: mark the same region on both")
	}
	if len(out) > 0 {
		why = nil
	}
	return out, why
}

func ofKind(all []*compare.Subject, k mark.Kind) *compare.Subject {
	for _, s := range all {
		if s.Template.Kind == k {
			return s
		}
	}
	return nil
}

// CompareAll compares the given pairs of subjects in the pool; result k is that
// of pairs[k], whatever the number of workers. progress, which may be nil, is
// called after each with the number done, by one goroutine at a time.
func (e *Engine) CompareAll(ctx context.Context, subjects []*compare.Subject, pairs [][2]int, progress func(done int)) ([]compare.Result, error) {
	out := make([]compare.Result, len(pairs))
	order := byFirst(pairs, func(a, b int) bool { return compare.Swapped(subjects[a].Template, subjects[b].Template) })
	return out, e.eachPair(ctx, order, progress, func(ctx context.Context, k int) (err error) {
		out[k], err = e.Compare(ctx, subjects[pairs[k][0]], subjects[pairs[k][1]], nil)
		return err
	})
}

// eachPair does the work of each pair in the pool, in the given order, and tells
// progress, which may be nil, of each by one goroutine at a time.
func (e *Engine) eachPair(ctx context.Context, order []int, progress func(done int), work func(ctx context.Context, k int) error) error {
	var mu sync.Mutex
	done := 0
	return e.pool.Map(ctx, len(order), func(ctx context.Context, i int) error {
		err := work(ctx, order[i])
		if err == nil && progress != nil {
			mu.Lock()
			defer mu.Unlock()
			done++
			progress(done)
		}
		return err
	})
}

// byFirst orders the pairs so that those which turn the same mark follow one
// another: a worker then turns it once. swapped says of a pair that it turns the
// second.
func byFirst(pairs [][2]int, swapped func(a, b int) bool) []int {
	order, turned := make([]int, len(pairs)), make([]int, len(pairs))
	for k, p := range pairs {
		order[k], turned[k] = k, p[0]
		if swapped(p[0], p[1]) {
			turned[k] = p[1]
		}
	}
	slices.SortStableFunc(order, func(x, y int) int { return turned[x] - turned[y] })
	return order
}
