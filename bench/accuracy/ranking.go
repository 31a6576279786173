package accuracy

import (
	"cmp"
	"slices"
)

// ranking tells, for each probe that has a mate, where its mates stand when all
// other items are sorted by falling score.
type ranking []placing

// placing holds the places of one probe's mates, rising, from 1. A mate that
// ties with a non-match stands behind it: ties count against.
type placing []int

// rankMates ranks n items against each other.
func rankMates(n int, mates func(i, j int) bool, score func(probe, item int) float64) ranking {
	var r ranking
	for probe := range n {
		var mate, other []float64
		for j := range n {
			switch {
			case j == probe:
			case mates(probe, j):
				mate = append(mate, score(probe, j))
			default:
				other = append(other, score(probe, j))
			}
		}
		if len(mate) > 0 {
			r = append(r, place(mate, other))
		}
	}
	return r
}

func place(mate, other []float64) placing {
	falling := func(a, b float64) int { return cmp.Compare(b, a) }
	slices.SortFunc(mate, falling)
	slices.SortFunc(other, falling)
	places := make(placing, len(mate))
	above := 0
	for i, s := range mate {
		for above < len(other) && other[above] >= s {
			above++
		}
		places[i] = i + 1 + above
	}
	return places
}

// recallAt is the share of probes with a mate whose first k hold at least one.
func (r ranking) recallAt(k int) Figure {
	found := 0
	for _, p := range r {
		if p[0] <= k {
			found++
		}
	}
	return ratio(found, len(r))
}

// matesWithin is the share of all probe-mate relations that stand within the
// first k. A probe with more than k mates is measured against k, so that 1 can
// always be reached.
func (r ranking) matesWithin(k int) Figure {
	found, possible := 0, 0
	for _, p := range r {
		possible += min(len(p), k)
		for _, at := range p {
			if at <= k {
				found++
			}
		}
	}
	return ratio(found, possible)
}
