package scan_test

import (
	"bytes"
	"math"
	"math/rand/v2"
	"testing"

	"cotejo/engine/mark"
	"cotejo/engine/scan"
)

// randomSurface makes a surface of 1 to 40 points a side, heights within 50 um,
// a fifth of the points missing.
func randomSurface(rng *rand.Rand) *mark.Surface {
	s := mark.NewSurface(1+rng.IntN(40), 1+rng.IntN(40), 1e-6+9e-6*rng.Float64(), 1e-6+9e-6*rng.Float64())
	for i := range s.Z {
		s.Z[i] = (rng.Float64() - 0.5) * 100e-6
		if rng.IntN(5) == 0 {
			s.Z[i] = math.NaN()
		}
	}
	s.Z[rng.IntN(len(s.Z))] = 1e-6 // at least one point
	return s
}

func writeX3P(t *testing.T, s *mark.Surface, opt scan.X3POptions) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := scan.WriteX3P(&b, s, opt); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func readBytes(t *testing.T, data []byte) *scan.Scan {
	t.Helper()
	s, err := scan.Read(bytes.NewReader(data), scan.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// compareHeights reports the first height that differs by more than tol.
func compareHeights(t *testing.T, got, want *mark.Surface, tol float64) {
	t.Helper()
	if got.Width != want.Width || got.Height != want.Height || got.PitchX != want.PitchX || got.PitchY != want.PitchY {
		t.Fatalf("%d x %d at %g x %g, want %d x %d at %g x %g", got.Width, got.Height, got.PitchX, got.PitchY,
			want.Width, want.Height, want.PitchX, want.PitchY)
	}
	for i, z := range want.Z {
		g := got.Z[i]
		if math.IsNaN(z) != math.IsNaN(g) || math.Abs(g-z) > tol {
			t.Fatalf("height %d is %g, want %g", i, g, z)
		}
	}
}

func TestX3PRoundTrip(t *testing.T) {
	meta := scan.Meta{
		Creator: "A <B> & \"C\"", Date: "2024-05-06T07:08:09Z", Manufacturer: "M", Model: "Mo", Serial: "S-1",
		Version: "1.2", CalibrationDate: "2024-01-01", ProbingType: "NonContacting", ProbingIdentifier: "20x",
		Comment: "línea\ndos", Revision: "ISO5436 - 2000", FeatureType: "SUR",
	}
	for _, c := range []struct {
		dataType scan.DataType
		tol      float64 // metres: half a step of a range of 100 um, or half a unit of the last place of 50 um
	}{
		{scan.DataFloat64, 0},
		{scan.DataFloat32, 2e-12},
		{scan.DataInt16, 100e-6 / 65534 / 2 * 1.001},
		{scan.DataInt32, 100e-6 / 4294967294 / 2 * 1.01},
		{"", 0},
	} {
		t.Run("type "+string(c.dataType), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(1, 2))
			for range 20 {
				want := randomSurface(rng)
				region := mark.NewMask(want.Width, want.Height)
				region.In[0] = true
				for i := range region.In {
					region.In[i] = region.In[i] || rng.IntN(2) == 0
				}
				opt := scan.X3POptions{Meta: meta, Region: region, DataType: c.dataType}
				data := writeX3P(t, want, opt)
				got := readBytes(t, data)
				compareHeights(t, got.Surface, want, c.tol)
				if got.Meta != meta {
					t.Fatalf("meta %+v", got.Meta)
				}
				for i, in := range region.In {
					if got.Region.In[i] != in {
						t.Fatalf("region differs at point %d", i)
					}
				}
				if codes(got) != "" {
					t.Fatalf("assumptions %s", codes(got))
				}
				if !bytes.Equal(data, writeX3P(t, want, opt)) {
					t.Fatal("writing twice gives different bytes")
				}
			}
		})
	}
}

func TestWriteX3PRefuses(t *testing.T) {
	good := mark.NewSurface(2, 2, 1e-6, 1e-6)
	for name, c := range map[string]struct {
		s   *mark.Surface
		opt scan.X3POptions
	}{
		"no pitch":          {mark.NewSurface(2, 2, 0, 1e-6), scan.X3POptions{}},
		"unknown data type": {good, scan.X3POptions{DataType: "Q"}},
		"foreign region":    {good, scan.X3POptions{Region: mark.NewMask(3, 2)}},
	} {
		if err := scan.WriteX3P(&bytes.Buffer{}, c.s, c.opt); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if err := scan.WriteX3P(failingWriter{}, good, scan.X3POptions{}); err == nil {
		t.Error("the error of the writer is lost")
	}
	if err := scan.WriteAL3D(failingWriter{}, good); err == nil {
		t.Error("the error of the writer is lost")
	}
}

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, bytes.ErrTooLarge }
