package prepare

import (
	"fmt"
	"math"
	"slices"

	"cotejo/engine/mark"
)

// heights is a scan's own grid in micrometres: NaN where nothing was measured
// or where the region leaves the point out.
type heights struct {
	width, height  int
	pitchX, pitchY float64 // um
	z              []float32
}

// surfaceHeights takes the part of a surface that belongs to the mark, relative
// to its median height so that 32 bits hold nanometres at any offset.
func surfaceHeights(s *mark.Surface, region *mark.Mask) (*heights, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	h, err := newHeights(s.Width, s.Height, s.PitchX, s.PitchY, region)
	if err != nil {
		return nil, err
	}
	zero := typical(s, region)
	for i, z := range s.Z {
		// NaN fails the comparison too.
		if !(math.Abs(z-zero) <= mostHeight) || (region != nil && !region.In[i]) {
			h.z[i] = float32(math.NaN())
			continue
		}
		h.z[i] = float32((z - zero) * 1e6)
	}
	return h, nil
}

// mostHeight, in metres, is far more than any cartridge case has: a point that
// lies farther off the rest was not measured, whatever the file says.
const mostHeight = 0.1

// typical is the median height of up to some thousands of a surface's
// points.
func typical(s *mark.Surface, region *mark.Mask) float64 {
	var seen []float64
	step := max(1, len(s.Z)/4000)
	for i := 0; i < len(s.Z); i += step {
		if z := s.Z[i]; !math.IsNaN(z) && !math.IsInf(z, 0) && (region == nil || region.In[i]) {
			seen = append(seen, z)
		}
	}
	if len(seen) == 0 {
		return 0
	}
	slices.Sort(seen)
	return seen[len(seen)/2]
}

// imageHeights takes the brightness of a reflectance image as if it were height:
// the full range counts as 10 um, which only sets a scale. Pixels much finer than
// the pitch that is wanted are joined first, the mean of those of the mark, since
// a photograph has millions of them.
func imageHeights(m *mark.Image, region *mark.Mask, pitchUm float64) (*heights, error) {
	if err := m.Check(); err != nil {
		return nil, err
	}
	if m.PitchX == 0 {
		return nil, &Unusable{"the image does not say how large a pixel is", "give its pitch in micrometres, for example --pitch-um 6.25"}
	}
	if err := checkRegion(m.Width, m.Height, region); err != nil {
		return nil, err
	}
	kx, ky := joined(m.PitchX, pitchUm, m.Width), joined(m.PitchY, pitchUm, m.Height)
	// Columns and rows that make no whole block count as not there; the middle of
	// the frame is kept to half a pixel.
	w, high := m.Width/kx, m.Height/ky
	left, top := (m.Width-w*kx)/2, (m.Height-high*ky)/2
	h, err := newHeights(w, high, m.PitchX*float64(kx), m.PitchY*float64(ky), nil)
	if err != nil {
		return nil, err
	}
	for y := range high {
		for x := range w {
			h.z[y*w+x] = block(m, region, left+x*kx, top+y*ky, kx, ky)
		}
	}
	return h, nil
}

// joined is how many pixels of a pitch in metres are joined along a side of so
// many: at least two blocks then make the pitch that is wanted.
func joined(pitch, pitchUm float64, side int) int {
	return min(max(1, int(pitchUm/(2*pitch*1e6))), side)
}

// block is the mean of the pixels of the mark in a block, NaN when fewer than half
// of its pixels are of it.
func block(m *mark.Image, region *mark.Mask, left, top, kx, ky int) float32 {
	var sum, n float32
	for y := top; y < top+ky; y++ {
		for i := y*m.Width + left; i < y*m.Width+left+kx; i++ {
			if region == nil || region.In[i] {
				sum, n = sum+float32(m.Pix[i])*(10.0/65535), n+1
			}
		}
	}
	if 2*int(n) < kx*ky {
		return float32(math.NaN())
	}
	return sum / n
}

func newHeights(width, height int, pitchX, pitchY float64, region *mark.Mask) (*heights, error) {
	if err := checkRegion(width, height, region); err != nil {
		return nil, err
	}
	return &heights{width: width, height: height, pitchX: pitchX * 1e6, pitchY: pitchY * 1e6, z: make([]float32, width*height)}, nil
}

func checkRegion(width, height int, region *mark.Mask) error {
	if region != nil && (region.Width != width || region.Height != height || len(region.In) != width*height) {
		return fmt.Errorf("region of %d x %d points for a scan of %d x %d", region.Width, region.Height, width, height)
	}
	return nil
}

// valid says whether point i was measured and belongs to the mark.
func (h *heights) valid(i int) bool { return h.z[i] == h.z[i] }
