package segment

import (
	"math"
	"slices"

	"cotejo/engine/robust"
)

// face is the part of a primer that lies in one plane, bent a little: what the
// breech face pressed flat.
type face struct {
	form form
	// reach is how far in micrometres from the form a place still belongs to it.
	reach float64
	// outer and inner bound it; inner is the edge of the firing pin aperture, or
	// of the dent where no aperture shows.
	outer, inner outlinePath
	// share is that of the places between the two outlines that lie on the form.
	share float64
}

// findFace fits the form to most of what lies between the usual radii of aperture
// and shoulder, then to what lies between the outlines that follow, twice.
func findFace(t *terrain, edge Circle, p SurfaceParams) (*face, bool) {
	f := &face{}
	if !f.settle(t, edge, nil, p) {
		return nil, false
	}
	if rim, ok := f.findRim(t, edge, p); ok && !f.settle(t, edge, &rim, p) {
		return nil, false
	}
	f.tighten(t, edge)
	return f, true
}

// settle finds form and outlines in turn. rim is the inner outline where it is known
// already.
func (f *face) settle(t *terrain, edge Circle, rim *outlinePath, p SurfaceParams) bool {
	at := t.places(edge.X, edge.Y, 0.3*edge.R, 0.85*edge.R, 2)
	if rim != nil {
		at = slices.DeleteFunc(at, func(q place) bool { return rim.contains(q.x, q.y) })
	}
	if len(at) < 50 {
		return false
	}
	f.reach = p.FaceUm[0]
	var share float64
	if f.form, share = consensusPlane(at, edge.X, edge.Y, 1.5*p.FaceUm[0], 300); share < 0.1 {
		return false
	}
	f.form = f.form.refit(at, 3, 3*p.FaceUm[0], 3)
	for round := range 3 {
		f.bound(t, edge, rim)
		between := f.between(t, edge)
		if len(between) < 40 {
			return false
		}
		if round < 2 {
			f.form = f.form.refit(between, 6, 2.5*f.reach, 4)
			f.reach = f.roughness(between, p)
		}
	}
	return true
}

// between are the places that lie between the two outlines.
func (f *face) between(t *terrain, edge Circle) []place {
	var in []place
	for _, q := range t.places(edge.X, edge.Y, 0, edge.R, 2) {
		if f.holds(q.x, q.y) {
			in = append(in, q)
		}
	}
	return in
}

// roughness is three robust deviations from the form, within bounds.
func (f *face) roughness(at []place, p SurfaceParams) float64 {
	e := make([]float64, 0, len(at))
	for _, q := range at {
		if d := q.z - f.form.at(q.x, q.y); math.Abs(d) < 3*p.FaceUm[1] {
			e = append(e, d)
		}
	}
	_, sd := robust.Spread(e)
	return min(max(3*sd, p.FaceUm[0]), p.FaceUm[1])
}

func (f *face) holds(x, y float64) bool {
	r, own := f.outer.at(x, y)
	if own >= r {
		return false
	}
	r, own = f.inner.at(x, y)
	return own > r
}

// bound finds both outlines on a polar map of the distance from the form: of all
// stretches of a ray the one with most places on the form and fewest off it, its
// ends joined to closed paths. What lies within a rim says nothing.
func (f *face) bound(t *terrain, edge Circle, rim *outlinePath) {
	m := t.unroll(edge, &f.form, polarStep, 0.97*edge.R)
	sum := make([]float32, len(m.z)) // of what speaks for the face, up to a column
	cost := make([]float32, len(m.z))
	for a := range m.rows {
		total, least := float32(0), float32(0)
		for c := range m.cols {
			i := a*m.cols + c
			if rim != nil && rim.contains(m.place(a, m.radius(c))) {
				m.z[i] = notMeasured
			}
			total += onForm(m.z[i], float32(f.reach))
			sum[i] = total
			least = min(least, total)
			cost[i] = least - total
		}
	}
	f.outer = m.path(cost, 1.5)
	for a := range m.rows {
		end := m.column(f.outer.r[a])
		full := sum[a*m.cols+end]
		for c := range m.cols {
			i := a*m.cols + c
			cost[i] = sum[i] - full
			if c > end {
				cost[i] = float32(c - end)
			}
		}
	}
	f.inner = m.path(cost, 1.5)
	f.share = f.onShare(m)
	if rim != nil {
		f.inner = *rim
	}
}

// onShare is the share of the places between the outlines, both about the middle of
// the map, that lie on the form.
func (f *face) onShare(m *polar) float64 {
	on, n := 0.0, 0.0
	for a := range m.rows {
		for c := m.column(f.inner.r[a]) + 1; c < m.column(f.outer.r[a]); c++ {
			if i := a*m.cols + c; m.in[i] {
				n++
				if onForm(m.z[i], float32(f.reach)) > 0 {
					on++
				}
			}
		}
	}
	return on / max(n, 1)
}

// onForm runs from 1 on the form to -1 far from it, and is a little below 0 where
// nothing was measured.
func onForm(e, reach float32) float32 {
	if e != e {
		return -0.05
	}
	return max(-1, 2-max(e, -e)/reach*1.5)
}
