package segment

import "math"

// PrimerParams say what a primer looks like on an image. Strengths run from 0 to 1.
type PrimerParams struct {
	// Pocket is the least and the greatest radius of the pocket over that of the
	// face. Small pistol primers measured 1.44 to 1.70.
	Pocket [2]float64 `json:"pocket"`
	// Groove is the least and the greatest radius of the pocket over that of an edge
	// at the bottom of the groove.
	Groove [2]float64 `json:"groove"`
	// Cup is the radius of the pocket over that of the cup's edge. It measured 1.16 to
	// 1.21 on real primers.
	Cup float64 `json:"cup"`
	// Face is the least and the greatest radius of the face over that of the cup's
	// edge.
	Face [2]float64 `json:"face"`
}

func defaultPrimerParams() PrimerParams {
	return PrimerParams{
		Pocket: [2]float64{1.22, 1.95}, Groove: [2]float64{1.06, 1.35}, Cup: 1.185,
		Face: [2]float64{0.62, 0.95},
	}
}

// primerGuess is a primer as its round edges suggest it, in points of the plane in
// which they were found.
type primerGuess struct {
	lamp lamp
	// inner is the edge of the face under a ring, the bottom of the groove under a
	// light at the side: what is seen best besides the pocket.
	inner, pocket rim
	// edges is how well they agree with the light.
	edges float64
}

// primersAbout lists the primers that the edges about a centre suggest.
func (c centre) primersAbout(s *slopes, ts []*turn, q PrimerParams) []primerGuess {
	var out []primerGuess
	for i, f := range c.rims {
		for _, p := range c.rims[i+1:] {
			ratio := p.R / f.R
			if ratio >= q.Pocket[0] && ratio <= q.Pocket[1] {
				out = append(out, primerGuess{inner: f, pocket: p})
			}
			if ratio >= q.Groove[0] && ratio <= q.Groove[1] {
				// The bottom turns darker towards the light where the pocket turns
				// brighter.
				f.cosine, f.sine = -f.cosine, -f.sine
				if l, ok := side(f, p); ok {
					out = append(out, primerGuess{lamp: l, inner: f, pocket: p})
				}
			}
		}
	}
	sure := out[:0]
	for _, g := range out {
		if g = g.at(s, ts, int(g.pocket.X), int(g.pocket.Y)); g.edges < 0.15 {
			continue
		}
		// Two edges may have slid together.
		if g = g.settle(s, ts); g.lamp.side || g.pocket.R >= q.Pocket[0]*g.inner.R {
			sure = append(sure, g)
		}
	}
	return sure
}

// at is the same guess about another place, with the radii close by that suit it
// best there.
func (g primerGuess) at(s *slopes, ts []*turn, x, y int) primerGuess {
	const reach = 2 // points by which a radius may change
	low := ts[0].r
	var best [2]float64
	n := g
	for k, e := range [2]*rim{&n.inner, &n.pocket} {
		i := int(math.Round(e.R - low))
		for j := max(0, i-reach); j <= min(len(ts)-1, i+reach); j++ {
			o := s.along(x, y, ts[j])
			if v := float64(2*k-1) * g.lamp.of(o); v > best[k] { // inner: darker, pocket: brighter
				*e, best[k] = o, v
			}
		}
	}
	n.edges = math.Sqrt(best[0] * best[1])
	if n.edges == 0 {
		return n
	}
	own, face, lop := n.groove(s, ts)
	// Under a ring, grey hardly swings around the turn; a light at the side lights one
	// flank of the groove and leaves the other dark.
	const even = 0.3 // of the mean of the root of grey: between both lights as seen
	fair := 1 / (1 + math.Pow(lop/even, 4))
	if g.lamp.side {
		// The face's edge is faint under a light at the side, but must not be wrong.
		// Its edges fade where they run along the light.
		n.edges = 1.55 * (2*n.edges + face) / 3
		fair = 1
	}
	n.edges *= own * fair * n.proportion()
	return n
}

// groove looks at all edges around the groove: own is the share of what follows any
// law that follows the guess's own light, since about a place beside the true middle,
// or under the other light, edges mix; face is how clear the face's edge is, and lop how much grey swings from
// one side to the other, as a share of its mean.
func (g primerGuess) groove(s *slopes, ts []*turn) (own, face, lop float64) {
	var all, mean, swing float64
	for _, t := range ts {
		if t.r < 0.55*g.pocket.R || t.r > 1.06*g.pocket.R {
			continue
		}
		if t.r > 0.68*g.pocket.R && t.r < 0.97*g.pocket.R {
			m, w := s.oneSided(int(g.pocket.X), int(g.pocket.Y), t)
			mean, swing = mean+m, swing+w
		}
		e := s.along(int(g.pocket.X), int(g.pocket.Y), t)
		if t.r > 0.62*g.inner.R && t.r < 0.92*g.inner.R {
			face = max(face, g.lamp.of(e))
		}
		if e.strength < 0.2 {
			continue
		}
		even, odd := e.even*e.even, (e.cosine*e.cosine+e.sine*e.sine)/2
		all += even + odd
		if u := e.cosine*g.lamp.x + e.sine*g.lamp.y; g.lamp.side {
			own += u * u / 2
		} else {
			own += even
		}
	}
	return own / max(all, 1e-9), face, swing / max(mean, 1e-9)
}

// proportion says how usual a primer's proportions are, up to 1.
func (g primerGuess) proportion() float64 {
	usual, spread := 1.45, 0.18 // pocket over face: 1.36 to 1.7 seen
	if g.lamp.side {
		usual, spread = 1.185, 0.1 // pocket over cup: 1.13 to 1.21 seen
	}
	u := math.Log(g.pocket.R/g.inner.R/usual) / spread
	return math.Exp(-u * u / 2)
}

// settle moves a guess to the place close by where its edges agree best.
func (g primerGuess) settle(s *slopes, ts []*turn) primerGuess {
	for range 6 {
		best := g
		for _, d := range [4][2]int{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
			if o := g.at(s, ts, int(g.pocket.X)+d[0], int(g.pocket.Y)+d[1]); o.edges > best.edges {
				best = o
			}
		}
		if best.edges <= g.edges {
			break
		}
		g = best
	}
	return g
}
