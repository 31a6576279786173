package engine_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"cotejo/engine"
	"cotejo/engine/compare"
	"cotejo/engine/mark"
	"cotejo/engine/prepare"
	"cotejo/engine/scan"
	"cotejo/engine/segment"
)

// head is a frame of 2.4 mm with an annulus as a breech face, a dent of 150 um and,
// between them, striae: what is under each is noise of its own.
func head(tool, shot uint64) (*scan.Scan, map[mark.Kind]*mark.Mask) {
	const n, pitch = 340, 7.5
	common, own := rand.New(rand.NewPCG(tool, 7)), rand.New(rand.NewPCG(tool, 700+shot))
	s := mark.NewSurface(n, n, pitch*1e-6, pitch*1e-6)
	lines := make([]float64, n)
	for i := range lines {
		lines[i] = common.NormFloat64()
	}
	masks := map[mark.Kind]*mark.Mask{}
	for _, k := range mark.Kinds()[:3] {
		masks[k] = mark.NewMask(n, n)
	}
	for i := range s.Z {
		x, y := float64(i%n)-n/2+0.5, float64(i/n)-n/2+0.5
		z := common.NormFloat64() + 0.4*own.NormFloat64()
		switch r := math.Hypot(x, y) * pitch; {
		case r < 450:
			masks[mark.FiringPin].In[i] = true
			z -= 150 * math.Cos(r/450*math.Pi/2)
		case r > 470 && r < 760 && x > 0:
			masks[mark.ApertureShear].In[i] = true
			z = 2*lines[i/n] + 0.5*own.NormFloat64()
		case r > 780 && r < 1270:
			masks[mark.BreechFace].In[i] = true
		default:
			z = math.NaN()
		}
		s.Z[i] = z * 1e-6
	}
	return scanOf(s), masks
}

func kindsOf(e *engine.Enrolment) (out []mark.Kind) {
	for _, t := range e.Templates {
		out = append(out, t.Kind)
	}
	return out
}

func enrolHead(t *testing.T, e *engine.Engine, tool, shot uint64) []*compare.Subject {
	t.Helper()
	s, masks := head(tool, shot)
	got, err := e.EnrolMarks(t.Context(), s, engine.Known{Regions: masks}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if kinds := kindsOf(got); !reflect.DeepEqual(kinds, mark.Kinds()[:3]) {
		t.Fatalf("templates of %v, left %v", kinds, got.Left)
	}
	return e.Subjects(got.Templates...)
}

// Drawn marks get a template each, in the order of their kinds, and every kind
// tells mates from others, alone and fused.
func TestEveryKindTellsMatesFromOthers(t *testing.T) {
	e := newEngine(t, engine.DefaultParams(), 2)
	a, b, c := enrolHead(t, e, 1, 0), enrolHead(t, e, 1, 1), enrolHead(t, e, 2, 0)
	mates, err := e.CompareMarks(t.Context(), a, b, nil)
	if err != nil {
		t.Fatal(err)
	}
	others, err := e.CompareMarks(t.Context(), a, c, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range mates.Marks {
		if o := others.Marks[i]; m.Result.Score < 0.5 || o.Result.Score > 0.5 {
			t.Errorf("%s: mates %.3f, others %.3f", m.Kind, m.Result.Score, o.Result.Score)
		}
	}
	if mates.Score < mates.Marks[0].Result.Score || others.Score > 0.5 {
		t.Errorf("fused: mates %.3f, others %.3f", mates.Score, others.Score)
	}
	back, err := e.CompareMarks(t.Context(), b, a, nil)
	if err != nil || back.Score != mates.Score {
		t.Errorf("%v one way, %v the other (%v)", mates.Score, back.Score, err)
	}
	found, err := e.SearchMarks(t.Context(), a, [][]*compare.Subject{c, b, c[1:2], nil}, 3)
	if err != nil || len(found) != 3 || found[0].Index != 1 {
		t.Errorf("found %+v (%v)", found, err)
	}
	one, err := e.CompareMarks(t.Context(), a[:1], b, nil)
	if err != nil || !reflect.DeepEqual(one.Lead(), mates.Marks[0].Result) {
		t.Errorf("the breech face alone scores %v, among others %v (%v)", one.Score, mates.Marks[0].Result.Score, err)
	}
	if _, err := e.CompareMarks(t.Context(), a[:1], b[1:], nil); err == nil {
		t.Error("a breech face is held against a dent")
	}
}

// What a person says of the marks goes before file and finder.
func TestWhoseMarksAreTaken(t *testing.T) {
	e := newEngine(t, engine.DefaultParams(), 1)
	s, masks := head(1, 0)
	empty := mark.NewMask(s.Surface.Width, s.Surface.Height)
	enrolled := func(k engine.Known) ([]mark.Kind, error) {
		got, err := e.EnrolMarks(t.Context(), s, k, nil)
		if got == nil {
			return nil, err
		}
		return kindsOf(got), err
	}
	s.Region = masks[mark.BreechFace]
	if kinds, err := enrolled(engine.Known{}); err != nil || kinds[0] != mark.BreechFace {
		t.Errorf("the file's mask gives %v (%v)", kinds, err)
	}
	only := engine.Known{Regions: map[mark.Kind]*mark.Mask{mark.BreechFace: empty, mark.FiringPin: masks[mark.FiringPin], mark.ApertureShear: nil, mark.Ejector: nil}}
	if kinds, err := enrolled(only); err != nil || !reflect.DeepEqual(kinds, []mark.Kind{mark.FiringPin}) {
		t.Errorf("a dent alone gives %v (%v)", kinds, err)
	}
	only.Regions[mark.FiringPin] = empty
	var unusable *prepare.Unusable
	if kinds, err := enrolled(only); !errors.As(err, &unusable) {
		t.Errorf("no mark at all gives %v (%v)", kinds, err)
	}
	speck := mark.NewMask(empty.Width, empty.Height)
	speck.In[170*340+170] = true
	only.Regions = map[mark.Kind]*mark.Mask{mark.BreechFace: masks[mark.BreechFace], mark.FiringPin: speck, mark.ApertureShear: nil, mark.Ejector: nil}
	got, err := e.EnrolMarks(t.Context(), s, only, nil)
	if err != nil || len(got.Templates) != 1 || len(got.Left) != 1 || got.Left[0].Kind != mark.FiringPin {
		t.Errorf("a speck as a dent: %+v (%v)", got, err)
	}
}

func TestAnImageWithoutAScaleIsRefused(t *testing.T) {
	e := newEngine(t, engine.DefaultParams(), 1)
	r := rand.New(rand.NewPCG(1, 1))
	s := &scan.Scan{Format: scan.PNG, SHA256: noise(1, 0).SHA256, Image: &mark.Image{Width: 64, Height: 64, Depth: 8, Pix: make([]uint16, 64*64)}}
	all := mark.NewMask(64, 64)
	for i := range all.In {
		s.Image.Pix[i], all.In[i] = uint16(r.IntN(65536)), true
	}
	_, err := e.EnrolMarks(t.Context(), s, engine.Known{Regions: map[mark.Kind]*mark.Mask{mark.BreechFace: all}}, nil)
	var refused *segment.Refusal
	if !errors.As(err, &refused) || refused.Code != segment.NoScale {
		t.Errorf("got %v", err)
	}
}
