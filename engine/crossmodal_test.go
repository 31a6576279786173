package engine_test

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"testing"

	"cotejo/engine"
	"cotejo/engine/light"
	"cotejo/engine/scan"
	"cotejo/fixtures"
)

// pictureOf is an exhibit as a picture, by the generator's renderer, which shares
// no code with the engine's.
func pictureOf(x *fixtures.Exhibit, ring bool) *scan.Scan {
	s := &scan.Scan{}
	l := fixtures.Lighting{AzimuthDeg: 130, ElevationDeg: 20, Seed: 7}
	if ring {
		s.Image = fixtures.RenderRing(x.Surface, fixtures.Lighting{Seed: 7})
	} else {
		s.Image = fixtures.RenderSide(x.Surface, l)
	}
	sum := sha256.Sum256([]byte(x.Name + " as a picture"))
	s.SHA256 = hex.EncodeToString(sum[:])
	return s
}

// A topography of one shot finds the picture of another shot of the firearm, under
// either light, told from either side.
func TestATopographyIsComparedWithAPicture(t *testing.T) {
	if underRace {
		t.Skip("the stages are run under the race detector by other tests")
	}
	e := newEngine(t, engine.DefaultParams(), 2)
	made := exhibits(t, 2) // two shots of two firearms
	for _, ring := range []bool{false, true} {
		picture := pictureOf(made[0], ring)
		mate, err := e.CompareAcross(t.Context(), scanOf(made[1].Surface), picture, [2]engine.Known{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		other, err := e.CompareAcross(t.Context(), scanOf(made[2].Surface), picture, [2]engine.Known{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("ring %v: mate %.3f, other %.3f, lit %+v", ring, mate.Score, other.Score, mate.Lit)
		if mate.Score < other.Score+0.2 {
			t.Errorf("ring %v: the mate scores %.3f, another %.3f", ring, mate.Score, other.Score)
		}
		if want := map[bool]light.Kind{true: light.Ring, false: light.Side}[ring]; mate.Lit.Kind != want || mate.Picture.Light.Kind != want {
			t.Errorf("ring %v is taken for %+v, %+v", ring, mate.Lit, mate.Picture)
		}
		back, err := e.CompareAcross(t.Context(), picture, scanOf(made[1].Surface), [2]engine.Known{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(back.Score-mate.Score) > 1e-12 {
			t.Errorf("ring %v: %.6f from the other side, %.6f before", ring, back.Score, mate.Score)
		}
	}
}

func TestOnlyATopographyAndAPictureAreMixed(t *testing.T) {
	e := newEngine(t, engine.DefaultParams(), 1)
	x := exhibits(t, 1)[0]
	surface, picture := scanOf(x.Surface), pictureOf(x, true)
	for _, pair := range [][2]*scan.Scan{{surface, surface}, {picture, picture}} {
		if engine.Mixed(pair[0], pair[1]) {
			t.Error("two of a kind are mixed")
		}
		if _, err := e.CompareAcross(t.Context(), pair[0], pair[1], [2]engine.Known{}, nil); err == nil {
			t.Error("two of a kind were compared across")
		}
	}
	if !engine.Mixed(surface, picture) || !engine.Mixed(picture, surface) {
		t.Error("a topography and a picture are not mixed")
	}
	if _, err := e.EnrolUnder(t.Context(), picture, engine.Known{}, light.NewRing(), nil); err == nil {
		t.Error("a picture was rendered")
	}
	if _, err := e.EnrolUnder(t.Context(), surface, engine.Known{}, light.Light{}, nil); err == nil {
		t.Error("no light was accepted")
	}
}
