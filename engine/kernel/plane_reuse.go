package kernel

import (
	"fmt"
	"math"
)

// Resize makes of p a plane of another side without a valid point, in p's own
// memory where that suffices; a plane of the side stays as it is. Nobody else may
// use p meanwhile, or later count on what it held. It panics as NewPlane does.
func (p *Plane) Resize(side int) {
	if p.Side != side {
		p.lay(side)
	}
}

// Refill makes of p what FillPlane returns, under the terms of Resize.
func (p *Plane) Refill(side int, values []int8, mask []uint64) {
	if len(values) != side*side || len(mask) != (side*side+63)/64 {
		panic(fmt.Sprintf("kernel: %d values and %d words of a mask for a plane of side %d", len(values), len(mask), side))
	}
	p.lay(side)
	p.near = math.Inf(1)
	for y := range side {
		p.fillRow(y, values, mask)
	}
}

// lay makes of p a plane without a valid point, whatever it was.
func (p *Plane) lay(side int) {
	if side < 1 || side > MaxSide {
		panic(fmt.Sprintf("kernel: plane side %d is not in [1, %d]", side, MaxSide))
	}
	stride := (side+15)/16*16 + 2*pad
	n := (side + 2*guard) * stride
	points, rows := zeros(p.points, 2*n), zeros(p.rows, 4*side)
	*p = Plane{
		Side: side, stride: stride, points: points, rows: rows,
		z: points[:n:n], m: points[n:],
		lo: rows[:side:side], hi: rows[side : 2*side : 2*side], gap0: rows[2*side : 3*side : 3*side], gap1: rows[3*side:],
	}
}

// zeros returns n of them, in the memory of s where that suffices. Memory that is
// four times too large is not worth keeping.
func zeros[T int16 | int32](s []T, n int) []T {
	if cap(s) < n || cap(s) > 4*n {
		return make([]T, n)
	}
	s = s[:n]
	clear(s)
	return s
}
