// Package prepare turns a decoded scan into reliefs that can be compared: one
// pitch whatever the instrument, form and waviness removed, outliers bounded,
// the mark in the middle of the frame. Missing points stay missing at every
// step: a filter is normalised by the points that it met and nothing is filled.
package prepare

import "math"

// Relief is a map of signed values on a square grid of Side x Side points. Z is
// zero and M is zero where the surface was not measured or does not belong to
// the mark; M is one elsewhere. Both hold Side*Side values, row by row from the
// top left. The mark's centre lies in the middle of the frame. Z is micrometres
// before normalisation and standard deviations after it.
type Relief struct {
	Side    int
	PitchUm float64
	Z, M    []float32
}

func newRelief(side int, pitchUm float64) *Relief {
	return &Relief{Side: side, PitchUm: pitchUm, Z: make([]float32, side*side), M: make([]float32, side*side)}
}

// Area is the measured area in square micrometres.
func (r *Relief) Area() float64 {
	n := 0.0
	for _, m := range r.M {
		n += float64(m)
	}
	return n * r.PitchUm * r.PitchUm
}

// Deviation is the root mean square of the measured values, 0 when there is none.
func (r *Relief) Deviation() float64 {
	var sum, n float64
	for i, m := range r.M {
		sum += float64(m) * float64(r.Z[i]) * float64(r.Z[i])
		n += float64(m)
	}
	if n == 0 {
		return 0
	}
	return math.Sqrt(sum / n)
}

// Clone returns a copy that shares nothing with r.
func (r *Relief) Clone() *Relief {
	c := *r
	c.Z = append([]float32(nil), r.Z...)
	c.M = append([]float32(nil), r.M...)
	return &c
}
