package segment

import (
	"math"
	"slices"
)

// Numbers of the search for a faint aperture, in micrometres where not said.
const (
	rimStepUm = 4 // the least step over 75 um, in the mean of its neighbourhood
	rimShare  = 0.7
	rimRagged = 0.05 // of the radius
	// rimClearUm keeps the search off the face's outer edge, which is a step too.
	rimClearUm = 120
)

// findRim looks for a faint edge of the aperture outside of the inner outline. Where little
// metal flowed in, what lies within the aperture is almost level with the face, and
// the face's form reaches up to the dent; a closed round step of one sign within it
// is the aperture's edge.
func (f *face) findRim(t *terrain, edge Circle, p SurfaceParams) (outlinePath, bool) {
	c, ok := f.inner.circle(ones(len(f.inner.r)), 150)
	if !ok || c.R > 0.8*p.ApertureUm[1] || !f.sunken(t, c) {
		return f.inner, false
	}
	m := t.unroll(c, &f.form, c.R+100, 1.2*p.ApertureUm[1])
	// Outlines that ran over the aperture are no guide, but most of the outer one is.
	outer := slices.Clone(f.outer.r)
	slices.Sort(outer)
	limit := Circle{edge.X, edge.Y, outer[len(outer)*3/5] - rimClearUm}
	for a := range m.rows {
		for col := range m.cols {
			if x, y := m.place(a, m.radius(col)); !limit.within(x, y) {
				m.z[a*m.cols+col] = notMeasured
			}
		}
	}
	m.smooth(4, tightenClipUm)
	const half = 3 // columns
	for _, sign := range []float32{-1, 1} {
		cost := make([]float32, len(m.z))
		for a := range m.rows {
			for col := range m.cols {
				if step := m.rise(a, col, half); step == step {
					cost[a*m.cols+col] = -max(0, min(3*rimStepUm, sign*step))
				}
			}
		}
		if path := m.path(cost, 0.7); m.isRim(&path, sign, half, p) {
			return path, true
		}
	}
	return f.inner, false
}

// isRim says whether a path is a closed round step where the map shows it.
func (m *polar) isRim(path *outlinePath, sign float32, half int, p SurfaceParams) bool {
	weight, n, shown := make([]float64, m.rows), 0.0, 0.0
	for a, r := range path.r {
		step := m.rise(a, m.column(r), half)
		if step == step {
			shown++
		}
		if sign*step >= rimStepUm {
			weight[a] = 1
			n++
		}
	}
	at, ok := path.circle(weight, 80)
	if !ok || shown < float64(m.rows)/2 || n < rimShare*shown || at.R < p.ApertureUm[0] || at.R > p.ApertureUm[1] {
		return false
	}
	off := 0.0
	for a, r := range path.r {
		x, y := m.place(a, r)
		off += weight[a] * math.Abs(math.Hypot(x-at.X, y-at.Y)-at.R)
	}
	return off/n <= rimRagged*at.R
}

// sunken says whether what lies within the inner outline lies below the face: then
// it is the dent, and not metal that flowed into the aperture.
func (f *face) sunken(t *terrain, c Circle) bool {
	n, low := 0, 0
	for _, d := range directions(polarRows / 4) {
		x, y := c.X+d[0]*(c.R-75), c.Y+d[1]*(c.R-75)
		if z := float64(t.at(x, y)); z == z {
			n++
			if z < f.form.at(x, y)-f.reach {
				low++
			}
		}
	}
	return 3*low > 2*n
}

// rise is the rise of a row from so many columns before one to as many after; NaN
// where it is not known.
func (m *polar) rise(row, col, half int) float32 {
	if col < half || col+half >= m.cols {
		return notMeasured
	}
	return m.z[row*m.cols+col+half] - m.z[row*m.cols+col-half]
}
