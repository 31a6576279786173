package damage

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"cotejo/engine/mark"
)

// disc is a surface of n x n points of 6.25 um with normal heights of 1 um
// standard deviation inside a ring, as a cropped breech face has.
func disc(n int, seed uint64) *mark.Surface {
	rng := rand.New(rand.NewPCG(seed, 0))
	s := mark.NewSurface(n, n, 6.25e-6, 6.25e-6)
	for i := range s.Z {
		x, y := float64(i%n)-float64(n-1)/2, float64(i/n)-float64(n-1)/2
		if r := math.Hypot(x, y) / float64(n) * 2; r > 1 || r < 0.4 {
			s.Z[i] = math.NaN()
		} else {
			s.Z[i] = 1e-6 * rng.NormFloat64()
		}
	}
	return s
}

func sameBits(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(x, y float64) bool {
		return math.Float64bits(x) == math.Float64bits(y) || math.IsNaN(x) && math.IsNaN(y)
	})
}

func apply(t *testing.T, d Spec, s *mark.Surface, seed uint64, index int) *mark.Surface {
	t.Helper()
	out, err := d.Apply(s, Stream(seed, index, ForDamage))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestShareKept: of an even ring, a sector keeps its share of the circle, less
// at most six holes of 40 px radius: 6 pi 40^2 of about 66,000 points.
func TestShareKept(t *testing.T) {
	s := disc(316, 1)
	all := float64(s.Valid())
	for _, sector := range []float64{360, 240, 180} {
		for i := range 10 {
			out := apply(t, Spec{SectorDeg: sector}, s, 5, i)
			got, most := float64(out.Valid())/all, sector/360
			if got > most+0.002 || got < most-6*math.Pi*1600/all {
				t.Errorf("sector %v, scan %d: %.3f of the points are left", sector, i, got)
			}
		}
	}
}

// TestSectorHoldsEnough: where the mark is half a disc, a random half circle
// would often hold little of it, but the chosen one holds 45 % before holes.
func TestSectorHoldsEnough(t *testing.T) {
	s := disc(200, 2)
	for i := range s.Z {
		if i%200 < 100 {
			s.Z[i] = math.NaN()
		}
	}
	for i := range 40 {
		cut := s.Clone()
		keepSector(cut, 180, Stream(9, i, ForDamage))
		if got := float64(cut.Valid()) / float64(s.Valid()); got < 0.44 {
			t.Errorf("scan %d keeps %.2f", i, got)
		}
	}
}

// TestNoiseRatio: the difference that the noise makes has the wanted standard
// deviation in units of the surface's own, which is 1 um.
func TestNoiseRatio(t *testing.T) {
	s := disc(400, 3)
	for _, level := range []float64{0, 0.5, 1.5} {
		clean := apply(t, Spec{360, 0}, s, 11, 4)
		noisy := apply(t, Spec{360, level}, s, 11, 4)
		var sum, n float64
		for i, z := range noisy.Z {
			if !math.IsNaN(z) {
				sum += (z - clean.Z[i]) * (z - clean.Z[i])
				n++
			}
		}
		if got := math.Sqrt(sum/n) / 1e-6; math.Abs(got-level) > 0.05*level+1e-9 {
			t.Errorf("noise %v: measured %.3f", level, got)
		}
	}
}

// TestNoiseCorrelation: white noise smoothed by a Gaussian of sigma has the
// correlation exp(-d^2/(4 sigma^2)) at distance d; at d = 2 sigma, 1/e.
func TestNoiseCorrelation(t *testing.T) {
	s := mark.NewSurface(500, 500, 3.125e-6, 6.25e-6)
	n := correlatedNoise(s, noiseSigma, rand.New(rand.NewPCG(1, 1)))
	for _, tc := range []struct{ dx, dy int }{{8, 0}, {0, 4}} {
		var sum float64
		count := 0
		for y := range 500 - tc.dy {
			for x := range 500 - tc.dx {
				sum += n[y*500+x] * n[(y+tc.dy)*500+x+tc.dx]
				count++
			}
		}
		if got := sum / float64(count); math.Abs(got-1/math.E) > 0.03 {
			t.Errorf("correlation at (%d, %d) points is %.3f, want %.3f", tc.dx, tc.dy, got, 1/math.E)
		}
	}
}

func TestSameSeedSameBytes(t *testing.T) {
	s := disc(200, 4)
	before := s.Clone()
	d := Spec{240, 0.5}
	a, b := apply(t, d, s, 7, 3), apply(t, d, s, 7, 3)
	if !sameBits(a.Z, b.Z) {
		t.Error("the same seed and scan give different surfaces")
	}
	if sameBits(a.Z, apply(t, d, s, 7, 4).Z) || sameBits(a.Z, apply(t, d, s, 8, 3).Z) {
		t.Error("another scan or another seed gives the same surface")
	}
	if !sameBits(s.Z, before.Z) {
		t.Error("the original has changed")
	}
}

// TestNoiseOfScansIsIndependent: two scans that share their noise would match
// by it.
func TestNoiseOfScansIsIndependent(t *testing.T) {
	s := mark.NewSurface(200, 200, 6.25e-6, 6.25e-6)
	for i := range 5 {
		a := correlatedNoise(s, noiseSigma, Stream(1, i, ForDamage))
		b := correlatedNoise(s, noiseSigma, Stream(1, i+1, ForDamage))
		sum := 0.0
		for k := range a {
			sum += a[k] * b[k] / float64(len(a))
		}
		// 40,000 points hold about 40,000/(4 pi 2^2) = 800 independent values.
		if math.Abs(sum) > 4/math.Sqrt(800) {
			t.Errorf("noise of scans %d and %d correlates by %.3f", i, i+1, sum)
		}
	}
}

func TestNothingLeft(t *testing.T) {
	s := mark.NewSurface(3, 3, 6.25e-6, 6.25e-6)
	for i := range s.Z {
		s.Z[i] = math.NaN()
	}
	if _, err := (Spec{360, 1}).Apply(s, Stream(1, 1, ForDamage)); !errors.Is(err, ErrNothingLeft) {
		t.Errorf("error %v", err)
	}
	if _, err := Move(s, mark.Pose{RotationDeg: 10}); !errors.Is(err, ErrNothingLeft) {
		t.Errorf("error %v", err)
	}
}

func BenchmarkApply(b *testing.B) {
	s := disc(560, 1)
	for b.Loop() {
		if _, err := (Spec{240, 0.5}).Apply(s, Stream(1, 1, ForDamage)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMove(b *testing.B) {
	s := disc(560, 1)
	for b.Loop() {
		if _, err := Move(s, mark.Pose{RotationDeg: 33, ShiftX: 1e-4, ShiftY: 2e-4}); err != nil {
			b.Fatal(err)
		}
	}
}
