package extract_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"cotejo/engine/extract"
	"cotejo/engine/feature"
	"cotejo/engine/prepare"
	"cotejo/engine/trace"
)

// noise is a prepared ring of white noise, 2.7 mm at 12.5 um; height scales it.
func noise(seed uint64, height float64) *prepare.Prepared {
	r := rand.New(rand.NewPCG(seed, 1))
	const side = 216
	out := &prepare.Relief{Side: side, PitchUm: 12.5, Z: make([]float32, side*side), M: make([]float32, side*side)}
	for i := range out.Z {
		z := r.NormFloat64() * height
		if d := math.Hypot(float64(i%side)-107.5, float64(i/side)-107.5) * 12.5; d > 600 && d < 1330 {
			out.Z[i], out.M[i] = float32(z), 1
		}
	}
	return &prepare.Prepared{Relief: out}
}

func features(t *testing.T, m *prepare.Prepared, p extract.Params) *feature.Template {
	t.Helper()
	out := &feature.Template{}
	if err := extract.Features(out, m, p, trace.Discard); err != nil {
		t.Fatal(err)
	}
	return out
}

// Within its mask every level has zero mean and unit deviation, but for the
// rounding to 1/32 deviations; the coarse level's local deviations are equal, so
// that its own is about one. Nothing is outside of the mask.
func TestLevelsAreNormalised(t *testing.T) {
	p := extract.DefaultParams()
	got := features(t, noise(1, 1), p)
	for i := range got.Levels {
		l := &got.Levels[i]
		if l.PitchUm != 12.5*float64(p.Levels[i].Factor) || l.Side != 216/p.Levels[i].Factor {
			t.Errorf("level %d: side %d at %g um", i, l.Side, l.PitchUm)
		}
		var sum, squares, top float64
		for k, v := range l.Values {
			if !l.Mask.Has(k) && v != 0 {
				t.Fatalf("level %d: a value outside of the mask", i)
			}
			z := float64(v) / feature.UnitsPerDeviation
			sum, squares, top = sum+z, squares+z*z, math.Max(top, math.Abs(z))
		}
		n := float64(l.Mask.Count())
		tolerance, limit := 0.01, 2.5/0.95+1.0/32 // normal values held to 2.5 have a deviation of 0.99
		if p.Levels[i].EqualiseUm > 0 {
			tolerance, limit = 0.1, 127.0/32
		}
		if mean, dev := sum/n, math.Sqrt(squares/n); math.Abs(mean) > tolerance || math.Abs(dev-1) > tolerance || top > limit {
			t.Errorf("level %d: mean %.4f, deviation %.4f, at most %.2f", i, mean, dev, top)
		}
		// The ring's area, at every pitch.
		if area, want := n*l.PitchUm*l.PitchUm*1e-6, math.Pi*(1.33*1.33-0.6*0.6); math.Abs(area/want-1) > 0.02 {
			t.Errorf("level %d: %.3f mm², want %.3f", i, area, want)
		}
	}
	if got.Layout != p.Signature.Layout || len(got.Signature) != got.Layout.Bytes() {
		t.Errorf("a signature of %d values for %+v", len(got.Signature), got.Layout)
	}
}

// The scale of the heights does not matter. A power of two leaves every bit of a
// number but its exponent.
func TestTheScaleDoesNotShow(t *testing.T) {
	p := extract.DefaultParams()
	want := features(t, noise(2, 1), p)
	for _, scale := range []float64{1.0 / 1024, 4096} {
		if !reflect.DeepEqual(features(t, noise(2, scale), p), want) {
			t.Errorf("heights times %g give another template", scale)
		}
	}
}

// A smaller clip holds what stands out closer to the rest.
func TestTheClipBounds(t *testing.T) {
	p := extract.DefaultParams()
	top := func(clip float64) (most int) {
		p.Clip = clip
		for _, v := range features(t, noise(3, 1), p).Levels[feature.Fine].Values {
			most = max(most, int(v), -int(v))
		}
		return most
	}
	// Normal values held to 1, 2.5 and 3.5 deviations have deviations of 0.72, 0.99
	// and 1.00 themselves; each is 32 units then.
	for clip, dev := range map[float64]float64{1: 0.72, 2.5: 0.99, 3.5: 1} {
		if got, want := float64(top(clip)), 32*clip/dev; math.Abs(got/want-1) > 0.05 {
			t.Errorf("clip %g: values up to %g, want about %.0f", clip, got, want)
		}
	}
}

func TestAFlatMarkIsUnusable(t *testing.T) {
	m := noise(4, 0)
	err := extract.Features(&feature.Template{}, m, extract.DefaultParams(), trace.Discard)
	var u *prepare.Unusable
	if !errors.As(err, &u) {
		t.Errorf("got %v", err)
	}
}

func TestParamsNameWhatIsWrong(t *testing.T) {
	if err := extract.DefaultParams().Validate(); err != nil {
		t.Error(err)
	}
	for name, spoil := range map[string]func(*extract.Params){
		"levels[0].factor 0": func(p *extract.Params) { p.Levels[0].Factor = 0 },
		"levels[2].factor 5": func(p *extract.Params) { p.Levels[2].Factor = 5 },
		"levels[1]: band":    func(p *extract.Params) { p.Levels[1].Band.CoarseUm = 10 },
		"clip 0":             func(p *extract.Params) { p.Clip = 0 },
		"clip 3.6":           func(p *extract.Params) { p.Clip = 3.6 },
		"min_cover":          func(p *extract.Params) { p.MinCover = 0 },
		"signature.shift_um": func(p *extract.Params) { p.Signature.ShiftUm = -1 },
	} {
		p := extract.DefaultParams()
		spoil(&p)
		if err := p.Validate(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
