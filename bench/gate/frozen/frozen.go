// Package frozen holds the work that the gate measures everything else against:
// copies of what the hot loops were on the day that the gate was set up. It is
// bound by the same parts of the processor as they are, so that whatever slows
// the machine slows both.
//
// Nothing here changes, ever: every record in bench/results is a ratio to it.
package frozen

// #cgo CFLAGS: -O3 -Wall -Wno-psabi
// #cgo LDFLAGS: -lm
// #include "frozen.h"
import "C"

import (
	"math"
	"math/bits"
	"unsafe"
)

// AVX2 tells whether the loops in C run with AVX2.
func AVX2() bool { return C.cf_avx2() != 0 }

// Compiler is the version of the compiler of C that built the program.
func Compiler() string { return C.GoString(C.cf_compiler()) }

// Work is all references and their data, which are the same every time. Not for
// concurrent use.
type Work struct {
	probe  []int16
	stored []int8
	a, b   []int16
	wave   []complex128
	table  []complex128
	mask   []uint64
	values []int8
	out    []int8
	// sink keeps the results, so that nothing is left out as unused.
	sink float64
}

const (
	signatures = 16
	waveLength = 256
	bitsOfMask = 1 << 15
)

// New makes the data.
func New() *Work {
	w := &Work{
		probe: make([]int16, C.CF_PROBE), stored: make([]int8, signatures*C.CF_SIGNATURE),
		a: make([]int16, C.CF_SIDE*C.CF_SIDE), b: make([]int16, C.CF_SIDE*C.CF_SIDE),
		wave: make([]complex128, waveLength), table: make([]complex128, waveLength/2),
		mask: make([]uint64, bitsOfMask/64), values: make([]int8, bitsOfMask), out: make([]int8, bitsOfMask),
	}
	state := uint32(1)
	next := func() int { // xorshift: values in [-127, 127]
		state ^= state << 13
		state ^= state >> 17
		state ^= state << 5
		return int(state%255) - 127
	}
	for i := range w.probe {
		w.probe[i] = int16(next())
	}
	for i := range w.stored {
		w.stored[i] = int8(next())
	}
	for i := range w.a {
		w.a[i] = int16(next())
	}
	for i := range w.table {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / waveLength)
		w.table[i] = complex(cos, sin)
	}
	for i := range bitsOfMask { // in runs, as masks are: branches that can be foreseen
		if i/97%4 != 0 {
			w.mask[i/64] |= 1 << (i % 64)
		}
	}
	for i := range w.values {
		w.values[i] = int8(next())
	}
	return w
}

// Scan holds signatures against a probe: integer multiply-adds from the first two
// caches, then floating-point transforms. About a tenth of a millisecond.
func (w *Work) Scan() {
	w.sink += float64(C.cf_scan((*C.int16_t)(unsafe.Pointer(&w.probe[0])), (*C.int8_t)(unsafe.Pointer(&w.stored[0])), signatures))
}

// Planes turns a map and holds it against itself: gathered reads, floating point,
// integer multiply-adds, then one round of Scan. About half a millisecond.
func (w *Work) Planes() {
	C.cf_turn((*C.int16_t)(unsafe.Pointer(&w.a[0])), 0.8, 0.6, (*C.int16_t)(unsafe.Pointer(&w.b[0])))
	w.sink += float64(C.cf_products((*C.int16_t)(unsafe.Pointer(&w.a[0])), (*C.int16_t)(unsafe.Pointer(&w.b[0])), 49))
	w.Scan()
}

// Go is loops that Go compiles: values put where a mask has its bits, and
// transforms. About half a millisecond.
func (w *Work) Go() {
	at := 0
	for i := range w.out {
		if w.mask[i/64]>>(i%64)&1 != 0 {
			w.out[i] = w.values[at]
			at++
		}
	}
	for round := range 24 {
		for i := range w.wave {
			w.wave[i] = complex(float64(w.out[round*waveLength+i]), 0)
		}
		w.transform()
		w.sink += real(w.wave[round])
	}
}

func (w *Work) transform() {
	for i := range w.wave {
		if j := int(bits.Reverse8(uint8(i))); j > i {
			w.wave[i], w.wave[j] = w.wave[j], w.wave[i]
		}
	}
	for half := 1; half < waveLength; half *= 2 {
		for from := 0; from < waveLength; from += 2 * half {
			for k := range half {
				x := w.wave[from+k+half] * w.table[k*(waveLength/2/half)]
				w.wave[from+k+half] = w.wave[from+k] - x
				w.wave[from+k] += x
			}
		}
	}
}
