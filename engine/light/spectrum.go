package light

import (
	"gonum.org/v1/gonum/dsp/fourier"
)

// Plane is a square of Side x Side values, row by row from the top left, zero
// where M is zero: nothing was measured there. M is one elsewhere.
type Plane struct {
	Side    int
	PitchUm float64
	Z, M    []float32
}

// spectrum is the two-dimensional Fourier transform of a plane, on a frame that
// is no smaller.
type spectrum struct {
	side    int
	pitchUm float64
	c       []complex128
}

func newSpectrum(p Plane) *spectrum {
	s := &spectrum{side: quick(max(p.Side, 1)), pitchUm: p.PitchUm}
	s.c = make([]complex128, s.side*s.side)
	for y := range p.Side {
		for x := range p.Side {
			s.c[y*s.side+x] = complex(float64(p.Z[y*p.Side+x]), 0)
		}
	}
	s.each((*fourier.CmplxFFT).Coefficients)
	return s
}

// quick is the least number that is not below n and has no prime factor above 5,
// for which the transform is quick.
func quick(n int) int {
	for ; ; n++ {
		k := n
		for _, f := range [...]int{2, 3, 5} {
			for k > 1 && k%f == 0 {
				k /= f
			}
		}
		if k <= 1 {
			return n
		}
	}
}

// each transforms all rows, then all columns.
func (s *spectrum) each(transform func(f *fourier.CmplxFFT, to, from []complex128) []complex128) {
	f := fourier.NewCmplxFFT(s.side)
	from, to := make([]complex128, s.side), make([]complex128, s.side)
	for y := range s.side {
		row := s.c[y*s.side:][:s.side]
		copy(from, row)
		transform(f, row, from)
	}
	for x := range s.side {
		for y := range s.side {
			from[y] = s.c[y*s.side+x]
		}
		transform(f, to, from)
		for y := range s.side {
			s.c[y*s.side+x] = to[y]
		}
	}
}

// wave returns the wave number of coefficient i in cycles a micrometre, x to the
// right and y up.
func (s *spectrum) wave(i int) (x, y float64) {
	u, v := i%s.side, i/s.side
	if 2*u > s.side {
		u -= s.side
	}
	if 2*v > s.side {
		v -= s.side
	}
	unit := 1 / (float64(s.side) * s.pitchUm)
	return float64(u) * unit, -float64(v) * unit
}

// back transforms back onto the points of a plane.
func (s *spectrum) back(p Plane) []float32 {
	s.each((*fourier.CmplxFFT).Sequence)
	out := make([]float32, len(p.Z))
	n := float64(s.side * s.side)
	for y := range p.Side {
		for x := range p.Side {
			i := y*p.Side + x
			out[i] = float32(real(s.c[y*s.side+x])/n) * p.M[i]
		}
	}
	return out
}
