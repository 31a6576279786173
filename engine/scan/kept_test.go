package scan_test

import (
	"bytes"
	"flag"
	"math"
	"os"
	"path/filepath"
	"testing"

	"cotejo/engine/mark"
	"cotejo/engine/scan"
)

// update writes the kept files anew. Do that only to add one: files that were
// written once must stay readable.
var update = flag.Bool("update-kept", false, "write testdata/kept anew")

// keptSurface is in every kept file: a slope of 7 x 5 points with a hole.
func keptSurface() *mark.Surface {
	s := mark.NewSurface(7, 5, 3e-6, 4e-6)
	for i := range s.Z {
		s.Z[i] = float64(i) * 1e-6
	}
	s.Z[17] = math.NaN()
	return s
}

// Files written by earlier versions, and kept, are read as they were meant.
func TestKeptFiles(t *testing.T) {
	x3p := func(dt scan.DataType) func(*testing.T) []byte {
		return func(t *testing.T) []byte {
			region := mark.NewMask(7, 5)
			for i := range region.In {
				region.In[i] = i%2 == 0
			}
			return writeX3P(t, keptSurface(), scan.X3POptions{DataType: dt, Region: region, Meta: scan.Meta{Creator: "kept"}})
		}
	}
	for _, c := range []struct {
		name  string
		write func(*testing.T) []byte
		tol   float64 // metres: half a step of 34 um in 65534, half a unit of the last place of a float32
	}{
		{"float64.x3p", x3p(scan.DataFloat64), 0},
		{"float32.x3p", x3p(scan.DataFloat32), 2e-12},
		{"int16.x3p", x3p(scan.DataInt16), 3e-10},
		{"int32.x3p", x3p(scan.DataInt32), 1e-14},
		{"plain.al3d", func(t *testing.T) []byte { return writeAL3D(t, keptSurface()) }, 2e-12},
	} {
		path := filepath.Join("testdata", "kept", c.name)
		if *update {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, c.write(t), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		s, err := scan.Read(bytes.NewReader(data), scan.DefaultLimits())
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		compareHeights(t, s.Surface, keptSurface(), c.tol)
		if s.Format == scan.X3P && (s.Region == nil || s.Region.Count() != 18 || s.Meta.Creator != "kept") {
			t.Errorf("%s: region %v, meta %+v", c.name, s.Region != nil, s.Meta)
		}
		if codes(s) != "" {
			t.Errorf("%s: assumptions %s", c.name, codes(s))
		}
	}
}
