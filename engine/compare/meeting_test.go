package compare

import (
	"math/rand/v2"
	"testing"

	"cotejo/engine/feature"
	"cotejo/engine/kernel"
)

// What meets itself at a lag is what the loops over all points would sum.
func TestTheRunsMeetAsThePointsDo(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	m := &meeting{} // one for all: what the last one left must not show
	for _, side := range []int{1, 61, 2, 9, 40, 61} {
		for _, share := range []float64{0, 0.2, 0.9, 1} {
			l := &feature.Level{Side: side, PitchUm: 25, Values: make([]int8, side*side), Mask: feature.NewBits(side * side)}
			for i := range l.Values {
				if r.Float64() < share {
					l.Values[i] = int8(r.IntN(256) - 128)
					l.Mask.Set(i)
				}
			}
			const reach = 12
			p := l.Plane()
			m.measure(l, reach)
			for y := int32(-reach); y <= reach; y++ {
				for x := int32(-reach); x <= reach; x++ {
					var want [1]kernel.Sums
					kernel.Dots(p, p, p.Whole(), []kernel.Shift{{X: x, Y: y}}, want[:])
					here, there := m.at(x, y), m.at(-x, -y)
					if got := (kernel.Sums{AB: want[0].AB, AA: here.energy(), BB: there.energy(), N: here.points()}); got != want[0] {
						t.Fatalf("side %d, %g valid, lag %d, %d: %+v, want %+v", side, share, x, y, got, want[0])
					}
				}
			}
		}
	}
}
