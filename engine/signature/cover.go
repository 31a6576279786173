package signature

import (
	"math/bits"

	"cotejo/engine/feature"
	"cotejo/engine/kernel"
)

// Cover says which directions of each ring are measured: bit a of a ring is the
// direction of angle a of kernel.Angles, anticlockwise.
type Cover struct {
	rings  [][2]uint64
	weight []float64 // of one direction of each ring: proportional to its area
}

// CoverOf returns the cover of a level about a centre.
func CoverOf(l *feature.Level, p Params, c Centre) Cover {
	out := Cover{rings: make([][2]uint64, p.Layout.Rings), weight: make([]float64, p.Layout.Rings)}
	x0, y0 := c.points(l.Side, l.PitchUm)
	for ring := range p.Layout.Rings {
		um := p.ringRadius(ring)
		out.weight[ring] = um / p.RadiusUm[1]
		for a := range kernel.Angles {
			cos, sin := directions.At(a)
			x, y := int(x0+um/l.PitchUm*cos+0.5), int(y0-um/l.PitchUm*sin+0.5)
			if x >= 0 && y >= 0 && x < l.Side && y < l.Side && l.Mask.Has(y*l.Side+x) {
				out.rings[ring][a/64] |= 1 << (a % 64)
			}
		}
	}
	return out
}

// directions are those of a cover's bits.
var directions = kernel.NewCircle(kernel.Angles)

// Area is the weighted number of measured directions.
func (c Cover) Area() float64 {
	sum := 0.0
	for i, r := range c.rings {
		sum += c.weight[i] * float64(bits.OnesCount64(r[0])+bits.OnesCount64(r[1]))
	}
	return sum
}

// Overlap is the weighted number of directions measured in both covers when c is
// turned by so many angles.
func (c Cover) Overlap(o Cover, angle int) float64 {
	sum := 0.0
	for i, r := range c.rings {
		lo, hi := rotate128(r[0], r[1], angle)
		sum += c.weight[i] * float64(bits.OnesCount64(lo&o.rings[i][0])+bits.OnesCount64(hi&o.rings[i][1]))
	}
	return sum
}

// rotate128 moves bit a to bit a+n of 128.
func rotate128(lo, hi uint64, n int) (uint64, uint64) {
	n &= 127
	if n >= 64 {
		lo, hi, n = hi, lo, n-64
	}
	if n == 0 {
		return lo, hi
	}
	return lo<<n | hi>>(64-n), hi<<n | lo>>(64-n)
}
