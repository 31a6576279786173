package machine

// #include "machine.h"
import "C"

import "unsafe"

// ReferenceMultiplyAdds is what one product of the reference takes.
const ReferenceMultiplyAdds = C.CM_ROWS * C.CM_DEPTH * C.CM_COLUMNS

// Reference is a fixed product of matrices of 16-bit integers that lie in the
// first two caches: what other work is held against in the same run. Its loop
// never changes (gemm.c). Not for concurrent use.
type Reference struct {
	a, b []int16
	out  []int32
}

// NewReference makes the matrices; they are the same every time.
func NewReference() *Reference {
	r := &Reference{a: make([]int16, C.CM_ROWS*C.CM_DEPTH), b: make([]int16, C.CM_DEPTH*C.CM_COLUMNS), out: make([]int32, C.CM_ROWS*C.CM_COLUMNS)}
	for i := range r.a {
		r.a[i] = int16(i*37%255 - 127)
	}
	for i := range r.b {
		r.b[i] = int16(i*53%255 - 127)
	}
	return r
}

// Run does the product n times.
func (r *Reference) Run(n int) {
	for range n {
		C.cm_gemm((*C.int16_t)(unsafe.Pointer(&r.a[0])), (*C.int16_t)(unsafe.Pointer(&r.b[0])), (*C.int32_t)(unsafe.Pointer(&r.out[0])))
	}
}

func (r *Reference) multiplyAdds(n int) float64 {
	r.Run(n)
	return float64(n) * ReferenceMultiplyAdds
}
