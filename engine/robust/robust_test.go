package robust

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestMedian(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 3))
	for range 500 {
		v := make([]float64, 1+rng.IntN(30))
		for i := range v {
			v[i] = float64(rng.IntN(12))
		}
		s := slices.Sorted(slices.Values(v))
		want := (s[(len(s)-1)/2] + s[len(s)/2]) / 2
		if got := Median(v); got != want {
			t.Fatalf("median of %v is %v, want %v", s, got, want)
		}
	}
}

// A tenth of wild values hardly moves the deviation of normal ones.
func TestSpreadOfNormalValues(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 5))
	v := make([]float32, 20000)
	for i := range v {
		v[i] = 3 + 2*float32(rng.NormFloat64())
		if i%10 == 0 {
			v[i] = 1e6
		}
	}
	median, deviation := Spread(v)
	// With a tenth of the values above everything the median is the 0.556
	// quantile, 0.14 deviations up; the deviation grows by about a sixth.
	if math.Abs(float64(median)-3.28) > 0.1 || math.Abs(float64(deviation)-2.3) > 0.15 {
		t.Errorf("median %g and deviation %g, want about 3.28 and 2.3", median, deviation)
	}
}

func TestSpreadOfNothing(t *testing.T) {
	if m, d := Spread([]float64(nil)); m != 0 || d != 0 {
		t.Errorf("spread of nothing is %g, %g", m, d)
	}
}
