package compare_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"cotejo/engine/compare"
	"cotejo/engine/feature"
	"cotejo/engine/mark"
	"cotejo/engine/signature"
	"cotejo/engine/trace"
)

// striated is a mark with n points of smoothed noise whose middle lies off that of
// the noise by so many points, with noise of its own, striae running at deg.
func striated(t *testing.T, seed, shot uint64, n, off int, deg float64, turned bool) *compare.Subject {
	t.Helper()
	common, own := rand.New(rand.NewPCG(seed, 1)), rand.New(rand.NewPCG(seed, 100+shot))
	wide := make([]float64, 3*2000)
	for i := range wide {
		wide[i] = common.NormFloat64() + 0.4*own.NormFloat64()
	}
	p := &feature.Profile{PitchUm: 3.125, DirectionDeg: deg, Values: make([]int8, n), Mask: feature.NewBits(n)}
	for i := range n {
		sum := 0.0
		for d := -9; d <= 9; d++ {
			sum += wide[3000-n/2+i+off+d] * math.Exp(-float64(d*d)/10)
		}
		if i%97 != 13 { // a hole now and then
			p.Mask.Set(i)
			p.Values[i] = int8(min(max(14*sum, -110), 110))
		}
	}
	if turned {
		slices.Reverse(p.Values)
		mask := feature.NewBits(n)
		for i := range n {
			if p.Mask.Has(n - 1 - i) {
				mask.Set(i)
			}
		}
		p.Mask = mask
	}
	numbers := signature.DefaultProfileParams()
	tmpl := &feature.Template{
		Kind: mark.ApertureShear, Modality: feature.Topography, Engine: "t", Params: "t", PitchUm: [2]float64{5, 5},
		CentreFrom: feature.CentreFrame, Profile: p, Layout: numbers.Layout, Signature: signature.OfProfile(p, numbers),
	}
	tmpl.Source = [32]byte{byte(seed), byte(shot), byte(off), byte(n), byte(deg)}
	if err := tmpl.Check(); err != nil {
		t.Fatal(err)
	}
	return compare.NewProfileSubject(tmpl, numbers)
}

func profiles(t *testing.T, a, b *compare.Subject) compare.Result {
	t.Helper()
	r, err := compare.Profiles(t.Context(), a, b, compare.DefaultProfileParams(), trace.Discard)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestProfilesOfOneToolAgree(t *testing.T) {
	a := striated(t, 1, 0, 401, 0, 30, false)
	for _, c := range []struct {
		off    int
		deg    float64
		turned bool
	}{{0, 30, false}, {40, 75, false}, {-70, 0, true}, {90, 170, true}} {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			b := striated(t, 1, 1, 401, c.off, c.deg, c.turned)
			r := profiles(t, a, b)
			if r.Score < 0.8 {
				t.Errorf("score %.3f of mates: %+v", r.Score, r.Terms)
			}
			turn := c.deg - 30
			if c.turned {
				turn += 180
			}
			if d := mark.NormaliseDeg(r.Pose.RotationDeg - turn); math.Abs(d) > 1e-9 {
				t.Errorf("turned by %g, want %g", r.Pose.RotationDeg, turn)
			}
			if by := math.Hypot(r.Pose.ShiftX, r.Pose.ShiftY) * 1e6; math.Abs(by-3.125*math.Abs(float64(c.off))) > 12 {
				t.Errorf("moved by %.1f um, want %.1f", by, 3.125*math.Abs(float64(c.off)))
			}
		})
	}
}

func TestProfilesOfOtherToolsDoNot(t *testing.T) {
	a := striated(t, 1, 0, 401, 0, 30, false)
	worst := 0.0
	const others = 40
	for seed := range uint64(others) {
		worst = max(worst, profiles(t, a, striated(t, 2+seed, 0, 401, 0, 30, false)).Score)
	}
	if worst > 0.5 {
		t.Errorf("the best of %d non-mates scores %.3f", others, worst)
	}
}

// The result does not depend on the order, nor on what a flat or short profile
// could divide by.
func TestProfilesBothWays(t *testing.T) {
	a, b := striated(t, 1, 0, 401, 0, 30, false), striated(t, 1, 1, 355, 30, 100, true)
	forth, back := profiles(t, a, b), profiles(t, b, a)
	if forth.Score != back.Score || !reflect.DeepEqual(forth.Terms, back.Terms) {
		t.Errorf("%v one way, %v the other", forth.Terms, back.Terms)
	}
	if inverse := back.Pose.Inverse(); math.Abs(inverse.RotationDeg-forth.Pose.RotationDeg) > 1e-9 || math.Hypot(inverse.ShiftX-forth.Pose.ShiftX, inverse.ShiftY-forth.Pose.ShiftY) > 1e-9 {
		t.Errorf("pose %+v one way, %+v the other", forth.Pose, inverse)
	}
	for _, n := range []int{1, 3, 80} {
		r := profiles(t, a, striated(t, 1, 1, n, 0, 30, false))
		if math.IsNaN(r.Score) || r.Score > 0.5 {
			t.Errorf("%d points: score %v", n, r.Score)
		}
	}
}
