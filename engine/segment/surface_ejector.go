package segment

import (
	"math"

	"cotejo/engine/cv"
	"cotejo/engine/mark"
)

// Numbers of the search for an ejector's impact on the case head: a compact hollow
// wider than the strokes of a headstamp.
const (
	ejectorDeepUm = 12
	ejectorLowMm2 = 0.12
	ejectorTopMm2 = 1.5
	ejectorHalfUm = 170 // the least radius of the greatest disc within
	ejectorRound  = 0.42
	ejectorClear  = 60 // um beyond the pocket's edge
)

// findEjector looks for one on the case head around the pocket. flat is the levelled
// terrain. confidence grows with how compact it is.
func findEjector(s *mark.Surface, flat *terrain, pocket Circle) (*mark.Mask, float64, error) {
	reach := math.Inf(1)
	at := flat.places(pocket.X, pocket.Y, pocket.R+ejectorClear, reach, 2)
	head, share := consensusPlane(at, pocket.X, pocket.Y, 8, 150)
	if len(at) < 200 || share < 0.3 {
		return nil, 0, nil
	}
	head = head.refit(at, 3, 20, 3)
	low := make([]bool, len(flat.z))
	for i, z := range flat.z {
		x, y := (float64(i%flat.w)+0.5)*flat.cell, (float64(i/flat.w)+0.5)*flat.cell
		if z == z && math.Hypot(x-pocket.X, y-pocket.Y) > pocket.R+ejectorClear {
			low[i] = float64(z)-head.at(x, y) < -ejectorDeepUm
		}
	}
	low, err := cv.Open(low, flat.w, flat.h, max(1, int(75/flat.cell)))
	if err != nil {
		return nil, 0, err
	}
	label, size, err := cv.Components(low, flat.w, flat.h)
	if err != nil {
		return nil, 0, err
	}
	depth, err := cv.Depth(low, flat.w, flat.h)
	if err != nil {
		return nil, 0, err
	}
	half := make([]float64, len(size))
	for i, k := range label {
		half[k] = math.Max(half[k], float64(depth[i])*flat.cell)
	}
	best, round := 0, ejectorRound
	for k := 1; k < len(size); k++ {
		area := float64(size[k]) * flat.cell * flat.cell / 1e6
		r := math.Pi * half[k] * half[k] / 1e6 / area
		if area >= ejectorLowMm2 && area <= ejectorTopMm2 && half[k] >= ejectorHalfUm && r > round {
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
