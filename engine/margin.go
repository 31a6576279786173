package engine

import (
	"math"

	"cotejo/engine/mark"
)

// withoutMargin returns a mask less what lies within a distance of its outer and
// inner edges, across and down. A photograph shows the rounding beside a mark as
// bands that are the brightest things on it and alike on every case under one
// light: a mask that is off by a little must not let them in.
func withoutMargin(m *mark.Mask, reachX, reachY int) *mark.Mask {
	// sums[y*w+x] counts the points above and to the left.
	w := m.Width + 1
	sums := make([]int32, w*(m.Height+1))
	for y := range m.Height {
		row := int32(0)
		for x := range m.Width {
			if m.In[y*m.Width+x] {
				row++
			}
			sums[(y+1)*w+x+1] = sums[y*w+x+1] + row
		}
	}
	out := mark.NewMask(m.Width, m.Height)
	for y := range m.Height {
		y0, y1 := max(y-reachY, 0), min(y+reachY+1, m.Height)
		for x := range m.Width {
			x0, x1 := max(x-reachX, 0), min(x+reachX+1, m.Width)
			n := sums[y1*w+x1] - sums[y0*w+x1] - sums[y1*w+x0] + sums[y0*w+x0]
			// A hole of a few points is dust, not an edge.
			out.In[y*m.Width+x] = m.In[y*m.Width+x] && 20*n >= 19*int32((x1-x0)*(y1-y0))
		}
	}
	return out
}

// points is a length in points of a pitch in metres.
func points(um, pitch float64) int { return int(math.Round(um / (pitch * 1e6))) }
