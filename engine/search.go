package engine

import (
	"context"

	"cotejo/engine/compare"
	"cotejo/engine/feature"
	"cotejo/engine/rank"
)

// Candidate is one entry of a candidate list.
type Candidate struct {
	Index  int            // in the subjects that were searched, in their order; of a gallery, in the coarse list
	Seq    int64          // of a gallery: the entry's sequence number
	Rank   int            // from 1
	Coarse float64        // coarse score in the search
	Result compare.Result // told from the probe's side
}

// Coarse returns the coarse score of every subject against a probe: the
// correlation of their signatures, at most about 1.
func (e *Engine) Coarse(ctx context.Context, probe *compare.Subject, all []*compare.Subject) ([]float64, error) {
	return rank.Subjects(ctx, probe, all)
}

// Search ranks subjects against a probe: coarse over all, fine over the best of
// them, and returns the top of the list, best first. Ties keep the order of the
// coarse score and then of the subjects.
func (e *Engine) Search(ctx context.Context, probe *compare.Subject, all []*compare.Subject, top int) ([]Candidate, error) {
	var coarse []float64
	err := e.pool.Do(ctx, func(ctx context.Context) (err error) {
		coarse, err = e.Coarse(ctx, probe, all)
		return err
	})
	if err != nil {
		return nil, err
	}
	short := rank.Best(coarse, max(top, e.params.Rank.Fine))
	results, err := e.fine(ctx, probe, shortList{
		n:        len(short),
		template: func(_ context.Context, k int) (*feature.Template, error) { return all[short[k]].Template, nil },
		compare: func(ctx context.Context, k int, _ *feature.Template) (compare.Result, error) {
			return e.Compare(ctx, probe, all[short[k]], nil)
		},
	}, nil)
	if err != nil {
		return nil, err
	}
	out := best(results, top)
	for i := range out {
		out[i].Index = short[out[i].Index]
		out[i].Coarse = coarse[out[i].Index]
	}
	return out, nil
}

// best ranks what was compared; Index is the place in the short list.
func best(results []compared, top int) []Candidate {
	var places []int
	var scores []float64
	for k, r := range results {
		if r.done {
			places, scores = append(places, k), append(scores, r.Score)
		}
	}
	var out []Candidate
	for n, i := range rank.Best(scores, top) {
		out = append(out, Candidate{Index: places[i], Rank: n + 1, Result: results[places[i]].Result})
	}
	return out
}
