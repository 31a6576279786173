// Package rank is the coarse half of a search: signatures against signatures,
// and the choice of the best.
package rank

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"cotejo/engine/compare"
)

// Params are the numbers of a search.
type Params struct {
	// Fine is how many of the coarse list are compared in full, at least.
	Fine int `json:"fine"`
}

// DefaultParams returns the one set that serves all data.
func DefaultParams() Params { return Params{Fine: 100} }

// Validate reports the first value that cannot work.
func (p Params) Validate() error {
	if p.Fine < 1 {
		return fmt.Errorf("fine %d: must be positive", p.Fine)
	}
	return nil
}

// block is how many signatures are searched between two looks at the context.
const block = 1024

// Coarse returns the coarse score of every member of a gallery against a probe.
func Coarse(ctx context.Context, probe *compare.Subject, gallery []*compare.Subject) ([]float64, error) {
	p, err := probe.Probe()
	if err != nil {
		return nil, err
	}
	layout := probe.Template.Layout
	out := make([]float64, 0, len(gallery))
	var packed []int8
	for part := range slices.Chunk(gallery, block) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		packed = packed[:0]
		for _, s := range part {
			if err := compare.Comparable(probe.Template, s.Template); err != nil {
				return nil, err
			}
			packed = append(packed, s.Template.Signature...)
		}
		best := make([]float32, len(part))
		p.Peaks(packed, best)
		for _, b := range best {
			out = append(out, float64(b)/compare.Unit(layout))
		}
	}
	return out, nil
}

// Best returns the positions of the n highest scores, highest first; of equal
// ones the first comes first.
func Best(scores []float64, n int) []int {
	order := make([]int, len(scores))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(scores[y], scores[x]) })
	return order[:min(max(n, 0), len(order))]
}
