package mark

import (
	"fmt"
	"math"
)

// Surface is a height map z(x, y) on a regular grid.
//
// Z holds Width*Height heights in metres, row by row; row 0 is the top row of
// the picture and column 0 its left one. NaN means that the point was not
// measured. PitchX and PitchY are the distances between neighbouring points in
// metres. A Surface is not safe for concurrent writes.
type Surface struct {
	Width, Height  int
	PitchX, PitchY float64
	Z              []float64
}

// NewSurface returns a surface of the given size with every height zero.
func NewSurface(width, height int, pitchX, pitchY float64) *Surface {
	return &Surface{
		Width: width, Height: height,
		PitchX: pitchX, PitchY: pitchY,
		Z: make([]float64, width*height),
	}
}

// At returns the height of a point in metres, NaN when it was not measured.
func (s *Surface) At(x, y int) float64 { return s.Z[y*s.Width+x] }

// Valid counts the measured points.
func (s *Surface) Valid() int {
	n := 0
	for _, z := range s.Z {
		if !math.IsNaN(z) {
			n++
		}
	}
	return n
}

// Clone returns a copy that shares nothing with s.
func (s *Surface) Clone() *Surface {
	c := *s
	c.Z = append([]float64(nil), s.Z...)
	return &c
}

// Check reports the first thing that makes s unusable: a size that does not fit
// its data, or a pitch that is not a positive finite number.
func (s *Surface) Check() error {
	switch {
	case s.Width <= 0 || s.Height <= 0:
		return fmt.Errorf("surface is %d x %d points: both sides must be positive", s.Width, s.Height)
	case len(s.Z) != s.Width*s.Height:
		return fmt.Errorf("surface of %d x %d points has %d heights", s.Width, s.Height, len(s.Z))
	}
	return checkPitch(s.PitchX, s.PitchY)
}

func checkPitch(px, py float64) error {
	for _, p := range []float64{px, py} {
		if !(p > 0) || math.IsInf(p, 0) {
			return fmt.Errorf("pitch %g m x %g m: both must be positive and finite", px, py)
		}
	}
	return nil
}
