package picture

import (
	"image"
	"image/color"
	"math"

	"cotejo/engine/mark"
	"cotejo/engine/scan"
	"cotejo/engine/segment"
)

// Colour returns the colour in which a kind of mark is drawn: four that people who
// confuse red and green can tell apart (Okabe and Ito 2008).
func Colour(k mark.Kind) color.RGBA {
	switch k {
	case mark.BreechFace:
		return color.RGBA{0x56, 0xb4, 0xe9, 255}
	case mark.FiringPin:
		return color.RGBA{0xe6, 0x9f, 0x00, 255}
	case mark.ApertureShear:
		return color.RGBA{0xf0, 0xe4, 0x42, 255}
	}
	return color.RGBA{0xcc, 0x79, 0xa7, 255}
}

// circleColour is that of the primer's and the aperture's circles.
var circleColour = color.RGBA{0x00, 0x9e, 0x73, 255}

// Found draws a scan with its marks tinted and outlined and with the circles of the
// primer and the aperture. The result must be of the same scan.
func Found(s *scan.Scan, f *segment.Found) *image.RGBA {
	img := Scan(s)
	width := max(1, min(f.Width, f.Height)/400) // of a line, in points
	for i := range f.Marks {
		Tint(img, f.Marks[i].Mask, Colour(f.Marks[i].Kind), width)
	}
	for _, c := range circles(f) {
		ring(img, c, f.PitchUm, width)
	}
	return img
}

func circles(f *segment.Found) []segment.Circle {
	var out []segment.Circle
	if p := f.Primer; p != nil {
		out = append(out, p.Face, p.Edge, p.Pocket)
	}
	if f.Aperture != nil {
		out = append(out, *f.Aperture)
	}
	return out
}

// Tint lays a colour over a mask of the picture's size, and a line of so many
// pixels along its border.
func Tint(img *image.RGBA, m *mark.Mask, c color.RGBA, line int) {
	for y := range m.Height {
		for x := range m.Width {
			i := y*m.Width + x
			if !m.In[i] {
				continue
			}
			share := 0.25
			if atBorder(m, x, y, line) {
				share = 1
			}
			blend(img.Pix[4*i:], c, share)
		}
	}
}

// atBorder says whether the mask ends within so many points to a side.
func atBorder(m *mark.Mask, x, y, reach int) bool {
	out := func(x, y int) bool { return x < 0 || y < 0 || x >= m.Width || y >= m.Height || !m.In[y*m.Width+x] }
	return out(x-reach, y) || out(x+reach, y) || out(x, y-reach) || out(x, y+reach)
}

func blend(pixel []uint8, c color.RGBA, share float64) {
	for k, v := range []uint8{c.R, c.G, c.B} {
		pixel[k] = uint8(math.Round((1-share)*float64(pixel[k]) + share*float64(v)))
	}
}

// ring draws a circle with a line of so many points. The pitch turns its places
// into points.
func ring(img *image.RGBA, c segment.Circle, pitch [2]float64, width int) {
	if !(c.R > 0) || math.IsInf(c.R, 0) || !(pitch[0] > 0 && pitch[1] > 0) {
		return
	}
	bounds := img.Bounds()
	steps := int(min(8*c.R/pitch[0]+16, 100_000))
	for k := range steps {
		sin, cos := math.Sincos(2 * math.Pi * float64(k) / float64(steps))
		x, y := int(math.Floor((c.X+c.R*cos)/pitch[0])), int(math.Floor((c.Y+c.R*sin)/pitch[1]))
		for dy := range width {
			for dx := range width {
				if p := image.Pt(x+dx, y+dy); p.In(bounds) {
					img.SetRGBA(p.X, p.Y, circleColour)
				}
			}
		}
	}
}
