package gate

import (
	"math/rand/v2"
	"testing"
)

func TestMedianOf(t *testing.T) {
	for _, c := range []struct {
		name   string
		values []float64
		want   float64
	}{
		{"odd", []float64{3, 1, 2, 5, 4, 9, 7, 8, 6, 11, 10}, 6},
		{"even", []float64{3, 1, 2, 5, 4, 9, 7, 8, 6, 12, 11, 10}, 6.5},
		{"an outlier", []float64{2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1000}, 2},
	} {
		got := medianOf(c.values)
		if got.Median != c.want || got.Low > got.Median || got.High < got.Median {
			t.Errorf("%s: %+v, want %g", c.name, got, c.want)
		}
	}
}

// The interval must hold the true median 99 times of 100, whatever the values are
// distributed like: here with a long tail, as times are.
func TestIntervalHoldsTheMedian(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const trials, median = 4000, 0.6931471805599453 // of the exponential distribution
	for _, n := range []int{least, 40, 300} {
		missed := 0
		for range trials {
			values := make([]float64, n)
			for i := range values {
				values[i] = r.ExpFloat64()
			}
			if i := medianOf(values); median < i.Low || median > i.High {
				missed++
			}
		}
		if missed > trials/60 {
			t.Errorf("%d values: the interval missed the median %d times of %d", n, missed, trials)
		}
	}
}
