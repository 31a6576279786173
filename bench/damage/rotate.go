package damage

import (
	"math"
	"math/rand/v2"

	"cotejo/engine/mark"
)

// maxShift is the largest distance, in metres, by which RandomMotion moves a
// mark off the middle of its frame.
const maxShift = 300e-6

// RandomMotion draws a turn by any angle and a shift by up to 0.3 mm, all
// directions and all places in that disc being equally likely.
func RandomMotion(rng *rand.Rand) mark.Pose {
	turn := rng.Float64() * 360
	r, a := maxShift*math.Sqrt(rng.Float64()), 2*math.Pi*rng.Float64()
	s, c := math.Sincos(a)
	return mark.Pose{RotationDeg: mark.NormaliseDeg(turn), ShiftX: r * c, ShiftY: r * s}
}

// Move returns s turned by the motion's angle, cropped to its measured points,
// and framed so that the middle of the mark lies off the middle of the frame by
// the motion's shift, to the nearest point. The pitch stays. A point is
// measured when more than half of its bilinear weight is.
func Move(s *mark.Surface, motion mark.Pose) (*mark.Surface, error) {
	turned := crop(turn(s, motion.RotationDeg))
	if turned == nil {
		return nil, ErrNothingLeft
	}
	return offCentre(turned,
		int(math.Round(motion.ShiftX/s.PitchX)), int(math.Round(motion.ShiftY/s.PitchY))), nil
}

// turn resamples s, turned anticlockwise as displayed about the middle of its
// frame, onto a frame that holds all of it.
func turn(s *mark.Surface, deg float64) *mark.Surface {
	sin, cos := math.Sincos(deg * math.Pi / 180)
	wide, high := float64(s.Width)*s.PitchX, float64(s.Height)*s.PitchY // metres
	w := int(math.Ceil((wide*math.Abs(cos)+high*math.Abs(sin))/s.PitchX-1e-6)) + 2
	h := int(math.Ceil((wide*math.Abs(sin)+high*math.Abs(cos))/s.PitchY-1e-6)) + 2
	// An even difference keeps the two middles on the same kind of place, so
	// that a turn by 0 or 180 degrees meets points exactly.
	w, h = w+(w-s.Width)&1, h+(h-s.Height)&1
	out := mark.NewSurface(w, h, s.PitchX, s.PitchY)
	for y := range h {
		dy := (float64(y) - float64(h-1)/2) * s.PitchY
		for x := range w {
			dx := (float64(x) - float64(w-1)/2) * s.PitchX
			// The inverse of mark.Pose's R(deg).
			out.Z[y*w+x] = bilinear(s,
				(cos*dx-sin*dy)/s.PitchX+float64(s.Width-1)/2,
				(sin*dx+cos*dy)/s.PitchY+float64(s.Height-1)/2)
		}
	}
	return out
}

// bilinear interpolates over the measured ones of the four neighbours.
func bilinear(s *mark.Surface, x, y float64) float64 {
	x0, y0 := math.Floor(x), math.Floor(y)
	if x0 < -1 || y0 < -1 || x0 >= float64(s.Width) || y0 >= float64(s.Height) {
		return math.NaN()
	}
	fx, fy := x-x0, y-y0
	var sum, weight float64
	for j, wy := range [2]float64{1 - fy, fy} {
		r := int(y0) + j
		if r < 0 || r >= s.Height {
			continue
		}
		for i, wx := range [2]float64{1 - fx, fx} {
			c := int(x0) + i
			if c < 0 || c >= s.Width {
				continue
			}
			if z := s.Z[r*s.Width+c]; !math.IsNaN(z) {
				sum += wx * wy * z
				weight += wx * wy
			}
		}
	}
	if weight > 0.5 {
		return sum / weight
	}
	return math.NaN()
}

// crop cuts the frame to the measured points; nil when there is none.
func crop(s *mark.Surface) *mark.Surface {
	x0, y0, x1, y1 := s.Width, s.Height, -1, -1
	for y := range s.Height {
		for x := range s.Width {
			if !math.IsNaN(s.At(x, y)) {
				x0, x1, y0, y1 = min(x0, x), max(x1, x), min(y0, y), max(y1, y)
			}
		}
	}
	if x1 < 0 {
		return nil
	}
	return frame(s, x0, y0, x1-x0+1, y1-y0+1)
}

// offCentre adds empty margins so that the middle of the old frame lies (dx,
// dy) points off the middle of the new one.
func offCentre(s *mark.Surface, dx, dy int) *mark.Surface {
	left, top := max(0, 2*dx), max(0, 2*dy)
	return frame(s, -left, -top, s.Width+max(2*dx, -2*dx), s.Height+max(2*dy, -2*dy))
}

// frame returns the part of s that starts at (x0, y0), which may lie outside.
func frame(s *mark.Surface, x0, y0, w, h int) *mark.Surface {
	out := mark.NewSurface(w, h, s.PitchX, s.PitchY)
	for y := range h {
		for x := range w {
			z := math.NaN()
			if sx, sy := x+x0, y+y0; sx >= 0 && sy >= 0 && sx < s.Width && sy < s.Height {
				z = s.At(sx, sy)
			}
			out.Z[y*w+x] = z
		}
	}
	return out
}
