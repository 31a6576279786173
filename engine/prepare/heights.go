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
// the full range counts as 10 um, which only sets the scale of what a person is
// shown, since every relief is normalised by its own deviation.
func imageHeights(m *mark.Image, region *mark.Mask) (*heights, error) {
	if err := m.Check(); err != nil {
		return nil, err
	}
	if m.PitchX == 0 {
		return nil, &Unusable{"the image does not say how large a pixel is", "give its pitch in micrometres, for example --pitch-um 6.25"}
	}
	h, err := newHeights(m.Width, m.Height, m.PitchX, m.PitchY, region)
	if err != nil {
		return nil, err
	}
	for i, v := range m.Pix {
		if region != nil && !region.In[i] {
			h.z[i] = float32(math.NaN())
			continue
		}
		h.z[i] = float32(v) * (10.0 / 65535)
	}
	return h, nil
}

func newHeights(width, height int, pitchX, pitchY float64, region *mark.Mask) (*heights, error) {
	if region != nil && (region.Width != width || region.Height != height || len(region.In) != width*height) {
		return nil, fmt.Errorf("region of %d x %d points for a scan of %d x %d", region.Width, region.Height, width, height)
	}
	return &heights{width: width, height: height, pitchX: pitchX * 1e6, pitchY: pitchY * 1e6, z: make([]float32, width*height)}, nil
}

// valid says whether point i was measured and belongs to the mark.
func (h *heights) valid(i int) bool { return h.z[i] == h.z[i] }
