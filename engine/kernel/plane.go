package kernel

// #include "kernel.h"
import "C"

import (
	"fmt"
	"math"
	"runtime"
	"unsafe"
)

const (
	pad   = C.CK_PAD
	guard = C.CK_GUARD
	// MaxSide is the largest plane: below it no 32-bit lane can overflow.
	MaxSide = 1000
)

// Plane is a square map of Side x Side values in [-127, 127] with a mask, laid
// out for the loops: rows of 16-bit values between zero pads, and for each row
// the range that holds all of its valid points and the hole in it. A Plane that is no longer
// written is safe for concurrent use.
type Plane struct {
	Side   int
	stride int
	z, m   []int16
	// Of each row: the range of valid points, and the hole in the middle.
	lo, hi, gap0, gap1 []int32
	// points is the memory of z and m, rows that of the rows: two objects to pin.
	points    []int16
	rows      []int32
	near, far float64 // least and greatest distance of a valid point from the middle
}

// NewPlane returns a plane without a valid point. It panics when side is not in
// [1, MaxSide]: sizes are checked where templates are decoded.
func NewPlane(side int) *Plane {
	p := &Plane{}
	p.lay(side)
	return p
}

// at is the index of a point: guard rows stand above the first and below the
// last row, so that sampling may look beyond the edge.
func (p *Plane) at(x, y int) int { return (y+guard)*p.stride + pad + x }

// At returns the value of a point and whether it is in the mask.
func (p *Plane) At(x, y int) (int16, bool) {
	at := p.at(x, y)
	return p.z[at], p.m[at] != 0
}

// Rotate turns src by deg, anticlockwise as displayed, about its centre into
// dst, by masked bilinear sampling. Both must have the same side.
func Rotate(src *Plane, deg float64, dst *Plane) {
	if src.Side != dst.Side {
		panic("kernel: rotate between planes of different sides")
	}
	sin, cos := math.Sincos(deg * math.Pi / 180)
	var pin runtime.Pinner
	defer pin.Unpin()
	s, d := src.c(&pin), dst.c(&pin)
	C.ck_rotate(&s, C.double(cos), C.double(sin), &d)
	dst.near, dst.far = float64(d.near), float64(d.far)
}

// Shift is a whole number of points by which plane b lies off plane a: point
// (x, y) of a meets point (x+X, y+Y) of b.
type Shift struct{ X, Y int32 }

// Rect is the part [X0, X1) x [Y0, Y1) of a plane.
type Rect struct{ X0, Y0, X1, Y1 int32 }

// Sums are the sums over the points that are valid in both planes: of the
// products, of the squares of each plane, and their number.
type Sums struct{ AB, AA, BB, N int64 }

// Add adds the sums of another part.
func (s *Sums) Add(o Sums) {
	s.AB += o.AB
	s.AA += o.AA
	s.BB += o.BB
	s.N += o.N
}

// Correlation is the masked correlation AB/sqrt(AA*BB), 0 where a plane is flat.
func (s Sums) Correlation() float64 {
	if s.AA == 0 || s.BB == 0 {
		return 0
	}
	return float64(s.AB) / math.Sqrt(float64(s.AA)*float64(s.BB))
}

// Dots writes to out the sums of every part of a against b under every shift:
// out[k*len(parts)+r] for shift k and part r. Parts must lie within a.
func Dots(a, b *Plane, parts []Rect, shifts []Shift, out []Sums) {
	if len(parts) == 0 || len(shifts) == 0 {
		return
	}
	_ = out[len(parts)*len(shifts)-1]
	for _, r := range parts {
		if r.X0 < 0 || r.Y0 < 0 || int(r.X1) > a.Side || int(r.Y1) > a.Side {
			panic(fmt.Sprintf("kernel: part %+v is not within a plane of side %d", r, a.Side))
		}
	}
	var pin runtime.Pinner
	defer pin.Unpin()
	ca, cb := a.c(&pin), b.c(&pin)
	C.ck_dots(&ca, &cb, (*C.ck_rect)(unsafe.Pointer(&parts[0])), C.int32_t(len(parts)),
		(*C.ck_shift)(unsafe.Pointer(&shifts[0])), C.int32_t(len(shifts)), (*C.ck_sums)(unsafe.Pointer(&out[0])))
}

// Whole is the part of a plane that is all of it.
func (p *Plane) Whole() []Rect {
	return []Rect{{X1: int32(p.Side), Y1: int32(p.Side)}}
}

// Products writes to out the sum of the products of a and b under every shift.
func Products(a, b *Plane, shifts []Shift, out []int64) {
	if len(shifts) == 0 {
		return
	}
	_ = out[len(shifts)-1]
	var pin runtime.Pinner
	defer pin.Unpin()
	ca, cb := a.c(&pin), b.c(&pin)
	C.ck_products(&ca, &cb, (*C.ck_shift)(unsafe.Pointer(&shifts[0])), C.int32_t(len(shifts)), (*C.int64_t)(unsafe.Pointer(&out[0])))
}

// c describes the plane to C; its memory stays pinned until pin is undone.
func (p *Plane) c(pin *runtime.Pinner) C.ck_plane {
	pin.Pin(&p.points[0])
	pin.Pin(&p.rows[0])
	return C.ck_plane{
		n: C.int32_t(p.Side), stride: C.int32_t(p.stride),
		z: (*C.int16_t)(unsafe.Pointer(&p.z[guard*p.stride])), m: (*C.int16_t)(unsafe.Pointer(&p.m[guard*p.stride])),
		lo: (*C.int32_t)(unsafe.Pointer(&p.lo[0])), hi: (*C.int32_t)(unsafe.Pointer(&p.hi[0])),
		gap0: (*C.int32_t)(unsafe.Pointer(&p.gap0[0])), gap1: (*C.int32_t)(unsafe.Pointer(&p.gap1[0])),
		near: C.double(p.near), far: C.double(p.far),
	}
}
