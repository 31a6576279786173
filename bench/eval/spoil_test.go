package eval

import (
	"math"
	"strings"
	"testing"

	"cotejo/bench/damage"
	"cotejo/engine/mark"
	"cotejo/engine/scan"
)

func flat(n int) *scan.Scan {
	s := mark.NewSurface(n, n, 6.25e-6, 6.25e-6)
	for i := range s.Z {
		s.Z[i] = float64(i%7) * 1e-7
	}
	return &scan.Scan{Format: scan.X3P, Surface: s}
}

func TestSpoilNothing(t *testing.T) {
	s := flat(20)
	s.Region = mark.NewMask(20, 20)
	surface, region := s.Surface, s.Region
	if err := (&Options{}).spoil(s, 0); err != nil || s.Surface != surface || s.Region != region {
		t.Errorf("a scan that is to stay whole was touched: %v", err)
	}
}

// TestSpoilKeepsToTheRegion: what the file's mask leaves out must not come back
// when the mask is dropped, and the caller's heights stay as they were.
func TestSpoilKeepsToTheRegion(t *testing.T) {
	s := flat(100)
	original := s.Surface
	s.Region = mark.NewMask(100, 100)
	for i := range s.Region.In {
		s.Region.In[i] = i%100 < 50
	}
	o := Options{Damage: &damage.Spec{SectorDeg: 360, Noise: 0.5}, Seed: 3}
	if err := o.spoil(s, 0); err != nil {
		t.Fatal(err)
	}
	if s.Region != nil {
		t.Error("the region is still there")
	}
	for i, z := range s.Surface.Z {
		if i%100 >= 50 && !math.IsNaN(z) {
			t.Fatalf("point %d outside the region has the height %g", i, z)
		}
	}
	if original.Valid() != 100*100 {
		t.Error("the original was changed")
	}
}

func TestSpoilDependsOnSeedAndPlace(t *testing.T) {
	turned := func(seed uint64, i int) *mark.Surface {
		s := flat(60)
		if err := (&Options{Rotate: true, Seed: seed}).spoil(s, i); err != nil {
			t.Fatal(err)
		}
		return s.Surface
	}
	size := func(s *mark.Surface) [2]int { return [2]int{s.Width, s.Height} }
	if a, b := turned(1, 0), turned(1, 0); size(a) != size(b) {
		t.Error("the same seed turns differently")
	}
	if size(turned(1, 0)) == size(turned(1, 1)) && size(turned(1, 0)) == size(turned(2, 0)) {
		t.Error("every scan is turned alike")
	}
}

func TestSpoilRefusesPictures(t *testing.T) {
	s := &scan.Scan{Format: scan.PNG, Image: &mark.Image{Width: 1, Height: 1, Pix: make([]uint16, 1)}}
	if err := (&Options{Rotate: true}).spoil(s, 0); err == nil || !strings.Contains(err.Error(), "only height maps") {
		t.Errorf("error %v", err)
	}
}

func TestMeter(t *testing.T) {
	m := newMeter()
	for range 2 {
		err := m.measure("work", func() error {
			x := 1.0
			for i := range 20_000_000 {
				x += math.Sqrt(float64(i))
			}
			if x < 0 {
				t.Error("impossible")
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if m.each("work", 2, 1) <= 0 || m.each("rest", 2, 1) != 0 {
		t.Errorf("work took %v, a stage that never ran %v", m.each("work", 2, 1), m.each("rest", 2, 1))
	}
}
