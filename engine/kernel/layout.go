package kernel

// #include "kernel.h"
import "C"

import (
	"errors"
	"fmt"
)

// Layout is the shape of a signature: for each ring the angular harmonics First
// to First+Harmonics-1 as pairs (re, im) of 8-bit values. A template holds them
// ring by ring, [ring][harmonic](re, im); the gallery holds them in stored
// order, [harmonic][ring](re, im), so that one harmonic's rings are one run of
// memory.
type Layout struct{ Rings, Harmonics, First int }

// Bytes is the size of a signature, in either order.
func (l Layout) Bytes() int { return 2 * l.Rings * l.Harmonics }

// Check reports a layout that the loops cannot serve.
func (l Layout) Check() error {
	switch {
	case l.Rings < 1 || l.Rings > 32:
		return fmt.Errorf("signature of %d rings: 1 to 32 are possible", l.Rings)
	case l.Harmonics < 8 || l.Harmonics > 64 || l.Harmonics%8 != 0:
		return fmt.Errorf("signature of %d harmonics: a multiple of 8 up to 64 is needed", l.Harmonics)
	case l.First < 1 || l.First+l.Harmonics > Angles/2:
		return fmt.Errorf("harmonics %d to %d: they must lie within 1 to %d", l.First, l.First+l.Harmonics-1, Angles/2-1)
	}
	return nil
}

// checkShifted reports signatures about shifted centres that cannot be laid out.
func (l Layout) checkShifted(shifted [][]int8) error {
	if err := l.Check(); err != nil {
		return err
	}
	if len(shifted) == 0 {
		return errors.New("probe without a signature: give it at least the one about the centre")
	}
	for k, s := range shifted {
		if len(s) != l.Bytes() {
			return fmt.Errorf("shifted signature %d has %d values, the layout needs %d", k, len(s), l.Bytes())
		}
	}
	return nil
}

// Pack writes a signature in the template's order to dst in stored order. Both
// must hold l.Bytes() values and must not overlap.
func (l Layout) Pack(dst, src []int8) {
	l.need(dst, src)
	for r := range l.Rings {
		for h := range l.Harmonics {
			d, s := 2*(h*l.Rings+r), 2*(r*l.Harmonics+h)
			dst[d], dst[d+1] = src[s], src[s+1]
		}
	}
}

// Unpack is the inverse of Pack.
func (l Layout) Unpack(dst, src []int8) {
	Layout{Rings: l.Harmonics, Harmonics: l.Rings}.Pack(dst, src)
}

func (l Layout) need(dst, src []int8) {
	if len(dst) != l.Bytes() || len(src) != l.Bytes() {
		panic(fmt.Sprintf("kernel: signatures of %d and %d values, the layout needs %d", len(dst), len(src), l.Bytes()))
	}
}

func (l Layout) c() C.ck_layout {
	return C.ck_layout{rings: C.int32_t(l.Rings), harmonics: C.int32_t(l.Harmonics), first: C.int32_t(l.First)}
}
