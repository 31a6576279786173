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
	lamp                        lamp
	face, pocket, hole          Circle
	edge                        Circle
	faceLine, holeLine, pitLine *outline
	// edges and aperture say how well primer and aperture agree with their laws, and
	// score is both together.
	edges, aperture, score float64
	pit                    Circle
	pitScore               float64
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
	var best *caseHead
	for _, g := range distinct(guesses, 6) {
		h := &caseHead{lamp: g.lamp, face: whole.circle(g.face.Circle), pocket: whole.circle(g.pocket.Circle), edges: g.edges}
		h.edge = Circle{h.face.X, h.face.Y, g.groove * whole.span}
		if err := h.findHole(p, q); err != nil {
			return nil, err
		}
		if best == nil || h.score > best.score {
			best = h
		}
	}
	return best, nil
}

// distinct keeps the first so many guesses of which none resembles another.
func distinct(all []primerGuess, most int) []primerGuess {
	var out []primerGuess
	for _, g := range all {
		if len(out) == most {
			break
		}
		if !slices.ContainsFunc(out, func(o primerGuess) bool {
			return o.lamp.side == g.lamp.side && math.Hypot(o.face.X-g.face.X, o.face.Y-g.face.Y) < 3 && math.Abs(o.face.R-g.face.R) < 3 && math.Abs(o.pocket.R-g.pocket.R) < 3
		}) {
			out = append(out, g)
		}
	}
	return out
}

// findHole looks for the aperture on the face, and scores the whole.
func (h *caseHead) findHole(p *plane, q ImageParams) error {
	const points = 64 // of the face's radius: the rim of an aperture is a few wide
	near, err := p.around(h.face, 1.1, points)
	if err != nil {
		return nil //nolint:nilerr // a face outside of the frame has no aperture
	}
	s, err := slopesOf(&near.plane, 1.2, 0.5)
	if err != nil {
		return err
	}
	x, y := near.point(h.face.X, h.face.Y)
	in := Circle{x, y, h.face.R / near.span}
	hole := roundHole{sign: h.lamp.apertureSign(), offset: q.Primer.Offset, share: q.Primer.Aperture, expected: 0.65, spread: 0.15}
	rim, score := hole.find(s, in, h.lamp)
	h.aperture = score
	h.score = h.edges + 0.5*math.Sqrt(score)
	if score == 0 {
		return nil
	}
	h.hole = near.circle(rim.Circle)
	pit := roundHole{sign: 1, offset: 0.4, share: [2]float64{0.2, 0.85}, expected: 0.55, spread: 0.25}
	dent, sure := pit.find(s, rim.Circle, h.lamp)
	h.pit, h.pitScore = near.circle(dent.Circle), sure
	return nil
}

// refine follows the edges of face, pocket, aperture and dent from what was found
// coarsely.
func (h *caseHead) refine(p *plane) {
	const rows, cols = 240, 61
	follow := func(c Circle, reach, sign float64) (*outline, Circle) {
		length := 0.025 * h.face.R
		o := p.unroll(c, c.R*(1-reach), c.R*(1+reach), rows, cols, length).edge(h.lamp, sign, 0.3)
		if n, ok := o.circle(); ok && math.Hypot(n.X-c.X, n.Y-c.Y) < reach*c.R && math.Abs(n.R-c.R) < reach*c.R {
			return o, n
		}
		return o, c
	}
	groove := h.edge.R
	h.faceLine, h.face = follow(h.face, 0.12, h.lamp.faceSign())
	_, h.pocket = follow(h.pocket, 0.1, 1)
	if h.aperture > 0 {
		h.holeLine, h.hole = follow(h.hole, 0.15, h.lamp.apertureSign())
	}
	if h.pitScore > 0 {
		h.pitLine, h.pit = follow(h.pit, 0.15, 1)
	}
	h.edge = Circle{(h.face.X + h.pocket.X) / 2, (h.face.Y + h.pocket.Y) / 2, (h.face.R + h.pocket.R) / 2}
	if groove > 0 {
		h.edge.R = groove
	}
}
