package damage

import "slices"

// median returns the middle value of v, or the mean of the two middle ones. It
// reorders v. It selects instead of sorting: a scan has a hundred thousand
// heights, and every damaged scan needs two medians.
func median(v []float64) float64 {
	k := len(v) / 2
	selectNth(v, k)
	if len(v)%2 == 1 {
		return v[k]
	}
	return (v[k] + slices.Max(v[:k])) / 2
}

// selectNth reorders v so that v[k] is what it would be if v were sorted, with
// nothing larger before it (Hoare 1961).
func selectNth(v []float64, k int) {
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
