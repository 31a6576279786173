package engine

import (
	"context"
	"slices"
	"sync"

	"cotejo/engine/compare"
	"cotejo/engine/rank"
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
		if compare.Swapped(subjects[p[0]], subjects[p[1]]) {
			turned[k] = p[1]
		}
	}
	slices.SortStableFunc(order, func(x, y int) int { return turned[x] - turned[y] })
	return order
}

// Coarse returns the coarse score of every member of a gallery against a probe:
// the correlation of their signatures, at most about 1.
func (e *Engine) Coarse(ctx context.Context, probe *compare.Subject, gallery []*compare.Subject) ([]float64, error) {
	return rank.Coarse(ctx, probe, gallery)
}

// Candidate is one entry of a candidate list.
type Candidate struct {
	Index  int            // in the gallery
	Rank   int            // from 1
	Coarse float64        // coarse score in the search
	Result compare.Result // told from the probe's side
}

// Search ranks a gallery against a probe: coarse over all, fine over the best of
// them, and returns the top of the list, best first. Ties keep the order of the
// coarse score and then of the gallery.
func (e *Engine) Search(ctx context.Context, probe *compare.Subject, gallery []*compare.Subject, top int) ([]Candidate, error) {
	coarse, err := e.Coarse(ctx, probe, gallery)
	if err != nil {
		return nil, err
	}
	short := rank.Best(coarse, max(top, e.params.Rank.Fine))
	pairs := make([][2]int, len(short))
	subjects := append(slices.Clone(gallery), probe)
	for k, i := range short {
		pairs[k] = [2]int{len(gallery), i}
	}
	results, err := e.CompareAll(ctx, subjects, pairs, nil)
	if err != nil {
		return nil, err
	}
	scores := make([]float64, len(results))
	for k, r := range results {
		scores[k] = r.Score
	}
	var out []Candidate
	for n, k := range rank.Best(scores, top) {
		out = append(out, Candidate{Index: short[k], Rank: n + 1, Coarse: coarse[short[k]], Result: results[k]})
	}
	return out, nil
}
