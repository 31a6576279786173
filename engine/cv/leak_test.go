//go:build matprofile

package cv_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"testing"

	"gocv.io/x/gocv"

	"cotejo/engine"
	"cotejo/engine/compare"
	"cotejo/engine/cv"
	"cotejo/engine/scan"
	"cotejo/fixtures"
)

// TestMain counts the Mats that were made and not closed, over all tests of this
// package. Memory of OpenCV is not Go's: nothing else would ever free it.
func TestMain(m *testing.M) {
	code := m.Run()
	if n := gocv.MatProfile.Count(); n != 0 {
		fmt.Fprintf(os.Stderr, "%d Mats were never closed:\n", n)
		_ = gocv.MatProfile.WriteTo(os.Stderr, 1)
		code = 1
	}
	os.Exit(code)
}

// none fails when a Mat is open, with the place where it was made.
func none(t *testing.T) {
	t.Helper()
	if n := gocv.MatProfile.Count(); n != 0 {
		var where bytes.Buffer
		_ = gocv.MatProfile.WriteTo(&where, 1)
		t.Errorf("%d Mats are open:\n%s", n, where.String())
	}
}

// The profile must see a Mat, or a count of zero says nothing.
func TestTheProfileSeesAMat(t *testing.T) {
	m := gocv.NewMat()
	if n := gocv.MatProfile.Count(); n != 1 {
		t.Errorf("%d Mats are open, want 1", n)
	}
	if err := m.Close(); err != nil {
		t.Error(err)
	}
	none(t)
}

func TestGaussianClosesItsMats(t *testing.T) {
	for _, sigma := range []float64{0, 2} {
		if _, err := cv.Gaussian(plane(1, 64), 8, 8, sigma); err != nil {
			t.Fatal(err)
		}
		none(t)
	}
	if _, err := cv.Gaussian(plane(1, 64), 8, 9, 2); err == nil {
		t.Error("a plane of another size was accepted")
	}
	none(t)
}

// All that the engine does with scans, from enrolment to search and refusal.
func TestTheEngineClosesItsMats(t *testing.T) {
	cfg := fixtures.DefaultConfig()
	cfg.Firearms, cfg.Shots, cfg.ModelPitch = 2, 2, 12.5e-6
	made, err := fixtures.NewCollection(cfg)
	if err != nil {
		t.Fatal(err)
	}
	e, err := engine.New(engine.DefaultParams(), 2)
	if err != nil {
		t.Fatal(err)
	}
	var all []*compare.Subject
	for i := range made.Len() {
		x, err := made.Exhibit(i)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256([]byte(x.Name))
		s := &scan.Scan{Surface: x.Surface, SHA256: hex.EncodeToString(sum[:])}
		enrolled, err := e.Enrol(t.Context(), s, nil)
		if err != nil {
			t.Fatal(err)
		}
		none(t)
		all = append(all, e.Subject(enrolled))
		clear(x.Surface.Z) // flat: refused after the filters
		if _, err := e.Enrol(t.Context(), s, nil); err == nil {
			t.Error("a flat surface was enrolled")
		}
		none(t)
	}
	if _, err := e.Search(t.Context(), all[0], all[1:], 3); err != nil {
		t.Fatal(err)
	}
	none(t)
}
