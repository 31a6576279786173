package damage

import (
	"math"
	"testing"

	"cotejo/engine/mark"
)

// TestQuarterTurns: a turn by a multiple of 90 degrees only moves points.
// Anticlockwise as displayed by 90 degrees, the top right corner goes to the
// top left: out(x, y) = in(n-1-y, x).
func TestQuarterTurns(t *testing.T) {
	const n = 60
	s := mark.NewSurface(n, n, 6.25e-6, 6.25e-6)
	for i := range s.Z {
		s.Z[i] = float64(i) * 1e-9
	}
	s.Z[7*n+9] = math.NaN()
	for _, tc := range []struct {
		deg float64
		in  func(x, y int) (int, int)
	}{
		{0, func(x, y int) (int, int) { return x, y }},
		{90, func(x, y int) (int, int) { return n - 1 - y, x }},
		{180, func(x, y int) (int, int) { return n - 1 - x, n - 1 - y }},
		{-90, func(x, y int) (int, int) { return y, n - 1 - x }},
	} {
		out, err := Move(s, mark.Pose{RotationDeg: tc.deg})
		if err != nil || out.Width != n || out.Height != n {
			t.Fatalf("%v degrees: %v, %d x %d points", tc.deg, err, out.Width, out.Height)
		}
		for y := range n {
			for x := range n {
				got, want := out.At(x, y), s.At(tc.in(x, y))
				if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > 1e-15 {
					t.Fatalf("%v degrees at (%d, %d): %g, want %g", tc.deg, x, y, got, want)
				}
			}
		}
	}
}

// TestMoveIsAPose: a plane z = ax + by through the middle of the mark becomes,
// at a moved point, what it was at the point itself; with different pitches.
func TestMoveIsAPose(t *testing.T) {
	s := mark.NewSurface(81, 61, 5e-6, 8e-6)
	height := func(x, y float64) float64 { return 0.1*x - 0.03*y }
	for i := range s.Z {
		x, y := float64(i%81-40)*5e-6, float64(i/81-30)*8e-6
		s.Z[i] = math.NaN()
		if math.Hypot(x, y) < 180e-6 { // a disc has the same bounds at any angle
			s.Z[i] = height(x, y)
		}
	}
	motion := mark.Pose{RotationDeg: 33, ShiftX: 40e-6, ShiftY: -64e-6} // whole points
	out, err := Move(s, motion)
	if err != nil {
		t.Fatal(err)
	}
	back := motion.Inverse()
	checked := 0
	for i, z := range out.Z {
		x := (float64(i%out.Width) - float64(out.Width-1)/2) * out.PitchX
		y := (float64(i/out.Width) - float64(out.Height-1)/2) * out.PitchY
		px, py := back.Apply(x, y)
		if math.Hypot(px, py) > 165e-6 {
			continue // near the rim, interpolation misses a neighbour
		}
		// Cropping may put the middle half a point off: 0.13 * 4 um.
		if math.Abs(z-height(px, py)) > 0.13*4e-6 {
			t.Fatalf("height at (%.0f, %.0f) um is %g, want %g", x*1e6, y*1e6, z, height(px, py))
		}
		checked++
	}
	if checked < 1500 {
		t.Errorf("only %d points were compared", checked)
	}
}

// TestMoveKeepsArea: a turned ring has as many points as before, to 1 %, and
// the missing points take no part in heights.
func TestMoveKeepsArea(t *testing.T) {
	s := disc(200, 6)
	for i, z := range s.Z {
		if !math.IsNaN(z) {
			s.Z[i] = 5e-6
		}
	}
	for i := range 20 {
		out, err := Move(s, RandomMotion(Stream(3, i, ForRotation)))
		if err != nil {
			t.Fatal(err)
		}
		if r := float64(out.Valid()) / float64(s.Valid()); math.Abs(r-1) > 0.01 {
			t.Errorf("scan %d has %.3f of its points", i, r)
		}
		for _, z := range out.Z {
			if !math.IsNaN(z) && math.Abs(z-5e-6) > 1e-18 {
				t.Fatalf("a flat surface has the height %g", z)
			}
		}
	}
}

func TestRandomMotion(t *testing.T) {
	var quadrant [4]int
	for i := range 400 {
		m := RandomMotion(Stream(1, i, ForRotation))
		if math.Hypot(m.ShiftX, m.ShiftY) > 300e-6 {
			t.Fatalf("shift of %v", m)
		}
		quadrant[min(3, int((m.RotationDeg+180)/90))]++
	}
	for q, n := range quadrant { // 100 expected, standard deviation 8.7
		if n < 65 || n > 135 {
			t.Errorf("%d of 400 angles in quarter %d", n, q)
		}
	}
}
