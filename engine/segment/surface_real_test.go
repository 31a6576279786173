package segment_test

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"cotejo/engine/mark"
	"cotejo/engine/scan"
	"cotejo/engine/segment"
)

// realScan reads a scan beside the repository, and skips the test where there is
// none.
func realScan(t *testing.T, name ...string) *scan.Scan {
	t.Helper()
	shared := filepath.Join("..", "..", "..", "shared", "data")
	file, err := os.Open(filepath.Join(append([]string{shared}, name...)...))
	if err != nil {
		t.Skipf("the real scan %s is not beside the repository (../shared/data)", filepath.Join(name...))
	}
	defer file.Close()
	s, err := scan.Read(file, scan.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A whole primer scanned by a TopMatch, with the mask that its owners drew by hand;
// the circles were drawn by hand as well: the bottom of the groove at 2.21 mm about
// point (375, 368), the aperture about point (360, 389).
func TestWholeRealScanAgreesWithItsHandDrawnMask(t *testing.T) {
	s := realScan(t, "raw", "K013sA1.x3p")
	f, err := onSurface(s.Surface, mark.SmallPrimer)
	if err != nil {
		t.Fatal(err)
	}
	m := f.Of(mark.BreechFace)
	if m == nil {
		t.Fatal("no impression")
	}
	// 0.891 was measured; 0.80 is what was asked for.
	if o := iou(m.Mask, s.Region); o < 0.85 {
		t.Errorf("overlap with the hand-drawn mask %.3f", o)
	}
	limit := 0.03 * mark.SmallPrimer.DiameterUm()
	pitch := f.PitchUm[0]
	if e := f.Primer.Edge; math.Hypot(e.X-375*pitch, e.Y-368*pitch) > limit || math.Abs(2*e.R-4420) > limit {
		t.Errorf("primer %+v", e)
	}
	if a := f.Aperture; a == nil || math.Hypot(a.X-360*pitch, a.Y-389*pitch) > limit || math.Abs(2*a.R-2100) > limit {
		t.Errorf("aperture %+v", a)
	}
	for _, k := range []mark.Kind{mark.FiringPin, mark.ApertureShear} {
		if f.Of(k) == nil {
			t.Errorf("no %v, which this scan shows clearly", k)
		}
	}
	if f.Of(mark.Ejector) != nil || len(f.Warnings) > 0 {
		t.Errorf("an ejector mark, or warnings: %v", f.Warnings)
	}
}

// Scans that were cut out before stay as they are.
func TestRealMarksThatWereCutOutStayWhole(t *testing.T) {
	for _, name := range [][]string{
		{"fadul", "Fadul 1-1.x3p"}, {"fadul", "Fadul K.x3p"}, {"weller", "TW01-01.x3p"}, {"weller", "TW03-09.x3p"}, {"raw", "K002eG2_original.x3p"},
	} {
		s := realScan(t, name...)
		f, err := onSurface(s.Surface, "")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if f.Extent != segment.Cropped || len(f.Marks) != 1 || f.Marks[0].Mask.Count() != s.Surface.Valid() {
			t.Errorf("%s: %s, %d marks", name, f.Extent, len(f.Marks))
		}
	}
}
