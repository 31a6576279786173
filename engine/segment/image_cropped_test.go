package segment

import (
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"cotejo/engine/mark"
	"cotejo/engine/scan"
	"cotejo/fixtures"
)

// pictures are a generated mark, cut out as the public sets are, under two
// lights: black where there is no mark. They are made once and not changed.
var pictures = sync.OnceValues(func() ([]*mark.Image, error) {
	cfg := fixtures.DefaultConfig()
	cfg.Firearms, cfg.Shots = 1, 1
	c, err := fixtures.NewCollection(cfg)
	if err != nil {
		return nil, err
	}
	e, err := c.Exhibit(0)
	if err != nil {
		return nil, err
	}
	return []*mark.Image{fixtures.RenderRing(e.Surface, fixtures.Lighting{}), fixtures.RenderSide(e.Surface, fixtures.Lighting{AzimuthDeg: 70})}, nil
})

func picture(t *testing.T, k int) *mark.Image {
	t.Helper()
	all, err := pictures()
	if err != nil {
		t.Fatal(err)
	}
	return all[k]
}

// onGround returns a copy of a picture with another background: a grey level and
// noise of the given deviation, laid over the mark as well when all is set.
func onGround(m *mark.Image, level, noise float64, seed uint64) *mark.Image {
	r := rand.New(rand.NewPCG(seed, 1))
	out := *m
	out.Pix = make([]uint16, len(m.Pix))
	for i, v := range m.Pix {
		g := float64(v >> 8)
		if v == 0 {
			g = level
		}
		if noise > 0 {
			g += noise * r.NormFloat64()
		}
		out.Pix[i] = uint16(math.Round(max(0, min(255, g)))) * 257
	}
	return &out
}

func TestACutOutMarkIsFoundOnAnyGround(t *testing.T) {
	p := defaultImageParams()
	for k := range 2 {
		m := picture(t, k)
		for _, c := range []struct{ level, noise float64 }{{0, 0}, {255, 0}, {128, 0}, {60, 0}, {0, 3}, {128, 2}, {200, 3}, {255, 3}} {
			got, ok := croppedImage(onGround(m, c.level, c.noise, uint64(k)), p)
			if !ok {
				t.Errorf("picture %d on %g with noise %g: not seen as cut out", k, c.level, c.noise)
				continue
			}
			both, either := 0, 0
			for i, in := range got.In {
				if is := m.Pix[i] != 0; in && is {
					both++
					either++
				} else if in || is {
					either++
				}
			}
			// One point at the rim is left out on purpose: 2 % of such an annulus. On
			// a grey that the mark has too, some of its rim goes with the ground.
			if iou := float64(both) / float64(either); iou < 0.91 {
				t.Errorf("picture %d on %g with noise %g: overlap %.3f", k, c.level, c.noise, iou)
			}
		}
	}
}

func TestDarkPointsOfAMarkStayInIt(t *testing.T) {
	m := picture(t, 0)
	r := rand.New(rand.NewPCG(1, 1))
	want, ok := croppedImage(m, defaultImageParams())
	if !ok {
		t.Fatal("not seen as cut out")
	}
	dirty := onGround(m, 0, 0, 1)
	for i, v := range m.Pix {
		if v != 0 && r.IntN(50) == 0 {
			dirty.Pix[i] = 0
		}
	}
	got, ok := croppedImage(dirty, defaultImageParams())
	if !ok {
		t.Fatal("not seen as cut out with dark points")
	}
	if lost := want.Count() - got.Count(); lost > want.Count()/50 {
		t.Errorf("%d of %d points were lost to dark points", lost, want.Count())
	}
}

func TestWhatWasNotCutOutIsNotTakenForIt(t *testing.T) {
	m := picture(t, 1)
	blank := onGround(m, 0, 0, 1)
	clear(blank.Pix)
	fading, tiny, large, bare := onGround(m, 0, 0, 1), onGround(m, 0, 0, 1), onGround(m, 0, 0, 1), onGround(m, 0, 0, 1)
	for i := range fading.Pix {
		x, y := float64(i%m.Width)-float64(m.Width)/2, float64(i/m.Width)-float64(m.Height)/2
		d := math.Hypot(x, y) / (0.45 * float64(m.Width))
		fading.Pix[i] = uint16(257 * math.Round(max(0, 200*(1-d*d))))
		bare.Pix[i] = 0
		if d < 0.8 {
			bare.Pix[i] = 180 * 257
		}
	}
	tiny.PitchX, tiny.PitchY = 0.5e-6, 0.5e-6
	large.PitchX, large.PitchY = 20e-6, 20e-6
	noise := onGround(m, 128, 0, 1)
	for i := range noise.Pix {
		noise.Pix[i] = uint16(rand.New(rand.NewPCG(uint64(i), 1)).IntN(65536))
	}
	for name, img := range map[string]*mark.Image{
		"blank": blank, "fading": fading, "0.5 um": tiny, "20 um": large, "without structure": bare, "noise": noise,
		"one point": {Width: 1, Height: 1, Pix: []uint16{0}},
	} {
		if _, ok := croppedImage(img, defaultImageParams()); ok {
			t.Errorf("%s: taken for a mark that was cut out", name)
		}
	}
}

// The real photographs show whole case heads.
func TestPhotographsAreNotCutOut(t *testing.T) {
	for _, name := range []string{"NBIDE_R_BF_118.png", "Fadul_1-1_BF_R.png"} {
		data, err := os.Open(filepath.Join("..", "..", "..", "shared", "data", "raw", name))
		if err != nil {
			t.Skip("the real photographs are not beside the repository")
		}
		s, err := scan.Read(data, scan.DefaultLimits())
		_ = data.Close()
		if err != nil {
			t.Fatal(err)
		}
		for _, pitch := range []float64{s.Image.PitchX, 0, 1e-6} {
			s.Image.PitchX, s.Image.PitchY = pitch, pitch
			if _, ok := croppedImage(s.Image, defaultImageParams()); ok {
				t.Errorf("%s at %g m: taken for a mark that was cut out", name, pitch)
			}
		}
	}
}

// A mark cut out of a spoiled photograph is refused with its reason, on any ground.
func TestSpoiledMarksAreRefused(t *testing.T) {
	m := picture(t, 1)
	for _, c := range []struct {
		name  string
		level float64
		grey  func(v float64) float64
		want  Code
	}{
		{"overexposed on black", 0, func(v float64) float64 { return 110 + 3*v }, Saturated},
		{"overexposed on white", 255, func(v float64) float64 { return min(255, 80+1.3*v) }, Saturated},
		{"dark on white", 255, func(v float64) float64 { return 0.1 * v }, TooDark},
		{"good on black", 0, func(v float64) float64 { return v }, ""},
		{"good on white", 255, func(v float64) float64 { return v }, ""},
	} {
		spoiled := onGround(m, 0, 0, 1)
		for i, v := range m.Pix {
			g := c.level
			if v != 0 {
				g = c.grey(float64(v) / 257)
			}
			spoiled.Pix[i] = uint16(math.Round(max(0, min(255, g)))) * 257
		}
		f, err := Image(spoiled, Options{PitchFrom: PitchFile}, DefaultParams())
		var refusal *Refusal
		errors.As(err, &refusal)
		switch {
		case c.want == "" && (err != nil || f.Extent != Cropped || len(f.Warnings) > 0):
			t.Errorf("%s: %v", c.name, err)
		case c.want != "" && (refusal == nil || refusal.Code != c.want):
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}
