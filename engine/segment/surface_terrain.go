package segment

import (
	"math"

	"cotejo/engine/mark"
)

// terrain is a surface on the working grid. The middle of cell (i, j) lies at
// ((i+0.5)·cell, (j+0.5)·cell) micrometres from the top left corner of the frame.
type terrain struct {
	w, h int
	cell float64
	// z are heights in micrometres, NaN where nothing was measured.
	z []float32
}

// maxHeightUm bounds heights that a case head can have; others are no
// measurements.
const maxHeightUm = 20000

var notMeasured = float32(math.NaN())

// newTerrain brings a surface to cells: the mean of the measured points of each,
// and then the median with its neighbours, so that spikes go.
func newTerrain(s *mark.Surface, cell float64) *terrain {
	px, py := s.PitchX*1e6, s.PitchY*1e6
	cell = max(cell, px, py)
	t := &terrain{cell: cell}
	t.w = max(1, int(float64(s.Width)*px/cell))
	t.h = max(1, int(float64(s.Height)*py/cell))
	sum, n := make([]float64, t.w*t.h), make([]float32, t.w*t.h)
	column := make([]int, s.Width)
	for x := range column {
		column[x] = min(int((float64(x)+0.5)*px/cell), t.w-1)
	}
	for y := range s.Height {
		row := min(int((float64(y)+0.5)*py/cell), t.h-1) * t.w
		for x, z := range s.Z[y*s.Width:][:s.Width] {
			if z >= -maxHeightUm*1e-6 && z <= maxHeightUm*1e-6 {
				sum[row+column[x]] += z
				n[row+column[x]]++
			}
		}
	}
	// A cell counts when a fifth of it was measured.
	least := float32(cell / px * cell / py / 5)
	raw := make([]float32, len(sum))
	for i := range raw {
		raw[i] = notMeasured
		if n[i] > 0 && n[i] >= least {
			raw[i] = float32(sum[i] / float64(n[i]) * 1e6)
		}
	}
	t.z = medianOfNeighbours(raw, t.w, t.h)
	return t
}

// medianOfNeighbours replaces each measured value by the median of the measured
// ones among it and its eight neighbours.
func medianOfNeighbours(z []float32, w, h int) []float32 {
	out := make([]float32, len(z))
	var v [9]float32
	for y := range h {
		for x := range w {
			i := y*w + x
			if z[i] != z[i] {
				out[i] = z[i]
				continue
			}
			n := 0
			for b := max(0, y-1); b <= min(h-1, y+1); b++ {
				for a := max(0, x-1); a <= min(w-1, x+1); a++ {
					u := z[b*w+a]
					if u != u {
						continue
					}
					k := n
					for ; k > 0 && v[k-1] > u; k-- {
						v[k] = v[k-1]
					}
					v[k] = u
					n++
				}
			}
			out[i] = v[n/2]
		}
	}
	return out
}

// inField says whether a place lies within the frame.
func (t *terrain) inField(x, y float64) bool {
	return x >= 0 && y >= 0 && x < float64(t.w)*t.cell && y < float64(t.h)*t.cell
}

// at returns the height at a place in micrometres, linear between the middles of
// cells; NaN where less than half of it is measured.
func (t *terrain) at(x, y float64) float32 {
	fx, fy := x/t.cell-0.5, y/t.cell-0.5
	x0, y0 := math.Floor(fx), math.Floor(fy)
	u, v := float32(fx-x0), float32(fy-y0)
	i, j := int(x0), int(y0)
	var sum, weight float32
	for b := range 2 {
		for a := range 2 {
			if i+a < 0 || j+b < 0 || i+a >= t.w || j+b >= t.h {
				continue
			}
			z := t.z[(j+b)*t.w+i+a]
			if z != z {
				continue
			}
			w := (1 - u + float32(a)*(2*u-1)) * (1 - v + float32(b)*(2*v-1))
			sum, weight = sum+w*z, weight+w
		}
	}
	if weight < 0.5 {
		return notMeasured
	}
	return sum / weight
}

// near returns the height of the cell in which a place lies, and false outside of
// the frame.
func (t *terrain) near(x, y float64) (float32, bool) {
	if !t.inField(x, y) {
		return notMeasured, false
	}
	return t.z[int(y/t.cell)*t.w+int(x/t.cell)], true
}
