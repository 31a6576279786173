package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// signatures returns n signatures in the template's order and the same back to
// back in stored order. Every fifth value is an extreme one; -128 is what only
// hostile bytes hold.
func signatures(r *rand.Rand, layout Layout, n int) (template [][]int8, stored []int8) {
	stored = make([]int8, n*layout.Bytes())
	for i := range n {
		s := make([]int8, layout.Bytes())
		for j := range s {
			s[j] = int8(r.IntN(256) - 128)
			if r.IntN(5) == 0 {
				s[j] = []int8{-128, -127, 127}[r.IntN(3)]
			}
		}
		template = append(template, s)
		layout.Pack(stored[i*layout.Bytes():][:layout.Bytes()], s)
	}
	return template, stored
}

// slowHarmonics is the definition of the dense part, for one pair of signatures
// in the template's order.
func slowHarmonics(layout Layout, probe, item []int8) []complex128 {
	out := make([]complex128, layout.Harmonics)
	for h := range out {
		for ring := range layout.Rings {
			i := 2 * (ring*layout.Harmonics + h)
			p, q := complex(float64(probe[i]), -float64(probe[i+1])), complex(float64(item[i]), float64(item[i+1]))
			out[h] += p * q
		}
	}
	return out
}

// slowPeak is the definition of a peak.
func slowPeak(layout Layout, shifted [][]int8, item []int8) float64 {
	top := math.Inf(-1)
	for _, p := range shifted {
		sums := slowHarmonics(layout, p, item)
		for a := range Angles {
			v := 0.0
			for h, x := range sums {
				sin, cos := math.Sincos(2 * math.Pi * float64((layout.First+h)*a%Angles) / Angles)
				v += 2 * (real(x)*cos - imag(x)*sin)
			}
			top = max(top, v)
		}
	}
	return top
}

type scanCase struct {
	layout        Layout
	shifts, items int
}

func scanCases() []scanCase {
	firearm, profile := Layout{Rings: 16, Harmonics: 56, First: 6}, Layout{Rings: 6, Harmonics: 56, First: 4}
	cases := []scanCase{
		{firearm, 29, 17}, {firearm, 9, 8}, {profile, 16, 9}, {profile, 5, 16},
		{Layout{Rings: 1, Harmonics: 8, First: 1}, 3, 3}, {Layout{Rings: 3, Harmonics: 16, First: 5}, 1, 2},
		{Layout{Rings: 32, Harmonics: 56, First: 8}, 4, 5}, {Layout{Rings: 31, Harmonics: 24, First: 40}, 7, 4},
		{Layout{Rings: 9, Harmonics: 32, First: 1}, 2, 18}, {Layout{Rings: 2, Harmonics: 8, First: 56}, 6, 33},
	}
	small := Layout{Rings: 5, Harmonics: 8, First: 3}
	for items := 1; items <= 9; items++ {
		cases = append(cases, scanCase{small, 2, items})
	}
	for shifts := 1; shifts <= 33; shifts++ {
		cases = append(cases, scanCase{small, shifts, 3})
	}
	return cases
}

func (c scanCase) String() string {
	return fmt.Sprintf("layout %+v, %d shifts, %d items", c.layout, c.shifts, c.items)
}

func TestScanEqualsItsDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for _, c := range scanCases() {
		shifted, _ := signatures(r, c.layout, c.shifts)
		items, stored := signatures(r, c.layout, c.items)
		scan, portable := bothScans(t, c.layout, shifted)
		checkSums(t, c, portable, shifted, items, stored)
		checkSums(t, c, scan, shifted, items, stored)
		best := make([]float32, c.items)
		scan.Peaks(stored, best)
		other := make([]float32, c.items)
		portable.Peaks(stored, other)
		for i, item := range items {
			if math.Float32bits(best[i]) != math.Float32bits(other[i]) {
				t.Fatalf("%v: peak %d is %g, by the portable path %g", c, i, best[i], other[i])
			}
			want := slowPeak(c.layout, shifted, item)
			// Single precision over values of up to harmonics*rings*2^16.
			if math.Abs(float64(best[i])-want) > 1e-5*math.Abs(want)+1 {
				t.Fatalf("%v: peak %d is %g, want %g", c, i, best[i], want)
			}
		}
	}
}

// bothScans are the scan of this processor and the portable one.
func bothScans(t testing.TB, layout Layout, shifted [][]int8) (own, portable *Scan) {
	t.Helper()
	own, err := NewScan(layout, shifted)
	if err != nil {
		t.Fatal(err)
	}
	if portable, err = newScan(layout, shifted, false); err != nil {
		t.Fatal(err)
	}
	return own, portable
}

func checkSums(t *testing.T, c scanCase, scan *Scan, shifted, items [][]int8, stored []int8) {
	t.Helper()
	sums := make([]int32, c.items*c.layout.Harmonics*c.shifts*2)
	scan.Sums(stored, sums)
	for i, item := range items {
		for k, p := range shifted {
			for h, want := range slowHarmonics(c.layout, p, item) {
				at := ((i*c.layout.Harmonics+h)*c.shifts + k) * 2
				if got := complex(float64(sums[at]), float64(sums[at+1])); got != want {
					t.Fatalf("%v: sum of item %d, harmonic %d, shift %d is %v, want %v", c, i, h, k, got, want)
				}
			}
		}
	}
}

func TestPeaksAtEqualsPeaks(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	for _, c := range scanCases() {
		shifted, _ := signatures(r, c.layout, c.shifts)
		_, stored := signatures(r, c.layout, c.items)
		scan, portable := bothScans(t, c.layout, shifted)
		all := make([]float32, c.items)
		scan.Peaks(stored, all)
		step := 1
		if testing.Short() {
			step = 5
		}
		for count := 0; count <= 2*c.items; count += step {
			places, best := make([]int32, count), make([]float32, count)
			for i := range places {
				places[i] = int32(r.IntN(c.items))
			}
			scan.PeaksAt(stored, places, best)
			other := make([]float32, count)
			portable.PeaksAt(stored, places, other)
			for i, p := range places {
				if best[i] != all[p] || other[i] != all[p] {
					t.Fatalf("%v: peak at place %d of %d is %g, by the portable path %g, in a row it is %g", c, p, count, best[i], other[i], all[p])
				}
			}
		}
	}
}

func TestPackAndUnpackAreInverse(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 16))
	for _, c := range scanCases() {
		template, stored := signatures(r, c.layout, 1)
		back := make([]int8, c.layout.Bytes())
		c.layout.Unpack(back, stored)
		for ring := range c.layout.Rings {
			for h := range c.layout.Harmonics {
				for part := range 2 {
					i := 2*(ring*c.layout.Harmonics+h) + part
					if back[i] != template[0][i] || stored[2*(h*c.layout.Rings+ring)+part] != template[0][i] {
						t.Fatalf("%+v: ring %d, harmonic %d: %d packed to %d, unpacked to %d", c.layout, ring, h, template[0][i], stored[2*(h*c.layout.Rings+ring)+part], back[i])
					}
				}
			}
		}
	}
}

func TestNewScanNamesWhatIsWrong(t *testing.T) {
	layout := Layout{Rings: 4, Harmonics: 16, First: 5}
	good := make([]int8, layout.Bytes())
	for _, c := range []struct {
		layout  Layout
		shifted [][]int8
	}{
		{Layout{}, [][]int8{good}}, {layout, nil}, {layout, [][]int8{good, good[1:]}},
	} {
		if s, err := NewScan(c.layout, c.shifted); err == nil || s != nil {
			t.Errorf("%+v, %d shifts: %v, %v", c.layout, len(c.shifted), s, err)
		}
	}
}

// Places come from an index that may be damaged, and C does not look.
func TestPeaksRefuseWhatLiesOutside(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 18))
	layout := Layout{Rings: 4, Harmonics: 16, First: 5}
	shifted, stored := signatures(r, layout, 3)
	scan, err := NewScan(layout, shifted)
	if err != nil {
		t.Fatal(err)
	}
	for name, call := range map[string]func(){
		"too few values":  func() { scan.Peaks(stored[1:], make([]float32, 3)) },
		"a place before":  func() { scan.PeaksAt(stored, []int32{-1}, make([]float32, 1)) },
		"a place behind":  func() { scan.PeaksAt(stored, []int32{0, 3}, make([]float32, 2)) },
		"too few peaks":   func() { scan.PeaksAt(stored, []int32{0, 1}, make([]float32, 1)) },
		"a torn place":    func() { scan.PeaksAt(stored[:len(stored)-1], []int32{2}, make([]float32, 1)) },
		"a torn sum":      func() { scan.Sums(stored, make([]int32, 7)) },
		"too short a dst": func() { layout.Pack(make([]int8, 3), stored[:layout.Bytes()]) },
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

func TestPeaksDoNotAllocate(t *testing.T) {
	r := rand.New(rand.NewPCG(19, 20))
	layout := Layout{Rings: 4, Harmonics: 16, First: 5}
	shifted, _ := signatures(r, layout, 3)
	_, stored := signatures(r, layout, 20)
	scan, err := NewScan(layout, shifted)
	if err != nil {
		t.Fatal(err)
	}
	if scan.columns != nil {
		t.Skip("the matrix product is another package's")
	}
	best, places := make([]float32, 20), make([]int32, 20)
	// Memory is kept between calls, but the collector may take it once.
	if n := testing.AllocsPerRun(200, func() {
		scan.Peaks(stored, best)
		scan.PeaksAt(stored, places, best)
	}); n >= 1 {
		t.Errorf("%g allocations a call", n)
	}
}
