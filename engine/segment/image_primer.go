package segment

import "math"

// PrimerParams say what a primer looks like on an image. Strengths run from 0 to 1.
type PrimerParams struct {
	// Pocket is the least and the greatest radius of the pocket over that of the
	// face. Small pistol primers measured 1.44 to 1.70.
	Pocket [2]float64 `json:"pocket"`
	// Aside is how far the middle of the pocket may lie from that of the face, in
	// radii of the face.
	Aside float64 `json:"aside"`
	// Aperture is the least and the greatest radius of the firing pin's aperture over
	// that of the face, and Offset how far its middle may lie from the face's, in
	// the same unit.
	Aperture [2]float64 `json:"aperture"`
	Offset   float64    `json:"offset"`
	// Edge is the radius of the cup's edge over that of the face where the pocket is
	// not seen: 4.445 mm over 3.6 mm.
	Edge float64 `json:"edge"`
	// Sure is the least score of a primer.
	Sure float64 `json:"sure"`
}

func defaultPrimerParams() PrimerParams {
	return PrimerParams{
		Pocket: [2]float64{1.2, 1.95}, Aside: 0.12, Aperture: [2]float64{0.35, 0.85}, Offset: 0.3,
		Edge: 1.235, Sure: 0.35,
	}
}

// primerGuess is a primer as its round edges suggest it, in points of the plane in
// which they were found.
type primerGuess struct {
	lamp         lamp
	face, pocket rim
	// groove is the middle of the groove where its bottom shows, else 0.
	groove float64
	// edges is how well face, pocket and groove agree with the light.
	edges float64
}

// primersAbout lists the primers that the edges about a centre suggest: two edges
// of which the outer one is the pocket, under the light that suits them best.
func (c centre) primersAbout(s *slopes, ts []*turn, q PrimerParams) []primerGuess {
	var out []primerGuess
	for i, f := range c.rims {
		for _, p := range c.rims[i+1:] {
			if p.R < q.Pocket[0]*f.R || p.R > q.Pocket[1]*f.R {
				continue
			}
			lamps := []lamp{{}}
			if l, ok := side(f, p); ok {
				lamps = append(lamps, l)
			}
			for _, l := range lamps {
				g := primerGuess{lamp: l, face: f, pocket: p}
				g.weigh(c.rims)
				if g.edges > 0.2 {
					out = append(out, g.settle(s, ts))
				}
			}
		}
	}
	return out
}

// weigh gives a guess its groove and its score.
func (g *primerGuess) weigh(rims []rim) {
	a, b := g.lamp.faceSign()*g.lamp.of(g.face), g.lamp.of(g.pocket)
	first, last, strength := g.lamp.bottom(rims, g.face, g.pocket)
	g.groove, g.edges = (first+last)/2, 0
	if a <= 0 || b <= 0 {
		return
	}
	g.edges = math.Sqrt(a * b)
	if g.lamp.side {
		// Under a light at the side one half of the groove is bright where the other
		// is dark, with a strong edge in between.
		g.edges = math.Cbrt(a * b * strength)
	}
}

// bottom returns the radii between which the groove's bottom lies: under a light at
// the side, the edges turning dark between two that turn bright, under a ring, a
// bright bottom between two dark walls. They are 0 when there is none.
func (l lamp) bottom(rims []rim, f, p rim) (first, last, strength float64) {
	const least = 0.25
	for _, e := range rims {
		if e.R <= f.R || e.R >= p.R {
			continue
		}
		v := l.of(e)
		switch {
		case l.side && v < -least:
			if first == 0 {
				first = e.R
			}
			last, strength = e.R, max(strength, -v)
		case !l.side && v > least && first == 0:
			first = e.R
		case !l.side && v < -least && first > 0:
			last, strength = e.R, max(strength, -v)
		}
	}
	if last == 0 {
		return 0, 0, 0
	}
	return first, last, strength
}

// settle moves a guess to the place close by where its edges agree best.
func (g primerGuess) settle(s *slopes, ts []*turn) primerGuess {
	const reach = 2 // points by which a radius may change
	low := ts[0].r
	at := func(x, y int) primerGuess {
		n := g
		best := [2]float64{-2, -2}
		for k, e := range [2]*rim{&n.face, &n.pocket} {
			i := int(math.Round([2]rim{g.face, g.pocket}[k].R - low))
			sign := [2]float64{g.lamp.faceSign(), 1}[k]
			for j := max(0, i-reach); j <= min(len(ts)-1, i+reach); j++ {
				o := s.along(x, y, ts[j])
				if v := sign * g.lamp.of(o); v > best[k] {
					*e, best[k] = o, v
				}
			}
		}
		n.edges = math.Sqrt(max(0, best[0]) * max(0, best[1]))
		return n
	}
	now := at(int(g.face.X), int(g.face.Y))
	for range 6 {
		best := now
		for _, d := range [4][2]int{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
			if o := at(int(now.face.X)+d[0], int(now.face.Y)+d[1]); o.edges > best.edges {
				best = o
			}
		}
		if best.edges <= now.edges {
			break
		}
		now = best
	}
	var rims []rim
	for _, t := range ts {
		if t.r > now.face.R+1 && t.r < now.pocket.R-1 {
			rims = append(rims, s.along(int(now.face.X), int(now.face.Y), t))
		}
	}
	now.weigh(rims)
	return now
}
