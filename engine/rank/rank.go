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
	Fine  int   `json:"fine"`
	Sieve Sieve `json:"sieve"`
}

// Sieve is the first stage of the cascade over a gallery: a short look at every
// signature (kernel.Sieve), which decides which of them are looked at in full.
type Sieve struct {
	// Keep is the share that goes on, Least how many do at least: a smaller
	// selection is not sieved.
	Keep  float64 `json:"keep"`
	Least int     `json:"least"`
}

// DefaultParams returns the one set that serves all data. The sieve's numbers are
// five times those that lost nothing of the whole scan's best (docs/design/
// gallery.md).
func DefaultParams() Params {
	return Params{Fine: 100, Sieve: Sieve{Keep: .01, Least: 2000}}
}

// Validate reports the first value that cannot work.
func (p Params) Validate() error {
	switch {
	case p.Fine < 1:
		return fmt.Errorf("fine %d: must be positive", p.Fine)
	case !(p.Sieve.Keep > 0 && p.Sieve.Keep <= 1):
		return fmt.Errorf("sieve.keep %g: must be above 0 and at most 1", p.Sieve.Keep)
	case p.Sieve.Least < 1:
		return fmt.Errorf("sieve.least %d: must be positive", p.Sieve.Least)
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
