package prepare_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"cotejo/engine/mark"
	"cotejo/engine/prepare"
)

// waves is a surface that is known everywhere: waves of 150 to 400 um, longer
// than any pitch used here and too short for the form to take.
type waves []wave

// wave has its numbers in micrometres: wave numbers, phase and height.
type wave struct{ kx, ky, phase, height float64 }

func newWaves(seed uint64) waves {
	r := rand.New(rand.NewPCG(seed, 1))
	var w waves
	for range 12 {
		k, dir := 2*math.Pi/(150+250*r.Float64()), 2*math.Pi*r.Float64()
		w = append(w, wave{k * math.Cos(dir), k * math.Sin(dir), 2 * math.Pi * r.Float64(), 0.3})
	}
	return w
}

// at is the height in micrometres at a place in micrometres.
func (w waves) at(x, y float64) float64 {
	z := 0.0
	for _, v := range w {
		z += v.height * math.Cos(v.kx*x+v.ky*y+v.phase)
	}
	return z
}

// rms of all waves together: each contributes half of its square.
func (w waves) rms() float64 { return 0.3 * math.Sqrt(float64(len(w))/2) }

// measured is a square scan, its side and pitch in um, of a height in um where
// inside says so.
func measured(side, pitch float64, inside func(x, y float64) bool, height func(x, y float64) float64) *mark.Surface {
	n := int(side / pitch)
	s := mark.NewSurface(n, n, pitch*1e-6, pitch*1e-6)
	for i := range s.Z {
		x, y := (float64(i%n)-float64(n-1)/2)*pitch, (float64(i/n)-float64(n-1)/2)*pitch
		s.Z[i] = math.NaN()
		if inside(x, y) {
			s.Z[i] = height(x, y) * 1e-6
		}
	}
	return s
}

func annulus(cx, cy, hole, rim float64) func(x, y float64) bool {
	return func(x, y float64) bool {
		r := math.Hypot(x-cx, y-cy)
		return r > hole && r < rim
	}
}

func prepared(t *testing.T, s *mark.Surface, region *mark.Mask) *prepare.Prepared {
	t.Helper()
	p, err := prepare.Surface(s, region, prepare.DefaultParams())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// differ is the root mean square of what a relief differs from a height that is
// known at every place, in um from the middle of the scan.
func differ(p *prepare.Prepared, height func(x, y float64) float64) float64 {
	r, sum, n := p.Relief, 0.0, 0.0
	for i, m := range r.M {
		if m > 0 {
			x := (float64(i%r.Side)-float64(r.Side-1)/2)*r.PitchUm + p.Centre.XUm
			y := (float64(i/r.Side)-float64(r.Side-1)/2)*r.PitchUm + p.Centre.YUm
			d := float64(r.Z[i]) - height(x, y)
			sum += d * d
			n++
		}
	}
	return math.Sqrt(sum / n)
}

// The form, a plane and a bowl of 80 um, goes; the waves stay, in micrometres and
// in their places, whatever the instrument's pitch and wherever zero is.
func TestThePitchAndTheFormDoNotShow(t *testing.T) {
	w := newWaves(1)
	scans := []struct{ pitch, zero float64 }{{7.38, 0}, {12.5, 5000}, {18, 0}, {6.25, 0}, {3.1, 0}}
	if underRace {
		scans = scans[:3]
	}
	for _, c := range scans {
		s := measured(3800, c.pitch, annulus(60, -40, 700, 1700), func(x, y float64) float64 {
			return c.zero + w.at(x, y) + 0.01*x - 0.02*y + 2e-5*(x*x+0.5*x*y-y*y)
		})
		p := prepared(t, s, nil)
		if p.Relief.PitchUm != 12.5 {
			t.Errorf("pitch %g um", p.Relief.PitchUm)
		}
		// Averaging over 12.5 um flattens waves of 150 um by 1 %, over two pitches
		// of 18 um by 4 %; what levels the form takes a little of the waves with it
		// (5 to 10 % were seen). 15 % off is a correlation of 0.99.
		if d := differ(p, w.at); d > 0.15*w.rms() {
			t.Errorf("pitch %g um, zero at %g um: off by %.3f um of %.3f", c.pitch, c.zero, d, w.rms())
		}
		if area, want := p.Relief.Area()/1e6, math.Pi*(1.7*1.7-0.7*0.7); math.Abs(area/want-1) > 0.02 {
			t.Errorf("pitch %g um: area %.3f mm², want %.3f", c.pitch, area, want)
		}
	}
}

// Not measured, infinite and outside of the region are one: nothing of what lies
// there shows in what is made of the mark.
func TestWhatIsMissingDoesNotShow(t *testing.T) {
	w := newWaves(2)
	whole := func(x, y float64) bool { return true }
	inside := annulus(0, 0, 650, 1500)
	clean := measured(3200, 8, whole, w.at)
	n := clean.Width
	region := mark.NewMask(n, n)
	for i := range region.In {
		region.In[i] = inside((float64(i%n)-float64(n-1)/2)*8, (float64(i/n)-float64(n-1)/2)*8) && i%7 != 0
	}
	want := prepared(t, clean, region)
	r := rand.New(rand.NewPCG(3, 1))
	quiet, signalling := math.Float64frombits(0x7ff8000000000001), math.Float64frombits(0x7ff0000000000001)
	garbage := []float64{quiet, signalling, math.Inf(1), math.Inf(-1), 1, -1e300, 5e-6, 0}
	dirty, holes := clean.Clone(), clean.Clone()
	for i, in := range region.In {
		if !in {
			dirty.Z[i] = garbage[r.IntN(len(garbage))]
			holes.Z[i] = garbage[r.IntN(4)]
		}
	}
	if got := prepared(t, dirty, region); !reflect.DeepEqual(got, want) {
		t.Error("what the region leaves out shows")
	}
	if got := prepared(t, holes, nil); !reflect.DeepEqual(got, want) {
		t.Error("a point left out by the region is not the same as one not measured")
	}
	for i, m := range want.Relief.M {
		if m == 0 && want.Relief.Z[i] != 0 {
			t.Fatal("a height where nothing was measured")
		}
	}
}

// Spikes of a millimetre, one point in a thousand: they are held to five robust
// deviations and pull nothing else along.
func TestSpikesAreBounded(t *testing.T) {
	w := newWaves(4)
	k := 0
	s := measured(3400, 12.5, annulus(0, 0, 600, 1600), func(x, y float64) float64 {
		if k++; k%1000 == 0 {
			return 1000
		}
		return w.at(x, y)
	})
	p := prepared(t, s, nil)
	top := 0.0
	for _, z := range p.Relief.Z {
		top = math.Max(top, math.Abs(float64(z)))
	}
	// The robust deviation of this surface is its root mean square within 20 %.
	if limit := 5 * 1.2 * w.rms(); top > limit {
		t.Errorf("a height of %.2f um is left, at most %.2f are expected", top, limit)
	}
	// One in a thousand at 5 deviations adds 0.16 deviations to the mean square.
	if d := differ(p, w.at); d > 0.25*w.rms() {
		t.Errorf("off by %.3f um of %.3f", d, w.rms())
	}
}

// A height that cannot be, such as a flag for a missing point that a file did not
// declare, costs its own point only, wherever it lies.
func TestAnAbsurdHeightCostsItsPointOnly(t *testing.T) {
	w := newWaves(4)
	for _, absurd := range []float64{1e12, -1e38, 1e300} { // um
		for _, at := range []int{1, 5000} {
			k := 0
			s := measured(3400, 12.5, annulus(0, 0, 600, 1600), func(x, y float64) float64 {
				if k++; k == at {
					return absurd
				}
				return w.at(x, y) + 0.03*x
			})
			p, err := prepare.Surface(s, nil, prepare.DefaultParams())
			if err != nil {
				t.Errorf("%g um at point %d: %v", absurd, at, err)
			} else if d := differ(p, w.at); d > 0.15*w.rms() {
				t.Errorf("%g um at point %d: off by %.3f um of %.3f", absurd, at, d, w.rms())
			}
		}
	}
}

func TestTheFrameHoldsTheMarkAndIsBounded(t *testing.T) {
	flat := func(x, y float64) float64 { return math.Sin(x / 20) }
	p := prepare.DefaultParams()
	for _, rim := range []float64{450, 1000, 1750, 2900, 3900} {
		got := prepared(t, measured(2*rim+300, 20, annulus(0, 0, 0, rim), flat), nil)
		r := got.Relief
		if r.Side%12 != 0 || len(r.Z) != r.Side*r.Side || len(r.M) != len(r.Z) {
			t.Errorf("rim %g um: side %d with %d heights", rim, r.Side, len(r.Z))
		}
		if limit := 2*p.MaxRadiusUm/p.BasePitchUm + 12; float64(r.Side) > limit {
			t.Errorf("rim %g um: side %d, at most %g are expected", rim, r.Side, limit)
		}
		if rim < p.MaxRadiusUm-100 {
			if want := math.Pi * rim * rim; math.Abs(r.Area()/want-1) > 0.02 {
				t.Errorf("rim %g um: area %g um², want %g", rim, r.Area(), want)
			}
			if float64(r.Side)*r.PitchUm > 2*rim+200 {
				t.Errorf("rim %g um: a frame of %g um is larger than needed", rim, float64(r.Side)*r.PitchUm)
			}
		}
	}
}
