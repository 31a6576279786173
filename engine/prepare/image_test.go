package prepare_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"cotejo/engine/light"
	"cotejo/engine/mark"
	"cotejo/engine/prepare"
)

const photoSide, photoPitch = 288, 12.5 // points and um

// photo is a picture of an annulus of 700 to 1500 um whose brightness, 0 to 1, is
// given at a place in um.
func photo(brightness func(x, y float64) float64) (*mark.Image, *mark.Mask) {
	const n = photoSide
	m := &mark.Image{Width: n, Height: n, PitchX: photoPitch * 1e-6, PitchY: photoPitch * 1e-6, Pix: make([]uint16, n*n), Depth: 16}
	region, inside := mark.NewMask(n, n), annulus(0, 0, 700, 1500)
	for i := range m.Pix {
		x, y := (float64(i%n)-float64(n-1)/2)*photoPitch, (float64(i/n)-float64(n-1)/2)*photoPitch
		region.In[i] = inside(x, y)
		m.Pix[i] = uint16(65535 * min(max(brightness(x, y), 0), 1))
	}
	return m, region
}

// grain is fine isotropic brightness about the middle grey.
func grain(seed uint64) func(x, y float64) float64 {
	r := rand.New(rand.NewPCG(seed, 3))
	var w waves
	for range 60 {
		k, dir := 2*math.Pi/(80+120*r.Float64()), 2*math.Pi*r.Float64()
		w = append(w, wave{k * math.Cos(dir), k * math.Sin(dir), 2 * math.Pi * r.Float64(), 0.015})
	}
	return func(x, y float64) float64 { return 0.5 + w.at(x, y) }
}

func imagePrepared(t *testing.T, brightness func(x, y float64) float64) *prepare.Prepared {
	t.Helper()
	m, region := photo(brightness)
	p, err := prepare.Image(m, region, nil, prepare.DefaultParams())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// correlation of two reliefs where both are measured.
func correlation(a, b *prepare.Relief) float64 {
	var ab, aa, bb float64
	for i := range a.Z {
		if a.M[i] > 0 && b.M[i] > 0 {
			ab += float64(a.Z[i]) * float64(b.Z[i])
			aa += float64(a.Z[i]) * float64(a.Z[i])
			bb += float64(b.Z[i]) * float64(b.Z[i])
		}
	}
	return ab / math.Sqrt(aa*bb)
}

// What a lamp or a camera adds does not show: a slope, a bowl, a gain, an offset,
// a gamma, a contrast that falls off, rings about the centre.
func TestLightingDoesNotShow(t *testing.T) {
	base := grain(1)
	want := imagePrepared(t, base).Relief
	for _, c := range []struct {
		name  string
		least float64
		f     func(x, y float64) float64
	}{
		{"gain and offset", 0.999, func(x, y float64) float64 { return 0.1 + 0.6*base(x, y) }},
		{"gamma 0.6", 0.98, func(x, y float64) float64 { return math.Pow(base(x, y), 0.6) }},
		{"gamma 1.8", 0.98, func(x, y float64) float64 { return math.Pow(base(x, y), 1.8) }},
		{"trend", 0.99, func(x, y float64) float64 { return 0.5*base(x, y) + 1e-4*x - 5e-5*y + 0.2 }},
		{"bowl", 0.98, func(x, y float64) float64 { return 0.5*base(x, y) + 1e-7*(x*x+y*y) }},
		{"contrast falls off", 0.97, func(x, y float64) float64 { return 0.5 + (base(x, y)-0.5)*(1+x/2500) }},
		{"rings", 0.95, func(x, y float64) float64 { return base(x, y) + 0.1*math.Sin(math.Hypot(x, y)/40) }},
	} {
		got := imagePrepared(t, c.f).Relief
		if r := correlation(got, want); r < c.least {
			t.Errorf("%s: correlation %.4f, want %g", c.name, r, c.least)
		}
	}
	if r := correlation(imagePrepared(t, grain(2)).Relief, want); math.Abs(r) > 0.1 {
		t.Errorf("other grain: correlation %.3f", r)
	}
}

func TestAPictureIsPreparedTheSameTwice(t *testing.T) {
	a, b := imagePrepared(t, grain(1)), imagePrepared(t, grain(1))
	if !reflect.DeepEqual(a, b) {
		t.Error("two runs differ")
	}
	if d := a.Relief.Deviation(); math.Abs(d-1) > 1e-3 {
		t.Errorf("deviation %g um, want 1", d)
	}
	if a.Light == nil || a.Light.Light.Kind != light.Ring {
		t.Errorf("grain without direction is lit by %+v", a.Light)
	}
}

// One surface under a lamp at the side from several directions, which is what
// turning the case under a fixed lamp comes to: the pictures have little in
// common, what is made of them much.
func TestASideLightIsTakenOff(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 1))
	var w waves
	for range 120 {
		k, dir := 2*math.Pi/(70+150*r.Float64()), 2*math.Pi*r.Float64()
		w = append(w, wave{k * math.Cos(dir), k * math.Sin(dir), 2 * math.Pi * r.Float64(), 0.2})
	}
	lit := func(deg float64) func(x, y float64) float64 {
		s, c := math.Sincos(deg * math.Pi / 180)
		return func(x, y float64) float64 {
			slope := 0.0 // towards the lamp; y runs down
			for _, v := range w {
				slope -= v.height * (v.kx*c - v.ky*s) * math.Sin(v.kx*x+v.ky*y+v.phase)
			}
			return 0.5 - slope
		}
	}
	base := imagePrepared(t, lit(20))
	for _, deg := range []float64{0, 45, 65} {
		got := imagePrepared(t, lit(deg))
		if off := math.Abs(mark.NormaliseDeg(got.Light.Light.AzimuthDeg - deg)); got.Light.Light.Kind != light.Side || off > 10 {
			t.Errorf("lamp at %g degrees is seen at %+v", deg, got.Light.Light)
		}
		if r := correlation(got.Relief, base.Relief); r < 0.6 {
			t.Errorf("lamps at 20 and %g degrees: correlation %.3f", deg, r)
		}
	}
}

// A picture of pixels much finer than the base pitch gives what a coarser one of
// the same place does.
func TestFinePixelsAreJoined(t *testing.T) {
	w := newWaves(4)
	base := func(x, y float64) float64 { return 0.5 + 0.1*w.at(x, y) }
	at := func(pitch float64) *prepare.Relief {
		n := int(3600 / pitch)
		m := &mark.Image{Width: n, Height: n, PitchX: pitch * 1e-6, PitchY: pitch * 1e-6, Pix: make([]uint16, n*n), Depth: 16}
		region, inside := mark.NewMask(n, n), annulus(0, 0, 700, 1500)
		for i := range m.Pix {
			x, y := (float64(i%n)-float64(n-1)/2)*pitch, (float64(i/n)-float64(n-1)/2)*pitch
			region.In[i] = inside(x, y)
			m.Pix[i] = uint16(65535 * base(x, y))
		}
		p, err := prepare.Image(m, region, nil, prepare.DefaultParams())
		if err != nil {
			t.Fatal(err)
		}
		return p.Relief
	}
	want := at(6)
	for _, pitch := range []float64{2.5, 3} {
		if got := at(pitch); got.Side != want.Side || correlation(got, want) < 0.97 {
			t.Errorf("%g um a pixel: side %d and %d, correlation %.3f", pitch, got.Side, want.Side, correlation(got, want))
		}
	}
}
