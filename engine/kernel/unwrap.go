package kernel

// #include "kernel.h"
import "C"

import (
	"fmt"
	"math"
	"unsafe"
)

// Circle is a number of directions, evenly spaced anticlockwise from the x axis,
// with their cosines and sines.
type Circle struct{ cos, sin []float64 }

// NewCircle returns n directions.
func NewCircle(n int) Circle {
	c := Circle{cos: make([]float64, n), sin: make([]float64, n)}
	for i := range n {
		c.sin[i], c.cos[i] = math.Sincos(2 * math.Pi * float64(i) / float64(n))
	}
	return c
}

// At returns the cosine and sine of direction i.
func (c Circle) At(i int) (cos, sin float64) { return c.cos[i], c.sin[i] }

// Unwrap samples a map of side x side values on circles about (x, y), in points,
// bilinearly: out[r*n+a] is radius r at direction a. Outside the map it is zero.
func Unwrap(z []float32, side int, x, y float64, radii []float64, circle Circle, out []float32) {
	n := len(circle.cos)
	if len(z) != side*side || len(out) != len(radii)*n || n == 0 || len(radii) == 0 {
		panic(fmt.Sprintf("kernel: unwrap %d values of side %d on %d circles of %d into %d", len(z), side, len(radii), n, len(out)))
	}
	C.ck_unwrap((*C.float)(unsafe.Pointer(&z[0])), C.int32_t(side), C.double(x), C.double(y),
		(*C.double)(unsafe.Pointer(&radii[0])), C.int32_t(len(radii)),
		(*C.double)(unsafe.Pointer(&circle.cos[0])), (*C.double)(unsafe.Pointer(&circle.sin[0])), C.int32_t(n), (*C.float)(unsafe.Pointer(&out[0])))
}
