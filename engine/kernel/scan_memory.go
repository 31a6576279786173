package kernel

// #include "scan.h"
import "C"

import (
	"fmt"
	"unsafe"
)

// scratch is what one call needs: the spectra of a block, and for the portable
// path its matrices.
type scratch struct {
	spectra    []float32
	rows, sums []float32
}

func (s *Scan) newScratch() *scratch {
	n := 2 * s.pairs() * s.spectrum()
	m := &scratch{spectra: unsafe.Slice((*float32)(unsafe.Pointer(&aligned(4 * n)[0])), n)}
	if s.columns != nil {
		m.rows = make([]float32, s.layout.Harmonics*blockItems*2*s.layout.Rings)
		m.sums = make([]float32, s.layout.Harmonics*blockItems*4*s.pairs())
	}
	return m
}

// line is what C wants memory aligned to, in bytes.
const line = 64

// aligned returns memory of zeros.
func aligned(bytes int) []byte {
	all := make([]byte, bytes+line)
	skip := int(-uintptr(unsafe.Pointer(&all[0])) % line)
	return all[skip:][:bytes]
}

// spectrum is the distance between spectra.
func (s *Scan) spectrum() int { return 2*lanes*Angles + C.CK_GAP }

func (m *scratch) floats() *C.float { return (*C.float)(unsafe.Pointer(&m.spectra[0])) }

// Sums writes the dense part alone: for each signature, harmonic and shift the
// complex sum over rings of conj(probe)*stored, out[((i*harmonics+h)*shifts+k)*2]
// being the real part for signature i and the next the imaginary part.
func (s *Scan) Sums(stored []int8, out []int32) {
	n := s.layout.Bytes()
	if len(stored)%n != 0 || len(out) != len(stored)/n*s.layout.Harmonics*s.shifts*2 {
		panic(fmt.Sprintf("kernel: %d sums for %d values of signatures of %d", len(out), len(stored), n))
	}
	m := s.memory.Get().(*scratch)
	defer s.memory.Put(m)
	for len(stored) > 0 {
		count := min(len(stored)/n, blockItems)
		s.dense(m, stored, nil, count)
		s.unfold(m, count, out)
		stored, out = stored[count*n:], out[count*s.layout.Harmonics*s.shifts*2:]
	}
}

// dense writes the spectra of count signatures, at most a block.
func (s *Scan) dense(m *scratch, stored []int8, places []int32, count int) {
	if s.columns != nil {
		s.product(m, stored, places, count)
		return
	}
	C.ck_scan_dense(s.c(), words(s.probe), words(s.tiles), C.int32_t(len(s.tiles)),
		(*C.int8_t)(unsafe.Pointer(&stored[0])), words(places), C.int32_t(count), m.floats())
}

// unfold takes the sums of two shifts out of the spectrum that they share.
func (s *Scan) unfold(m *scratch, count int, out []int32) {
	vectors := (count + lanes - 1) / lanes
	for i := range count {
		for h := range s.layout.Harmonics {
			for k := range s.shifts {
				z := m.spectra[(k/2*vectors+i/lanes)*s.spectrum()+i%lanes:]
				low, high := z[(s.layout.First+h)*2*lanes:], z[(Angles-s.layout.First-h)*2*lanes:]
				re, im := low[0]+high[0], low[lanes]-high[lanes]
				if k%2 == 1 {
					re, im = low[lanes]+high[lanes], high[0]-low[0]
				}
				at := ((i*s.layout.Harmonics+h)*s.shifts + k) * 2
				out[at], out[at+1] = int32(re/2), int32(im/2)
			}
		}
	}
}
