package segment

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"cotejo/engine/mark"
	"cotejo/engine/scan"
	"cotejo/fixtures"
)

// drawn are places clicked by hand around the outlines of the two images, on crops
// magnified to 0.91 of a point of the image a point of the screen (the pocket on the
// whole image at half its size), before anything of this package had seen them: the
// outer end of the bright disc; the outer end of the dark band or crack within which
// metal flowed into the aperture, across the gaps; the inner end of the bright rim of
// the case around the groove.
var drawn = map[string]struct{ face, hole, pocket [][2]float64 }{
	"NBIDE_R_BF_118.png": {
		face: [][2]float64{
			{1322, 234}, {1140, 252}, {948, 328}, {824, 406}, {696, 552}, {619, 671}, {584, 790}, {571, 954}, {1512, 269}, {1640, 333},
			{1777, 424}, {1877, 561}, {1946, 698}, {1996, 844}, {2014, 1027}, {1991, 1138}, {1950, 1229}, {1914, 1321}, {1841, 1440},
			{1758, 1508}, {1640, 1581}, {1512, 1641}, {1365, 1668}, {1228, 1677}, {612, 1225}, {663, 1337}, {776, 1470}, {918, 1582}, {1061, 1657},
		},
		hole: [][2]float64{
			{1249, 627}, {1140, 634}, {1048, 657}, {993, 689}, {902, 748}, {838, 817}, {792, 908}, {765, 1000}, {1365, 648}, {1457, 689},
			{1530, 744}, {1594, 808}, {1649, 908}, {1681, 1000}, {1687, 1074}, {1681, 1202}, {1630, 1339}, {1548, 1440}, {1457, 1526},
			{1365, 1563}, {1228, 1572}, {1091, 1558}, {759, 1061}, {765, 1204}, {806, 1327}, {918, 1459}, {1020, 1531},
		},
		pocket: [][2]float64{
			{245, 939}, {269, 673}, {337, 490}, {418, 337}, {541, 204}, {714, 82}, {1725, 10}, {1959, 153}, {2123, 347}, {2245, 551},
			{2316, 755}, {2333, 959}, {2310, 1184}, {2255, 1388}, {2153, 1582}, {1990, 1755}, {1714, 1918}, {694, 1847}, {541, 1704}, {388, 1510}, {286, 1265},
		},
	},
	"Fadul_1-1_BF_R.png": {
		face: [][2]float64{
			{1368, 285}, {1231, 301}, {1094, 342}, {957, 406}, {838, 488}, {742, 616}, {687, 726}, {655, 826}, {642, 972}, {1512, 314},
			{1640, 365}, {1740, 424}, {1831, 525}, {1923, 643}, {1982, 744}, {2014, 826}, {2032, 936}, {2028, 1010}, {2010, 1120},
			{1987, 1229}, {1923, 1339}, {1859, 1430}, {1767, 1522}, {1658, 1595}, {1512, 1654}, {1365, 1684}, {1228, 1672}, {1140, 1663},
			{1048, 1622}, {957, 1563}, {865, 1494}, {783, 1403}, {706, 1284}, {664, 1165},
		},
		hole: [][2]float64{
			{719, 972}, {719, 1028}, {751, 853}, {801, 753}, {865, 689}, {957, 620}, {1048, 579}, {1140, 555}, {1231, 549}, {1365, 566},
			{1457, 616}, {1512, 680}, {1566, 735}, {1598, 817}, {1703, 1019}, {1699, 1083}, {1676, 1184}, {1640, 1257}, {1576, 1339},
			{1493, 1408}, {1384, 1471}, {1274, 1499}, {1140, 1502}, {1048, 1481}, {957, 1444}, {875, 1366}, {843, 1284},
		},
		pocket: [][2]float64{
			{306, 928}, {322, 694}, {367, 551}, {429, 439}, {541, 306}, {673, 194}, {776, 112}, {1796, 31}, {1929, 133}, {2082, 265},
			{2194, 429}, {2286, 592}, {2337, 775}, {2343, 980}, {2327, 1163}, {2276, 1347}, {2163, 1541}, {2010, 1704}, {1816, 1847},
			{837, 1847}, {592, 1714}, {418, 1469}, {347, 1245},
		},
	},
}

// through is the circle through clicked places; a pixel's middle lies half a point
// from its corner.
func through(t *testing.T, at [][2]float64) Circle {
	t.Helper()
	x, y, w := make([]float64, len(at)), make([]float64, len(at)), make([]float64, len(at))
	for i, p := range at {
		x[i], y[i], w[i] = p[0]+0.5, p[1]+0.5, 1
	}
	c, ok := fitCircle(x, y, w, 60)
	if !ok {
		t.Fatal("no circle through the places")
	}
	return c
}

func TestRealImagesAsDrawnByHand(t *testing.T) {
	for name, by := range drawn {
		file, err := os.Open(filepath.Join("..", "..", "..", "shared", "data", "raw", name))
		if err != nil {
			t.Skipf("no real images: %v", err)
		}
		s, err := scan.Read(file, scan.DefaultLimits())
		_ = file.Close()
		if err != nil {
			t.Fatal(err)
		}
		m := s.Image
		m.PitchX, m.PitchY = 0, 0 // the places are in points
		f, err := Image(m, Options{}, DefaultParams())
		if err != nil || f.Primer == nil || f.Aperture == nil {
			t.Fatalf("%s: %v, found %+v", name, err, f)
		}
		// 3 % of the primer's nominal diameter, 4.445 mm at 2.53 um a point.
		const limit = 0.03 * 4445 / 2.53
		for _, c := range []struct {
			what    string
			got     Circle
			clicked [][2]float64
		}{{"face", f.Primer.Face, by.face}, {"aperture", *f.Aperture, by.hole}, {"pocket", f.Primer.Pocket, by.pocket}} {
			want := through(t, c.clicked)
			off := math.Hypot(c.got.X-want.X, c.got.Y-want.Y)
			t.Logf("%s %s: found (%.0f, %.0f) r %.0f, drawn (%.0f, %.0f) r %.0f", name, c.what, c.got.X, c.got.Y, c.got.R, want.X, want.Y, want.R)
			if off > limit || math.Abs(c.got.R-want.R) > limit {
				t.Errorf("%s: %s is %.0f points off and %.0f too large, at most %.0f", name, c.what, off, c.got.R-want.R, limit)
			}
		}
		if f.PitchFrom != PitchUnknown || !slices.ContainsFunc(f.Warnings, func(w Finding) bool { return w.Code == NoScale }) {
			t.Errorf("%s without a pitch: %s, %v", name, f.PitchFrom, f.Warnings)
		}
	}
}

// head is a generated case head under a light.
func head(t *testing.T, i int, v fixtures.View) *fixtures.Acquisition {
	t.Helper()
	cfg := fixtures.DefaultConfig()
	cfg.Seed, cfg.Firearms, cfg.Shots, cfg.ModelPitch = 4, i+1, 1, 12.5e-6
	c, err := fixtures.NewCollection(cfg)
	if err != nil {
		t.Fatal(err)
	}
	a, err := c.Acquisition(i, v, fixtures.Frame{})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func overlapOf(a, b *mark.Mask) float64 {
	both, either := 0, 0
	for i := range a.In {
		if a.In[i] && b.In[i] {
			both++
		}
		if a.In[i] || b.In[i] {
			either++
		}
	}
	return float64(both) / float64(max(either, 1))
}

func TestGeneratedImages(t *testing.T) {
	if testing.Short() {
		t.Skip("generates case heads")
	}
	for _, v := range []fixtures.View{fixtures.RawRing, fixtures.RawSide} {
		for i := range 2 {
			a := head(t, i, v)
			f, err := Image(a.Image, Options{PitchFrom: PitchFile, Primer: a.Primer}, DefaultParams())
			if err != nil {
				t.Fatalf("%s %d: %v", v, i, err)
			}
			if o := overlapOf(f.Of(mark.BreechFace).Mask, a.Masks[mark.BreechFace]); o < 0.7 {
				t.Errorf("%s %d: breech face overlaps by %.2f", v, i, o)
			}
			again, err := Image(a.Image, Options{PitchFrom: PitchFile, Primer: a.Primer}, DefaultParams())
			if err != nil || !slices.Equal(again.Of(mark.BreechFace).Mask.In, f.Of(mark.BreechFace).Mask.In) {
				t.Errorf("%s %d: the second time differs, %v", v, i, err)
			}
		}
	}
}

func TestPitchOfAnImage(t *testing.T) {
	a := head(t, 0, fixtures.RawRing)
	m := a.Image
	pitch := a.Pitch * 1e6
	m.PitchX, m.PitchY = 0, 0
	f, err := Image(m, Options{Primer: a.Primer}, DefaultParams())
	if err != nil || f.PitchFrom != PitchPrimer || math.Abs(f.PitchUm[0]/pitch-1) > 0.06 {
		t.Errorf("from the primer: %s %.3f um, true %.3f, %v", f.PitchFrom, f.PitchUm[0], pitch, err)
	}
	var refusal *Refusal
	if _, err = Image(m, Options{Primer: mark.Rimfire}, DefaultParams()); !errors.As(err, &refusal) || refusal.Code != RimfireCase {
		t.Errorf("rimfire without a pitch: %v", err)
	}
	m.PitchX, m.PitchY = 2*a.Pitch, 2*a.Pitch
	f, err = Image(m, Options{PitchFrom: PitchGiven, Primer: a.Primer}, DefaultParams())
	if err != nil || f.PitchFrom != PitchGiven || !slices.ContainsFunc(f.Warnings, func(w Finding) bool { return w.Code == ScaleDisputed }) {
		t.Errorf("twice the pitch: %s %v, %v", f.PitchFrom, f.Warnings, err)
	}
}

func TestUnsuitableImages(t *testing.T) {
	if testing.Short() {
		t.Skip("generates many inputs")
	}
	kinds := map[string]bool{}
	for i := range fixtures.UnsuitableKinds() {
		u, err := fixtures.UnsuitableInput(i, 3)
		if err != nil {
			t.Fatal(err)
		}
		if u.Image == nil {
			continue
		}
		kinds[u.Kind] = true
		f, err := Image(u.Image, Options{PitchFrom: PitchFile}, DefaultParams())
		var refusal *Refusal
		if f != nil && f.Extent == Cropped {
			continue // judged by the tests of marks cut out before
		}
		if !errors.As(err, &refusal) {
			t.Errorf("%s passed: %v", u.Kind, err)
		}
	}
	if len(kinds) < 8 {
		t.Errorf("%d kinds, want at least 8", len(kinds))
	}
}

func TestHostileImages(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {3, 2000}, {2000, 3}, {144, 144}, {500, 300}} {
		for _, grey := range []uint16{0, 30000, 65535} {
			m := &mark.Image{Width: size[0], Height: size[1], Pix: slices.Repeat([]uint16{grey}, size[0]*size[1]), Depth: 8}
			var refusal *Refusal
			if _, err := Image(m, Options{}, DefaultParams()); !errors.As(err, &refusal) {
				t.Errorf("%v of grey %d: %v", size, grey, err)
			}
		}
	}
}
