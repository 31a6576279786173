package feature

import (
	"fmt"
	"math"
)

// Profile is a striated mark as one line across its striae: the mean of what lies
// along each of them, in 1/32 standard deviations, zero where the mask is unset.
// The middle of the line is the mark's centre.
type Profile struct {
	PitchUm float64
	// DirectionDeg is that of the striae, anticlockwise as displayed from the x
	// axis, in [0, 180). The line runs a quarter turn further.
	DirectionDeg float64
	Values       []int8
	Mask         Bits
}

// MaxProfile is the greatest number of points of a profile: six millimetres at the
// finest pitch.
const MaxProfile = 6000

func (p *Profile) check() error {
	switch {
	case len(p.Values) < 1 || len(p.Values) > MaxProfile:
		return fmt.Errorf("profile of %d points, not within 1 to %d", len(p.Values), MaxProfile)
	case p.Mask.Len() != len(p.Values):
		return fmt.Errorf("profile of %d points with %d mask bits", len(p.Values), p.Mask.Len())
	case !(p.PitchUm >= minPitchUm && p.PitchUm <= maxPitchUm):
		return fmt.Errorf("profile with a pitch of %g um, not within %g to %g", p.PitchUm, minPitchUm, maxPitchUm)
	case !(p.DirectionDeg >= 0 && p.DirectionDeg < 180):
		return fmt.Errorf("profile across striae at %g degrees, not within 0 to 180", p.DirectionDeg)
	}
	return nil
}

// Across is the direction in which the line runs, x to the right and y down.
func (p *Profile) Across() (x, y float64) {
	s, c := math.Sincos(p.DirectionDeg * math.Pi / 180)
	return -s, -c
}
