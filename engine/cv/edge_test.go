package cv_test

import (
	"math"
	"testing"

	"cotejo/engine/cv"
)

func TestGradientOfASlopeIsTheSlope(t *testing.T) {
	const w, h = 40, 30
	src := make([]float32, w*h)
	for i := range src {
		src[i] = 0.5*float32(i%w) - 0.25*float32(i/w)
	}
	dx, dy, err := cv.Gradient(src, w, h, 1)
	if err != nil {
		t.Fatal(err)
	}
	at := h/2*w + w/2
	if math.Abs(float64(dx[at])-0.5) > 1e-4 || math.Abs(float64(dy[at])+0.25) > 1e-4 {
		t.Errorf("gradient %g, %g, want 0.5, -0.25", dx[at], dy[at])
	}
	if _, _, err := cv.Gradient(src, w, h+1, 1); err == nil {
		t.Error("a plane of another size was accepted")
	}
}

func TestShrinkAverages(t *testing.T) {
	out, err := cv.Shrink([]float32{1, 3, 5, 7, 2, 4, 6, 8}, 4, 2, 2, 1)
	if err != nil || len(out) != 2 || out[0] != 2.5 || out[1] != 6.5 {
		t.Errorf("%v, %v, want 2.5 and 6.5", out, err)
	}
	if _, err := cv.Shrink([]float32{1, 2}, 2, 1, 3, 1); err == nil {
		t.Error("a plane grew")
	}
}
