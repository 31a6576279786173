package extract_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"cotejo/engine/extract"
	"cotejo/engine/feature"
	"cotejo/engine/mark"
	"cotejo/engine/prepare"
	"cotejo/engine/trace"
)

// sheared is a disc of a millimetre with striae of smoothed noise at an angle, on
// ground that is tilted and bent, with noise and a few holes.
func sheared(seed uint64, deg, depthUm float64) *prepare.Prepared {
	r := rand.New(rand.NewPCG(seed, 1))
	var raw, wide [800]float64
	for i := range raw {
		raw[i] = r.NormFloat64()
	}
	for i := range wide {
		for d := -9; d <= 9; d++ {
			if k := i + d; k >= 0 && k < len(raw) {
				wide[i] += raw[k] * math.Exp(-float64(d*d)/10) / 2.4
			}
		}
	}
	const side, pitch = 168, 6.25
	s, c := math.Sincos(deg * math.Pi / 180)
	out := &prepare.Relief{Side: side, PitchUm: pitch, Z: make([]float32, side*side), M: make([]float32, side*side)}
	for i := range out.Z {
		x, y := (float64(i%side)-83.5)*pitch, (83.5-float64(i/side))*pitch
		if math.Hypot(x, y) > 500 || math.Hypot(x-100, y) < 120 || r.IntN(50) == 0 {
			continue
		}
		at := (-s*x+c*y)/3.125 + 400
		lo := int(math.Floor(at))
		z := (1-at+float64(lo))*wide[lo] + (at-float64(lo))*wide[lo+1]
		out.Z[i], out.M[i] = float32(depthUm*z+0.02*x+1e-4*y*y+0.3*r.NormFloat64()), 1
	}
	return &prepare.Prepared{Relief: out, Centre: prepare.Centre{Method: prepare.CentreFrame}}
}

func striae(m *prepare.Prepared) (*feature.Template, error) {
	t := &feature.Template{Kind: mark.ApertureShear, Modality: feature.Topography, PitchUm: [2]float64{6, 6}, CentreFrom: feature.CentreFrame}
	return t, extract.Striae(t, m, extract.DefaultProfileParams(), trace.Discard)
}

// The direction of the striae is found whatever it is, and the profile is the same
// but for its sense.
func TestStriaeAreFoundAtAnyAngle(t *testing.T) {
	first, err := striae(sheared(1, 0, 1.5))
	if err != nil {
		t.Fatal(err)
	}
	for _, deg := range []float64{10, 33.3, 90, 121, 179} {
		got, err := striae(sheared(1, deg, 1.5))
		if err != nil {
			t.Fatal(err)
		}
		if off := math.Abs(math.Remainder(got.Profile.DirectionDeg-deg, 180)); off > 1 {
			t.Errorf("striae at %g degrees were found at %g", deg, got.Profile.DirectionDeg)
		}
		if err := got.Check(); err != nil {
			t.Error(err)
		}
		if r := correlation(first.Profile, got.Profile); r < 0.85 {
			t.Errorf("at %g degrees the profile correlates to %.3f with that at 0", deg, r)
		}
	}
}

// correlation is that of two profiles middle on middle, or a place beside, in either
// sense: directions next to 0 and 180 degrees run opposite ways.
func correlation(a, b *feature.Profile) float64 {
	best := 0.0
	for try := range 10 {
		lag, sense := try%5-2, 1-2*(try/5)
		var ab, aa, bb float64
		for i, v := range a.Values {
			k := sense*(i-len(a.Values)/2) + len(b.Values)/2 + lag
			if k >= 0 && k < len(b.Values) && a.Mask.Has(i) && b.Mask.Has(k) {
				ab += float64(v) * float64(b.Values[k])
				aa += float64(v) * float64(v)
				bb += float64(b.Values[k]) * float64(b.Values[k])
			}
		}
		best = max(best, ab/math.Sqrt(aa*bb))
	}
	return best
}

func TestAMarkWithoutStriaeIsLeft(t *testing.T) {
	flat := sheared(1, 0, 0)
	empty := sheared(1, 0, 1)
	clear(empty.Relief.M)
	clear(empty.Relief.Z)
	few := sheared(1, 0, 1)
	for i := range few.Relief.M {
		if i%168 > 8 {
			few.Relief.M[i], few.Relief.Z[i] = 0, 0
		}
	}
	for name, m := range map[string]*prepare.Prepared{"noise": flat, "empty": empty, "few points": few} {
		var u *prepare.Unusable
		if _, err := striae(m); !errors.As(err, &u) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
