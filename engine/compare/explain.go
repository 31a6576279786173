package compare

import (
	"math"

	"cotejo/engine/feature"
	"cotejo/engine/mark"
)

// explain turns the settled pose into the result: the pose between the two
// originals, and each cell's own place.
func (p *pair) explain(s settled) Result {
	p.widen(s.placing, s.cells)
	r := Result{
		Score: s.score, Terms: s.terms(p.params.Score), OverlapMM2: s.areaMM2,
		Pose:  p.between(s.placing),
		Cells: make([]Cell, 0, len(s.cells)),
	}
	for _, c := range s.cells {
		cell := p.cell(c, r.Pose, s.deg)
		if cell.Congruent {
			r.CellsCongruent++
		}
		r.Cells = append(r.Cells, cell)
	}
	return r
}

// between is the pose from the middle of one original's frame to the middle of
// the other's: the level's pose is from centre to centre.
func (p *pair) between(at placing) mark.Pose {
	x, y := p.shiftUm(feature.Fine, at.shift)
	a, b := p.a.Template.CentreUm, p.b.Template.CentreUm
	turn := mark.Pose{RotationDeg: mark.NormaliseDeg(at.deg)}
	ax, ay := turn.Apply(a[0], a[1])
	turn.ShiftX, turn.ShiftY = (x+b[0]-ax)*1e-6, (y+b[1]-ay)*1e-6
	return turn
}

// cell tells where a cell lies on both originals. Its part lies on the first
// mark as turned, so its middle is turned back.
func (p *pair) cell(c cellSums, pose mark.Pose, deg float64) Cell {
	pitch, _ := p.grid(feature.Fine)
	half := float64(p.a.planes[feature.Fine].Side) / 2
	x, y := (float64(c.part.X0+c.part.X1)/2-half)*pitch, (float64(c.part.Y0+c.part.Y1)/2-half)*pitch
	ax, ay := mark.Pose{RotationDeg: -deg}.Apply(x, y)
	ax, ay = ax+p.a.Template.CentreUm[0], ay+p.a.Template.CentreUm[1]
	bx, by := pose.Apply(ax*1e-6, ay*1e-6)
	out := Cell{
		X: ax, Y: ay, BX: bx * 1e6, BY: by * 1e6, Cover: c.cover,
		Common: c.common.Correlation(), Correlation: c.best,
		DXum: float64(c.off.X) * pitch, DYum: float64(c.off.Y) * pitch,
	}
	off := math.Max(math.Abs(out.DXum), math.Abs(out.DYum))
	out.Congruent = off <= p.params.CongruentUm && out.Correlation >= p.params.MinCellCorrelation
	return out
}

// seenFromOther tells the same result from the second mark's side.
func (r Result) seenFromOther() Result {
	back := r.Pose.Inverse()
	turn := mark.Pose{RotationDeg: back.RotationDeg}
	r.Pose = back
	for i, c := range r.Cells {
		c.X, c.Y, c.BX, c.BY = c.BX, c.BY, c.X, c.Y
		x, y := turn.Apply(c.DXum, c.DYum)
		c.DXum, c.DYum = -x, -y
		r.Cells[i] = c
	}
	return r
}
