package scan_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cotejo/engine/scan"
)

// sharedData returns the folder of real scans beside the repository, or skips.
// The scans are not part of the repository: see the README there.
func sharedData(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above the package")
		}
		dir = up
	}
	data := filepath.Join(dir, "..", "shared", "data")
	if _, err := os.Stat(data); err != nil {
		t.Skip("skipped: no real scans in ../shared/data beside the repository")
	}
	return data
}

func readFile(t *testing.T, path string) *scan.Scan {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s, err := scan.Read(f, scan.DefaultLimits())
	if err != nil {
		t.Fatalf("%s: %v", filepath.Base(path), err)
	}
	return s
}

// codes lists the codes of the assumptions, for comparison.
func codes(s *scan.Scan) string {
	var out []string
	for _, a := range s.Assumptions {
		out = append(out, a.Code)
	}
	return strings.Join(out, " ")
}

// The prepared sets: 6.25 um a point, metres, float64, no assumption needed.
func TestRealSets(t *testing.T) {
	data := sharedData(t)
	for _, set := range []struct {
		name  string
		files int
	}{{"fadul", 40}, {"weller", 27}} {
		t.Run(set.name, func(t *testing.T) {
			paths, err := filepath.Glob(filepath.Join(data, set.name, "*.x3p"))
			if err != nil {
				t.Fatal(err)
			}
			if len(paths) != set.files {
				t.Fatalf("%d files, want %d", len(paths), set.files)
			}
			if underRace {
				paths = paths[:4] // without the detector all are read
			}
			for _, path := range paths {
				s := readFile(t, path)
				name := filepath.Base(path)
				if s.Format != scan.X3P || s.Image != nil || s.Region != nil {
					t.Errorf("%s: format %s, image %v, region %v", name, s.Format, s.Image != nil, s.Region != nil)
				}
				if err := s.Surface.Check(); err != nil {
					t.Errorf("%s: %v", name, err)
				}
				if s.Surface.PitchX != 6.25e-6 || s.Surface.PitchY != 6.25e-6 {
					t.Errorf("%s: pitch %g x %g", name, s.Surface.PitchX, s.Surface.PitchY)
				}
				// The design notes give 30 to 40 % of the square as valid.
				if share := float64(s.Surface.Valid()) / float64(len(s.Surface.Z)); share < 0.2 || share > 0.6 {
					t.Errorf("%s: %.0f %% of the points are valid", name, 100*share)
				}
				if codes(s) != "" {
					t.Errorf("%s: assumptions %s", name, codes(s))
				}
				if s.Meta.Manufacturer != "NanoFocus" || s.Meta.ProbingIdentifier != "10x" {
					t.Errorf("%s: meta %+v", name, s.Meta)
				}
			}
		})
	}
}

func TestRealRaw(t *testing.T) {
	data := filepath.Join(sharedData(t), "raw")
	// Sizes, valid points, the extremes in um and the numbers of white, bronze
	// and painted pixels were counted with Python's zipfile, array and with
	// image/png outside this package.
	for _, c := range []struct {
		file          string
		width, height int
		valid, region int
		pitch, lo, hi float64
		codes         string
	}{
		{"K013sA1.x3p", 769, 749, 575981, 76519, 7.37468e-6, -237.37086486816406e-6, 170.3573455810547e-6,
			"pitch-micrometres height-micrometres"},
		{"K002eG2_original.x3p", 440, 440, 89157, 168893, 7.38452e-6, -13.411964801430779e-6, 30.1860805305125e-6,
			"pitch-micrometres height-micrometres mask-painted-left-out"},
	} {
		t.Run(c.file, func(t *testing.T) {
			s := readFile(t, filepath.Join(data, c.file))
			if s.Surface.Width != c.width || s.Surface.Height != c.height || s.Surface.Valid() != c.valid {
				t.Errorf("%d x %d, %d valid", s.Surface.Width, s.Surface.Height, s.Surface.Valid())
			}
			lo, hi := math.Inf(1), math.Inf(-1)
			for _, z := range s.Surface.Z {
				if !math.IsNaN(z) {
					lo, hi = min(lo, z), max(hi, z)
				}
			}
			for _, v := range [][2]float64{{s.Surface.PitchX, c.pitch}, {s.Surface.PitchY, c.pitch}, {lo, c.lo}, {hi, c.hi}} {
				if math.Abs(v[0]-v[1]) > 1e-12 {
					t.Errorf("got %g, want %g", v[0], v[1])
				}
			}
			if s.Region == nil || s.Region.Count() != c.region {
				t.Errorf("region %v", s.Region != nil)
			}
			if codes(s) != c.codes {
				t.Errorf("assumptions %s, want %s", codes(s), c.codes)
			}
		})
	}
}

func TestRealImages(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(sharedData(t), "raw", "*.png"))
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) != 2 {
		t.Fatalf("%d images, want 2", len(paths))
	}
	for _, path := range paths {
		s := readFile(t, path)
		if s.Format != scan.PNG || s.Surface != nil || s.Image.Width != 2592 || s.Image.Height != 1944 || s.Image.Depth != 8 {
			t.Errorf("%s: %s, %+v", filepath.Base(path), s.Format, s.Image)
		}
		if err := s.Image.Check(); err != nil {
			t.Error(err)
		}
	}
}
