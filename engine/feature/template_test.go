package feature_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"cotejo/engine/feature"
)

func TestBitsAreFlags(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for _, n := range []int{1, 63, 64, 65, 200} {
		bits, want, count := feature.NewBits(n), make([]bool, n), 0
		for range n / 2 {
			i := r.IntN(n)
			if !want[i] {
				count++
			}
			want[i] = true
			bits.Set(i)
		}
		for i := range want {
			if bits.Has(i) != want[i] {
				t.Errorf("flag %d of %d is %v", i, n, !want[i])
			}
		}
		if bits.Len() != n || bits.Count() != count {
			t.Errorf("%d flags of which %d are set, want %d and %d", bits.Len(), bits.Count(), n, count)
		}
	}
}

func TestAPlaneHoldsItsLevel(t *testing.T) {
	l := random(rand.New(rand.NewPCG(4, 4))).Levels[feature.Fine]
	plane := l.Plane()
	for i := range l.Values {
		v, in := plane.At(i%l.Side, i/l.Side)
		// -128 has no positive twin, so the loops work with -127 to 127.
		if in != l.Mask.Has(i) || (in && v != max(int16(l.Values[i]), -127)) {
			t.Fatalf("point %d is %d (%v), want %d (%v)", i, v, in, l.Values[i], l.Mask.Has(i))
		}
	}
}

func TestNamesForPeople(t *testing.T) {
	if s := feature.Topography.String() + " " + feature.Reflectance.String() + " " + feature.Modality(9).String(); s != "topography reflectance unknown" {
		t.Error(s)
	}
	if s := feature.CentreHole.String() + " " + feature.CentreRim.String() + " " + feature.CentreFrame.String() + " " + feature.CentreMethod(0).String(); s != "hole rim frame unknown" {
		t.Error(s)
	}
	if id := (&feature.Template{Source: [32]byte{0xab, 1}}).ID(); id != "ab01"+strings.Repeat("0", 60) {
		t.Error(id)
	}
}
