package segment

import (
	"math"
	"math/rand/v2"
	"testing"
)

// A third of an arc with a fifth of it far off still gives its circle.
func TestFitCircleLeavesOutliersOut(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, c := range []struct{ from, to, near float64 }{{0, 2 * math.Pi, 1}, {1, 1 + 4*math.Pi/3, 2}, {2, 2 + 2*math.Pi/3, 12}} {
		var x, y, w []float64
		for k := range 300 {
			a := c.from + (c.to-c.from)*float64(k)/300
			radius := 2200 + 4*r.NormFloat64()
			if k%5 == 0 {
				radius += 60 * r.Float64()
			}
			x, y, w = append(x, 900+radius*math.Cos(a)), append(y, -400+radius*math.Sin(a)), append(w, 1)
		}
		got, ok := fitCircle(x, y, w, 40)
		if !ok || math.Hypot(got.X-900, got.Y+400) > c.near*4 || math.Abs(got.R-2200) > c.near*4 {
			t.Errorf("arc of %.1f: %+v, %v", c.to-c.from, got, ok)
		}
	}
	for name, p := range map[string][2][]float64{
		"none": {}, "two": {{1, 2}, {3, 4}}, "a line": {{0, 1, 2, 3}, {0, 1, 2, 3}}, "one place": {{5, 5, 5}, {5, 5, 5}},
	} {
		weight := make([]float64, len(p[0]))
		for i := range weight {
			weight[i] = 1
		}
		if c, ok := fitCircle(p[0], p[1], weight, 10); ok {
			t.Errorf("%s gave %+v", name, c)
		}
	}
}
