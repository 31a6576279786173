package prepare

import (
	"math"
	"slices"
)

// spread returns the median of v and its robust standard deviation, 1.4826 times
// the median absolute deviation (the factor makes it the standard deviation of
// normal values). v is reordered. Both are 0 for an empty v.
func spread(v []float32) (median, deviation float32) {
	if len(v) == 0 {
		return 0, 0
	}
	median = middle(v)
	for i, x := range v {
		v[i] = float32(math.Abs(float64(x - median)))
	}
	return median, 1.4826 * middle(v)
}

// middle returns the upper median of v, which it reorders (quickselect).
func middle(v []float32) float32 {
	lo, hi, k := 0, len(v)-1, len(v)/2
	for hi-lo > 16 {
		p := pivot(v[lo], v[(lo+hi)/2], v[hi])
		i, j := lo, hi
		for i <= j {
			for v[i] < p {
				i++
			}
			for v[j] > p {
				j--
			}
			if i <= j {
				v[i], v[j] = v[j], v[i]
				i++
				j--
			}
		}
		switch {
		case k <= j:
			hi = j
		case k >= i:
			lo = i
		default:
			return v[k]
		}
	}
	slices.Sort(v[lo : hi+1])
	return v[k]
}

func pivot(a, b, c float32) float32 { return max(min(a, b), min(max(a, b), c)) }
