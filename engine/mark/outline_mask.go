package mark

import "math"

// Mask returns the points whose middles lie in a valid outline. A middle on a
// circle is inside; on a polygon's edge, it belongs to the side to the right of it
// or below, so that polygons that share an edge share no point.
func (o Outline) Mask(width, height int) *Mask {
	m := NewMask(width, height)
	for _, s := range o.Shapes {
		if s.Circle != nil {
			s.Circle.draw(m, !s.Cut)
		} else {
			drawPolygon(m, s.Polygon, !s.Cut)
		}
	}
	return m
}

func (d *Disc) draw(m *Mask, in bool) {
	for j := clamp(d.Y-d.R-0.5, m.Height); j < clamp(d.Y+d.R+0.5, m.Height); j++ {
		dy := float64(j) + 0.5 - d.Y
		half := math.Sqrt(d.R*d.R - dy*dy) // NaN above and below the circle: no point then
		if !(half >= 0) {
			continue
		}
		row := m.In[j*m.Width:][:m.Width]
		for i := clamp(d.X-half-0.5, m.Width); i < m.Width && float64(i)+0.5 <= d.X+half; i++ {
			row[i] = in
		}
	}
}

// drawPolygon flips, in each row, what follows each crossing with an edge: work in
// proportion to corners and rows, however often a polygon crosses itself.
func drawPolygon(m *Mask, corners [][2]float64, in bool) {
	low, high := math.Inf(1), math.Inf(-1)
	for _, p := range corners {
		low, high = min(low, p[1]), max(high, p[1])
	}
	flips := make([]bool, m.Width+1)
	for j := clamp(low-0.5, m.Height); j < clamp(high+0.5, m.Height); j++ {
		clear(flips)
		y := float64(j) + 0.5
		a := corners[len(corners)-1]
		for _, b := range corners {
			if (a[1] <= y) != (b[1] <= y) {
				x := a[0] + (y-a[1])/(b[1]-a[1])*(b[0]-a[0])
				i := clamp(x-0.5, m.Width)
				flips[i] = !flips[i]
			}
			a = b
		}
		inside := false
		row := m.In[j*m.Width:][:m.Width]
		for i := range row {
			inside = inside != flips[i]
			if inside {
				row[i] = in
			}
		}
	}
}

// clamp returns the first whole number that is not below v, from 0 to n.
func clamp(v float64, n int) int {
	return int(max(0, min(float64(n), math.Ceil(v))))
}
