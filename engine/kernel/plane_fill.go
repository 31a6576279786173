package kernel

import (
	"math"
	"math/bits"
)

// FillPlane returns a plane of side*side values, row by row. Bit i%64 of mask[i/64]
// says whether value i is in the mask; values outside it are not used.
func FillPlane(side int, values []int8, mask []uint64) *Plane {
	p := &Plane{}
	p.Refill(side, values, mask)
	return p
}

// fillRow writes a row and what there is to know about it. Distances are least and
// greatest where those along the row are: these are whole numbers when doubled.
func (p *Plane) fillRow(y int, values []int8, mask []uint64) {
	begin, end := y*p.Side, (y+1)*p.Side
	first, at, middle := p.at(0, y)-begin, begin, begin+p.Side/2
	lo, hi, nearest := end, begin, 2*p.Side
	for {
		from := nextBit(mask, at, end, 0)
		if from == end {
			break
		}
		at = nextBit(mask, from, end, ^uint64(0))
		run := values[from:at]
		z, m := p.z[first+from:][:len(run)], p.m[first+from:][:len(run)]
		for k, v := range run {
			z[k], m[k] = max(int16(v), -127), -1
		}
		lo, hi = min(lo, from), at
		nearest = min(nearest, p.off(max(from, min(middle, at-1))-begin))
	}
	if hi == begin {
		return
	}
	lo, hi = lo-begin, hi-begin
	p.lo[y], p.hi[y] = int32(lo), int32(hi)
	p.gap0[y], p.gap1[y] = p.hi[y], p.hi[y]
	down := float64(p.off(y)) / 2
	p.near = min(p.near, math.Hypot(float64(nearest)/2, down))
	p.far = max(p.far, math.Hypot(float64(max(p.off(lo), p.off(hi-1)))/2, down))
}

// off is twice the distance of a column or row from the middle.
func (p *Plane) off(x int) int {
	d := 2*x - (p.Side - 1)
	return max(d, -d)
}

// nextBit is the place of the first set bit of mask^flip from one place on, or end.
func nextBit(mask []uint64, from, end int, flip uint64) int {
	for from < end {
		k := uint(from) % 64
		if w := (mask[uint(from)/64] ^ flip) >> k; w != 0 {
			return min(end, from+bits.TrailingZeros64(w))
		}
		from += 64 - int(k)
	}
	return end
}
