package damage

import (
	"errors"
	"math"
	"math/rand/v2"

	"cotejo/engine/mark"
)

// The constants are hard.py's, whose pixels are 6.25 um.
const (
	leastKept     = 0.45 // share of the measured points that a sector should hold
	sectorTries   = 200  // after so many, the last sector is taken as it is
	holes         = 6
	minHoleRadius = 93.75e-6 // metres, 15 px
	maxHoleRadius = 250e-6   // metres, 40 px
	noiseSigma    = 12.5e-6  // metres, 2 px: the correlation length of the noise
)

// ErrNothingLeft means that the damage left no measured point.
var ErrNothingLeft = errors.New("the damage left no measured point: keep a wider sector")

// Apply returns a damaged copy of surface; the frame keeps its size. The same random
// numbers give the same surface.
func (s Spec) Apply(surface *mark.Surface, rng *rand.Rand) (*mark.Surface, error) {
	out := surface.Clone()
	keepSector(out, s.SectorDeg, rng)
	for range holes {
		punchHole(out, rng)
	}
	sd := robustDeviation(out.Z)
	if math.IsNaN(sd) {
		return nil, ErrNothingLeft
	}
	// The noise is drawn even at level 0, which costs little and keeps the
	// code to one path.
	for i, n := range correlatedNoise(out, noiseSigma, rng) {
		out.Z[i] += n * sd * s.Noise // a missing point stays NaN
	}
	return out, nil
}

// punchHole removes a disc with its centre anywhere in the frame.
func punchHole(s *mark.Surface, rng *rand.Rand) {
	cy, cx := rng.Float64()*float64(s.Height), rng.Float64()*float64(s.Width)
	r := minHoleRadius + rng.Float64()*(maxHoleRadius-minHoleRadius)
	y0, y1 := max(0, int(cy-r/s.PitchY)), min(s.Height-1, int(cy+r/s.PitchY)+1)
	x0, x1 := max(0, int(cx-r/s.PitchX)), min(s.Width-1, int(cx+r/s.PitchX)+1)
	for y := y0; y <= y1; y++ {
		for x := x0; x <= x1; x++ {
			dx, dy := (float64(x)-cx)*s.PitchX, (float64(y)-cy)*s.PitchY
			if dx*dx+dy*dy < r*r {
				s.Z[y*s.Width+x] = math.NaN()
			}
		}
	}
}
