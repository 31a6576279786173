package damage

import (
	"math"
	"math/rand/v2"

	"cotejo/engine/mark"
)

// keepSector removes all points outside a random sector about the middle of the
// frame. It tries until the sector holds leastKept of the points.
func keepSector(s *mark.Surface, width float64, rng *rand.Rand) {
	angle := angles(s)
	fan := newFan(angle)
	want := leastKept * float64(fan.total())
	var middle float64
	for range sectorTries {
		middle = rng.Float64()*360 - 180
		if float64(fan.inside(middle, width)) >= want {
			break
		}
	}
	for i, a := range angle {
		if apart(a, middle) > width/2 {
			s.Z[i] = math.NaN()
		}
	}
}

// angles returns the direction of each measured point from the middle of the
// frame, in degrees, and NaN for the others.
func angles(s *mark.Surface) []float64 {
	a := make([]float64, len(s.Z))
	cx, cy := float64(s.Width-1)/2, float64(s.Height-1)/2
	for i, z := range s.Z {
		if math.IsNaN(z) {
			a[i] = z
			continue
		}
		dx, dy := (float64(i%s.Width)-cx)*s.PitchX, (float64(i/s.Width)-cy)*s.PitchY
		a[i] = math.Atan2(dy, dx) * 180 / math.Pi
	}
	return a
}

// apart is the angle between two directions from -180 to 180 degrees, NaN when
// one is.
func apart(a, b float64) float64 {
	d := math.Abs(a - b)
	return min(d, 360-d)
}

// fan counts points by direction, so that a sector is judged without going
// through them: fan[i] of them lie before -180 + i/stepsPerDegree degrees.
type fan []int

const stepsPerDegree = 20

func newFan(angle []float64) fan {
	f := make(fan, 360*stepsPerDegree+1)
	for _, a := range angle {
		if !math.IsNaN(a) {
			f[1+min(len(f)-2, int((a+180)*stepsPerDegree))]++
		}
	}
	for i := 1; i < len(f); i++ {
		f[i] += f[i-1]
	}
	return f
}

func (f fan) total() int { return f[len(f)-1] }

// inside counts the points of a sector, whose edges it rounds to a step.
func (f fan) inside(middle, width float64) int {
	n := len(f) - 1
	from := int(math.Round((middle - width/2 + 180) * stepsPerDegree))
	to := from + int(math.Round(width*stepsPerDegree))
	from, to = (from+n)%n, (to+n)%n // width is above 0 and at most 360
	switch {
	case from < to:
		return f[to] - f[from]
	case width < 180 && from == to: // narrower than a step
		return 0
	}
	return f.total() - f[from] + f[to]
}
