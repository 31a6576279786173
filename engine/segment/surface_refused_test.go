package segment_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"cotejo/engine/mark"
	"cotejo/engine/segment"
)

// shaped is a frame of 5.5 mm with heights in micrometres by place, about its middle.
func shaped(height func(x, y float64) float64) *mark.Surface {
	s := mark.NewSurface(370, 360, 15e-6, 15e-6)
	for i := range s.Z {
		s.Z[i] = height((float64(i%370)-185)*15, (float64(i/370)-180)*15) * 1e-6
	}
	return s
}

// fractal is a landscape: waves of all lengths, higher the longer, about as high as
// a case head is deep.
func fractal(seed uint64) *mark.Surface {
	r := rand.New(rand.NewPCG(seed, 1))
	type wave struct{ x, y, phase, high float64 }
	var waves []wave
	for range 60 {
		length := 150 * math.Pow(40, r.Float64())
		sin, cos := math.Sincos(2 * math.Pi * r.Float64())
		waves = append(waves, wave{2 * math.Pi * cos / length, 2 * math.Pi * sin / length, 2 * math.Pi * r.Float64(), length / 60})
	}
	return shaped(func(x, y float64) float64 {
		z := 0.0
		for _, w := range waves {
			z += w.high * math.Sin(w.x*x+w.y*y+w.phase)
		}
		return z
	})
}

func TestUnsuitableSurfacesAreRefused(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	nan := math.NaN()
	head := func(change func(c *scene)) *mark.Surface {
		g := usual()
		change(&g)
		return g.surface()
	}
	cases := []struct {
		name string
		s    *mark.Surface
		want segment.Code
	}{
		{"constant", shaped(func(_, _ float64) float64 { return 5 }), segment.NotACaseHead},
		{"plate", shaped(func(_, _ float64) float64 { return r.NormFloat64() }), segment.NotACaseHead},
		{"ramp", shaped(func(x, _ float64) float64 { return 0.2 * x }), segment.NotACaseHead},
		{"sphere", shaped(func(x, y float64) float64 { return math.Sqrt(5000*5000 - x*x - y*y) }), segment.NotACaseHead},
		{"bowl", shaped(func(x, y float64) float64 { return -math.Sqrt(5000*5000 - x*x - y*y) }), segment.NotACaseHead},
		{"noise", shaped(func(_, _ float64) float64 { return 100 * r.NormFloat64() }), segment.NotACaseHead},
		{"coarse grating", shaped(func(x, _ float64) float64 { return 80 * math.Sin(x/250) }), segment.NotACaseHead},
		{"crossed grating", shaped(func(x, y float64) float64 { return 80 * math.Sin(x/300) * math.Sin(y/300) }), ""},
		{"rimfire head", shaped(func(x, y float64) float64 { return -120 * (1 - ramp(math.Hypot(x-2300, y), 300, 500)) }), segment.NotACaseHead},
		{"landscape", fractal(1), segment.NotACaseHead},
		{"another landscape", fractal(7), segment.NotACaseHead},
		{"primer that was not fired", head(func(c *scene) { c.noAperture = true }), segment.NoImpression},
		{"mostly beyond the frame", head(func(c *scene) { c.x, c.y = 2600, 2300 }), ""},
		{"half beyond the frame", head(func(c *scene) { c.x = 2700 }), ""},
		{"coarse pitch", mark.NewSurface(200, 200, 30e-6, 30e-6), segment.TooCoarse},
		{"one point", mark.NewSurface(1, 1, 5e-6, 5e-6), segment.TooSmall},
		{"a line", mark.NewSurface(4000, 1, 5e-6, 5e-6), segment.TooSmall},
		{"nothing measured", shaped(func(_, _ float64) float64 { return nan }), segment.TooFewPoints},
		{"infinite", shaped(func(_, _ float64) float64 { return math.Inf(1) }), segment.TooFewPoints},
		{"crumbs", shaped(func(x, y float64) float64 {
			if math.Mod(math.Abs(x), 400) < 100 && math.Mod(math.Abs(y), 400) < 100 {
				return 0
			}
			return nan
		}), segment.TooFewPoints},
	}
	if len(cases) != 20 {
		t.Fatalf("%d cases", len(cases))
	}
	for _, c := range cases {
		f, err := onSurface(c.s, "")
		switch got := refusal(t, err); {
		case err == nil:
			t.Errorf("%s: %s with %d marks", c.name, f.Extent, len(f.Marks))
		case c.want != "" && got != c.want:
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		case f == nil || f.Width != c.s.Width || len(f.Marks) > 0:
			t.Errorf("%s: nothing is told beside the refusal, or marks", c.name)
		}
	}
}

// Marks cut out before stay as they were measured.
func TestMarksThatWereCutOutStayWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	ring := func(inner, outer, from, width float64) *mark.Surface {
		s := mark.NewSurface(300, 290, 12.5e-6, 12.5e-6)
		for i := range s.Z {
			x, y := (float64(i%300)-150)*12.5, (float64(i/300)-145)*12.5
			a := math.Mod(math.Atan2(y, x)*180/math.Pi+360-from, 360)
			s.Z[i] = r.NormFloat64() * 1e-6
			if d := math.Hypot(x, y); d < inner || d > outer || a > width {
				s.Z[i] = math.NaN()
			}
		}
		return s
	}
	torn := ring(1000, 1400, 0, 360)
	for i := range torn.Z {
		if a := math.Atan2(float64(i/300)-145, float64(i%300)-150)*180/math.Pi + 360; math.Mod(a, 120) < 12 {
			torn.Z[i] = math.NaN()
		}
	}
	cases := map[string]*mark.Surface{
		"torn ring": torn,
		"ring":      ring(650, 1700, 0, 360), "narrow ring": ring(1000, 1300, 0, 360), "sector": ring(700, 1700, 30, 120), "disc": ring(0, 1600, 0, 360),
	}
	if len(cases) != 5 {
		t.Fatalf("%d cases", len(cases))
	}
	for name, s := range cases {
		f, err := onSurface(s, "")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if f.Extent != segment.Cropped || len(f.Marks) != 1 || f.Primer != nil || f.Marks[0].Kind != mark.BreechFace {
			t.Errorf("%s: %s, %d marks", name, f.Extent, len(f.Marks))
			continue
		}
		for i, in := range f.Marks[0].Mask.In {
			if in == math.IsNaN(s.Z[i]) {
				t.Fatalf("%s: the mask is not what was measured", name)
			}
		}
	}
}
