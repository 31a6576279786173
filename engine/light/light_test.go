package light_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"cotejo/engine/light"
	"cotejo/engine/mark"
)

// surface has points 1 um apart, of a height given in um.
func surface(side int, height func(x, y float64) float64) *mark.Surface {
	s := mark.NewSurface(side, side, 1e-6, 1e-6)
	for i := range s.Z {
		s.Z[i] = height(float64(i%side), float64(i/side)) * 1e-6
	}
	return s
}

// Two slopes meet in the middle: under a side light the one that faces it is
// bright; seen from the other side it is dark; along the ridge they are alike.
func TestWhatFacesTheLightIsBright(t *testing.T) {
	roof := surface(64, func(x, _ float64) float64 { return -0.2 * math.Abs(x-31.5) }) // the right slope faces right
	for _, c := range []struct {
		azimuth float64
		right   int // the sign of right minus left
	}{{0, 1}, {180, -1}, {90, 0}, {270, 0}, {45, 1}, {360, 1}} {
		img, seen, err := light.Shade(roof, light.NewSide(c.azimuth))
		if err != nil {
			t.Fatal(err)
		}
		if seen.Count() != 64*64 {
			t.Fatalf("%d points are seen", seen.Count())
		}
		d := int(img.Pix[20*64+50]) - int(img.Pix[20*64+10])
		if sign(d, 100) != c.right {
			t.Errorf("azimuth %g: right minus left is %d, want the sign %d", c.azimuth, d, c.right)
		}
	}
	ring, _, err := light.Shade(roof, light.NewRing())
	if err != nil {
		t.Fatal(err)
	}
	if d := int(ring.Pix[20*64+50]) - int(ring.Pix[20*64+10]); sign(d, 100) != 0 {
		t.Errorf("under a ring the slopes differ by %d", d)
	}
}

func sign(v, dead int) int {
	switch {
	case v > dead:
		return 1
	case v < -dead:
		return -1
	}
	return 0
}

// The y axis runs down the picture and the azimuth anticlockwise: a slope that
// rises down the picture faces up, and a light at 90 degrees stands there.
func TestTheTopOfThePictureIsAtNinetyDegrees(t *testing.T) {
	ridge := surface(64, func(_, y float64) float64 { return -0.2 * math.Abs(y-31.5) })
	img, _, err := light.Shade(ridge, light.NewSide(90))
	if err != nil {
		t.Fatal(err)
	}
	if img.Pix[10*64+20] <= img.Pix[50*64+20] {
		t.Error("the upper slope is not the bright one under a light from the top")
	}
}

// Lambert's law on a known normal: with the darkest and brightest hundredth as
// black and white, a slope half as steep lies in the middle.
func TestBrightnessFollowsTheSlope(t *testing.T) {
	steps := surface(90, func(x, _ float64) float64 {
		switch {
		case x < 30:
			return 0.02 * x
		case x < 60:
			return 0.6 + 0.01*(x-30)
		}
		return 0.9
	})
	img, _, err := light.Shade(steps, light.NewSide(180))
	if err != nil {
		t.Fatal(err)
	}
	at := func(x int) float64 { return float64(img.Pix[40*90+x]) }
	if share := (at(45) - at(75)) / (at(15) - at(75)); math.Abs(share-0.5) > 0.02 {
		t.Errorf("the slope of half the height has %.3f of the brightness", share)
	}
}

func TestMissingPointsAreNotSeen(t *testing.T) {
	s := surface(40, func(x, y float64) float64 { return 0.05 * math.Sin(x/3) * math.Cos(y/4) })
	for i := range s.Z {
		switch {
		case i%40 < 10:
			s.Z[i] = math.NaN()
		case i == 20*40+25:
			s.Z[i] = math.Inf(1)
		}
	}
	img, seen, err := light.Shade(s, light.NewRing())
	if err != nil {
		t.Fatal(err)
	}
	for i, in := range seen.In {
		if in == (i%40 < 10 || i == 20*40+25) || (!in && img.Pix[i] != 0) {
			t.Fatalf("point %d, %d: seen %v, brightness %d", i%40, i/40, in, img.Pix[i])
		}
	}
	for name, s := range map[string]*mark.Surface{
		"one point": mark.NewSurface(1, 1, 1e-6, 1e-6),
		"flat":      mark.NewSurface(30, 30, 1e-6, 1e-6),
		"nothing":   surface(20, func(_, _ float64) float64 { return math.NaN() }),
	} {
		if _, _, err := light.Shade(s, light.NewSide(10)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, l := range map[string]light.Light{
		"no kind":      {ElevationDeg: 30},
		"below":        {Kind: light.Side, ElevationDeg: 0},
		"no azimuth":   {Kind: light.Side, ElevationDeg: 30, AzimuthDeg: math.NaN()},
		"no elevation": {Kind: light.Ring, ElevationDeg: math.NaN()},
	} {
		if _, _, err := light.Shade(s, l); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// rough is an isotropic surface of some micrometres at 12.5 um: noise, smoothed.
func rough(seed uint64, side int) *mark.Surface {
	r := rand.New(rand.NewPCG(seed, 1))
	s := mark.NewSurface(side, side, 12.5e-6, 12.5e-6)
	type wave struct{ kx, ky, phase float64 }
	var w []wave
	for range 150 {
		k, dir := 2*math.Pi/(60+200*r.Float64()), 2*math.Pi*r.Float64()
		w = append(w, wave{k * math.Cos(dir), k * math.Sin(dir), 2 * math.Pi * r.Float64()})
	}
	for i := range s.Z {
		x, y := float64(i%side)*12.5, float64(i/side)*12.5
		for _, v := range w {
			s.Z[i] += 0.15e-6 * math.Cos(v.kx*x+v.ky*y+v.phase)
		}
	}
	return s
}

// planeOf is a picture as it is looked at: about its mean.
func planeOf(img *mark.Image) light.Plane {
	p := light.Plane{Side: img.Width, PitchUm: img.PitchX * 1e6, Z: make([]float32, len(img.Pix)), M: make([]float32, len(img.Pix))}
	mean := 0.0
	for _, v := range img.Pix {
		mean += float64(v) / float64(len(img.Pix))
	}
	for i, v := range img.Pix {
		p.Z[i], p.M[i] = float32(float64(v)-mean)/1000, 1
	}
	return p
}

func TestTheLightIsToldFromThePicture(t *testing.T) {
	s, q := rough(1, 160), light.DefaultParams()
	for deg := -60.0; deg < 300; deg += 30 {
		img, _, err := light.Shade(s, light.NewSide(deg))
		if err != nil {
			t.Fatal(err)
		}
		e := light.EstimateOf(planeOf(img), q)
		// Of the two sides, hollows and bumps, the picture says nothing.
		off := math.Mod(math.Abs(e.Light.AzimuthDeg-deg), 180)
		if off = min(off, 180-off); e.Light.Kind != light.Side || off > 8 {
			t.Errorf("a side light at %g degrees is seen as %+v", deg, e)
		}
		if c := e.Candidates(); len(c) != 2 || math.Abs(math.Abs(c[0].AzimuthDeg-c[1].AzimuthDeg)-180) > 1e-9 {
			t.Errorf("candidates %+v", c)
		}
	}
	for _, matte := range []bool{false, true} {
		l := light.NewRing()
		l.Matte = matte
		img, _, err := light.Shade(s, l)
		if err != nil {
			t.Fatal(err)
		}
		e := light.EstimateOf(planeOf(img), q)
		if c := e.Candidates(); e.Light.Kind != light.Ring || len(c) != 1 || c[0].Matte != matte {
			t.Errorf("a ring, matte %v, is seen as %+v with the candidates %+v", matte, e, c)
		}
	}
}

// What is made of two pictures under lights 60 degrees apart agrees; the pictures
// hardly do. Under a ring the picture stays as it is. Twice is the same.
func TestAReliefHidesWhereTheLightStood(t *testing.T) {
	s, q := rough(2, 160), light.DefaultParams()
	relief := func(deg float64) (raw, got []float32) {
		img, _, err := light.Shade(s, light.NewSide(deg))
		if err != nil {
			t.Fatal(err)
		}
		p := planeOf(img)
		got, _ = light.Relief(p, nil, q)
		again, _ := light.Relief(p, nil, q)
		if !reflect.DeepEqual(got, again) {
			t.Fatal("two runs differ")
		}
		return p.Z, got
	}
	rawA, a := relief(0)
	rawB, b := relief(60)
	raw, made := correlation(rawA, rawB), correlation(a, b)
	t.Logf("pictures %.3f, what is made of them %.3f", raw, made)
	if raw > 0.6 || made < 0.75 {
		t.Errorf("pictures %.3f, what is made of them %.3f: want below 0.6 and above 0.75", raw, made)
	}
	img, _, err := light.Shade(s, light.NewRing())
	if err != nil {
		t.Fatal(err)
	}
	p := planeOf(img)
	if z, _ := light.Relief(p, nil, q); !reflect.DeepEqual(z, p.Z) {
		t.Error("a picture under a ring was changed")
	}
	if e := light.EstimateOf(light.Plane{}, q); e.Light.Kind != light.Ring {
		t.Errorf("an empty plane is lit by %+v", e)
	}
}

func correlation(a, b []float32) float64 {
	var ab, aa, bb float64
	for i := range a {
		ab += float64(a[i]) * float64(b[i])
		aa += float64(a[i]) * float64(a[i])
		bb += float64(b[i]) * float64(b[i])
	}
	return ab / math.Sqrt(aa*bb)
}

func TestParamsNameWhatIsWrong(t *testing.T) {
	if err := light.DefaultParams().Validate(); err != nil {
		t.Error(err)
	}
	for name, spoil := range map[string]func(*light.Params){
		"wave_um": func(p *light.Params) { p.WaveUm[1] = 10 }, "max_null": func(p *light.Params) { p.MaxNull = 0 },
		"min_anisotropy": func(p *light.Params) { p.MinAnisotropy = math.NaN() }, "max_skewness": func(p *light.Params) { p.MaxSkewness = -1 },
		"floor": func(p *light.Params) { p.Floor = 0 }, "first_deg": func(p *light.Params) { p.FirstDeg = math.Inf(1) },
	} {
		p := light.DefaultParams()
		if spoil(&p); p.Validate() == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
