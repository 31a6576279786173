package prepare_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"cotejo/engine/prepare"
)

// relief is a ring of 240 x 240 points at 12.5 um with the given height in it.
func relief(height func(x, y float64) float64) *prepare.Relief {
	const side = 240
	r := &prepare.Relief{Side: side, PitchUm: 12.5, Z: make([]float32, side*side), M: make([]float32, side*side)}
	for i := range r.Z {
		x, y := (float64(i%side)-119.5)*12.5, (float64(i/side)-119.5)*12.5
		if annulus(0, 0, 500, 1400)(x, y) {
			r.Z[i], r.M[i] = float32(height(x, y)), 1
		}
	}
	return r
}

// The transmission of the Gaussian with deviation s at wavelength l is
// exp(-2(πs/l)²). The band of 12 to 60 um passes what lies between them.
func TestABandPassesItsWavelengths(t *testing.T) {
	band := prepare.Band{FineUm: 12, CoarseUm: 60}
	for _, length := range []float64{30, 50, 100, 150, 250, 500, 1000} {
		r := relief(func(x, y float64) float64 { return math.Cos(2 * math.Pi * (0.6*x + 0.8*y) / length) })
		out, err := prepare.Pass(r, band)
		if err != nil {
			t.Fatal(err)
		}
		g := func(s float64) float64 { return math.Exp(-2 * math.Pi * math.Pi * s * s / (length * length)) }
		want := g(band.FineUm) * (1 - g(band.CoarseUm))
		// The edges of the mask lean a little to their inner side.
		if got := out.Deviation() / r.Deviation(); math.Abs(got-want) > 0.06 {
			t.Errorf("%g um: %.3f passes, want %.3f", length, got, want)
		}
		if !reflect.DeepEqual(out.M, r.M) {
			t.Errorf("%g um: the mask has changed", length)
		}
	}
	flat := relief(func(x, y float64) float64 { return 7 })
	out, err := prepare.Pass(flat, band)
	if err != nil || out.Deviation() > 1e-5 {
		t.Errorf("a constant leaves %g (%v): the edge of the mask shows", out.Deviation(), err)
	}
}

func TestABandMustPassSomething(t *testing.T) {
	for _, b := range []prepare.Band{{60, 60}, {-1, 60}, {60, 12}, {math.NaN(), 60}, {12, math.NaN()}} {
		if b.Validate() == nil {
			t.Errorf("band %v was accepted", b)
		}
	}
	if err := (prepare.Band{CoarseUm: 60}).Validate(); err != nil {
		t.Error(err)
	}
}

// After Normalise the mean is 0 and the deviation 1 within the mask, whatever the
// scale and the zero of the heights; nothing lies beyond the clip by much.
func TestNormaliseForgetsTheScale(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 1))
	base := relief(func(x, y float64) float64 { return r.NormFloat64() })
	var first *prepare.Relief
	for _, scale := range []float32{1, 1e-4, 500} {
		got := base.Clone()
		for i := range got.Z {
			got.Z[i] *= scale
		}
		if err := prepare.Normalise(got, 2.5); err != nil {
			t.Fatal(err)
		}
		var sum, squares, n, top float64
		for i, m := range got.M {
			z := float64(got.Z[i])
			if m == 0 && z != 0 {
				t.Fatal("a height outside of the mask")
			}
			sum, squares, n, top = sum+z*float64(m), squares+z*z, n+float64(m), math.Max(top, math.Abs(z))
		}
		if math.Abs(sum/n) > 1e-5 || math.Abs(squares/n-1) > 1e-4 {
			t.Errorf("scale %g: mean %g, mean square %g", scale, sum/n, squares/n)
		}
		// Normal values held to 2.5 deviations have a deviation of 0.99.
		if top > 2.5/0.95 {
			t.Errorf("scale %g: a value of %g deviations", scale, top)
		}
		if first == nil {
			first = got
			continue
		}
		for i := range got.Z {
			if math.Abs(float64(got.Z[i]-first.Z[i])) > 1e-4 {
				t.Fatalf("scale %g: point %d is %g, at scale 1 %g", scale, i, got.Z[i], first.Z[i])
			}
		}
	}
}

// One half three times as deep as the other: after Equalise they are alike.
func TestEqualiseLevelsDepth(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	deep := relief(func(x, y float64) float64 { return r.NormFloat64() * map[bool]float64{true: 3, false: 1}[x > 0] })
	if err := prepare.Equalise(deep, 120); err != nil {
		t.Fatal(err)
	}
	var sum, n [2]float64
	for i, m := range deep.M {
		if x := i%deep.Side - deep.Side/2; m > 0 && (x > 40 || x < -40) { // 500 um off the border
			half := 0
			if x > 0 {
				half = 1
			}
			sum[half] += float64(deep.Z[i]) * float64(deep.Z[i])
			n[half]++
		}
	}
	for half := range sum {
		if d := math.Sqrt(sum[half] / n[half]); math.Abs(d-1) > 0.05 {
			t.Errorf("half %d has a deviation of %.3f, want 1", half, d)
		}
	}
}

func TestCoarsenTakesTheMeanOfWhatIsThere(t *testing.T) {
	r := &prepare.Relief{Side: 4, PitchUm: 10, Z: make([]float32, 16), M: make([]float32, 16)}
	for _, i := range []int{0, 1, 4, 5, 2, 7, 8, 11} { // four, two, one and one of the four quarters
		r.Z[i], r.M[i] = float32(i), 1
	}
	got := prepare.Coarsen(r, 2, 0.5)
	want := &prepare.Relief{Side: 2, PitchUm: 20, Z: []float32{2.5, 4.5, 0, 0}, M: []float32{1, 1, 0, 0}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
