package kernel

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// correlated returns how two lists vary together, -1 to 1.
func correlated(a, b []float32) float64 {
	mean := func(v []float32) (m float64) {
		for _, x := range v {
			m += float64(x) / float64(len(v))
		}
		return m
	}
	ma, mb, aa, bb, ab := mean(a), mean(b), 0.0, 0.0, 0.0
	for i := range a {
		x, y := float64(a[i])-ma, float64(b[i])-mb
		aa, bb, ab = aa+x*x, bb+y*y, ab+x*y
	}
	return ab / math.Sqrt(aa*bb)
}

// noiseOf is a signature of the deviation that marks have, with nothing in the
// rings below from.
func noiseOf(r *rand.Rand, l Layout, from int) []int8 {
	out := make([]int8, l.Bytes())
	for i := 2 * l.Harmonics * from; i < len(out); i++ {
		out[i] = int8(max(-127, min(127, 32*r.NormFloat64())))
	}
	return out
}

func packed(l Layout, all [][]int8) []int8 {
	out := make([]int8, len(all)*l.Bytes())
	for i, s := range all {
		l.Pack(out[i*l.Bytes():(i+1)*l.Bytes()], s)
	}
	return out
}

// The sieve says of signatures what the whole scan says, in another unit, but for
// little: of any layout, number of shifts, with and without empty rings.
func TestTheSieveSaysWhatTheScanSays(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		layout       Layout
		shifts, from int
	}{
		{Layout{16, 56, 6}, 29, 0}, {Layout{16, 56, 6}, 29, 9}, {Layout{6, 56, 4}, 16, 0}, {Layout{1, 8, 1}, 1, 0}, {Layout{32, 32, 31}, 2, 5},
	} {
		items := 500
		if testing.Short() {
			items = 100
		}
		var shifted, stored [][]int8
		for range c.shifts {
			shifted = append(shifted, noiseOf(r, c.layout, c.from))
		}
		for range items {
			stored = append(stored, noiseOf(r, c.layout, 0))
		}
		scan, err := NewScan(c.layout, shifted)
		if err != nil {
			t.Fatal(err)
		}
		sieve, err := NewSieve(c.layout, shifted)
		if err != nil {
			t.Fatal(err)
		}
		if want := c.layout.Rings - c.from; sieve.used != want || sieve.from != c.from {
			t.Errorf("%+v: rings %d to %d are used, the first %d are empty", c, sieve.from, sieve.from+sieve.used, c.from)
		}
		whole, short := make([]float32, items), make([]float32, items)
		scan.Peaks(packed(c.layout, stored), whole)
		sieve.Peaks(packed(c.layout, stored), short)
		if got := correlated(whole, short); got < 0.98 {
			t.Errorf("%+v: the sieve's peaks correlate with the scan's by %.4f only", c, got)
		}
	}
}

// A mark is far above all others in the sieve too, turned or not, and nothing of it
// runs over.
func TestTheSieveKeepsMates(t *testing.T) {
	r, l := rand.New(rand.NewPCG(3, 2)), Layout{16, 56, 6}
	for _, from := range []int{0, 8, 12} {
		own := noiseOf(r, l, from)
		stored := [][]int8{own, turnedBy(l, own, 37)}
		for range 400 {
			stored = append(stored, noiseOf(r, l, from))
		}
		// All the power in a few harmonics, as parallel lines have it.
		lines := make([]int8, l.Bytes())
		for i := range lines {
			if h := i / 2 % l.Harmonics; h%8 == 0 && i >= 2*l.Harmonics*from {
				lines[i] = 127
			}
		}
		stored = append(stored, lines)
		for k, probe := range [][]int8{own, own, lines} {
			sieve, err := NewSieve(l, [][]int8{noiseOf(r, l, from), probe, noiseOf(r, l, from)})
			if err != nil {
				t.Fatal(err)
			}
			best := make([]float32, len(stored))
			sieve.Peaks(packed(l, stored), best)
			mates := [][]int{{0, 1}, {0, 1}, {len(stored) - 1}}[k]
			for i, v := range best {
				if !slices.Contains(mates, i) && v > best[mates[0]]*2/3 {
					t.Fatalf("from ring %d: %g beside the mate's %g", from, v, best[mates[0]])
				}
			}
			if len(mates) == 2 && best[1] < 0.9*best[0] {
				t.Errorf("from ring %d: %g, and turned %g", from, best[0], best[1])
			}
		}
	}
}

// turnedBy turns a signature by so many of 128 directions.
func turnedBy(l Layout, s []int8, n int) []int8 {
	out := make([]int8, len(s))
	for i := 0; i < len(s); i += 2 {
		h := l.First + i/2%l.Harmonics
		sin, cos := math.Sincos(2 * math.Pi * float64(h*n) / Angles)
		re, im := float64(s[i]), float64(s[i+1])
		out[i] = int8(max(-127, min(127, math.Round(re*cos-im*sin))))
		out[i+1] = int8(max(-127, min(127, math.Round(re*sin+im*cos))))
	}
	return out
}

// With and without AVX2, at places and in a row, any number of them: the same bits,
// of hostile bytes too.
func TestTheSieveIsTheSameEverywhere(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2))
	for _, l := range []Layout{{16, 56, 6}, {6, 56, 4}, {1, 8, 1}, {32, 56, 1}} {
		for _, shifts := range []int{1, 2, 5} {
			var shifted [][]int8
			for range shifts {
				shifted = append(shifted, noiseOf(r, l, 0))
			}
			const items = 70
			stored := make([]int8, items*l.Bytes())
			for i := range stored {
				stored[i] = int8(32 * r.NormFloat64())
				if i/l.Bytes()%7 == 3 {
					stored[i] = []int8{-128, 127}[r.IntN(2)]
				}
			}
			fast, err := NewSieve(l, shifted)
			if err != nil {
				t.Fatal(err)
			}
			plain, err := NewSieve(l, shifted)
			if err != nil {
				t.Fatal(err)
			}
			plain.plain = true
			want := make([]float32, items)
			plain.Peaks(stored, want)
			for n := range 36 {
				got := make([]float32, n)
				fast.Peaks(stored[:n*l.Bytes()], got)
				if !slices.Equal(got, want[:n]) {
					t.Fatalf("%+v: %d signatures give other bits with AVX2", l, n)
				}
			}
			var places []int32
			var there []float32
			for range 50 {
				p := r.IntN(items)
				places, there = append(places, int32(p)), append(there, want[p])
			}
			got := make([]float32, len(places))
			fast.PeaksAt(stored, places, got)
			if !slices.Equal(got, there) {
				t.Fatalf("%+v: other bits at places", l)
			}
		}
	}
}

func TestNewSieveRefuses(t *testing.T) {
	l := Layout{16, 56, 6}
	for name, c := range map[string]struct {
		layout  Layout
		shifted [][]int8
	}{
		"no signature":    {l, nil},
		"a short one":     {l, [][]int8{make([]int8, 5)}},
		"a layout of odd": {Layout{16, 55, 6}, [][]int8{make([]int8, 1760)}},
	} {
		if s, err := NewSieve(c.layout, c.shifted); err == nil || s != nil {
			t.Errorf("%s: %v, %v", name, s, err)
		}
	}
	empty, err := NewSieve(l, [][]int8{make([]int8, l.Bytes())})
	if err != nil {
		t.Fatal(err)
	}
	best := []float32{1}
	if empty.Peaks(noiseOf(rand.New(rand.NewPCG(1, 1)), l, 0), best); best[0] != 0 {
		t.Errorf("a probe of nothing correlates by %g", best[0])
	}
}

func BenchmarkSieve(b *testing.B) {
	const items = 2048
	r, l := rand.New(rand.NewPCG(5, 6)), Layout{16, 56, 6}
	var shifted, all [][]int8
	for range 9 {
		shifted = append(shifted, noiseOf(r, l, 6))
	}
	for range items {
		all = append(all, noiseOf(r, l, 0))
	}
	sieve, err := NewSieve(l, shifted)
	if err != nil {
		b.Fatal(err)
	}
	stored, best := packed(l, all), make([]float32, items)
	for b.Loop() {
		sieve.Peaks(stored, best)
	}
	ns := float64(b.Elapsed().Nanoseconds()) / float64(b.N) / items
	b.ReportMetric(ns, "ns/signature")
	macs := 4 * sieve.used * l.Harmonics * sieve.shifts // as Scan.MACs counts them
	b.ReportMetric(float64(macs)/ns, "MAC/ns")
}
