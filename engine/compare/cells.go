package compare

import (
	"math"

	"cotejo/engine/feature"
	"cotejo/engine/kernel"
)

// cellSums is one cell at the common pose and about it.
type cellSums struct {
	part   kernel.Rect // on the turned first mark
	cover  float64
	common kernel.Sums
	near   float64      // best correlation within one point of the common pose
	best   float64      // best correlation within reach
	off    kernel.Shift // where that was found, from the common pose
}

// cells compares each cell of the overlap on its own, within one point of the
// common pose.
func (p *pair) cells(at placing) []cellSums {
	plane := p.turn(feature.Fine, at.deg)
	side := p.cellSide()
	parts := tiles(int32(plane.Side), side)
	common := make([]kernel.Sums, len(parts))
	kernel.Dots(plane, p.b.planes[feature.Fine], parts, []kernel.Shift{at.shift}, common)
	least := p.params.MinCellCover * float64(side) * float64(side)
	var out []cellSums
	for i, s := range common {
		if float64(s.N) >= least {
			out = append(out, cellSums{part: parts[i], cover: float64(s.N) / float64(side*side), common: s})
		}
	}
	for i, best := range p.search(at, out, p.square(at.shift, 1)) {
		out[i].near = best.correlation
	}
	return out
}

// widen looks for each cell's best place within reach: on every other point,
// then next to the best of those, which may lead one point beyond. The fine
// level's structure is wider than that.
func (p *pair) widen(at placing, cells []cellSums) {
	pitch, _ := p.grid(feature.Fine)
	reach := int32(math.Round(p.params.CellReachUm / pitch))
	var shifts []kernel.Shift
	for _, d := range p.square(at.shift, reach) {
		if (d.X-at.shift.X)%2 == 0 && (d.Y-at.shift.Y)%2 == 0 {
			shifts = append(shifts, d)
		}
	}
	for i, rough := range p.search(at, cells, shifts) {
		d := kernel.Shift{X: at.shift.X + rough.off.X, Y: at.shift.Y + rough.off.Y}
		best := p.search(at, cells[i:i+1], p.square(d, 1))[0]
		cells[i].best, cells[i].off = best.correlation, best.off
	}
}

type place struct {
	correlation float64
	off         kernel.Shift
}

// search returns each cell's best correlation among the shifts that keep most of
// its overlap.
func (p *pair) search(at placing, cells []cellSums, shifts []kernel.Shift) []place {
	parts := make([]kernel.Rect, len(cells))
	for i, c := range cells {
		parts[i] = c.part
	}
	sums := make([]kernel.Sums, len(parts)*len(shifts))
	kernel.Dots(p.turn(feature.Fine, at.deg), p.b.planes[feature.Fine], parts, shifts, sums)
	out := make([]place, len(cells))
	for i, c := range cells {
		out[i] = place{correlation: c.common.Correlation()}
		for k, d := range shifts {
			s := sums[k*len(parts)+i]
			if 4*s.N < 3*c.common.N {
				continue
			}
			if v := s.Correlation(); v > out[i].correlation {
				out[i] = place{v, kernel.Shift{X: d.X - at.shift.X, Y: d.Y - at.shift.Y}}
			}
		}
	}
	return out
}

func (p *pair) cellSide() int32 {
	pitch, _ := p.grid(feature.Fine)
	return max(1, int32(math.Round(p.params.CellUm/pitch)))
}

// tiles covers a plane with squares about its middle, row by row.
func tiles(side, cell int32) []kernel.Rect {
	n := (side + cell - 1) / cell
	first := (side - n*cell) / 2
	var out []kernel.Rect
	for y := range n {
		for x := range n {
			r := kernel.Rect{X0: first + x*cell, Y0: first + y*cell, X1: first + (x+1)*cell, Y1: first + (y+1)*cell}
			out = append(out, kernel.Rect{X0: max(0, r.X0), Y0: max(0, r.Y0), X1: min(side, r.X1), Y1: min(side, r.Y1)})
		}
	}
	return out
}
