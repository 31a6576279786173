package segment

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"cotejo/engine/cv"
)

// rim is a round edge in a picture. The slope across it, outwards, follows
// even + cosine·cos φ + sine·sin φ around the turn, each from -1 to 1: a ring of
// light gives the even part, a light at the side the odd ones.
type rim struct {
	Circle
	even, cosine, sine float64
	// strength is how much of the slope follows that law, from 0 to 1; shown is the
	// share of the turn within the frame.
	strength, shown float64
}

// slopes holds unit slopes of a plane in pairs x, y; weak ones are shortened. grey is
// the plane itself.
type slopes struct {
	w, h int
	d    []float32
	grey []float32
}

// slopesOf returns the directions of a plane's edges. A slope of the given share of
// those in the strongest tenth counts half.
func slopesOf(p *plane, sigma, half float64) (*slopes, error) {
	dx, dy, err := cv.Gradient(p.v, p.w, p.h, sigma)
	if err != nil {
		return nil, fmt.Errorf("segment: %w", err)
	}
	size := make([]float32, len(dx))
	for i := range dx {
		size[i] = float32(math.Sqrt(float64(dx[i]*dx[i] + dy[i]*dy[i])))
	}
	sorted := slices.Clone(size)
	slices.Sort(sorted)
	weak := float32(half)*sorted[len(sorted)*9/10] + 1e-4
	s := &slopes{w: p.w, h: p.h, d: make([]float32, 2*len(dx)), grey: p.v}
	for i, v := range size {
		k := 1 / (v + weak)
		s.d[2*i], s.d[2*i+1] = dx[i]*k, dy[i]*k
	}
	return s, nil
}

// turn is a circle's points relative to its centre, in whole points, with their
// directions.
type turn struct {
	r        float64
	reach    int
	x, y     []int
	cos, sin []float32
}

func newTurn(r float64) *turn {
	points := min(max(int(2.5*r), 32), 80)
	t := &turn{r: r, reach: int(r) + 1, x: make([]int, points), y: make([]int, points),
		cos: make([]float32, points), sin: make([]float32, points)}
	for i := range points {
		s, c := math.Sincos(2 * math.Pi * float64(i) / float64(points))
		t.x[i], t.y[i] = int(math.Round(r*c)), int(math.Round(r*s))
		t.cos[i], t.sin[i] = float32(c), float32(s)
	}
	return t
}

// along measures the edge along a circle about a point.
func (s *slopes) along(cx, cy int, t *turn) rim {
	var even, cosine, sine, energy float32
	n := len(t.x)
	inside := cx >= t.reach && cy >= t.reach && cx+t.reach < s.w && cy+t.reach < s.h
	for i, dx := range t.x {
		x, y := cx+dx, cy+t.y[i]
		if !inside && (x < 0 || y < 0 || x >= s.w || y >= s.h) {
			n--
			continue
		}
		at := 2 * (y*s.w + x)
		u := s.d[at]*t.cos[i] + s.d[at+1]*t.sin[i]
		even += u
		cosine += u * t.cos[i]
		sine += u * t.sin[i]
		energy += u * u
	}
	e := rim{Circle: Circle{float64(cx), float64(cy), t.r}, shown: float64(n) / float64(len(t.x))}
	if n < 12 {
		return e
	}
	k := float32(n)
	e.even, e.cosine, e.sine = float64(even/k), 2*float64(cosine/k), 2*float64(sine/k)
	// Directions without any order give 3 of n parts of their energy to the law.
	square := e.even*e.even + (e.cosine*e.cosine+e.sine*e.sine)/2 - 3*float64(energy/k/k)
	e.strength = math.Sqrt(math.Max(0, square))
	return e
}

// oneSided returns the mean grey along a circle and how much it swings from one side to
// the other.
func (s *slopes) oneSided(cx, cy int, t *turn) (mean, swing float64) {
	var n, v, c, sn, vc, vs float32
	for i, dx := range t.x {
		x, y := cx+dx, cy+t.y[i]
		if x < 0 || y < 0 || x >= s.w || y >= s.h {
			continue
		}
		g := s.grey[y*s.w+x]
		n, v, c, sn = n+1, v+g, c+t.cos[i], sn+t.sin[i]
		vc, vs = vc+g*t.cos[i], vs+g*t.sin[i]
	}
	if n == 0 {
		return 0, 0
	}
	v /= n
	return float64(v), 2 * math.Hypot(float64(vc/n-v*c/n), float64(vs/n-v*sn/n))
}

// CentreParams say how the middle of round edges is looked for.
type CentreParams struct {
	// Rows is the height of the picture in which it is looked for, in points, and
	// Sigma the smoothing before, in its points.
	Rows  int     `json:"rows"`
	Sigma float64 `json:"sigma"`
	// Radius is the least and the greatest of an edge, as shares of the frame's
	// height.
	Radius [2]float64 `json:"radius"`
	// Strength is the least of an edge, and Shown the least part of its turn that
	// must lie within the frame.
	Strength float64 `json:"strength"`
	Shown    float64 `json:"shown"`
	// Most is how many places are looked at more closely.
	Most int `json:"most"`
}

// centre is a place about which there are round edges, innermost first.
type centre struct {
	x, y  int
	score float64
	rims  []rim
}

// centres lists the places with the most round edges about them, best first.
func (s *slopes) centres(q CentreParams) []centre {
	const step = 3
	low, high := q.Radius[0]*float64(s.h), q.Radius[1]*float64(s.h)
	coarse, fine := turns(low, high, 2), turns(low, high, 1)
	var all []centre
	for y := s.h / 16; y < s.h-s.h/16; y += step {
		for x := s.w / 16; x < s.w-s.w/16; x += step {
			if c := s.weigh(x, y, coarse, q); c.score > 0 {
				all = append(all, c)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b centre) int { return cmp.Compare(b.score, a.score) })
	var out []centre
	for _, c := range all {
		if len(out) == q.Most {
			break
		}
		if slices.ContainsFunc(out, func(o centre) bool { return max(o.x-c.x, c.x-o.x, o.y-c.y, c.y-o.y) <= step }) {
			continue
		}
		out = append(out, c)
	}
	for i := range out {
		out[i] = s.climb(out[i], fine, q)
		out[i].rims = s.rimsAbout(out[i].x, out[i].y, fine, q)
	}
	return out
}

func turns(low, high, step float64) []*turn {
	var out []*turn
	for r := low; r <= high; r += step {
		out = append(out, newTurn(r))
	}
	return out
}

// weigh adds up what follows the law about a place.
func (s *slopes) weigh(x, y int, ts []*turn, q CentreParams) centre {
	c := centre{x: x, y: y}
	for _, t := range ts {
		if e := s.along(x, y, t); e.shown >= q.Shown && e.strength > q.Strength {
			c.score += e.strength * e.strength * e.shown
		}
	}
	return c
}

// climb moves a centre to the best place close by.
func (s *slopes) climb(c centre, ts []*turn, q CentreParams) centre {
	c = s.weigh(c.x, c.y, ts, q)
	for range 3 {
		best := c
		for _, d := range [4][2]int{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
			if o := s.weigh(c.x+d[0], c.y+d[1], ts, q); o.score > best.score {
				best = o
			}
		}
		if best.x == c.x && best.y == c.y {
			break
		}
		c = best
	}
	return c
}

// rimsAbout lists the radii at which edges about a place are stronger than close by.
func (s *slopes) rimsAbout(x, y int, ts []*turn, q CentreParams) []rim {
	all := make([]rim, len(ts))
	for i, t := range ts {
		all[i] = s.along(x, y, t)
	}
	var out []rim
	for i, e := range all {
		if e.shown < q.Shown || e.strength < q.Strength {
			continue
		}
		top := true
		for k := max(0, i-3); k <= min(len(all)-1, i+3); k++ {
			// Edges of opposite slope may lie side by side.
			same := e.even*all[k].even+(e.cosine*all[k].cosine+e.sine*all[k].sine)/2 > 0
			top = top && (!same || all[k].strength < e.strength || all[k].strength == e.strength && k >= i)
		}
		if top {
			out = append(out, e)
		}
	}
	return out
}
