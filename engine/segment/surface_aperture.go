package segment

import "math"

// findAperture looks for the steepest step along the inner outline of the face: the
// edge of the firing pin aperture, or of the dent where nothing flowed in. share is
// that of the turn on which there is one.
func findAperture(t *terrain, f *face, p SurfaceParams) (c Circle, share float64, ok bool) {
	c, ok = f.inner.circle(ones(len(f.inner.r)), 150)
	if !ok || c.R < p.ApertureUm[0]*0.8 || c.R > p.ApertureUm[1] {
		return c, 0, false
	}
	m := t.unroll(c, &f.form, max(polarStep, c.R-350), c.R+100)
	m.bridge(0)
	m.smooth(2, 80)
	cost := make([]float32, len(m.z))
	for a := range m.rows {
		for col := 1; col < m.cols-1; col++ {
			i := a*m.cols + col
			step := m.z[i+1] - m.z[i-1]
			// A step far inward is rather the dent's: a gentle pull to the outline.
			far := math.Abs(m.radius(col)-c.R+60) / 60
			if step == step {
				cost[i] = float32(0.25*far) - min(max(step, -step), 20)
			}
		}
	}
	path := m.path(cost, 2)
	weight, n := make([]float64, m.rows), 0.0
	for a, r := range path.r {
		col := min(max(m.column(r), 1), m.cols-2)
		step := float64(m.z[a*m.cols+col+1] - m.z[a*m.cols+col-1])
		if math.Abs(step) >= 3 {
			weight[a] = math.Min(math.Abs(step), 20)
			n++
		}
	}
	at, fits := path.circle(weight, 80)
	if share = n / float64(m.rows); fits && share >= 0.4 && at.R >= p.ApertureUm[0] && at.R <= p.ApertureUm[1] &&
		math.Hypot(at.X-c.X, at.Y-c.Y) < 0.25*c.R && math.Abs(at.R-c.R) < 0.3*c.R {
		return at, share, true
	}
	return c, share, c.R >= p.ApertureUm[0]
}
