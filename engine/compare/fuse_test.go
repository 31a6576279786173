package compare_test

import (
	"math"
	"testing"

	"cotejo/engine/compare"
	"cotejo/engine/mark"
)

func fused(scores ...float64) compare.Fused {
	var marks []compare.MarkResult
	for i, s := range scores {
		if s >= 0 {
			marks = append(marks, compare.MarkResult{Kind: mark.Kinds()[i], Result: compare.Result{Score: s}})
		}
	}
	return compare.Fuse(marks, compare.DefaultFuseParams())
}

const none = -1

func TestOneMarkKeepsItsScore(t *testing.T) {
	for _, s := range []float64{0, 1e-9, 0.3, 0.7123456789, 1} {
		if got := fused(s); got.Score != s || got.Lead().Score != s {
			t.Errorf("%v became %v", s, got.Score)
		}
		if got := fused(none, none, s); got.Score != s {
			t.Errorf("%v of a shear became %v", s, got.Score)
		}
	}
}

func TestMarksAddUp(t *testing.T) {
	for name, c := range map[string]struct {
		scores      []float64
		least, most float64
	}{
		"a poor dent does not destroy":      {[]float64{0.95, 0.02}, 0.88, 0.95},
		"two poor marks do not":             {[]float64{0.95, 0.01, 0.01}, 0.8, 0.95},
		"a good dent lifts a faint face":    {[]float64{0.3, 0.97}, 0.7, 1},
		"a good dent does not make a match": {[]float64{0.03, 0.99}, 0, 0.5},
		"no pose on the face":               {[]float64{0, 0.99, 0.99}, 0, 0.01},
		"all agree":                         {[]float64{0.8, 0.8, 0.8, 0.8}, 0.95, 1},
		"certain is not infinite":           {[]float64{1, 0, 0, 0}, 0.999, 1},
		"without a face the dent leads":     {[]float64{none, 0.9, 0.9}, 0.95, 1},
	} {
		if got := fused(c.scores...).Score; !(got >= c.least && got <= c.most) {
			t.Errorf("%s: %.4f is not within %g to %g", name, got, c.least, c.most)
		}
	}
}

// The terms are the sum, and no mark makes the score fall when its own rises.
func TestFusionIsTheSumOfItsTerms(t *testing.T) {
	before := 0.0
	for s := 0.0; s <= 1; s += 0.05 {
		f := fused(0.4, s, 0.6)
		sum := 0.0
		for _, term := range f.Terms {
			sum += term.Value * term.Weight
		}
		if math.Abs(f.Score-1/(1+math.Exp(-sum))) > 1e-12 || len(f.Terms) != 3 {
			t.Errorf("score %v of the terms %+v", f.Score, f.Terms)
		}
		if f.Score < before {
			t.Errorf("a dent of %.2f lowers the score", s)
		}
		before = f.Score
	}
}
