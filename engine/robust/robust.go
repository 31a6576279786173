// Package robust holds statistics that a few wild values do not move. It imports
// nothing of Cotejo.
package robust

import "slices"

// MADToDeviation turns the median absolute deviation of normal values into their
// standard deviation.
const MADToDeviation = 1.4826

// Median returns the middle value of v, or the mean of the two middle ones, and 0
// for an empty v. It reorders v. It selects instead of sorting: a scan has some
// hundred thousand heights.
func Median[F ~float32 | ~float64](v []F) F {
	if len(v) == 0 {
		return 0
	}
	k := len(v) / 2
	selectNth(v, k)
	if len(v)%2 == 1 {
		return v[k]
	}
	return (v[k] + slices.Max(v[:k])) / 2
}

// Spread returns the median of v and its robust standard deviation. It reorders
// v and changes its values.
func Spread[F ~float32 | ~float64](v []F) (median, deviation F) {
	median = Median(v)
	for i, x := range v {
		v[i] = max(x-median, median-x)
	}
	return median, MADToDeviation * Median(v)
}

// selectNth reorders v so that v[k] is what it would be if v were sorted, with
// nothing larger before it (Hoare 1961).
func selectNth[F ~float32 | ~float64](v []F, k int) {
	lo, hi := 0, len(v)-1
	for lo < hi {
		pivot := v[lo+(hi-lo)/2]
		i, j := lo, hi
		for i <= j {
			for v[i] < pivot {
				i++
			}
			for v[j] > pivot {
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
			return
		}
	}
}
