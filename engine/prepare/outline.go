package prepare

import "math"

// outline returns the edges of the measured area on a grid of cells, and the
// middle of the box around it, both in micrometres from the middle of the frame.
func outline(h *heights, cellUm float64) ([]edge, [2]float64) {
	g := cells(h, cellUm)
	var edges []edge
	minX, minY, maxX, maxY := g.w, g.h, -1, -1
	for y := range g.h {
		for x := range g.w {
			if !g.at(x, y) {
				continue
			}
			minX, maxX, minY, maxY = min(minX, x), max(maxX, x), min(minY, y), max(maxY, y)
			if g.at(x-1, y) && g.at(x+1, y) && g.at(x, y-1) && g.at(x, y+1) {
				continue
			}
			// The direction to the measured side: the mean of the measured
			// cells around, which smooths the steps of the grid.
			e := edge{}
			for dy := -2; dy <= 2; dy++ {
				for dx := -2; dx <= 2; dx++ {
					if g.at(x+dx, y+dy) {
						e.nx += float64(dx)
						e.ny += float64(dy)
					}
				}
			}
			e.x, e.y = g.um(x, y)
			edges = append(edges, e)
		}
	}
	if maxX < 0 {
		return nil, [2]float64{}
	}
	x0, y0 := g.um(minX, minY)
	x1, y1 := g.um(maxX, maxY)
	return edges, [2]float64{(x0 + x1) / 2, (y0 + y1) / 2}
}

// cellGrid says which cells of a scan are measured in half of their points.
type cellGrid struct {
	w, h           int
	in             []bool
	cellX, cellY   float64 // um
	frameX, frameY float64 // um
}

func cells(h *heights, cellUm float64) cellGrid {
	kx, ky := max(1, int(math.Round(cellUm/h.pitchX))), max(1, int(math.Round(cellUm/h.pitchY)))
	g := cellGrid{
		w: (h.width + kx - 1) / kx, h: (h.height + ky - 1) / ky,
		cellX: float64(kx) * h.pitchX, cellY: float64(ky) * h.pitchY,
		frameX: float64(h.width) * h.pitchX, frameY: float64(h.height) * h.pitchY,
	}
	count := make([]int, g.w*g.h)
	for y := range h.height {
		for x := range h.width {
			if h.valid(y*h.width + x) {
				count[y/ky*g.w+x/kx]++
			}
		}
	}
	g.in = make([]bool, len(count))
	for i, n := range count {
		g.in[i] = 2*n >= kx*ky
	}
	return g
}

func (g cellGrid) at(x, y int) bool {
	return x >= 0 && y >= 0 && x < g.w && y < g.h && g.in[y*g.w+x]
}

// um is the middle of a cell, from the middle of the frame.
func (g cellGrid) um(x, y int) (float64, float64) {
	return (float64(x)+0.5)*g.cellX - g.frameX/2, (float64(y)+0.5)*g.cellY - g.frameY/2
}
