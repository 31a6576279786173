package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
)

func maskOf(side int, in func(x, y int) bool) []uint64 {
	mask := make([]uint64, (side*side+63)/64)
	for i := range side * side {
		if in(i%side, i/side) {
			mask[i/64] |= 1 << (i % 64)
		}
	}
	return mask
}

// slowPlane is the definition of FillPlane, point by point.
func slowPlane(side int, values []int8, mask []uint64) *Plane {
	p := NewPlane(side)
	p.near = math.Inf(1)
	c := float64(side-1) / 2
	for y := range side {
		lo, hi := side, 0
		for x := range side {
			i := y*side + x
			if mask[i/64]>>(i%64)&1 == 0 {
				continue
			}
			at := p.at(x, y)
			p.z[at], p.m[at] = max(int16(values[i]), -127), -1
			lo, hi = min(lo, x), x+1
			r := math.Hypot(float64(x)-c, float64(y)-c)
			p.near, p.far = min(p.near, r), max(p.far, r)
		}
		if hi > 0 {
			p.lo[y], p.hi[y], p.gap0[y], p.gap1[y] = int32(lo), int32(hi), int32(hi), int32(hi)
		}
	}
	return p
}

// masks are of all shares, in points, in runs that cross words, and as rings off
// the middle.
func masks(r *rand.Rand, side int) map[string][]uint64 {
	out := map[string][]uint64{}
	for _, share := range []float64{0, 0.003, 0.1, 0.5, 0.97, 1} {
		out[fmt.Sprintf("%g of the points", share)] = maskOf(side, func(int, int) bool { return r.Float64() < share })
	}
	in := false
	out["runs"] = maskOf(side, func(int, int) bool {
		if r.IntN(40) == 0 {
			in = !in
		}
		return in
	})
	cx, cy := r.Float64()*float64(side), r.Float64()*float64(side)
	inner := r.Float64() * float64(side) / 2
	outer := inner + r.Float64()*float64(side)/2
	out["ring"] = maskOf(side, func(x, y int) bool {
		d := math.Hypot(float64(x)-cx, float64(y)-cy)
		return d >= inner && d <= outer
	})
	return out
}

// What the plane that is filled again and again held before must not show.
func TestFillPlaneEqualsItsDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 42))
	again := &Plane{}
	for _, side := range []int{1, 2, 3, 129, 7, 8, 16, 31, 100, 63, 64, 65, 77} {
		for range 5 {
			values := make([]int8, side*side)
			for i := range values {
				values[i] = int8(r.IntN(256) - 128)
			}
			for name, mask := range masks(r, side) {
				got, want := FillPlane(side, values, mask), slowPlane(side, values, mask)
				if !reflect.DeepEqual(got, want) {
					t.Fatalf("side %d, %s: near %g, far %g, want %g, %g, or other rows", side, name, got.near, got.far, want.near, want.far)
				}
				if again.Refill(side, values, mask); !reflect.DeepEqual(again, want) {
					t.Fatalf("side %d, %s: filled again it is another plane", side, name)
				}
				if again.Resize(side); !reflect.DeepEqual(again, want) {
					t.Fatalf("side %d, %s: it did not stay what it was", side, name)
				}
				if other := side/2 + 1; other != side {
					if again.Resize(other); !reflect.DeepEqual(again, NewPlane(other)) {
						t.Fatalf("side %d, %s: made smaller it is no empty plane", side, name)
					}
				}
			}
		}
	}
}

func TestFillPlaneRefusesWhatDoesNotFit(t *testing.T) {
	for name, call := range map[string]func(){
		"values":  func() { FillPlane(9, make([]int8, 80), make([]uint64, 2)) },
		"mask":    func() { FillPlane(9, make([]int8, 81), make([]uint64, 1)) },
		"nothing": func() { FillPlane(0, nil, nil) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: accepted", name)
				}
			}()
			call()
		}()
	}
}

func benchmarkFill(b *testing.B, fill func(int, []int8, []uint64) *Plane) {
	const side = 150
	mask := maskOf(side, func(x, y int) bool {
		d := math.Hypot(float64(x)-74.5, float64(y)-74.5)
		return d > 30 && d < 72
	})
	values := make([]int8, side*side)
	for b.Loop() {
		fill(side, values, mask)
	}
}

func BenchmarkFillPlane(b *testing.B)     { benchmarkFill(b, FillPlane) }
func BenchmarkFillPlaneSlow(b *testing.B) { benchmarkFill(b, slowPlane) }
