package light

import (
	"math"
	"slices"

	"cotejo/engine/mark"
)

// The highlight of a ring light: satin brass (Blinn 1977, a half vector's cosine
// to a power). Under a side light the camera, straight above, hardly sees one.
const (
	highlight = 0.3
	gloss     = 15
)

// Shade returns the picture of a surface under a light, at the surface's pitch:
// Lambert's law, for a ring with a highlight. Its darkest and brightest hundredth
// span the grey values, as a camera's exposure would. The mask says where the
// picture shows the surface. The error is that of an unusable surface or light.
func Shade(s *mark.Surface, l Light) (*mark.Image, *mark.Mask, error) {
	if err := s.Check(); err != nil {
		return nil, nil, err
	}
	if err := l.Check(); err != nil {
		return nil, nil, err
	}
	seen := mark.NewMask(s.Width, s.Height)
	shade := make([]float32, len(s.Z))
	lamps := l.lamps()
	share := 0.0
	if l.Kind == Ring && !l.Matte {
		share = highlight
	}
	for y := range s.Height {
		for x := range s.Width {
			i := y*s.Width + x
			n, ok := normal(s, x, y)
			if !ok {
				continue
			}
			sum := 0.0
			for _, lamp := range lamps {
				sum += shine(n, lamp, share)
			}
			shade[i], seen.In[i] = float32(sum), true
		}
	}
	return expose(s, shade, seen), seen, nil
}

// shine is the light of a lamp that a surface sends up to the camera.
func shine(n, lamp vector, share float64) float64 {
	v := (1 - share) * math.Max(0, n.dot(lamp))
	if share > 0 {
		half := vector{lamp.x, lamp.y, lamp.z + 1}.unit()
		v += share * math.Pow(math.Max(0, n.dot(half)), gloss)
	}
	return v
}

// normal is what a point faces, by central differences, one-sided at an edge. It
// is false where the point or both of its neighbours along an axis are missing.
func normal(s *mark.Surface, x, y int) (vector, bool) {
	gx, okX := slope(s, x, y, 1, 0, s.PitchX)
	gy, okY := slope(s, x, y, 0, 1, s.PitchY)
	return vector{-gx, -gy, 1}.unit(), okX && okY
}

func slope(s *mark.Surface, x, y, dx, dy int, pitch float64) (float64, bool) {
	at := func(x, y int) float64 {
		if x < 0 || y < 0 || x >= s.Width || y >= s.Height {
			return math.NaN()
		}
		return s.At(x, y)
	}
	here, before, after := at(x, y), at(x-dx, y-dy), at(x+dx, y+dy)
	for _, g := range [...]float64{(after - before) / 2, after - here, here - before} {
		// A difference is as little a number as the heights that it is of.
		if g /= pitch; !math.IsNaN(here-here) && !math.IsNaN(g-g) {
			return g, true
		}
	}
	return 0, false
}

// expose brings shades to grey values.
func expose(s *mark.Surface, shade []float32, seen *mark.Mask) *mark.Image {
	img := &mark.Image{Width: s.Width, Height: s.Height, PitchX: s.PitchX, PitchY: s.PitchY, Pix: make([]uint16, len(shade)), Depth: 16}
	var all []float32
	for i, in := range seen.In {
		if in {
			all = append(all, shade[i])
		}
	}
	if len(all) == 0 {
		return img
	}
	slices.Sort(all)
	black, white := all[len(all)/100], all[len(all)-1-len(all)/100]
	if !(white > black) {
		black, white = black-0.5, black+0.5
	}
	const dark, bright = 5000, 60500
	for i, in := range seen.In {
		if in {
			v := dark + (bright-dark)*(shade[i]-black)/(white-black)
			img.Pix[i] = uint16(min(max(v, 1), 65535))
		}
	}
	return img
}
