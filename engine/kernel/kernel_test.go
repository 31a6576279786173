package kernel

import (
	"math"
	"math/cmplx"
	"math/rand/v2"
	"testing"
)

func randomPlane(r *rand.Rand, side int, share float64) *Plane {
	values := make([]int8, side*side)
	mask := make([]uint64, (side*side+63)/64)
	for i := range values {
		values[i] = int8(r.IntN(255) - 127)
		if r.Float64() < share {
			mask[i/64] |= 1 << (i % 64)
		}
	}
	return FillPlane(side, values, mask)
}

// slowSums is the definition that the loops must equal to the bit.
func slowSums(a, b *Plane, r Rect, d Shift) Sums {
	var s Sums
	for y := int(r.Y0); y < int(r.Y1); y++ {
		for x := int(r.X0); x < int(r.X1); x++ {
			xb, yb := x+int(d.X), y+int(d.Y)
			if xb < 0 || yb < 0 || xb >= b.Side || yb >= b.Side {
				continue
			}
			va, ina := a.At(x, y)
			vb, inb := b.At(xb, yb)
			if ina && inb {
				s.Add(Sums{AB: int64(va) * int64(vb), AA: int64(va) * int64(va), BB: int64(vb) * int64(vb), N: 1})
			}
		}
	}
	return s
}

func TestDotsAndProductsEqualTheirDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, side := range []int{1, 7, 16, 33, 50} {
		for _, share := range []float64{0, 0.02, 0.4, 1} {
			a, b := randomPlane(r, side, share), randomPlane(r, side, share)
			n := int32(side)
			parts := []Rect{{0, 0, n, n}, {n / 3, n / 4, n/3 + (n+1)/2, n}}
			var shifts []Shift
			for range 12 {
				shifts = append(shifts, Shift{int32(r.IntN(2*side+3) - side - 1), int32(r.IntN(2*side+3) - side - 1)})
			}
			sums := make([]Sums, len(parts)*len(shifts))
			Dots(a, b, parts, shifts, sums)
			products := make([]int64, len(shifts))
			Products(a, b, shifts, products)
			for k, d := range shifts {
				for p, part := range parts {
					if got, want := sums[k*len(parts)+p], slowSums(a, b, part, d); got != want {
						t.Fatalf("side %d, share %g, part %v, shift %v: sums %+v, want %+v", side, share, part, d, got, want)
					}
				}
				if want := slowSums(a, b, parts[0], d).AB; products[k] != want {
					t.Fatalf("side %d, shift %v: product %d, want %d", side, d, products[k], want)
				}
			}
		}
	}
}

func TestRotateByQuarterTurnsIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	a := randomPlane(r, 41, 0.6)
	got := NewPlane(41)
	Rotate(a, 90, got)
	for y := range 41 {
		for x := range 41 {
			// Anticlockwise as displayed: the right edge comes to lie on top.
			want, in := a.At(40-y, x)
			if v, ok := got.At(x, y); ok != in || (in && v != want) {
				t.Fatalf("point (%d, %d) is (%d, %v), want (%d, %v)", x, y, v, ok, want, in)
			}
		}
	}
	Rotate(a, 0, got)
	for i := range a.z {
		if a.z[i] != got.z[i] || a.m[i] != got.m[i] {
			t.Fatal("a turn by 0 degrees changed the plane")
		}
	}
}

// A ring has a hole that the loops step over: turned and shifted it must give the
// sums that its definition gives.
func TestDotsOfATurnedRing(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	const side = 96
	ring := func() *Plane {
		values := make([]int8, side*side)
		for i := range values {
			values[i] = int8(r.IntN(255) - 127)
		}
		return FillPlane(side, values, maskOf(side, func(x, y int) bool {
			d := math.Hypot(float64(x)-47.5, float64(y)-47.5)
			return d < 44 && d > 24 && (y*side+x)%11 != 0
		}))
	}
	a, b := ring(), ring()
	for _, deg := range []float64{0, 13, 45, 90, 171.25, -120} {
		turned := NewPlane(side)
		Rotate(a, deg, turned)
		shifts := []Shift{{0, 0}, {5, -3}, {-20, 31}, {60, 2}}
		sums, products := make([]Sums, len(shifts)), make([]int64, len(shifts))
		Dots(turned, b, turned.Whole(), shifts, sums)
		Products(turned, b, shifts, products)
		valid := 0
		for k, d := range shifts {
			want := slowSums(turned, b, turned.Whole()[0], d)
			if sums[k] != want || products[k] != want.AB {
				t.Errorf("turned by %g, shift %v: %+v and %d, want %+v", deg, d, sums[k], products[k], want)
			}
			valid += int(want.N)
		}
		if valid == 0 {
			t.Errorf("turned by %g: nothing overlaps", deg)
		}
	}
}

func TestCorrelateEqualsItsDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	layout := Layout{Rings: 3, Harmonics: 16, First: 5}
	const shifts = 19
	shifted := make([][]int8, shifts)
	signature := func() []int8 {
		s := make([]int8, layout.Bytes())
		for i := range s {
			s[i] = int8(r.IntN(255) - 127)
		}
		return s
	}
	for k := range shifted {
		shifted[k] = signature()
	}
	stored := append(signature(), signature()...)
	probe, err := NewProbe(layout, shifted)
	if err != nil {
		t.Fatal(err)
	}
	for item := range 2 {
		s := stored[item*layout.Bytes():][:layout.Bytes()]
		got := probe.Correlate(s)
		for k := range shifts {
			for a := range Angles {
				want := 0.0
				for ring := range layout.Rings {
					for h := range layout.Harmonics {
						i := 2 * (ring*layout.Harmonics + h)
						p, q := complex(float64(shifted[k][i]), float64(shifted[k][i+1])), complex(float64(s[i]), float64(s[i+1]))
						turn := cmplx.Exp(complex(0, 2*math.Pi*float64((layout.First+h)*a)/Angles))
						want += 2 * real(cmplx.Conj(p)*q*turn)
					}
				}
				if v := float64(got[k*Angles+a]); math.Abs(v-want) > 2 {
					t.Fatalf("item %d, shift %d, angle %d: %g, want %g", item, k, a, v, want)
				}
			}
		}
	}
}

func TestLayoutCheckNamesWhatIsWrong(t *testing.T) {
	for _, l := range []Layout{{0, 16, 5}, {33, 16, 5}, {4, 12, 5}, {4, 72, 1}, {4, 56, 9}, {4, 16, 0}} {
		if l.Check() == nil {
			t.Errorf("layout %+v was accepted", l)
		}
	}
}

func BenchmarkProducts(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	p, q := randomPlane(r, 150, 0.4), randomPlane(r, 150, 0.4)
	shifts := make([]Shift, 49)
	out := make([]int64, 49)
	for i := range shifts {
		shifts[i] = Shift{int32(i%7) - 3, int32(i/7) - 3}
	}
	for b.Loop() {
		Products(p, q, shifts, out)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/49, "ns/pose")
}

func BenchmarkDots(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	p, q := randomPlane(r, 150, 0.4), randomPlane(r, 150, 0.4)
	shifts := make([]Shift, 49)
	out := make([]Sums, 49)
	for i := range shifts {
		shifts[i] = Shift{int32(i%7) - 3, int32(i/7) - 3}
	}
	for b.Loop() {
		Dots(p, q, p.Whole(), shifts, out)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/49, "ns/pose")
}

func BenchmarkRotate(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	p, q := randomPlane(r, 150, 1), NewPlane(150)
	for b.Loop() {
		Rotate(p, 17, q)
	}
}
