// Package picture draws scans, masks and what was found on an acquisition, for
// people to look at. Nothing that is compared depends on it.
package picture

import (
	"image"
	"math"
	"slices"

	"cotejo/engine/mark"
	"cotejo/engine/scan"
)

// Mask draws a mask white on black, a pixel a point.
func Mask(m *mark.Mask) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, m.Width, m.Height))
	for i, in := range m.In {
		if in {
			img.Pix[i] = 255
		}
	}
	return img
}

// Scan draws a scan in grey, a pixel a point: an image as it is, stretched to its
// darkest and brightest per cent, a surface as if it were lit from the top left.
// What was not measured is dark blue.
func Scan(s *scan.Scan) *image.RGBA {
	if s.Image != nil {
		return ofImage(s.Image)
	}
	return ofSurface(s.Surface, 0, 1)
}

func ofImage(m *mark.Image) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, m.Width, m.Height))
	lo, hi := ends(len(m.Pix), func(i int) float64 { return float64(m.Pix[i]) })
	for i, v := range m.Pix {
		grey(img.Pix[4*i:], (float64(v)-lo)/(hi-lo))
	}
	return img
}

// shading is how many grey levels, of the whole range, a slope of one counts.
const shading = 1.2

// ofSurface lights a surface as if it were turned by a slope, and so many times as
// steep as it is.
func ofSurface(s *mark.Surface, tilt, gain float64) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, s.Width, s.Height))
	for y := range s.Height {
		for x := range s.Width {
			i := y*s.Width + x
			if math.IsNaN(s.Z[i]) {
				copy(img.Pix[4*i:], []uint8{24, 32, 64, 255})
				continue
			}
			slope := gain * (slopeAt(s, x, y) - tilt)
			// The sine of the slope's angle: a steep flank does not outshine all else.
			grey(img.Pix[4*i:], 0.5+0.5*shading*slope/math.Sqrt(1+slope*slope))
		}
	}
	return img
}

// slopeAt is the slope of a surface towards the light.
func slopeAt(s *mark.Surface, x, y int) float64 {
	return rise(s, x, y, 1, 0)/s.PitchX + rise(s, x, y, 0, 1)/s.PitchY
}

// rise is the difference of heights across a point, or to whichever neighbour was
// measured, a step.
func rise(s *mark.Surface, x, y, dx, dy int) float64 {
	here, steps := s.At(x, y), 0.0
	a, b := here, here
	if x-dx >= 0 && y-dy >= 0 && !math.IsNaN(s.At(x-dx, y-dy)) {
		a, steps = s.At(x-dx, y-dy), steps+1
	}
	if x+dx < s.Width && y+dy < s.Height && !math.IsNaN(s.At(x+dx, y+dy)) {
		b, steps = s.At(x+dx, y+dy), steps+1
	}
	if steps == 0 {
		return 0
	}
	return (b - a) / steps
}

// ends are the values that show as black and white: the 1st and the 99th percentile
// of some thousands.
func ends(n int, at func(int) float64) (lo, hi float64) {
	var seen []float64
	for i := 0; i < n; i += max(1, n/20000) {
		seen = append(seen, at(i))
	}
	if len(seen) == 0 {
		return 0, 1
	}
	slices.Sort(seen)
	lo, hi = seen[len(seen)/100], seen[len(seen)-1-len(seen)/100]
	if hi <= lo {
		return lo - 1, lo + 1
	}
	return lo, hi
}

func grey(pixel []uint8, share float64) {
	g := uint8(255 * min(max(share, 0), 1))
	pixel[0], pixel[1], pixel[2], pixel[3] = g, g, g, 255
}
