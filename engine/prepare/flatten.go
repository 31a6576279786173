package prepare

import "cotejo/engine/cv"

// waviness is what lies beneath the marks: at each point, the plane that fits its
// Gaussian neighbourhood best, taken at the point. Unlike a Gaussian mean, a
// plane is right up to the edge of the mark, where a mean has neighbours on one
// side only and would turn every slope into a rim that all marks share (Gaussian
// regression filter of first order, ISO 16610-31 without its robust weights).
// Inside the mark the two are the same.
func waviness(r *Relief, sigmaUm float64) ([]float32, error) {
	// A filter that is many points wide loses nothing on points twice as coarse.
	if sigmaUm < 4*r.PitchUm || r.Side%2 != 0 || r.Side < 4 {
		m, err := momentsOf(r, sigmaUm/r.PitchUm)
		if err != nil {
			return nil, err
		}
		return m.planes(), nil
	}
	half := Coarsen(r, 2, 0.25)
	m, err := momentsOf(half, sigmaUm/half.PitchUm)
	if err != nil {
		return nil, err
	}
	rough := m.planes()
	wave := make([]float32, len(r.Z))
	for i, in := range r.M {
		if in > 0 {
			wave[i] = between(rough, half.Side, float32(i%r.Side)/2-0.25, float32(i/r.Side)/2-0.25)
		}
	}
	return wave, nil
}

// flatten subtracts the waviness from a relief.
func flatten(r *Relief, sigmaUm float64) error {
	wave, err := waviness(r, sigmaUm)
	if err != nil {
		return err
	}
	for i, m := range r.M {
		r.Z[i] = (r.Z[i] - wave[i]) * m
	}
	return nil
}

// moments are Gaussian sums over a relief's points: of ones, of the offsets from
// the point in standard deviations, of their products, and of the same with the
// heights.
type moments struct{ n, x, y, xx, xy, yy, z, zx, zy []float32 }

func momentsOf(r *Relief, sigma float64) (moments, error) {
	var m moments
	at := func(i int) (x, y float32) {
		mid := float32(r.Side-1) / 2
		return (float32(i%r.Side) - mid) / float32(sigma), (float32(i/r.Side) - mid) / float32(sigma)
	}
	for _, sum := range []struct {
		out  *[]float32
		term func(x, y, z float32) float32
	}{
		{&m.n, func(_, _, _ float32) float32 { return 1 }},
		{&m.x, func(x, _, _ float32) float32 { return x }},
		{&m.y, func(_, y, _ float32) float32 { return y }},
		{&m.xx, func(x, _, _ float32) float32 { return x * x }},
		{&m.xy, func(x, y, _ float32) float32 { return x * y }},
		{&m.yy, func(_, y, _ float32) float32 { return y * y }},
		{&m.z, func(_, _, z float32) float32 { return z }},
		{&m.zx, func(x, _, z float32) float32 { return z * x }},
		{&m.zy, func(_, y, z float32) float32 { return z * y }},
	} {
		terms := make([]float32, len(r.Z))
		for i, in := range r.M {
			if in > 0 {
				x, y := at(i)
				terms[i] = sum.term(x, y, r.Z[i])
			}
		}
		var err error
		if *sum.out, err = cv.Gaussian(terms, r.Side, r.Side, sigma); err != nil {
			return moments{}, err
		}
	}
	m.centre(at)
	return m, nil
}

// centre turns offsets from the middle of the frame into offsets from each point.
func (m moments) centre(at func(i int) (x, y float32)) {
	for i, n := range m.n {
		x, y := at(i)
		m.xx[i] += -2*x*m.x[i] + x*x*n
		m.yy[i] += -2*y*m.y[i] + y*y*n
		m.xy[i] += -x*m.y[i] - y*m.x[i] + x*y*n
		m.x[i] -= x * n
		m.y[i] -= y * n
		m.zx[i] -= x * m.z[i]
		m.zy[i] -= y * m.z[i]
	}
}

// planes returns at each point the height of the plane that fits best there,
// zero where there is nothing to fit.
func (m moments) planes() []float32 {
	const (
		few   = 1e-3 // weight below which a point has no neighbours to speak of
		ridge = 1e-2 // keeps a plane through a few points in a row from tipping
	)
	out := make([]float32, len(m.n))
	for i := range out {
		n := float64(m.n[i])
		if n < few {
			continue
		}
		// The normal equations in a, b, c of z = a + b·x + c·y, by Cramer's rule.
		x, y, xx, xy, yy := float64(m.x[i])/n, float64(m.y[i])/n, float64(m.xx[i])/n+ridge, float64(m.xy[i])/n, float64(m.yy[i])/n+ridge
		z, zx, zy := float64(m.z[i])/n, float64(m.zx[i])/n, float64(m.zy[i])/n
		det := xx*yy - xy*xy - x*(x*yy-xy*y) + y*(x*xy-xx*y)
		a := z*(xx*yy-xy*xy) - x*(zx*yy-xy*zy) + y*(zx*xy-xx*zy)
		if det > 1e-6 {
			out[i] = float32(a / det)
		} else {
			out[i] = float32(z)
		}
	}
	return out
}

// between interpolates a map of side x side values bilinearly; beyond its edge
// the edge goes on.
func between(v []float32, side int, x, y float32) float32 {
	x, y = min(max(x, 0), float32(side-1)), min(max(y, 0), float32(side-1))
	x0, y0 := min(int(x), side-2), min(int(y), side-2)
	u, w := x-float32(x0), y-float32(y0)
	i := y0*side + x0
	return (1-w)*((1-u)*v[i]+u*v[i+1]) + w*((1-u)*v[i+side]+u*v[i+side+1])
}
