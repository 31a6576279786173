package kernel

// #include "sieve.h"
import "C"

import (
	"math"
	"sync"
	"unsafe"
)

// Sieve is a probe laid out for a short look at very many stored signatures: all
// shifts, harmonics and directions of a Scan, in less precision and about a third
// of its time. Its peaks put signatures into nearly the order of the Scan's; they
// have a unit of their own. It is not changed after NewSieve and safe for
// concurrent use; sieve.c says how it works.
type Sieve struct {
	layout Layout
	shifts int
	// from and used are the rings in which the probe has anything at all: a mark
	// with a wide hole has nothing in the inner ones.
	from, used int
	probe      []uint32
	plain      bool      // without AVX2, for tests
	memory     sync.Pool // of *byte, where a call's memory begins
}

const (
	// sieveMost is the largest value of a sieve's probe: six bits with their sign.
	sieveMost = C.CK_SIEVE_OFFSET - 1
	// sieveSum is the most that a harmonic's sum with itself may be.
	sieveSum = 20000
)

// NewSieve arranges signatures about shifted centres, given in the template's
// order. Every one must have layout.Bytes() values, and there must be at least one.
func NewSieve(layout Layout, shifted [][]int8) (*Sieve, error) {
	if err := layout.checkShifted(shifted); err != nil {
		return nil, err
	}
	s := &Sieve{layout: layout, shifts: len(shifted)}
	few := s.fewer(shifted)
	s.measured(few)
	s.arrange(few)
	s.memory.New = func() any { return &aligned(int(C.ck_sieve_scratch(s.c())))[0] }
	return s, nil
}

// fewer rounds the signatures to six bits, or less where a harmonic is so strong
// that its sum would not fit.
func (s *Sieve) fewer(shifted [][]int8) [][]int8 {
	strongest := 0
	for _, v := range shifted {
		for h := range s.layout.Harmonics {
			sum := 0
			for i := 2 * h; i < len(v); i += 2 * s.layout.Harmonics {
				sum += int(v[i])*int(v[i]) + int(v[i+1])*int(v[i+1])
			}
			strongest = max(strongest, sum)
		}
	}
	scale := min(sieveMost/127.0, sieveSum/float64(max(1, strongest)))
	few := make([][]int8, len(shifted))
	for k, v := range shifted {
		few[k] = make([]int8, len(v))
		for i, x := range v {
			few[k][i] = int8(math.Round(max(-sieveMost, float64(x)*scale)))
		}
	}
	return few
}

// measured finds the rings that are not all zero; one at least.
func (s *Sieve) measured(few [][]int8) {
	first, last, row := s.layout.Rings-1, 0, 2*s.layout.Harmonics
	for _, v := range few {
		for i, x := range v {
			if x != 0 {
				first, last = min(first, i/row), max(last, i/row)
			}
		}
	}
	s.from, s.used = min(first, last), max(first, last)-min(first, last)+1
}

// arrange writes for each pair of shifts, harmonic and ring four words: that for
// the real and that for the imaginary part, of either shift. The last of an odd
// number of shifts stands twice.
func (s *Sieve) arrange(few [][]int8) {
	word := func(a, b int8) uint32 {
		return (uint32(a+C.CK_SIEVE_OFFSET) | uint32(b+C.CK_SIEVE_OFFSET)<<8) * 0x10001
	}
	for k := 0; k < s.shifts; k += 2 {
		for h := range s.layout.Harmonics {
			for ring := s.from; ring < s.from+s.used; ring++ {
				at := 2 * (ring*s.layout.Harmonics + h)
				for _, v := range [][]int8{few[k], few[min(k+1, s.shifts-1)]} {
					re, im := v[at], v[at+1]
					s.probe = append(s.probe, word(re, im), word(-im, re))
				}
			}
		}
	}
}

// Peaks writes, for each of len(best) signatures in stored order that stand
// back to back, the largest correlation over all shifts and directions.
func (s *Sieve) Peaks(stored []int8, best []float32) { s.peaks(inRow(s.layout, stored, best)) }

// PeaksAt does the same for the signatures at the given places: place i is the
// bytes from i*layout.Bytes() on.
func (s *Sieve) PeaksAt(stored []int8, places []int32, best []float32) {
	s.peaks(atPlaces(s.layout, stored, places, best))
}

func (s *Sieve) peaks(l lookup) {
	m := s.memory.Get().(*byte)
	defer s.memory.Put(m)
	fast := C.int32_t(1)
	if s.plain {
		fast = 0
	}
	for len(l.best) > 0 {
		p := l.take(step)
		C.ck_sieve_peaks(s.c(), (*C.uint32_t)(unsafe.Pointer(&s.probe[0])), p.values(), words(p.places), p.count(), fast, unsafe.Pointer(m), p.peaks())
	}
}

func (s *Sieve) c() C.ck_sieve {
	return C.ck_sieve{
		rings: C.int32_t(s.layout.Rings), harmonics: C.int32_t(s.layout.Harmonics), first: C.int32_t(s.layout.First),
		from: C.int32_t(s.from), used: C.int32_t(s.used), pairs: C.int32_t((s.shifts + 1) / 2),
	}
}
