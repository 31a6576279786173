package segment

import (
	"math"

	"cotejo/engine/mark"
)

// plane is a grey picture at reduced size. Values are the square root of grey over
// white, so that a step in the dark groove counts like one on the bright face.
type plane struct {
	w, h int
	v    []float32
	// step is how many points of the acquisition one of the plane spans on each axis.
	step int
}

// shrunk averages squares of step x step points; what is left over at the right and
// the bottom is dropped.
func shrunk(m *mark.Image, step int) *plane {
	p := &plane{w: m.Width / step, h: m.Height / step, step: step}
	p.v = make([]float32, p.w*p.h)
	sum := make([]uint32, p.w)
	full := 1 / (65535 * float64(step*step))
	for y := range p.h {
		clear(sum)
		for j := range step {
			line := m.Pix[(y*step+j)*m.Width:]
			for x := range sum {
				for _, v := range line[x*step : (x+1)*step] {
					sum[x] += uint32(v)
				}
			}
		}
		for x, s := range sum {
			p.v[y*p.w+x] = float32(math.Sqrt(float64(s) * full))
		}
	}
	return p
}

// at is the value at a place, in points of the plane with the middle of the first
// at 0, between its four neighbours; false outside.
func (p *plane) at(x, y float64) (float32, bool) {
	if !(x >= 0 && y >= 0) || x > float64(p.w-1) || y > float64(p.h-1) {
		return 0, false
	}
	i, j := min(int(x), max(p.w-2, 0)), min(int(y), max(p.h-2, 0))
	u, v := float32(x-float64(i)), float32(y-float64(j))
	right, below := min(1, p.w-1), p.w*min(1, p.h-1)
	q := p.v[j*p.w+i:]
	top := q[0] + u*(q[right]-q[0])
	bottom := q[below] + u*(q[below+right]-q[below])
	return top + v*(bottom-top), true
}
