package kernel

// #include "scan.h"
import "C"

import (
	"sync"
	"unsafe"
)

const (
	lanes      = C.CK_LANES
	blockItems = C.CK_BLOCK_ITEMS
)

// Scan is a probe laid out for going through many stored signatures: a mark's
// signature about several shifted centres. It is not changed after NewScan and safe
// for concurrent use; scan.c says how it works.
type Scan struct {
	layout  Layout
	shifts  int
	tiles   []int32   // pairs of shifts that the loop takes at once
	probe   []int32   // for the loop with AVX2
	columns []float32 // for the matrix product without it
	memory  sync.Pool // of *scratch
}

// NewScan arranges signatures about shifted centres, given in the template's
// order. Every one must have layout.Bytes() values, and there must be at least one.
// Without AVX2 the scan multiplies by blas32, whatever implementation that uses:
// every correct one gives the same bits.
func NewScan(layout Layout, shifted [][]int8) (*Scan, error) {
	return newScan(layout, shifted, C.ck_has_dense() != 0)
}

func newScan(layout Layout, shifted [][]int8, dense bool) (*Scan, error) {
	if err := layout.checkShifted(shifted); err != nil {
		return nil, err
	}
	s := &Scan{layout: layout, shifts: len(shifted)}
	if dense {
		s.arrange(shifted)
	} else {
		s.arrangeColumns(shifted)
	}
	s.memory.New = func() any { return s.newScratch() }
	return s, nil
}

// pairs is the number of transforms for each signature: two shifts share one.
func (s *Scan) pairs() int { return (s.shifts + 1) / 2 }

// pick is a value of shift k; the last of an odd number of shifts stands twice.
func (s *Scan) pick(shifted [][]int8, k, harmonic, ring int) (re, im int32) {
	if ring >= s.layout.Rings {
		return 0, 0
	}
	p := shifted[min(k, s.shifts-1)][2*(ring*s.layout.Harmonics+harmonic):]
	return int32(p[0]), int32(p[1])
}

// arrange lays the probe out: for each harmonic and tile three rows a+b, a, b of
// conj(probe) = a+ib, each of words of two rings for each shift.
func (s *Scan) arrange(shifted [][]int8) {
	count := (s.pairs() + C.CK_TILE - 1) / C.CK_TILE
	for t := range count {
		s.tiles = append(s.tiles, int32((t+1)*s.pairs()/count-t*s.pairs()/count))
	}
	word := func(low, high int32) int32 { return low&0xffff | high<<16 }
	for h := range s.layout.Harmonics {
		first := 0
		for _, t := range s.tiles {
			for row := range 3 {
				for ring := 0; ring < s.layout.Rings; ring += 2 {
					for k := first; k < first+2*int(t); k++ {
						c, d := s.pick(shifted, k, h, ring)
						e, f := s.pick(shifted, k, h, ring+1)
						s.probe = append(s.probe, [3]int32{word(c-d, e-f), word(c, e), word(-d, -f)}[row])
					}
				}
			}
			first += 2 * int(t)
		}
	}
}

// Shifts is the number of shifted centres.
func (s *Scan) Shifts() int { return s.shifts }

// MACs is the number of multiply-adds that the sums of one stored signature
// need when each complex product takes four, padding not counted.
func (s *Scan) MACs() int { return 4 * s.layout.Rings * s.layout.Harmonics * s.shifts }

// Peaks writes, for each of len(best) signatures in stored order that stand
// back to back, the largest correlation over all shifts and all Angles directions.
func (s *Scan) Peaks(stored []int8, best []float32) { s.peaks(inRow(s.layout, stored, best)) }

// PeaksAt does the same for the signatures at the given places: place i is the
// bytes from i*layout.Bytes() on.
func (s *Scan) PeaksAt(stored []int8, places []int32, best []float32) {
	s.peaks(atPlaces(s.layout, stored, places, best))
}

func (s *Scan) peaks(l lookup) {
	m := s.memory.Get().(*scratch)
	defer s.memory.Put(m)
	if s.columns != nil {
		s.peaksByProduct(m, l)
		return
	}
	for len(l.best) > 0 {
		p := l.take(step)
		C.ck_scan_peaks(s.c(), words(s.probe), words(s.tiles), C.int32_t(len(s.tiles)), p.values(), words(p.places), p.count(), m.floats(), p.peaks())
	}
}

func (s *Scan) c() C.ck_scan {
	return C.ck_scan{
		rings: C.int32_t(s.layout.Rings), harmonics: C.int32_t(s.layout.Harmonics), first: C.int32_t(s.layout.First),
		pairs: C.int32_t(s.pairs()),
	}
}

// words is where a slice begins, null for none.
func words(v []int32) *C.int32_t { return (*C.int32_t)(unsafe.Pointer(unsafe.SliceData(v))) }
