package segment

import (
	"fmt"
	"math"

	"cotejo/engine/cv"
)

// scaled is a part of a plane at a size of its own: the middle of point (i, j)
// lies at (left + (i+0.5)·span, top + (j+0.5)·span) of the acquisition.
type scaled struct {
	plane
	left, top, span float64
}

// around cuts the square about a circle, of so many radii each way, out of a plane
// and shrinks it so that the radius has at most so many points.
func (p *plane) around(c Circle, radii, points float64) (*scaled, error) {
	step := float64(p.step)
	x0, x1 := clampInt((c.X-radii*c.R)/step, p.w), clampInt((c.X+radii*c.R)/step+1, p.w)
	y0, y1 := clampInt((c.Y-radii*c.R)/step, p.h), clampInt((c.Y+radii*c.R)/step+1, p.h)
	w, h := x1-x0, y1-y0
	if w < 8 || h < 8 {
		return nil, fmt.Errorf("segment: circle of %g points at (%g, %g) lies outside", c.R, c.X, c.Y)
	}
	v := make([]float32, 0, w*h)
	for y := y0; y < y1; y++ {
		v = append(v, p.v[y*p.w+x0:y*p.w+x1]...)
	}
	k := math.Max(1, c.R/step/points)
	tw, th := max(1, int(float64(w)/k)), max(1, int(float64(h)/k))
	if k > 1 {
		var err error
		if v, err = cv.Shrink(v, w, h, tw, th); err != nil {
			return nil, err
		}
	}
	return &scaled{
		plane: plane{w: tw, h: th, v: v, step: p.step},
		left:  float64(x0) * step, top: float64(y0) * step, span: float64(w) / float64(tw) * step,
	}, nil
}

func clampInt(v float64, n int) int { return int(math.Max(0, math.Min(float64(n), v))) }

// circle turns a circle of the scaled plane into one of the acquisition; point
// turns a place back.
func (s *scaled) circle(c Circle) Circle {
	return Circle{s.left + (c.X+0.5)*s.span, s.top + (c.Y+0.5)*s.span, c.R * s.span}
}

func (s *scaled) point(x, y float64) (float64, float64) {
	return (x-s.left)/s.span - 0.5, (y-s.top)/s.span - 0.5
}

// roundHole is the round edge that suits best within a circle: its radius within
// share times the circle's, its middle within offset radii of a place. Radii near the
// expected share and places near go first.
type roundHole struct {
	sign             float64 // of the slope outwards under the light
	x, y, offset     float64
	share            [2]float64
	expected, spread float64
	// moat is the greatest width, in the circle's radii, of a band inside of the edge
	// that begins with the opposite slope; 0 when none is asked for.
	moat float64
}

// find returns the edge and how well it suits, from 0 to 1.
func (q roundHole) find(s *slopes, in Circle, l lamp) (rim, float64) {
	low, high := q.share[0]*in.R, q.share[1]*in.R
	wide := int(q.moat * in.R)
	ts := turns(max(3, low-float64(wide)), high, 1)
	const step = 2
	reach := q.offset * in.R
	along, value := make([]rim, len(ts)), make([]float64, len(ts))
	var best rim
	var score float64
	for y := -reach; y <= reach; y += step {
		for x := -reach; x <= reach; x += step {
			away := math.Hypot(x, y)
			if away > reach {
				continue
			}
			cx, cy := int(q.x+x+0.5), int(q.y+y+0.5)
			off := math.Hypot(float64(cx)-in.X, float64(cy)-in.Y)
			for i, t := range ts {
				if off+t.r > 0.97*in.R {
					break
				}
				along[i] = s.along(cx, cy, t)
				value[i] = q.sign * l.of(along[i])
				if t.r < low || along[i].shown < 0.7 {
					continue
				}
				v := value[i]
				if wide > 0 {
					var inner float64
					for k := max(0, i-wide); k < i; k++ {
						inner = max(inner, -value[k])
					}
					v = (v + inner) / 2
				}
				u, w := (t.r/in.R-q.expected)/q.spread, away/reach
				if v *= math.Exp(-(u*u + w*w) / 2); v > score {
					best, score = along[i], v
				}
			}
		}
	}
	return best, score
}
