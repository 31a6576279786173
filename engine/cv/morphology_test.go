package cv_test

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"cotejo/engine/cv"
)

// drawn reads a plane of flags, # for one that is set.
func drawn(rows ...string) (in []bool, width, height int) {
	for _, c := range strings.Join(rows, "") {
		in = append(in, c == '#')
	}
	return in, len(rows[0]), len(rows)
}

func TestOpenTakesWhatIsNarrowAndCloseFillsIt(t *testing.T) {
	in, w, h := drawn(
		".........",
		".####....",
		".####..#.",
		".####....",
		".........")
	opened, _, _ := drawn(
		".........",
		"..##.....",
		".####....",
		"..##.....",
		".........")
	got, err := cv.Open(in, w, h, 1)
	if err != nil || !reflect.DeepEqual(got, opened) {
		t.Errorf("open gave %v (%v)", got, err)
	}
	gap, w, h := drawn(
		".......",
		".##.##.",
		".##.##.",
		".##.##.",
		".......")
	closed, err := cv.Close(gap, w, h, 1)
	if err != nil || !closed[2*w+3] || closed[0] {
		t.Errorf("close gave %v (%v)", closed, err)
	}
	if same, err := cv.Open(gap, w, h, 0); err != nil || !reflect.DeepEqual(same, gap) {
		t.Errorf("a radius of 0 changes something (%v)", err)
	}
	point, w, h := drawn(".....", ".....", "..#..", ".....", ".....")
	if grown, err := cv.Dilate(point, w, h, 1); err != nil || !grown[1*w+2] || !grown[2*w+3] || grown[0] {
		t.Errorf("dilate gave %v (%v)", grown, err)
	}
}

func TestComponentsAreNumberedFromTheTop(t *testing.T) {
	in, w, h := drawn(
		"##..#",
		"#....",
		"..##.",
		"#...#")
	label, size, err := cv.Components(in, w, h)
	if err != nil {
		t.Fatal(err)
	}
	// Corners touch: (4, 3) belongs to the row above.
	if want := []int{12, 3, 1, 3, 1}; !reflect.DeepEqual(size, want) {
		t.Errorf("sizes %v, want %v", size, want)
	}
	if label[0] != label[w] || label[2*w+3] != label[3*w+4] || label[0] == label[4] || label[2] != 0 {
		t.Errorf("labels %v", label)
	}
}

func TestDepthIsTheDistanceToTheNearestOutside(t *testing.T) {
	const n = 31
	in := make([]bool, n*n)
	for i := range in {
		in[i] = math.Hypot(float64(i%n)-15, float64(i/n)-15) <= 10
	}
	depth, err := cv.Depth(in, n, n)
	if err != nil {
		t.Fatal(err)
	}
	for i, d := range depth {
		r := math.Hypot(float64(i%n)-15, float64(i/n)-15)
		if !in[i] && d != 0 || in[i] && math.Abs(float64(d)-(10.5-r)) > 1.1 {
			t.Fatalf("point %d at %.1f from the middle is %.2f deep", i, r, d)
		}
	}
}

func TestFlagsOfAnotherSizeAreAnError(t *testing.T) {
	for _, c := range []struct{ n, width, height int }{{5, 2, 3}, {0, 0, 0}, {4, -2, -2}} {
		in, want := make([]bool, c.n), fmt.Sprintf("cv: %d flags for a plane of %d x %d", c.n, c.width, c.height)
		_, errOpen := cv.Open(in, c.width, c.height, 1)
		_, _, errParts := cv.Components(in, c.width, c.height)
		_, errDepth := cv.Depth(in, c.width, c.height)
		for _, err := range []error{errOpen, errParts, errDepth} {
			if err == nil || err.Error() != want {
				t.Errorf("%+v: got %v, want %s", c, err, want)
			}
		}
	}
}
