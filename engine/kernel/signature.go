package kernel

// #include "kernel.h"
import "C"

import (
	"fmt"
	"math"
	"unsafe"
)

// Angles is the number of rotations, evenly spaced over the full turn, at which
// signatures are correlated.
const Angles = C.CK_ANGLES

// Probe is a mark's signature about several shifted centres, laid out for the
// loops. It is not changed after NewProbe and safe for concurrent use.
type Probe struct {
	layout Layout
	shifts int
	data   []int16
}

// NewProbe arranges one signature for each shifted centre. Every one must have
// layout.Bytes() values.
func NewProbe(layout Layout, shifted [][]int8) (*Probe, error) {
	if err := layout.Check(); err != nil {
		return nil, err
	}
	n := layout.Bytes()
	const lanes = C.CK_BATCH / 2
	batch := 4 * lanes * n
	p := &Probe{layout: layout, shifts: len(shifted), data: make([]int16, (len(shifted)+C.CK_BATCH-1)/C.CK_BATCH*batch)}
	for k, s := range shifted {
		if len(s) != n {
			return nil, fmt.Errorf("shifted signature %d has %d values, the layout needs %d", k, len(s), n)
		}
		for ring := range layout.Rings {
			for h := range layout.Harmonics {
				re, im := int16(s[2*(ring*layout.Harmonics+h)]), int16(s[2*(ring*layout.Harmonics+h)+1])
				at := k/C.CK_BATCH*batch + (h*layout.Rings+ring)*8*lanes + 2*(k%C.CK_BATCH)
				p.data[at], p.data[at+1] = re, im
				p.data[at+4*lanes], p.data[at+4*lanes+1] = -im, re
			}
		}
	}
	return p, nil
}

// Shifts is the number of shifted centres.
func (p *Probe) Shifts() int { return p.shifts }

// Bytes is the memory that the probe holds.
func (p *Probe) Bytes() int { return 2 * len(p.data) }

// Correlate returns the correlation with a stored signature for every shift and
// angle: entry k*Angles+a, in units of the product of the two signatures.
func (p *Probe) Correlate(stored []int8) []float32 {
	if p.shifts == 0 || len(stored) != p.layout.Bytes() {
		panic(fmt.Sprintf("kernel: %d signature values, the layout needs %d, for %d shifts", len(stored), p.layout.Bytes(), p.shifts))
	}
	out := make([]float32, p.shifts*Angles)
	C.ck_correlate((*C.int16_t)(unsafe.Pointer(&p.data[0])), C.int32_t(p.shifts), p.layout.c(), (*C.int8_t)(unsafe.Pointer(&stored[0])), (*C.float)(unsafe.Pointer(&out[0])))
	return out
}

// Norm is the Euclidean length of a signature.
func Norm(s []int8) float64 {
	n := 0
	for _, v := range s {
		n += int(v) * int(v)
	}
	return math.Sqrt(float64(n))
}
