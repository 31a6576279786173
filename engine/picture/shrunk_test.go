package picture_test

import (
	"image"
	"math"
	"testing"

	"cotejo/engine/mark"
	"cotejo/engine/picture"
	"cotejo/engine/scan"
)

// A photograph that is shrunk shows means of what lies under each pixel: stripes finer
// than a pixel come out as one grey.
func TestShrunkIsTheMean(t *testing.T) {
	const w, h = 900, 450
	m := &mark.Image{Width: w, Height: h, Pix: make([]uint16, w*h), Depth: 8}
	for i := range m.Pix {
		x := i % w
		switch {
		case x < 300: // stripes of black and white
			m.Pix[i] = uint16(x % 2 * 65535)
		case x < 600:
			m.Pix[i] = 65535
		}
	}
	img, ok := picture.Shrunk(&scan.Scan{Image: m}, 90).(*image.Gray)
	if !ok || img.Rect.Dx() != 90 || img.Rect.Dy() != 45 {
		t.Fatalf("%T %v", img, img)
	}
	for x, want := range map[int]int{2: 127, 15: 127, 28: 127, 31: 255, 58: 255, 62: 0, 88: 0} {
		if got := int(img.GrayAt(x, 20).Y); got < want-2 || got > want+2 {
			t.Errorf("column %d is %d, want %d", x, got, want)
		}
	}
	if img := picture.Shrunk(&scan.Scan{Image: m}, 2000); img.Bounds().Dx() != w {
		t.Errorf("a larger one: %v", img.Bounds())
	}
}

// A surface is lit as it lies: where half of a pixel was not measured it has none, and
// relief that is a hundredth of a slope still shows.
func TestShrunkSurface(t *testing.T) {
	const n = 400
	s := mark.NewSurface(n, n, 5e-6, 5e-6)
	for i := range s.Z {
		x, y := float64(i%n), float64(i/n)
		s.Z[i] = 1e-6 * (2*x + 0.15*math.Sin(x/10)) // a steep tilt with something on it
		if y > 300 {
			s.Z[i] = math.NaN()
		}
	}
	img := picture.Shrunk(&scan.Scan{Surface: s}, 200).(*image.RGBA)
	lo, hi := uint8(255), uint8(0)
	for x := 4; x < 196; x++ {
		g := img.RGBAAt(x, 50)
		if g.R != g.B {
			t.Fatalf("column %d was not measured: %v", x, g)
		}
		lo, hi = min(lo, g.R), max(hi, g.R)
	}
	if hi-lo < 10 || lo < 20 || hi > 235 {
		t.Errorf("greys from %d to %d", lo, hi)
	}
	if g := img.RGBAAt(100, 180); g.R == g.B {
		t.Errorf("what was not measured is %v", g)
	}
}
