package prepare_test

import (
	"errors"
	"math"
	"testing"

	"cotejo/engine/mark"
	"cotejo/engine/prepare"
)

// agreement is the correlation of a depiction with a height over its measured points,
// and how many those are.
func agreement(t *testing.T, d *prepare.Depiction, at func(x, y float64) float64) (r float64, n int) {
	t.Helper()
	if len(d.Z) != d.Width*d.Height {
		t.Fatalf("%d values for %d x %d", len(d.Z), d.Width, d.Height)
	}
	var sx, sy, sxx, syy, sxy float64
	for i, z := range d.Z {
		if z != z {
			continue
		}
		x := d.CentreUm[0] + (float64(i%d.Width)+0.5-float64(d.Width)/2)*d.PitchUm
		y := d.CentreUm[1] + (float64(i/d.Width)+0.5-float64(d.Height)/2)*d.PitchUm
		v, w := float64(z), at(x, y)
		sx, sy, sxx, syy, sxy = sx+v, sy+w, sxx+v*v, syy+w*w, sxy+v*w
		n++
	}
	k := float64(n)
	return (sxy - sx*sy/k) / math.Sqrt((sxx-sx*sx/k)*(syy-sy*sy/k)), n
}

// A depiction lies where it says, at whatever size, and has neither tilt nor what is
// around the mark.
func TestADepictionIsTheMark(t *testing.T) {
	w := newWaves(7)
	ring := annulus(180, -95, 500, 1200)
	s := measured(3500, 6.25, func(_, _ float64) bool { return true }, func(x, y float64) float64 { return w.at(x, y) + 0.02*x - 0.01*y + 40 })
	region := mark.NewMask(s.Width, s.Height)
	for i := range region.In {
		x, y := (float64(i%s.Width)-float64(s.Width-1)/2)*6.25, (float64(i/s.Width)-float64(s.Height-1)/2)*6.25
		region.In[i] = ring(x, y)
	}
	for _, side := range []int{16, 64, 101, 256, 1024} {
		d, err := prepare.DepictSurface(s, region, side, prepare.DefaultParams())
		if err != nil {
			t.Fatal(err)
		}
		if longer := max(d.Width, d.Height); longer > side || d.PitchUm < 6.2499 {
			t.Errorf("%d points wanted: %d x %d of %g um", side, d.Width, d.Height, d.PitchUm)
		}
		// The ring with its margin of three per cent of 2400 um a side, or what the scan has of it.
		if wide := float64(d.Width) * d.PitchUm; wide < 2400 || wide > 2400*1.06+3*d.PitchUm {
			t.Errorf("%d points wanted: %g um wide", side, wide)
		}
		// 101 points of 25 um are fine enough for waves of 150 um; 16 are not.
		if r, n := agreement(t, d, w.at); side >= 101 && r < 0.99 {
			t.Errorf("%d points wanted: correlation %.4f over %d points", side, r, n)
		}
		if _, n := agreement(t, d, w.at); math.Abs(float64(n)*d.PitchUm*d.PitchUm/(math.Pi*(1200*1200-500*500))-1) > 0.1 {
			t.Errorf("%d points wanted: %d are measured", side, n)
		}
	}
}

// A picture is depicted by its brightness, whatever its contrast, with the gradient of
// its light taken off.
func TestADepictionOfAPicture(t *testing.T) {
	w := newWaves(8)
	const n, pitch = 700, 2.5
	m := &mark.Image{Width: n, Height: n, PitchX: pitch * 1e-6, PitchY: pitch * 1e-6, Pix: make([]uint16, n*n), Depth: 16}
	region := mark.NewMask(n, n)
	for i := range m.Pix {
		x, y := (float64(i%n)-(n-1)/2.0)*pitch, (float64(i/n)-(n-1)/2.0)*pitch
		m.Pix[i] = uint16(20000 + 3*x + 1500*w.at(x, y))
		region.In[i] = annulus(100, 50, 200, 700)(x, y)
	}
	for _, side := range []int{150, 400} {
		d, err := prepare.DepictImage(m, region, side, prepare.DefaultParams())
		if err != nil {
			t.Fatal(err)
		}
		if r, n := agreement(t, d, w.at); r < 0.98 || n < 4000 {
			t.Errorf("%d points wanted: correlation %.4f over %d points", side, r, n)
		}
		var mean, squares, count float64
		for _, z := range d.Z {
			if z == z {
				mean, squares, count = mean+float64(z), squares+float64(z)*float64(z), count+1
			}
		}
		if mean /= count; math.Abs(mean) > 1e-3 || math.Abs(squares/count-1) > 1e-3 {
			t.Errorf("mean %g, mean square %g, want 0 and 1", mean, squares/count)
		}
	}
}

func TestNothingToDepict(t *testing.T) {
	s := measured(1000, 12.5, func(_, _ float64) bool { return true }, func(_, _ float64) float64 { return 0 })
	var unusable *prepare.Unusable
	if _, err := prepare.DepictSurface(s, mark.NewMask(s.Width, s.Height), 100, prepare.DefaultParams()); !errors.As(err, &unusable) {
		t.Errorf("an empty region: %v", err)
	}
	if _, err := prepare.DepictSurface(s, nil, 8, prepare.DefaultParams()); err == nil {
		t.Error("eight points are a depiction")
	}
	if d, err := prepare.DepictSurface(s, nil, 100, prepare.DefaultParams()); err != nil || d.Width != 86 {
		t.Errorf("a flat one: %+v, %v", d, err)
	}
}
