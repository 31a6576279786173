package overlap

import (
	"errors"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cotejo/engine"
	"cotejo/engine/mark"
	"cotejo/engine/scan"
	"cotejo/engine/segment"
	"cotejo/fixtures"
)

var (
	full       = flag.Int("full", 0, "number of acquisitions of each view to measure, instead of a few")
	seed       = flag.Uint64("seed", 20260, "seed of the acquisitions")
	unsuitable = flag.Int("unsuitable", 0, "number of unsuitable inputs, instead of one of each kind")
	overlays   = flag.String("overlays", "", "folder for pictures of the poor and the refused")
)

func newEngine(t *testing.T) *engine.Engine {
	t.Helper()
	e, err := engine.New(engine.DefaultParams(), 1)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// collection has n exhibits of many firearms.
func collection(t *testing.T, n int) *fixtures.Collection {
	t.Helper()
	cfg := fixtures.DefaultConfig()
	cfg.Firearms, cfg.Shots, cfg.Seed = (n+1)/2, 2, *seed
	cfg.Instruments = []fixtures.Instrument{fixtures.Confocal(), fixtures.Photometric()}
	c, err := fixtures.NewCollection(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func acquisition(surface *mark.Surface, image *mark.Image) *scan.Scan {
	if surface != nil {
		return &scan.Scan{Format: scan.X3P, Surface: surface}
	}
	return &scan.Scan{Format: scan.PNG, Image: image}
}

func truthOf(a *fixtures.Acquisition) Truth {
	return Truth{Name: a.Name, Masks: a.Masks,
		Edge: [3]float64{a.Edge.X, a.Edge.Y, a.Edge.R}, Aperture: [3]float64{a.Aperture.X, a.Aperture.Y, a.Aperture.R}}
}

// TestOverlap holds a few acquisitions of each view to loose limits; with -full it
// measures and holds them to what is asked for.
func TestOverlap(t *testing.T) {
	if underRace {
		t.Skip("arithmetic on one goroutine: measured without the race detector")
	}
	for _, v := range fixtures.Views() {
		t.Run(string(v), func(t *testing.T) {
			n, least, refusals := 6, 0.80, 0
			if *full > 0 {
				n, least, refusals = *full, 0.90, max(1, *full/100)
			}
			tally := measure(t, v, n)
			var b strings.Builder
			tally.Print(&b, string(v))
			t.Log("\n" + b.String())
			if tally.Seen != n {
				t.Errorf("%d acquisitions measured, not %d", tally.Seen, n)
			}
			bf := tally.Of(mark.BreechFace)
			if got := tally.Mean(mark.BreechFace); got < least {
				t.Errorf("breech faces overlap by %.3f, at least %.2f are needed", got, least)
			}
			if len(bf.Silent) > 0 {
				t.Errorf("silently poor: %q", bf.Silent)
			}
			if len(tally.Refused) > refusals {
				t.Errorf("refused: %q", tally.Refused)
			}
		})
	}
}

func measure(t *testing.T, v fixtures.View, n int) *Tally {
	t.Helper()
	e, c, tally := newEngine(t), collection(t, n), NewTally()
	for i := range n {
		a, err := c.Acquisition(i, v, fixtures.Frame{})
		if err != nil {
			t.Fatal(err)
		}
		s := acquisition(a.Surface, a.Image)
		found, err := e.Segment(s, engine.Known{Primer: a.Primer})
		if *overlays != "" && (err != nil || found.Of(mark.BreechFace) == nil || IoU(found.Of(mark.BreechFace).Mask, a.Masks[mark.BreechFace]) < 0.85) {
			draw(t, fmt.Sprintf("%s-%s.png", v, a.Name), a, found)
		}
		if err := tally.Add(truthOf(a), found, err); err != nil {
			t.Error(err)
		}
	}
	return tally
}

// TestUnsuitable: nothing that is no acquisition of a mark may pass.
func TestUnsuitable(t *testing.T) {
	if underRace {
		t.Skip("arithmetic on one goroutine: measured without the race detector")
	}
	n := fixtures.UnsuitableKinds()
	if n < 12 {
		t.Fatalf("only %d kinds of unsuitable inputs", n)
	}
	e, seen := newEngine(t), 0
	for i := range max(n, *unsuitable) {
		u, err := fixtures.UnsuitableInput(i, *seed)
		if err != nil {
			t.Fatal(err)
		}
		seen++
		found, err := e.Segment(acquisition(u.Surface, u.Image), engine.Known{})
		var no *segment.Refusal
		switch {
		case errors.As(err, &no):
			t.Logf("%2d %s: %s", i, u.Kind, no.Code)
		case err != nil:
			t.Errorf("%d %s: %v", i, u.Kind, err)
		case len(found.Marks) > 0:
			t.Errorf("%d %s passes, with %d marks, warnings %v", i, u.Kind, len(found.Marks), found.Warnings)
		}
	}
	if want := max(n, *unsuitable); seen != want {
		t.Errorf("%d inputs measured, not %d", seen, want)
	}
}

// draw writes a picture of an acquisition: true marks in red, those found in blue.
func draw(t *testing.T, name string, a *fixtures.Acquisition, found *segment.Found) {
	t.Helper()
	img := a.Image
	if a.Surface != nil {
		img = fixtures.RenderSide(a.Surface, fixtures.Lighting{Noise: -1})
	}
	out := image.NewRGBA(image.Rect(0, 0, img.Width, img.Height))
	for at, v := range img.Pix {
		c := color.RGBA{R: uint8(v >> 8), G: uint8(v >> 8), B: uint8(v >> 8), A: 255}
		if m := a.Masks[mark.BreechFace]; m != nil && m.In[at] {
			c.R = 128 + c.R/2
		}
		if found != nil {
			if m := found.Of(mark.BreechFace); m != nil && m.Mask.In[at] {
				c.B = 128 + c.B/2
			}
		}
		out.SetRGBA(at%img.Width, at/img.Width, c)
	}
	f, err := os.Create(filepath.Join(*overlays, name))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if err := png.Encode(f, out); err != nil {
		t.Fatal(err)
	}
}

func TestIoU(t *testing.T) {
	masks := map[string]*mark.Mask{}
	for name, in := range map[string][]bool{
		"left": {true, true, false, false}, "right": {false, false, true, true}, "middle": {false, true, true, false}, "none": {false, false, false, false},
	} {
		masks[name] = &mark.Mask{Width: 4, Height: 1, In: in}
	}
	masks["other"] = mark.NewMask(3, 1)
	cases := []struct {
		a, b string
		want float64
	}{{"left", "left", 1}, {"left", "right", 0}, {"left", "middle", 1.0 / 3}, {"none", "none", 0}, {"left", "none", 0}, {"left", "other", 0}}
	for _, c := range cases {
		if got := IoU(masks[c.a], masks[c.b]); got != c.want {
			t.Errorf("%s and %s: %g, want %g", c.a, c.b, got, c.want)
		}
	}
}
