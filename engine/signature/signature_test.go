package signature_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"cotejo/engine/feature"
	"cotejo/engine/kernel"
	"cotejo/engine/signature"
)

const (
	side  = 160
	pitch = 25.0 // um, that of the middle level
)

// field is a smooth surface that is known everywhere: waves of 150 to 500 um,
// coarse enough for the rings of 80 um and the harmonics 6 to 61.
type field []struct{ kx, ky, phase float64 }

func newField(seed uint64) field {
	r := rand.New(rand.NewPCG(seed, 1))
	f := make(field, 60)
	for i := range f {
		k, dir := 2*math.Pi/(150+350*r.Float64()), 2*math.Pi*r.Float64()
		f[i].kx, f[i].ky, f[i].phase = k*math.Cos(dir), k*math.Sin(dir), 2*math.Pi*r.Float64()
	}
	return f
}

func (f field) at(x, y float64) float64 {
	z := 0.0
	for _, w := range f {
		z += math.Cos(w.kx*x + w.ky*y + w.phase)
	}
	return z / math.Sqrt(float64(len(f))/2) // unit deviation
}

// level is the field turned anticlockwise as displayed, within a mask given in
// the field's own coordinates.
func (f field) level(deg float64, inside func(x, y float64) bool) *feature.Level {
	l := &feature.Level{Side: side, PitchUm: pitch, Values: make([]int8, side*side), Mask: feature.NewBits(side * side)}
	sin, cos := math.Sincos(deg * math.Pi / 180)
	for i := range l.Values {
		x, y := (float64(i%side)-(side-1)/2.0)*pitch, (float64(i/side)-(side-1)/2.0)*pitch
		// Back by deg: y runs down.
		u, v := cos*x-sin*y, sin*x+cos*y
		if inside(u, v) {
			l.Mask.Set(i)
			l.Values[i] = int8(max(-127, min(127, math.Round(f.at(u, v)*feature.UnitsPerDeviation))))
		}
	}
	return l
}

func ring(x, y float64) bool { r := math.Hypot(x, y); return r > 620 && r < 1850 }

// half is the upper half of the ring: y runs down.
func half(x, y float64) bool { return ring(x, y) && y < 0 }

func maker(t *testing.T, l *feature.Level) *signature.Maker {
	t.Helper()
	m, err := signature.NewMaker(l, signature.DefaultParams())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// top is the largest correlation of two signatures, as a share of what equal ones
// would have, and the angle in degrees at which it is found.
func top(t *testing.T, a, b []int8) (share, deg float64) {
	t.Helper()
	p, err := kernel.NewProbe(signature.DefaultParams().Layout, [][]int8{a})
	if err != nil {
		t.Fatal(err)
	}
	best, at := float32(math.Inf(-1)), 0
	for angle, v := range p.Correlate(b) {
		if v > best {
			best, at = v, angle
		}
	}
	// Correlate counts each harmonic twice, for its conjugate.
	return float64(best) / (2 * kernel.Norm(a) * kernel.Norm(b)), float64(at) * 360 / kernel.Angles
}

// A turn of the mark only turns the phases: the correlation stays and its peak
// moves by the turn, to the nearest of 128 angles.
func TestATurnMovesThePeak(t *testing.T) {
	f := newField(1)
	base := maker(t, f.level(0, ring)).At(signature.Centre{})
	const step = 360.0 / kernel.Angles
	for _, deg := range []float64{0, 11.25, 33, 90, 135.7, 180, 271} {
		share, found := top(t, base, maker(t, f.level(deg, ring)).At(signature.Centre{}))
		if share < 0.9 {
			t.Errorf("turned by %g: correlation %.3f, want above 0.9", deg, share)
		}
		if off := math.Abs(math.Remainder(found-deg, 360)); off > step {
			t.Errorf("turned by %g: the peak lies at %.2f, more than a step off", deg, found)
		}
	}
	// 1,792 values make chance agreement of two marks small at any of 128 angles.
	if share, _ := top(t, base, maker(t, newField(2).level(0, ring)).At(signature.Centre{})); share > 0.3 {
		t.Errorf("two fields correlate by %.3f", share)
	}
}

// A shifted centre undoes a shift of the mark.
func TestAShiftedCentreUndoesAShift(t *testing.T) {
	f := newField(3)
	base := maker(t, f.level(0, ring)).At(signature.Centre{})
	moved := make(field, len(f))
	copy(moved, f)
	const dx, dy = 180.0, -90.0 // to the right and up
	for i, w := range moved {
		moved[i].phase -= w.kx*dx + w.ky*dy
	}
	there := func(x, y float64) bool { return ring(x-dx, y-dy) }
	m := maker(t, moved.level(0, there))
	with, deg := top(t, base, m.At(signature.Centre{XUm: dx, YUm: dy}))
	without, _ := top(t, base, m.At(signature.Centre{}))
	if with < 0.9 || deg != 0 || without > 0.5 {
		t.Errorf("correlation %.3f at %g degrees with the shift undone and %.3f without", with, deg, without)
	}
}

func TestCoversTurnWithTheMark(t *testing.T) {
	f := newField(4)
	upper := signature.CoverOf(f.level(0, half), signature.DefaultParams(), signature.Centre{})
	whole := signature.CoverOf(f.level(0, ring), signature.DefaultParams(), signature.Centre{})
	if share := upper.Area() / whole.Area(); math.Abs(share-0.5) > 0.02 {
		t.Errorf("half a ring covers %.3f of it", share)
	}
	for angle := range kernel.Angles {
		// Two half rings turned against each other share what the turn leaves.
		turn := math.Abs(math.Remainder(float64(angle)*360/kernel.Angles, 360))
		if got, want := upper.Overlap(upper, angle)/upper.Area(), 1-turn/180; math.Abs(got-want) > 0.04 {
			t.Errorf("angle %d: overlap %.3f, want %.3f", angle, got, want)
		}
		if got := upper.Overlap(whole, angle) / upper.Area(); math.Abs(got-1) > 0.02 {
			t.Errorf("angle %d: %.3f of a half lies within the whole", angle, got)
		}
	}
	// The cover of a turned mark is the turned cover: a quarter is 32 angles.
	left := signature.CoverOf(f.level(90, half), signature.DefaultParams(), signature.Centre{})
	if got := upper.Overlap(left, 32) / upper.Area(); got < 0.98 {
		t.Errorf("the upper half turned by a quarter meets the left half in %.3f", got)
	}
	if got := upper.Overlap(left, 96) / upper.Area(); got > 0.02 {
		t.Errorf("the upper half turned the other way meets the left half in %.3f", got)
	}
}

// Four deviations fill the eight bits, whatever the size of the values.
func TestValuesFillEightBits(t *testing.T) {
	l := newField(5).level(0, ring)
	s := maker(t, l).At(signature.Centre{})
	if len(s) != signature.DefaultParams().Layout.Bytes() {
		t.Fatalf("%d values", len(s))
	}
	cut := 0
	for _, v := range s {
		if v == -128 {
			t.Error("-128 has no positive twin")
		}
		if v == 127 || v == -127 {
			cut++
		}
	}
	if d := kernel.Norm(s) / math.Sqrt(float64(len(s))); math.Abs(d-127.0/4) > 2 {
		t.Errorf("deviation %.2f, want about 31.75", d)
	}
	// Of normal values 0.006 % lie beyond four deviations; the rings' weights and
	// the band of the waves spread them a little wider.
	if cut > len(s)/50 {
		t.Errorf("%d of %d values are cut", cut, len(s))
	}
	empty := &feature.Level{Side: 40, PitchUm: pitch, Values: make([]int8, 1600), Mask: feature.NewBits(1600)}
	for _, v := range maker(t, empty).At(signature.Centre{}) {
		if v != 0 {
			t.Fatal("nothing measured gives something")
		}
	}
}

func TestCentresLieWithinTheirReach(t *testing.T) {
	p := signature.DefaultParams()
	for shifts, want := range map[int]int{0: 1, 1: 5, 2: 13, 3: 29} { // Gauss's circle problem
		p.Shifts = shifts
		all, seen := p.Centres(), map[signature.Centre]bool{}
		for _, c := range all {
			if seen[c] || math.Hypot(c.XUm, c.YUm) > float64(shifts)*p.ShiftUm+1e-9 {
				t.Errorf("%d shifts: centre %v", shifts, c)
			}
			seen[c] = true
			if !seen[signature.Centre{}] {
				t.Errorf("%d shifts: the first is %v", shifts, c)
			}
		}
		if len(all) != want {
			t.Errorf("%d shifts: %d centres, want %d", shifts, len(all), want)
		}
	}
	p = signature.DefaultParams()
	if n := len(p.Centres()); n != 29 {
		t.Errorf("%d centres by default, want 29", n)
	}
	near := p.HoleCentres()
	if len(near) != 9 || near[0] != (signature.Centre{}) {
		t.Errorf("centres for a hole: %v, want the middle and its eight neighbours", near)
	}
	if p.HoleUm = 1e6; len(p.HoleCentres()) != 29 {
		t.Errorf("a hole needs %d centres, more than all", len(p.HoleCentres()))
	}
}

func TestParamsNameWhatIsWrong(t *testing.T) {
	if err := signature.DefaultParams().Validate(); err != nil {
		t.Error(err)
	}
	for name, spoil := range map[string]func(*signature.Params){
		"radius_um [0":   func(p *signature.Params) { p.RadiusUm[0] = 0 },
		"radius_um [600": func(p *signature.Params) { p.RadiusUm[1] = 600 },
		"equalise_um":    func(p *signature.Params) { p.EqualiseUm = math.NaN() },
		"shift_um 0":     func(p *signature.Params) { p.ShiftUm = 0 },
		"shifts 9":       func(p *signature.Params) { p.Shifts = 9 },
		"hole_um -1":     func(p *signature.Params) { p.HoleUm = -1 },
		"shifts -1":      func(p *signature.Params) { p.Shifts = -1 },
		"rings":          func(p *signature.Params) { p.Layout.Rings = 0 },
		"harmonics":      func(p *signature.Params) { p.Layout.First = 30 },
	} {
		p := signature.DefaultParams()
		spoil(&p)
		if err := p.Validate(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
