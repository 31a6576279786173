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
	// Aperture is the least and the greatest radius of the firing pin's aperture over
	// that of the face, and Offset how far its middle may lie from the face's, in
	// the same unit.
	Aperture [2]float64 `json:"aperture"`
	Offset   float64    `json:"offset"`
	// Face is the least and the greatest radius of the face over that of the cup's
	// edge.
	Face [2]float64 `json:"face"`
	// Sure is the least score of a primer.
	Sure float64 `json:"sure"`
}

func defaultPrimerParams() PrimerParams {
	return PrimerParams{
		Pocket: [2]float64{1.28, 1.95}, Groove: [2]float64{1.06, 1.35}, Cup: 1.185,
		Face: [2]float64{0.62, 0.95}, Aperture: [2]float64{0.35, 0.85}, Offset: 0.3, Sure: 0.35,
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
	if !g.lamp.side || n.edges == 0 {
		return n
	}
	// The face's edge is faint under a light at the side, but must not be wrong.
	var face float64
	for _, t := range ts {
		if t.r > 0.62*n.inner.R && t.r < 0.92*n.inner.R {
			face = max(face, g.lamp.of(s.along(x, y, t)))
		}
	}
	n.edges = (2*n.edges + face) / 3
	return n
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
