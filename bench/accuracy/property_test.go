package accuracy

import (
	"math"
	"math/rand/v2"
	"testing"
)

// random draws scores on a coarse grid, so that ties are common.
func random(rng *rand.Rand, n int, shift float64) []float64 {
	s := make([]float64, n)
	for i := range s {
		s[i] = math.Round(4*(rng.NormFloat64()+shift)) / 4
	}
	return s
}

// TestCurveAgainstDefinition compares the figures with the plain definitions,
// written out over all pairs and all thresholds.
func TestCurveAgainstDefinition(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		m, n := random(rng, 1+rng.IntN(20), 1), random(rng, 1+rng.IntN(30), 0)
		c := newCurve(m, n)

		wins := 0.0
		for _, a := range m {
			for _, b := range n {
				switch {
				case a > b:
					wins++
				case a == b:
					wins += 0.5
				}
			}
		}
		if want := wins / float64(len(m)*len(n)); math.Abs(float64(c.auc())-want) > 1e-12 {
			t.Fatalf("AUC %v, want %v", c.auc(), want)
		}

		least := len(m)
		for _, th := range append(append([]float64{}, m...), n...) {
			least = min(least, len(m)-accepted(m, th)+accepted(n, th))
		}
		got, th := c.best()
		if got != least || len(m)-accepted(m, th)+accepted(n, th) != got {
			t.Fatalf("%d errors at %v, want %d", got, th, least)
		}
		if e := float64(c.eer()); e < 0 || e > 1 {
			t.Fatalf("EER %v", e)
		}
	}
}

// TestInvariance: a rising map of the scores changes no count and no rank;
// swapping the classes and negating the scores changes neither AUC nor EER.
func TestInvariance(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 100 {
		m, n := random(rng, 5+rng.IntN(20), 1), random(rng, 5+rng.IntN(30), 0)
		a := newCurve(m, n)
		b := newCurve(apply(m, math.Exp), apply(n, math.Exp))
		neg := func(v float64) float64 { return -v }
		s := newCurve(apply(n, neg), apply(m, neg))
		if a.auc() != b.auc() || a.auc() != s.auc() {
			t.Fatalf("AUC %v, mapped %v, swapped %v", a.auc(), b.auc(), s.auc())
		}
		if math.Abs(float64(a.eer()-b.eer())) > 1e-12 || math.Abs(float64(a.eer()-s.eer())) > 1e-12 {
			t.Fatalf("EER %v, mapped %v, swapped %v", a.eer(), b.eer(), s.eer())
		}
		ea, _ := a.best()
		if eb, _ := b.best(); ea != eb {
			t.Fatalf("%d errors, mapped %d", ea, eb)
		}
	}
}

// TestRankingProperties: recall rises with depth to 1, and the places of a
// probe's mates are distinct.
func TestRankingProperties(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 50 {
		n := 4 + rng.IntN(20)
		gun := make([]int, n)
		for i := range gun {
			gun[i] = rng.IntN(5)
		}
		s := random(rng, n*n, 0)
		r := rankMates(n, func(i, j int) bool { return gun[i] == gun[j] },
			func(i, j int) float64 { return s[i*n+j] })
		last := Figure(0)
		for k := 1; k < n && len(r) > 0; k++ {
			if at := r.recallAt(k); at < last {
				t.Fatalf("recall falls from %v to %v at %d", last, at, k)
			} else {
				last = at
			}
		}
		if len(r) > 0 && (last != 1 || r.matesWithin(n) != 1) {
			t.Fatalf("recall at full depth is %v", last)
		}
		for _, p := range r {
			for i := 1; i < len(p); i++ {
				if p[i] <= p[i-1] || p[i] >= n {
					t.Fatalf("places %v of %d items", p, n)
				}
			}
		}
	}
}

func apply(s []float64, f func(float64) float64) []float64 {
	out := make([]float64, len(s))
	for i, v := range s {
		out[i] = f(v)
	}
	return out
}
