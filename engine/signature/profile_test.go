package signature_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"cotejo/engine/feature"
	"cotejo/engine/kernel"
	"cotejo/engine/signature"
)

// stripes is a profile of smoothed noise whose middle lies off the noise's by so
// many points.
func stripes(seed uint64, n, off int) *feature.Profile {
	r := rand.New(rand.NewPCG(seed, 1))
	wide := make([]float64, 3*n)
	for i := range wide {
		wide[i] = r.NormFloat64()
	}
	p := &feature.Profile{PitchUm: 3.125, Values: make([]int8, n), Mask: feature.NewBits(n)}
	for i := range n {
		sum := 0.0
		for d := -12; d <= 12; d++ {
			sum += wide[n+i+off+d] * math.Exp(-float64(d*d)/18)
		}
		p.Mask.Set(i)
		p.Values[i] = int8(min(max(14*sum, -110), 110))
	}
	return p
}

func reversed(p *feature.Profile) *feature.Profile {
	q := *p
	q.Values = slices.Clone(p.Values)
	slices.Reverse(q.Values)
	return &q
}

// The gallery's kernel finds a profile again wherever it was moved and whichever
// way it was turned, and finds nothing of another.
func TestAProfileIsFoundAgain(t *testing.T) {
	p := signature.DefaultProfileParams()
	best := func(probe, stored *feature.Profile) float64 {
		k, err := kernel.NewProbe(p.Layout, signature.ViewsOfProfile(probe, p))
		if err != nil {
			t.Fatal(err)
		}
		top := slices.Max(k.Correlate(signature.OfProfile(stored, p)))
		return float64(top) / (2 * float64(p.Layout.Bytes()) * (127.0 / 4) * (127.0 / 4))
	}
	a := stripes(1, 401, 0)
	cases := 0
	for name, c := range map[string]struct {
		stored      *feature.Profile
		least, most float64
	}{
		"itself":           {a, 0.95, 1.1},
		"turned":           {reversed(a), 0.95, 1.1},
		"moved":            {stripes(1, 401, 37), 0.8, 1.1},
		"moved far":        {stripes(1, 401, -90), 0.55, 1.1},
		"moved and turned": {reversed(stripes(1, 401, 53)), 0.7, 1.1},
		"shorter":          {stripes(1, 301, 100), 0.6, 1.1},
		"another":          {stripes(2, 401, 0), 0, 0.45},
	} {
		cases++
		if got := best(a, c.stored); got < c.least || got > c.most {
			t.Errorf("%s: %.3f is not within %g to %g", name, got, c.least, c.most)
		}
	}
	if cases != 7 {
		t.Errorf("%d cases", cases)
	}
}

func TestProfileParamsAreChecked(t *testing.T) {
	for name, spoil := range map[string]func(*signature.ProfileParams){
		"period":  func(p *signature.ProfileParams) { p.PeriodUm = math.NaN() },
		"between": func(p *signature.ProfileParams) { p.Between = 0 },
		"layout":  func(p *signature.ProfileParams) { p.Layout.Rings = 0 },
	} {
		p := signature.DefaultProfileParams()
		spoil(&p)
		if p.Validate() == nil {
			t.Errorf("%s: not refused", name)
		}
	}
	if err := signature.DefaultProfileParams().Validate(); err != nil {
		t.Error(err)
	}
}
