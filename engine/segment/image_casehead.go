package segment

import (
	"cmp"
	"math"
	"slices"

	"cotejo/engine/cv"
)

// caseHead is what was found of a case head on an image; lengths and places are in
// points of the acquisition.
type caseHead struct {
	lamp                lamp
	cup, pocket         Circle
	face, hole, pit     Circle
	faceLine, holeLine  *outline
	pitLine, pocketLine *outline
	// edges, aperture and dent say how well primer, aperture and dent agree with their
	// laws, from 0 to 1, and score is all of it together.
	edges, aperture, dent, score float64
	// step is how clearly the grey leaves that of the face at its edge, from 0 to 1.
	step float64
	// rival is how well the best guess of the other kind of light does, as a share of
	// this one's rank.
	rival float64
}

// findCaseHead looks for the primer whose edges and aperture agree best with one
// light. It returns nil when there is no round edge at all.
func findCaseHead(p *plane, q ImageParams) (*caseHead, error) {
	rows := min(q.Centre.Rows, p.h)
	cols := max(1, p.w*rows/p.h)
	v, err := cv.Shrink(p.v, p.w, p.h, cols, rows)
	if err != nil {
		return nil, err
	}
	small := &plane{w: cols, h: rows, v: v}
	s, err := slopesOf(small, q.Centre.Sigma, 0.5)
	if err != nil {
		return nil, err
	}
	ts := turns(q.Centre.Radius[0]*float64(rows), q.Centre.Radius[1]*float64(rows), 1)
	var guesses []primerGuess
	for _, c := range s.centres(q.Centre) {
		guesses = append(guesses, c.primersAbout(s, ts, q.Primer)...)
	}
	slices.SortStableFunc(guesses, func(a, b primerGuess) int { return cmp.Compare(b.edges, a.edges) })
	whole := &scaled{plane: *small, span: float64(p.h) / float64(rows) * float64(p.step)}
	// Points of the cup's radius: an outline may be a fiftieth of it wide.
	const coarse, fine = 80, 140
	var best *caseHead
	var top [2]float64 // under a ring, under a light at the side
	for _, g := range distinct(guesses, 5) {
		h := &caseHead{lamp: g.lamp, pocket: whole.circle(g.pocket.Circle), edges: g.edges}
		h.cup = h.pocket
		if h.cup.R /= q.Primer.Cup; g.lamp.side {
			h.cup.R = whole.circle(g.inner.Circle).R
		}
		if err := h.findHole(p, coarse); err != nil {
			return nil, err
		}
		if best == nil || h.rank() > best.rank() {
			best = h
		}
		top[h.lamp.index()] = max(top[h.lamp.index()], h.rank())
	}
	if best != nil {
		best.rival = top[1-best.lamp.index()] / max(top[best.lamp.index()], 1e-9)
		err = best.findHole(p, fine)
	}
	return best, err
}

// rank orders guesses: a dent within its aperture looks like a small primer, so that of
// two alike the larger goes first. The lit flanks of a groove look like the edges of a
// smaller one under a ring, so that of two kinds of light alike the side goes first.
func (h *caseHead) rank() float64 {
	rank := h.score * math.Pow(h.pocket.R, 0.15)
	if h.lamp.side {
		rank *= 1.15
	}
	return rank
}

// distinct keeps the first so many guesses of which none resembles another.
func distinct(all []primerGuess, most int) []primerGuess {
	var out []primerGuess
	for _, g := range all {
		if len(out) == most {
			break
		}
		if !slices.ContainsFunc(out, func(o primerGuess) bool {
			return o.lamp.side == g.lamp.side && math.Hypot(o.inner.X-g.inner.X, o.inner.Y-g.inner.Y) < 3 && math.Abs(o.inner.R-g.inner.R) < 3 && math.Abs(o.pocket.R-g.pocket.R) < 3
		}) {
			out = append(out, g)
		}
	}
	return out
}

// findHole looks for dent and aperture, and scores the whole.
func (h *caseHead) findHole(p *plane, points float64) error {
	h.score = h.edges
	near, err := p.around(h.cup, 1, points)
	if err != nil {
		return nil //nolint:nilerr // what lies outside of the frame has no aperture
	}
	s, err := slopesOf(&near.plane, 1, 0.5)
	if err != nil {
		return err
	}
	x, y := near.point(h.cup.X, h.cup.Y)
	in := Circle{x, y, h.cup.R / near.span}
	pit := roundHole{sign: 1, x: x, y: y, offset: 0.25, share: [2]float64{0.12, 0.5}, expected: 0.28, spread: 0.12}
	hole := roundHole{sign: h.lamp.apertureSign(), x: x, y: y, offset: 0.25, share: [2]float64{0.3, 0.75}, expected: 0.48, spread: 0.1, moat: 0.1}
	dent, sure := pit.find(s, in, h.lamp)
	if sure > 0.2 {
		// The firing pin comes through the aperture.
		hole.x, hole.y, hole.offset = dent.X, dent.Y, 0.15
		hole.share[0] = max(hole.share[0], 1.2*dent.R/in.R)
	}
	rim, score := hole.find(s, in, h.lamp)
	h.pit, h.dent = near.circle(dent.Circle), sure
	h.hole, h.aperture = near.circle(rim.Circle), score
	h.score = h.edges + 0.5*math.Sqrt(h.aperture) + 0.3*math.Sqrt(h.dent)
	return nil
}

// refine follows the edges of pocket, cup, face, aperture and dent from what was found
// coarsely.
func (h *caseHead) refine(p *plane, q PrimerParams) {
	h.pocketLine, h.pocket = h.follow(p, h.pocket, 0.08, 1)
	if h.lamp.side {
		_, h.cup = h.follow(p, h.cup, 0.06, -1)
	} else {
		h.cup = h.pocket
		h.cup.R /= q.Cup
	}
	if h.dent > 0.1 {
		h.pitLine, h.pit = h.follow(p, h.pit, 0.15, 1)
	}
	if h.aperture > 0.1 {
		h.holeLine, h.hole = h.follow(p, h.hole, 0.12, h.lamp.apertureSign())
	}
	h.faceLine = h.faceEdge(p, q)
	h.face = h.cup
	h.face.R *= (q.Face[0] + q.Face[1]) / 2
	if c, ok := h.faceLine.circle(); ok {
		h.face = c
	}
}

// follow follows an edge near a circle, which it returns as it is when the edge is
// no circle near by.
func (h *caseHead) follow(p *plane, c Circle, reach, sign float64) (*outline, Circle) {
	const rows, cols = 240, 61
	o := p.unroll(c, c.R*(1-reach), c.R*(1+reach), rows, cols, 0.02*h.cup.R).edge(h.lamp, sign, 0.3)
	if n, ok := o.circle(); ok && math.Hypot(n.X-c.X, n.Y-c.Y) < reach*c.R && math.Abs(n.R-c.R) < reach*c.R {
		return o, n
	}
	return o, c
}
