package segment_test

import (
	"errors"
	"math"
	"reflect"
	"slices"
	"testing"

	"cotejo/engine/mark"
	"cotejo/engine/segment"
)

func onSurface(s *mark.Surface, size mark.PrimerSize) (*segment.Found, error) {
	return segment.Surface(s, segment.Options{PitchFrom: segment.PitchFile, Primer: size}, segment.DefaultParams())
}

// Heads of plain geometry: what is off-centre, elliptical, tilted, turned, lost,
// of another pitch or size, is found as its geometry says.
func TestPrimerFaceAndDentAreFoundWhereTheyLie(t *testing.T) {
	cases := []struct {
		name   string
		change func(c *scene)
	}{
		{"usual", func(*scene) {}},
		{"off the middle", func(c *scene) { c.x, c.y = 260, -200 }},
		{"aperture far off the middle", func(c *scene) { c.apertureAt = [2]float64{-330, 250} }},
		{"tilted by four degrees", func(c *scene) { c.tiltX, c.tiltY = 0.05, -0.05 }},
		{"elliptical", func(c *scene) { c.aspect = 0.95 }},
		{"points that are not square", func(c *scene) { c.px, c.py, c.width, c.height = 9, 16, 630, 350 }},
		{"fine pitch", func(c *scene) { c.px, c.py, c.width, c.height = 6, 6, 930, 920 }},
		{"large primer", func(c *scene) { c.edge, c.width, c.height = 2667, 470, 460 }},
		{"steep flanks lost", func(c *scene) { c.lost = 0.35 }},
		{"nothing flowed in", func(c *scene) { c.flow = 8 }},
		{"noisy", func(c *scene) { c.noise = 6 }},
		{"partly beyond the frame", func(c *scene) { c.x = 1000 }},
	}
	if len(cases) != 12 {
		t.Fatalf("%d cases", len(cases))
	}
	if underRace {
		cases = cases[:2] // ten times slower, and the others show it nothing new
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			g := usual()
			c.change(&g)
			f, err := onSurface(g.surface(), "")
			if err != nil {
				t.Fatal(err)
			}
			x, y := g.centre()
			edge, mean := f.Primer.Edge, g.edge*(1+g.aspect)/2
			if off := math.Hypot(edge.X-x, edge.Y-y); off > 0.03*2*g.edge || math.Abs(edge.R-mean) > 0.03*g.edge {
				t.Errorf("edge %+v, want %.0f about (%.0f, %.0f)", edge, mean, x, y)
			}
			if f.Aperture == nil {
				t.Fatal("no aperture")
			}
			if off := math.Hypot(f.Aperture.X-x-g.apertureAt[0], f.Aperture.Y-y-g.apertureAt[1]); off > 0.03*2*g.edge || math.Abs(f.Aperture.R-sceneAperture) > 0.03*g.edge {
				t.Errorf("aperture %+v", *f.Aperture)
			}
			for _, k := range []mark.Kind{mark.BreechFace, mark.FiringPin} {
				m := f.Of(k)
				if m == nil {
					t.Errorf("no %v", k)
				} else if o := iou(m.Mask, g.truth(k)); o < 0.9 {
					t.Errorf("%v overlaps the truth by %.3f", k, o)
				} else if m.Confidence < 0.5 || m.Confidence > 1 {
					t.Errorf("%v: confidence %.2f", k, m.Confidence)
				}
			}
			if m := f.Of(mark.Ejector); m != nil {
				t.Error("an ejector mark on a plain head")
			}
		})
	}
}

func TestShearAndEjectorAreFoundWhereTheyShow(t *testing.T) {
	g := usual()
	g.px, g.py, g.width, g.height = 8, 8, 900, 820
	g.shear, g.ejector = true, true
	for _, turn := range []float64{0, 35, 160} {
		g.turn = turn
		f, err := onSurface(g.surface(), "")
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range []mark.Kind{mark.ApertureShear, mark.Ejector} {
			if m := f.Of(k); m == nil {
				t.Errorf("turned by %g: no %v", turn, k)
			} else if o := iou(m.Mask, g.truth(k)); o < 0.7 {
				t.Errorf("turned by %g: %v overlaps the truth by %.3f", turn, k, o)
			}
		}
	}
	plain := usual()
	f, err := onSurface(plain.surface(), "")
	if err != nil {
		t.Fatal(err)
	}
	if f.Of(mark.ApertureShear) != nil || f.Of(mark.Ejector) != nil {
		t.Error("shear or ejector marks on a head without")
	}
}

// What is found turns with the head, and the same scan gives the same twice.
func TestWhatIsFoundTurnsWithTheHead(t *testing.T) {
	g := usual()
	first, err := onSurface(g.surface(), "")
	if err != nil {
		t.Fatal(err)
	}
	again, err := onSurface(g.surface(), "")
	if err != nil || !reflect.DeepEqual(first, again) {
		t.Errorf("another result from the same scan (%v)", err)
	}
	area := first.Of(mark.BreechFace).Mask.Count()
	turns := []float64{17, 90, 200, 311}
	if underRace {
		turns = turns[:1]
	}
	for _, turn := range turns {
		g.turn = turn
		f, err := onSurface(g.surface(), "")
		if err != nil {
			t.Fatalf("turned by %g: %v", turn, err)
		}
		if o := iou(f.Of(mark.BreechFace).Mask, g.truth(mark.BreechFace)); o < 0.9 {
			t.Errorf("turned by %g: overlap %.3f", turn, o)
		}
		if n := f.Of(mark.BreechFace).Mask.Count(); math.Abs(float64(n-area)) > 0.03*float64(area) {
			t.Errorf("turned by %g: %d points, before %d", turn, n, area)
		}
	}
}

func TestPoorSurfacesAreRemarked(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(c *scene)
		size   mark.PrimerSize
		want   []segment.Code
	}{
		{"usual", func(*scene) {}, mark.SmallPrimer, nil},
		{"usual, size not known", func(*scene) {}, "", nil},
		{"partly beyond the frame", func(c *scene) { c.x = 1000 }, "", []segment.Code{segment.CutOff}},
		{"another size was stated", func(*scene) {}, mark.LargePrimer, []segment.Code{segment.ScaleDisputed}},
		{"pitch 20 percent off", func(c *scene) { c.edge *= 0.8; c.apertureAt = [2]float64{} }, "", []segment.Code{segment.ScaleDisputed}},
	} {
		g := usual()
		c.change(&g)
		f, err := onSurface(g.surface(), c.size)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []segment.Code
		for _, w := range f.Warnings {
			got = append(got, w.Code)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: warnings %v, want %v", c.name, f.Warnings, c.want)
		}
	}
}

// refusal returns the code of a refusal, "" for none.
func refusal(t *testing.T, err error) segment.Code {
	t.Helper()
	var r *segment.Refusal
	if err != nil && !errors.As(err, &r) {
		t.Fatalf("no refusal: %v", err)
	}
	if r == nil {
		return ""
	}
	return r.Code
}
