package kernel

// #include "scan.h"
import "C"

import (
	"unsafe"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
)

// arrangeColumns lays the probe out as one matrix for each harmonic: 2*rings rows
// and for each shift the columns of the real and the imaginary part.
func (s *Scan) arrangeColumns(shifted [][]int8) {
	shifts := 2 * s.pairs()
	for h := range s.layout.Harmonics {
		for ring := range s.layout.Rings {
			for k := range shifts {
				re, im := s.pick(shifted, k, h, ring)
				s.columns = append(s.columns, float32(re), float32(-im))
			}
			for k := range shifts {
				re, im := s.pick(shifted, k, h, ring)
				s.columns = append(s.columns, float32(im), float32(re))
			}
		}
	}
}

// product writes the spectra of a block by a matrix product for each harmonic.
// Every partial sum is an integer below 2^24, so the order of adding does not
// matter and the bits are those of the integer loop.
func (s *Scan) product(m *scratch, stored []int8, places []int32, count int) {
	rows, columns := 2*s.layout.Rings, 4*s.pairs()
	C.ck_scan_widen(s.c(), (*C.int8_t)(unsafe.Pointer(&stored[0])), words(places), C.int32_t(count), (*C.float)(unsafe.Pointer(&m.rows[0])))
	for h := range s.layout.Harmonics {
		a := blas32.General{Rows: count, Cols: rows, Stride: rows, Data: m.rows[h*count*rows:][:count*rows]}
		b := blas32.General{Rows: rows, Cols: columns, Stride: columns, Data: s.columns[h*rows*columns:][:rows*columns]}
		c := blas32.General{Rows: count, Cols: columns, Stride: columns, Data: m.sums[h*count*columns:][:count*columns]}
		blas32.Gemm(blas.NoTrans, blas.NoTrans, 1, a, b, 0, c)
	}
	C.ck_scan_fold(s.c(), (*C.float)(unsafe.Pointer(&m.sums[0])), C.int32_t(count), m.floats())
}

func (s *Scan) peaksByProduct(m *scratch, l lookup) {
	for len(l.best) > 0 {
		p := l.take(blockItems)
		s.product(m, p.stored, p.places, len(p.best))
		C.ck_peaks_of(s.c(), m.floats(), p.count(), 0, p.peaks())
	}
}
