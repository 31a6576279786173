package engine

import (
	"context"
	"slices"
	"sync"

	"cotejo/engine/compare"
	"cotejo/engine/trace"
)

// Compare holds a against b; the result is the same whichever comes first, told
// from a's side. sink may be nil.
func (e *Engine) Compare(ctx context.Context, a, b *compare.Subject, sink trace.Sink) (compare.Result, error) {
	w := e.workers.Get().(*compare.Worker)
	defer e.workers.Put(w)
	return w.Compare(ctx, a, b, trace.OrDiscard(sink))
}

// CompareAll compares the given pairs of subjects in the pool; result k is that
// of pairs[k], whatever the number of workers. progress, which may be nil, is
// called after each with the number done, by one goroutine at a time.
func (e *Engine) CompareAll(ctx context.Context, subjects []*compare.Subject, pairs [][2]int, progress func(done int)) ([]compare.Result, error) {
	out := make([]compare.Result, len(pairs))
	order := byFirst(subjects, pairs)
	var mu sync.Mutex
	done := 0
	err := e.pool.Map(ctx, len(pairs), func(ctx context.Context, i int) (err error) {
		k := order[i]
		out[k], err = e.Compare(ctx, subjects[pairs[k][0]], subjects[pairs[k][1]], nil)
		if err == nil && progress != nil {
			mu.Lock()
			defer mu.Unlock()
			done++
			progress(done)
		}
		return err
	})
	return out, err
}

// byFirst orders the pairs so that those which turn the same mark follow one
// another: a worker then turns it once.
func byFirst(subjects []*compare.Subject, pairs [][2]int) []int {
	order, turned := make([]int, len(pairs)), make([]int, len(pairs))
	for k, p := range pairs {
		order[k], turned[k] = k, p[0]
		if compare.Swapped(subjects[p[0]].Template, subjects[p[1]].Template) {
			turned[k] = p[1]
		}
	}
	slices.SortStableFunc(order, func(x, y int) int { return turned[x] - turned[y] })
	return order
}
