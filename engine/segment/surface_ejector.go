package segment

import (
	"math"

	"cotejo/engine/cv"
	"cotejo/engine/mark"
	"cotejo/engine/robust"
)

// Numbers of the search for an ejector's impact on the case head: a compact hollow
// wider than the strokes of a headstamp and less deep.
const (
	ejectorDeepUm = 12
	ejectorTopUm  = 80
	ejectorLowMm2 = 0.12
	ejectorTopMm2 = 1.5
	ejectorHalfUm = 165 // the least radius of the greatest disc within
	ejectorRound  = 0.45
	ejectorClear  = 60 // um beyond the pocket's edge
)

// hollow is a connected low part of the case head.
type hollow struct {
	cells int
	half  float64 // radius of the greatest disc within, um
	depth []float32
	cut   bool // it goes on beyond the frame
}

// findEjector looks for one on the case head around the pocket. flat is the levelled
// terrain. confidence grows with how compact it is; strokes of letters, parts of them
// at the border of the frame and what a letter overlaps are not taken.
func findEjector(s *mark.Surface, flat *terrain, pocket Circle) (*mark.Mask, float64, error) {
	at := flat.places(pocket.X, pocket.Y, pocket.R+ejectorClear, math.Inf(1), 2)
	head, share := consensusPlane(at, pocket.X, pocket.Y, 8, 150)
	if len(at) < 200 || share < 0.3 {
		return nil, 0, nil
	}
	head = head.refit(at, 3, 20, 3)
	below := make([]float32, len(flat.z))
	low := make([]bool, len(flat.z))
	for i, z := range flat.z {
		x, y := (float64(i%flat.w)+0.5)*flat.cell, (float64(i/flat.w)+0.5)*flat.cell
		below[i] = float32(head.at(x, y)) - z
		low[i] = below[i] > ejectorDeepUm && math.Hypot(x-pocket.X, y-pocket.Y) > pocket.R+ejectorClear
	}
	low, err := cv.Open(low, flat.w, flat.h, max(1, int(75/flat.cell)))
	if err != nil {
		return nil, 0, err
	}
	label, parts, err := flat.hollows(low, below)
	if err != nil {
		return nil, 0, err
	}
	best, round := 0, ejectorRound
	for k := range parts {
		h := &parts[k]
		area := float64(h.cells) * flat.cell * flat.cell / 1e6
		r := math.Pi * h.half * h.half / 1e6 / area
		if k > 0 && !h.cut && area >= ejectorLowMm2 && area <= ejectorTopMm2 && h.half >= ejectorHalfUm &&
			r > round && robust.Median(h.depth) <= ejectorTopUm {
			best, round = k, r
		}
	}
	if best == 0 {
		return nil, 0, nil
	}
	frame := Circle{X: float64(flat.w) * flat.cell / 2, Y: float64(flat.h) * flat.cell / 2, R: math.Inf(1)}
	m := maskOf(s, frame, func(x, y float64) bool { return label[flat.index(x, y)] == int32(best) })
	return m, math.Min(1, round+0.2), nil
}

// hollows are the connected parts of what is low, by their number in label.
func (t *terrain) hollows(low []bool, below []float32) (label []int32, parts []hollow, err error) {
	label, size, err := cv.Components(low, t.w, t.h)
	if err != nil {
		return nil, nil, err
	}
	inner, err := cv.Depth(low, t.w, t.h)
	if err != nil {
		return nil, nil, err
	}
	parts = make([]hollow, len(size))
	for i, k := range label {
		if k == 0 {
			continue
		}
		h, x, y := &parts[k], i%t.w, i/t.w
		h.cells = size[k]
		h.half = math.Max(h.half, float64(inner[i])*t.cell)
		h.cut = h.cut || x < 2 || y < 2 || x >= t.w-2 || y >= t.h-2
		if below[i] == below[i] {
			h.depth = append(h.depth, below[i])
		}
	}
	return label, parts, nil
}
