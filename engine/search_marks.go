package engine

import (
	"context"
	"slices"

	"cotejo/engine/compare"
	"cotejo/engine/feature"
	"cotejo/engine/mark"
	"cotejo/engine/rank"
)

// FusedCandidate is one entry of a candidate list by all marks.
type FusedCandidate struct {
	Index  int     // in what was searched, in its order
	Rank   int     // from 1
	Coarse float64 // coarse score in the search
	Fused  compare.Fused
}

// Incomparable is the coarse score of exhibits that have no mark in common: below
// any other.
const Incomparable = -1

// CoarseMarks returns the coarse score of every exhibit against a probe, by the
// first kind of mark that both have; Incomparable where there is none. An exhibit
// has at most one mark of a kind.
func (e *Engine) CoarseMarks(ctx context.Context, probe []*compare.Subject, all [][]*compare.Subject) ([]float64, error) {
	out := make([]float64, len(all))
	led := map[mark.Kind][]int{}
	for i, marks := range all {
		out[i] = Incomparable
		if common, err := inCommon(probe, marks); err == nil {
			k := common[0][0].Template.Kind
			led[k] = append(led[k], i)
		}
	}
	for _, k := range mark.Kinds() {
		var subjects []*compare.Subject
		for _, i := range led[k] {
			subjects = append(subjects, ofKind(all[i], k))
		}
		if len(subjects) == 0 {
			continue
		}
		p := ofKind(probe, k)
		scores, err := rank.Subjects(ctx, p, subjects)
		if err != nil {
			return nil, err
		}
		for n, i := range led[k] {
			out[i] = scores[n]
		}
	}
	return out, nil
}

// SearchMarks ranks exhibits against a probe by all marks: coarse over all, by the
// first kind that both have, then all kinds over the best of them. Exhibits that
// have nothing in common with the probe are no candidates. Ties keep the order of
// the coarse score and then of the exhibits.
func (e *Engine) SearchMarks(ctx context.Context, probe []*compare.Subject, all [][]*compare.Subject, top int) ([]FusedCandidate, error) {
	var coarse []float64
	err := e.pool.Do(ctx, func(ctx context.Context) (err error) {
		coarse, err = e.CoarseMarks(ctx, probe, all)
		return err
	})
	if err != nil {
		return nil, err
	}
	short := rank.Best(coarse, max(top, e.params.Rank.Fine))
	short = slices.DeleteFunc(short, func(i int) bool { return coarse[i] == Incomparable })
	fused := make([]compare.Fused, len(short))
	err = e.pool.Map(ctx, len(short), func(ctx context.Context, k int) (err error) {
		fused[k], err = e.CompareMarks(ctx, probe, all[short[k]], nil)
		return err
	})
	if err != nil {
		return nil, err
	}
	scores := make([]float64, len(fused))
	for k, f := range fused {
		scores[k] = f.Score
	}
	var out []FusedCandidate
	for n, k := range rank.Best(scores, top) {
		out = append(out, FusedCandidate{Index: short[k], Rank: n + 1, Coarse: coarse[short[k]], Fused: fused[k]})
	}
	return out, nil
}

// CompareAllMarks compares the given pairs of exhibits in the pool, as CompareAll
// does; the result of two that have nothing in common has no marks.
func (e *Engine) CompareAllMarks(ctx context.Context, exhibits [][]*compare.Subject, pairs [][2]int, progress func(done int)) ([]compare.Fused, error) {
	out := make([]compare.Fused, len(pairs))
	// By the marks that lead.
	order := byFirst(pairs, func(a, b int) bool {
		x, y := exhibits[a], exhibits[b]
		return len(x) > 0 && len(y) > 0 && compare.Swapped(x[0].Template, y[0].Template)
	})
	return out, e.eachPair(ctx, order, progress, func(ctx context.Context, k int) (err error) {
		a, b := exhibits[pairs[k][0]], exhibits[pairs[k][1]]
		if InCommon(a, b) == nil {
			out[k], err = e.CompareMarks(ctx, a, b, nil)
		}
		return err
	})
}

// Subjects lays out the templates of an exhibit.
func (e *Engine) Subjects(templates ...*feature.Template) []*compare.Subject {
	out := make([]*compare.Subject, len(templates))
	for i, t := range templates {
		out[i] = e.Subject(t)
	}
	return out
}
