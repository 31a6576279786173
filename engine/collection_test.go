package engine_test

import (
	"math"
	"testing"

	"cotejo/engine"
	"cotejo/engine/compare"
	"cotejo/engine/mark"
	"cotejo/fixtures"
)

// An easy generated collection: every search finds the mate first, across two
// instruments of different pitch, at any rotation; the pose is the one that was
// generated; what the mark was centred on is the hole that was cropped.
func TestMatesOfAnEasyCollectionAreFoundFirst(t *testing.T) {
	e := newEngine(t, engine.DefaultParams(), 2)
	made := exhibits(t, 6)
	var all []*compare.Subject
	for _, x := range made {
		all = append(all, e.Subject(enrol(t, e, scanOf(x.Surface))))
	}
	worstMate, bestOther := 1.0, 0.0
	for i, probe := range all {
		found, err := e.Search(t.Context(), probe, all, len(all))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range found {
			other := made[c.Index]
			switch {
			case c.Index == i:
			case other.Firearm == made[i].Firearm:
				worstMate = math.Min(worstMate, c.Result.Score)
				if c.Rank > 2 { // the probe itself is in the gallery
					t.Errorf("%s: the mate %s has rank %d", made[i].Name, other.Name, c.Rank)
				}
				checkPose(t, made[i], other, c.Result.Pose)
			default:
				bestOther = math.Max(bestOther, c.Result.Score)
			}
		}
	}
	t.Logf("worst mate %.3f, best of the others %.3f", worstMate, bestOther)
	// At hardness 0 mates correlate by 0.87 to 0.98 and others by up to 0.18
	// (fixtures, severity): nothing may be near the middle of the scale.
	if worstMate < 0.7 || bestOther > 0.3 {
		t.Errorf("worst mate %.3f and best of the others %.3f, want above 0.7 and below 0.3", worstMate, bestOther)
	}
}

// checkPose allows 0.5 degrees and 15 um, as is asked of the engine, and the
// distortion that each generated impression has of its own, 1.5 um at hardness 0.
func checkPose(t *testing.T, a, b *fixtures.Exhibit, got mark.Pose) {
	t.Helper()
	want := fixtures.MatePose(a, b)
	deg := math.Abs(mark.NormaliseDeg(got.RotationDeg - want.RotationDeg))
	um := 1e6 * math.Hypot(got.ShiftX-want.ShiftX, got.ShiftY-want.ShiftY)
	if deg > 0.5 || um > 18 {
		t.Errorf("%s on %s: %.2f degrees and %.1f um off", a.Name, b.Name, deg, um)
	}
}

func TestTheCentreIsTheHoles(t *testing.T) {
	e := newEngine(t, engine.DefaultParams(), 1)
	for _, x := range exhibits(t, 2) {
		got := enrol(t, e, scanOf(x.Surface))
		// A torn rim wobbles; the outline is looked for on cells of 25 um.
		if d := math.Hypot(got.CentreUm[0]-x.TrueAperture.X*1e6, got.CentreUm[1]-x.TrueAperture.Y*1e6); d > 30 {
			t.Errorf("%s: the centre lies %.1f um off the hole's (method %d)", x.Name, d, got.CentreFrom)
		}
	}
}

// An image is compared with images: the same lamp on two shots of a firearm shows
// more in common than on shots of two.
func TestImagesAreCompared(t *testing.T) {
	e := newEngine(t, engine.DefaultParams(), 2)
	var all []*compare.Subject
	made := exhibits(t, 2)
	for i, x := range made {
		s := scanOf(x.Surface)
		region := mark.NewMask(x.Surface.Width, x.Surface.Height)
		for k, z := range x.Surface.Z {
			region.In[k] = !math.IsNaN(z)
		}
		// A ring of lamps shows the same whichever way the case lies.
		s.Image, s.Surface, s.Region = fixtures.RenderRing(x.Surface, fixtures.Lighting{Seed: uint64(i)}), nil, region
		all = append(all, e.Subject(enrol(t, e, s)))
	}
	results, err := e.CompareAll(t.Context(), all, [][2]int{{0, 1}, {2, 3}, {0, 2}, {0, 3}, {1, 2}, {1, 3}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	mates, others := math.Min(results[0].Score, results[1].Score), 0.0
	for _, r := range results[2:] {
		others = math.Max(others, r.Score)
	}
	t.Logf("mates from %.3f, others up to %.3f", mates, others)
	if mates <= others {
		t.Errorf("images: worst mate %.3f, best of the others %.3f", mates, others)
	}
	if _, err := e.Compare(t.Context(), all[0], e.Subject(enrol(t, e, scanOf(made[1].Surface))), nil); err == nil {
		t.Error("an image was compared with a topography")
	}
}
