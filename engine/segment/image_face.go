package segment

import (
	"math"

	"cotejo/engine/robust"
)

// faceEdge follows the edge of the primer's flat face, within the cup. The metal
// begins to fall there, now with a kink, now gently: the edge lies where grey begins
// to leave the face's, not where it changes most.
func (h *caseHead) faceEdge(p *plane, q PrimerParams) *outline {
	const rows, cols = 240, 120
	u := p.unroll(h.cup, h.cup.R*q.Face[0], h.cup.R*q.Face[1], rows, cols, 0.015*h.cup.R)
	grey := acrossRows(u.grey, rows, cols, 2)
	level := h.faceLevel(p, q)
	left, weight := h.leaving(grey, u, level)
	cost := make([]float32, rows*cols)
	for i := range rows {
		// What lies inside of the edge should have left by less than half, what lies
		// outside by more.
		var sum float32
		for j := range cols {
			cost[i*cols+j] = sum
			if u.shown[i*cols+j] {
				sum += weight[i] * (left[i*cols+j] - 0.5)
			}
		}
	}
	const bend = 0.5
	path := closedPath(cost, rows, cols, 2, bend)
	o := &outline{x: h.cup.X, y: h.cup.Y, radius: make([]float64, rows), weight: make([]float64, rows)}
	for i, j := range path {
		o.radius[i] = u.first + float64(j)*u.step
		if u.shown[i*cols+j] && j > 0 && j < cols-1 {
			o.weight[i] = float64(weight[i])
		}
	}
	h.step = o.step(left, weight, u)
	return o.settled(u)
}

// settled is an outline that lies on the circle that suits it where it has little to
// say, as under a light at the side where that grazes the edge.
func (o *outline) settled(u *unrolled) *outline {
	c, ok := o.circle()
	if !ok || c.R < u.first || c.R > u.first+float64(u.cols-1)*u.step {
		return o
	}
	n := *o
	n.radius = make([]float64, len(o.radius))
	for i, r := range o.radius {
		const sure = 0.7 // sine of the angle between light and edge: 45 degrees
		w := min(1, o.weight[i]/sure)
		w *= w
		n.radius[i] = w*r + (1-w)*o.reach(c, i)
	}
	return &n
}

// reach is how far a circle lies from the outline's middle at its i-th angle.
func (o *outline) reach(c Circle, i int) float64 {
	sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(len(o.radius)))
	dx, dy := c.X-o.x, c.Y-o.y
	along := dx*cos + dy*sin
	across := dx*sin - dy*cos
	return along + math.Sqrt(math.Max(0, c.R*c.R-across*across))
}

// faceLevel is the grey of the face between aperture and its least edge.
func (h *caseHead) faceLevel(p *plane, q PrimerParams) float32 {
	var seen []float32
	last := h.cup.R * q.Face[0]
	for i := range 180 {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / 180)
		for r := 0.3 * h.cup.R; r < last; r += 0.02 * h.cup.R {
			x, y := h.cup.X+r*cos, h.cup.Y+r*sin
			if h.holeLine != nil && math.Hypot(x-h.hole.X, y-h.hole.Y) < 1.05*h.hole.R {
				continue
			}
			if v, ok := p.at(x/float64(p.step)-0.5, y/float64(p.step)-0.5); ok {
				seen = append(seen, v)
			}
		}
	}
	return robust.Median(seen)
}

// leaving says by how much each point has left the face, 0 at its level and 1 where it
// surely has, and how much each angle has to say.
func (h *caseHead) leaving(grey []float32, u *unrolled, level float32) (left, weight []float32) {
	left, weight = make([]float32, len(grey)), make([]float32, u.rows)
	for i := range u.rows {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(u.rows))
		law := float32(h.lamp.faceSign() * h.lamp.law(cos, sin))
		weight[i] = max(law, -law)
		for j := range u.cols {
			at := i*u.cols + j
			left[at] = grey[at] - level
			switch {
			case h.lamp.side:
				// Towards the light the shoulder is bright at first and dark further
				// down, away from it dark at once.
				left[at] = max(left[at], -left[at])
			case law < 0:
				left[at] = -left[at]
			}
		}
	}
	full, fade := h.surelyLeft(left, weight, u), float32(0)
	if h.lamp.side {
		// Between bright and dark the shoulder has the face's own grey.
		fade = 3 / float32(u.cols)
	}
	for i := range u.rows {
		line := left[i*u.cols:][:u.cols]
		before := float32(-1)
		for j, v := range line {
			v = max(-1, min(1, v/full))
			if fade > 0 {
				v = max(v, before-fade)
			}
			line[j], before = v, v
		}
	}
	return left, weight
}

// surelyLeft is the difference from the face's grey that shows for sure that it has
// been left. Shares were set on generated case heads.
func (h *caseHead) surelyLeft(left, weight []float32, u *unrolled) float32 {
	var own, outer, tops []float32
	for i := range u.rows {
		if weight[i] <= 0.5 {
			continue
		}
		var top float32
		for j := range u.cols {
			v := left[i*u.cols+j]
			switch {
			case !u.shown[i*u.cols+j]:
				continue
			case j < u.cols/12:
				own = append(own, v)
			case j > 2*u.cols/3:
				outer = append(outer, v)
			}
			if j >= u.cols/3 {
				top = max(top, v)
			}
		}
		tops = append(tops, top)
	}
	if !h.lamp.side {
		// Half of it is a twelfth of the loss into the groove.
		return max(0.16*robust.Median(outer), 1e-3)
	}
	// A fifth of the greatest change, which comes within a short way and may be over
	// further out, where the shoulder turns from bright to dark; and never what the
	// texture of the face itself makes.
	return max(0.4*robust.Median(tops), 6*robust.Median(own), 1e-3)
}
