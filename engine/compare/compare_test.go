package compare_test

import (
	"context"
	"errors"
	"math"
	"testing"

	"cotejo/engine/compare"
	"cotejo/engine/feature"
	"cotejo/engine/mark"
	"cotejo/engine/trace"
)

var nothing = trace.Discard

// between is the motion from one view of a face to another: b ∘ a⁻¹.
func between(a, b mark.Pose) mark.Pose {
	x, y := b.Apply(a.Inverse().Apply(0, 0))
	return mark.Pose{RotationDeg: mark.NormaliseDeg(b.RotationDeg - a.RotationDeg), ShiftX: x, ShiftY: y}
}

// offBy tells how far two poses lie apart, in degrees and in um at the middle.
func offBy(p, q mark.Pose) (deg, um float64) {
	return math.Abs(mark.NormaliseDeg(p.RotationDeg - q.RotationDeg)), 1e6 * math.Hypot(p.ShiftX-q.ShiftX, p.ShiftY-q.ShiftY)
}

func TestAMarkAgreesWithItself(t *testing.T) {
	s := subject(t, newFace(1), view{})
	r := held(t, s, s)
	// Every correlation is 1, so that the agreement is 1 and the score what the
	// logistic makes of that: 1/(1+exp(-10·0.6)) = 0.9975 with the defaults.
	if r.Score < 0.95 {
		t.Errorf("score %g, want above 0.95", r.Score)
	}
	if deg, um := offBy(r.Pose, mark.Pose{}); deg > 0 || um > 1e-6 {
		t.Errorf("pose %+v, want none", r.Pose)
	}
	if len(r.Cells) == 0 || r.CellsCongruent != len(r.Cells) {
		t.Errorf("%d of %d cells are congruent, want all", r.CellsCongruent, len(r.Cells))
	}
	if math.Abs(r.Coarse-1) > 0.1 {
		t.Errorf("coarse score %g, want about 1: so is it scaled", r.Coarse)
	}
}

// The limits of the pose, 0.5 degrees and 15 um, are those that the engine is
// asked for; its grid is a quarter of a degree and 12.5 um.
func TestKnownMotionIsRecovered(t *testing.T) {
	f := newFace(2)
	first := turned(0, 0, 0)
	a := subject(t, f, view{pose: first})
	motions := []mark.Pose{
		turned(7.3, 40, -60), turned(-97.6, 0, 110), turned(180, -60, -60), turned(0, 0, 6),
		turned(-33, 120, 90), turned(90, -150, 30), turned(137, 20, 140),
	}
	if underRace {
		motions = motions[:2]
	}
	for _, second := range motions {
		r := held(t, a, subject(t, f, view{pose: second}))
		if r.Score < 0.9 {
			t.Errorf("moved by %+v: score %.3f, want above 0.9", second, r.Score)
		}
		if deg, um := offBy(r.Pose, between(first, second)); deg > 0.5 || um > 15 {
			t.Errorf("moved by %+v: pose %+v is %.2f degrees and %.1f um off, want at most 0.5 and 15", second, r.Pose, deg, um)
		}
	}
}

// accuracy skips what the race detector makes slow and has nothing to say about.
func accuracy(t *testing.T) {
	t.Helper()
	if underRace {
		t.Skip("ten times slower under the race detector, which has nothing to add")
	}
}

// Two instruments: 12.5 and 7.38 um, each scan with its own frame.
func TestPitchAndFrameDoNotMatter(t *testing.T) {
	accuracy(t)
	f := newFace(3)
	first, second := turned(12, 30, 0), turned(-140, -50, 80)
	r := held(t, subject(t, f, view{pose: first}), subject(t, f, view{pose: second, pitchUm: 7.38, sideUm: 4000}))
	deg, um := offBy(r.Pose, between(first, second))
	if r.Score < 0.9 || deg > 0.5 || um > 15 {
		t.Errorf("score %.3f, pose %.2f degrees and %.1f um off; want above 0.9, at most 0.5 and 15", r.Score, deg, um)
	}
}

// What is no match, by construction: another face, and the same face with its
// heights negated or its rows in the wrong order.
func TestOtherFacesDoNotAgree(t *testing.T) {
	accuracy(t)
	f := newFace(4)
	a := subject(t, f, view{})
	for name, v := range map[string]struct {
		f *face
		v view
	}{
		"another face": {newFace(5), view{pose: turned(20, 0, 0)}},
		"negated":      {f, view{pose: turned(20, 0, 0), change: func(b bump) bump { b.height = -b.height; return b }}},
		"mirrored":     {f, view{pose: turned(20, 0, 0), change: func(b bump) bump { b.y = -b.y; return b }}},
	} {
		r := held(t, a, subject(t, v.f, v.v))
		// Chance agreements of generated faces score below 0.35; 0.5 is where the
		// engine calls two marks alike.
		if r.Score > 0.4 {
			t.Errorf("%s: score %.3f, want below 0.4", name, r.Score)
		}
		if 3*r.CellsCongruent > len(r.Cells) {
			t.Errorf("%s: %d of %d cells are congruent", name, r.CellsCongruent, len(r.Cells))
		}
	}
}

func TestDamagedMarks(t *testing.T) {
	accuracy(t)
	f := newFace(6)
	whole := subject(t, f, view{})
	half := subject(t, f, view{pose: turned(75, 60, -40), inside: sector(10, 190)})
	other := subject(t, f, view{pose: turned(-20, 0, 0), inside: sector(190, 370)})
	r := held(t, whole, half)
	deg, um := offBy(r.Pose, turned(75, 60, -40))
	if r.Score < 0.9 || deg > 0.5 || um > 15 {
		t.Errorf("half of a mark against the whole: score %.3f, pose %.2f degrees and %.1f um off", r.Score, deg, um)
	}
	// The two halves have nothing in common: whatever pose is found, it is chance.
	if r := held(t, half, other); r.Score > 0.4 {
		t.Errorf("two halves without overlap: score %.3f, want below 0.4", r.Score)
	}
}

// A mark that lies within the innermost ring of the signature has none.
func TestTinyMarks(t *testing.T) {
	disc := func(x, y float64) bool { return math.Hypot(x, y) < 450 }
	a, b := subject(t, newFace(7), view{inside: disc}), subject(t, newFace(8), view{inside: disc})
	for _, s := range []*compare.Subject{a, b} {
		r := held(t, a, s)
		if !(r.Score >= 0 && r.Score <= 1) || r.Cells == nil {
			t.Errorf("score %g with %d cells", r.Score, len(r.Cells))
		}
	}
	if r := held(t, a, b); r.Score > 0.5 {
		t.Errorf("tiny marks of two faces score %.3f", r.Score)
	}
}

func TestIncomparableMarksAreRefused(t *testing.T) {
	base := *template(t, newFace(9), view{})
	a := standard().Subject(&base)
	for name, change := range map[string]func(){
		"one mark is a firing_pin and the other a breech_face: compare marks of the same kind":                  func() { base.Kind = mark.FiringPin },
		"one mark is a reflectance and the other a topography: compare scans with scans and images with images": func() { base.Modality = 2 },
		"the templates were made with different parameters: extract both again with this engine":                func() { base.Params = "other" },
		"level 1 has a pitch of 20 and of 25 um: extract both again with this engine":                           func() { base.Levels[1].PitchUm = 20 },
	} {
		kept := base
		other := standard().Subject(&kept)
		change()
		if _, err := compare.NewWorker(compare.DefaultParams()).Compare(t.Context(), a, other, nothing); err == nil || err.Error() != name {
			t.Errorf("got %v, want %s", err, name)
		}
		base = kept
	}
}

func TestACancelledComparisonStops(t *testing.T) {
	s := subject(t, newFace(10), view{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := compare.NewWorker(compare.DefaultParams()).Compare(ctx, s, s, nothing); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
}

// feature.Template says that templates compare only when engine and parameters
// agree, and the loops stop the program when two layouts differ: a template from
// elsewhere can have any.
func TestTemplatesOfAnotherMakeAreRefused(t *testing.T) {
	base := template(t, newFace(11), view{})
	older, narrow := *base, *base
	older.Engine = "0"
	narrow.Layout.Rings = 8
	narrow.Signature = narrow.Signature[:narrow.Layout.Bytes()]
	for name, other := range map[string]*feature.Template{"version": &older, "layout": &narrow} {
		if compare.Comparable(base, other) == nil {
			t.Errorf("a template of another %s was accepted", name)
		}
	}
}
