package kernel

// #include "sieve.h"
import "C"

import (
	"errors"
	"fmt"
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
	memory     sync.Pool // of *sieveMemory
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
	if err := layout.Check(); err != nil {
		return nil, err
	}
	if len(shifted) == 0 {
		return nil, errors.New("sieve without a signature: give it at least the one about the centre")
	}
	s := &Sieve{layout: layout, shifts: len(shifted)}
	for k, v := range shifted {
		if len(v) != layout.Bytes() {
			return nil, fmt.Errorf("shifted signature %d has %d values, the layout needs %d", k, len(v), layout.Bytes())
		}
	}
	few := s.fewer(shifted)
	s.measured(few)
	s.arrange(few)
	s.memory.New = func() any { return s.newMemory() }
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

// Bytes is the memory that the sieve holds.
func (s *Sieve) Bytes() int { return 4 * len(s.probe) }

// MACs is the number of multiply-adds that the sums of one stored signature
// need when each complex product takes four, padding not counted.
func (s *Sieve) MACs() int { return 4 * s.used * s.layout.Harmonics * s.shifts }

// Peaks writes, for each of len(best) signatures in stored order that stand
// back to back, the largest correlation over all shifts and directions.
func (s *Sieve) Peaks(stored []int8, best []float32) {
	if n := s.layout.Bytes(); len(stored) != len(best)*n {
		panic(fmt.Sprintf("kernel: %d values for %d signatures of %d", len(stored), len(best), n))
	}
	s.peaks(stored, nil, best)
}

// PeaksAt does the same for the signatures at the given places: place i is the
// bytes from i*layout.Bytes() on.
func (s *Sieve) PeaksAt(stored []int8, places []int32, best []float32) {
	if len(places) != len(best) {
		panic(fmt.Sprintf("kernel: %d places for %d peaks", len(places), len(best)))
	}
	held := len(stored) / s.layout.Bytes()
	for _, p := range places {
		if p < 0 || int(p) >= held {
			panic(fmt.Sprintf("kernel: place %d of %d signatures", p, held))
		}
	}
	s.peaks(stored, places, best)
}

func (s *Sieve) peaks(stored []int8, places []int32, best []float32) {
	m := s.memory.Get().(*sieveMemory)
	defer s.memory.Put(m)
	fast := C.int32_t(1)
	if s.plain {
		fast = 0
	}
	for at := 0; at < len(best); at += step {
		part, from, look := best[at:min(at+step, len(best))], stored, places
		if places != nil {
			look = places[at : at+len(part)]
		} else {
			from = stored[at*s.layout.Bytes():]
		}
		C.ck_sieve_peaks(s.c(), (*C.uint32_t)(unsafe.Pointer(&s.probe[0])), (*C.int8_t)(unsafe.Pointer(&from[0])), words(look),
			C.int32_t(len(part)), fast, m.start(), (*C.float)(unsafe.Pointer(&part[0])))
	}
}

func (s *Sieve) c() C.ck_sieve {
	return C.ck_sieve{
		rings: C.int32_t(s.layout.Rings), harmonics: C.int32_t(s.layout.Harmonics), first: C.int32_t(s.layout.First),
		from: C.int32_t(s.from), used: C.int32_t(s.used), pairs: C.int32_t((s.shifts + 1) / 2),
	}
}

// sieveMemory is what one call needs.
type sieveMemory struct{ bytes []byte }

// line is what vectors are aligned to.
const line = 64

func (s *Sieve) newMemory() *sieveMemory {
	return &sieveMemory{make([]byte, int(C.ck_sieve_scratch(s.c()))+line)}
}

func (m *sieveMemory) start() unsafe.Pointer {
	skip := int(-uintptr(unsafe.Pointer(&m.bytes[0])) % line)
	return unsafe.Pointer(&m.bytes[skip])
}
