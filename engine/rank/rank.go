// Package rank is the coarse half of a search: signatures against signatures,
// and the choice of the best.
package rank

import (
	"cmp"
	"fmt"
	"slices"
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
