package picture_test

import (
	"image/color"
	"math"
	"testing"

	"cotejo/engine/mark"
	"cotejo/engine/picture"
	"cotejo/engine/scan"
	"cotejo/engine/segment"
)

func TestMaskIsWhiteOnBlack(t *testing.T) {
	m := mark.NewMask(3, 2)
	m.In[4] = true
	img := picture.Mask(m)
	if b := img.Bounds(); b.Dx() != 3 || b.Dy() != 2 {
		t.Fatalf("%v", b)
	}
	for i, v := range img.Pix {
		if want := map[bool]uint8{true: 255}[m.In[i]]; v != want {
			t.Errorf("pixel %d is %d, want %d", i, v, want)
		}
	}
}

// Marks are tinted where they are, circles drawn where they lie, and what no number
// can place is left out: the numbers may come from anywhere.
func TestFoundIsDrawnInItsPlace(t *testing.T) {
	const n = 100
	s := mark.NewSurface(n, n, 1e-5, 1e-5)
	s.Z[0] = math.NaN()
	m := mark.NewMask(n, n)
	for y := 40; y < 60; y++ {
		for x := 40; x < 60; x++ {
			m.In[y*n+x] = true
		}
	}
	f := &segment.Found{
		Width: n, Height: n, PitchUm: [2]float64{10, 10},
		Primer:   &segment.Primer{Edge: segment.Circle{X: 500, Y: 500, R: 400}, Face: segment.Circle{R: math.Inf(1)}, Pocket: segment.Circle{X: math.NaN(), R: 3}},
		Aperture: &segment.Circle{X: -1e9, Y: 5, R: 1e12},
		Marks:    []segment.Mark{{Kind: mark.FiringPin, Mask: m, Confidence: 1}},
	}
	for name, sc := range map[string]*scan.Scan{
		"surface": {Surface: s},
		"image":   {Image: &mark.Image{Width: n, Height: n, Pix: make([]uint16, n*n), Depth: 8}},
	} {
		plain, img := picture.Scan(sc), picture.Found(sc, f)
		if img.RGBAAt(40, 50) != picture.Colour(mark.FiringPin) {
			t.Errorf("%s: the mark's border is %v", name, img.RGBAAt(40, 50))
		}
		if img.RGBAAt(50, 50) == plain.RGBAAt(50, 50) {
			t.Errorf("%s: the mark is not tinted", name)
		}
		if img.RGBAAt(90, 50) == plain.RGBAAt(90, 50) {
			t.Errorf("%s: the circle is not drawn", name)
		}
		if img.RGBAAt(70, 70) != plain.RGBAAt(70, 70) {
			t.Errorf("%s: something was drawn beside", name)
		}
	}
	if got := picture.Scan(&scan.Scan{Surface: s}).RGBAAt(0, 0); got != (color.RGBA{24, 32, 64, 255}) {
		t.Errorf("what was not measured is %v", got)
	}
}
