package segment

import (
	"fmt"
	"math"

	"cotejo/engine/mark"
)

// CroppedParams are the numbers by which a mark that was cut out before is told
// from a photograph. Grey levels are those of 255. They were set on rendered
// topographies of Fadul and Weller and on generated marks, on black, white and
// grey, with noise of up to 3 levels.
type CroppedParams struct {
	// MaxNoise is the greatest deviation of the background, and MinBorder the
	// least share of the frame's border that must show it.
	MaxNoise  float64 `json:"max_noise"`
	MinBorder float64 `json:"min_border"`
	// ExtentUm is the least and the greatest side of the box around a mark. The
	// greatest lies above the face of a large pistol primer (5334 um across with
	// its edge) and below a field of view with what is around the primer.
	ExtentUm [2]float64 `json:"extent_um"`
	// MinContrast is the least robust deviation of the mark in grey levels.
	MinContrast float64 `json:"min_contrast"`
	// MinRim is how much the mark's rim must differ from the background, as a
	// share of what all of it does: what fades out was not cut.
	MinRim float64 `json:"min_rim"`
	// RimPoints is how many points at the rim are left out: they are mixed with
	// the background.
	RimPoints int `json:"rim_points"`
	// Saturated is the greatest share of the mark, in percent, at full white on a white
	// ground, which takes most of what is white for itself: the first refuses, the
	// second warns. Rendered marks show up to 1.2, overexposed photographs 17.
	Saturated [2]float64 `json:"saturated"`
	// MinSpread is the least range of the mark's middle nine tenths in grey levels.
	// Rendered marks show 49 and more, noise of 3 levels 10.
	MinSpread float64 `json:"min_spread"`
}

func defaultCroppedParams() CroppedParams {
	return CroppedParams{
		MaxNoise: 5, MinBorder: 0.4, ExtentUm: [2]float64{700, 4900},
		MinContrast: 4, MinRim: 0.4, RimPoints: 1,
		Saturated: [2]float64{10, 5}, MinSpread: 14,
	}
}

func (p CroppedParams) validate() error {
	switch {
	case !(p.MaxNoise > 0 && p.MaxNoise < 60):
		return fmt.Errorf("cropped.max_noise %g: must be above 0 and below 60", p.MaxNoise)
	case !(p.MinBorder > 0 && p.MinBorder <= 1):
		return fmt.Errorf("cropped.min_border %g: must be above 0 and at most 1", p.MinBorder)
	case !(p.ExtentUm[0] > 0 && p.ExtentUm[1] > p.ExtentUm[0]):
		return fmt.Errorf("cropped.extent_um %v: the first must be positive and below the second", p.ExtentUm)
	case !(p.MinContrast > 0) || !(p.MinRim >= 0 && p.MinRim <= 1):
		return fmt.Errorf("cropped.min_contrast %g and min_rim %g: must be positive, the rim at most 1", p.MinContrast, p.MinRim)
	case !(p.Saturated[1] > 0 && p.Saturated[0] >= p.Saturated[1] && p.Saturated[0] <= 100):
		return fmt.Errorf("cropped.saturated %v: must fall within 0 to 100", p.Saturated)
	case !(p.MinSpread > 0 && p.MinSpread < 255):
		return fmt.Errorf("cropped.min_spread %g: must be above 0 and below 255", p.MinSpread)
	case p.RimPoints < 0 || p.RimPoints > 10:
		return fmt.Errorf("cropped.rim_points %d: must be within 0 to 10", p.RimPoints)
	}
	return nil
}

// croppedImage returns the mask of the one mark that was cut out of its picture
// before, false when the picture is no such or it is not clear: a uniform
// background from the border inwards around one textured piece, which may have
// holes of the same background. Dark points inside of the mark stay in the mask.
func croppedImage(m *mark.Image, p ImageParams) (*mark.Mask, bool) {
	const least = 48 // points of a side: a mark of 0.7 mm at 15 um
	if m.Width < least || m.Height < least {
		return nil, false
	}
	b, ok := borderGrey(m, p.Cropped)
	if !ok {
		return nil, false
	}
	g := newGround(m, b)
	g.open()
	hole := g.keepLarge()
	g.grow()
	piece, ok := g.onePiece()
	if !ok || !g.cutOut(piece, p.Cropped) || !g.sized(piece, hole, p.Cropped) {
		return nil, false
	}
	g.spread(p.Cropped.RimPoints)
	out := mark.NewMask(m.Width, m.Height)
	for i, in := range piece {
		out.In[i] = in && !g.on[i]
	}
	return out, true
}

// grey is the background: its level and how far a point of it may lie off.
type grey struct{ level, reach int }

// has says whether a sample shows the background.
func (b grey) has(pix uint16) bool {
	d := int(pix>>8) - b.level
	return d >= -b.reach && d <= b.reach
}

// borderGrey takes the background from the frame's two outermost lines: the
// commonest level there and the spread about it.
func borderGrey(m *mark.Image, p CroppedParams) (grey, bool) {
	var count [256]int
	total := 0
	for y := range m.Height {
		edge := y < 2 || y >= m.Height-2
		for x := range m.Width {
			if edge || x < 2 || x >= m.Width-2 {
				count[m.Pix[y*m.Width+x]>>8]++
				total++
			}
		}
	}
	top := 0
	for v := range count {
		if count[v] > count[top] {
			top = v
		}
	}
	const near = 16 // levels: what lies farther off is no noise of the background
	var n, squares float64
	for v := max(0, top-near); v <= min(255, top+near); v++ {
		n += float64(count[v])
		squares += float64(count[v]) * float64((v-top)*(v-top))
	}
	noise := math.Sqrt(squares / n)
	if noise > p.MaxNoise {
		return grey{}, false
	}
	// Six levels hold the ripple that a camera's compression leaves.
	b := grey{level: top, reach: max(6, int(4*noise+1))}
	shown := 0
	for v := range count {
		if v >= top-b.reach && v <= top+b.reach {
			shown += count[v]
		}
	}
	return b, float64(shown) >= p.MinBorder*float64(total)
}
