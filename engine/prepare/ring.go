package prepare

import "math"

// takeRings subtracts what a relief has in common all around its centre: the
// primer's own rings, the shading of its rounded edge. A radius at which less of
// the full turn is measured than minTurn is left alone, since its mean would be
// that of the marks.
func takeRings(r *Relief, minTurn float64) {
	n := r.Side + 2 // radii of one point each, to beyond the corners' share that is used
	sum, seen := make([]float64, n), make([]float64, n)
	each := func(f func(i, ring int, part float64)) {
		mid := float64(r.Side-1) / 2
		for i, m := range r.M {
			if m > 0 {
				d := math.Hypot(float64(i%r.Side)-mid, float64(i/r.Side)-mid)
				ring := int(d)
				f(i, ring, d-float64(ring))
			}
		}
	}
	each(func(i, ring int, part float64) {
		z := float64(r.Z[i])
		sum[ring], seen[ring] = sum[ring]+(1-part)*z, seen[ring]+1-part
		sum[ring+1], seen[ring+1] = sum[ring+1]+part*z, seen[ring+1]+part
	})
	for k := range sum {
		if seen[k] < minTurn*2*math.Pi*float64(k) || k < 8 {
			sum[k] = 0
		} else {
			sum[k] /= seen[k]
		}
	}
	each(func(i, ring int, part float64) {
		r.Z[i] -= float32((1-part)*sum[ring] + part*sum[ring+1])
	})
}
