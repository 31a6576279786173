package report

import (
	"bytes"
	"image"
	"image/png"
	"math"
	"math/rand/v2"
	"testing"

	"cotejo/api/casework"
)

// A place of the probe comes to lie where the pose lays it, and back.
func TestPoseThereAndBack(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		p := Pose{r.Float64()*360 - 180, r.NormFloat64() * 500, r.NormFloat64() * 500}
		at := spot{r.NormFloat64() * 1000, r.NormFloat64() * 1000}
		if back := p.undo(p.apply(at)); math.Hypot(back.x-at.x, back.y-at.y) > 1e-6 {
			t.Fatalf("%+v: %+v comes back as %+v", p, at, back)
		}
	}
	// A quarter turn anticlockwise, as displayed: what lies to the right comes to lie above.
	if up := (Pose{RotationDeg: 90}).apply(spot{100, 0}); math.Abs(up.x) > 1e-9 || math.Abs(up.y+100) > 1e-9 {
		t.Errorf("%+v", up)
	}
}

// Points that the pose lays onto each other lie at one place of both plates.
func TestPlatesAreInRegister(t *testing.T) {
	const size, um = 150, 3000.0
	frame := [2]*casework.Frame{{WidthUm: um, HeightUm: um, CentreXUm: 120, CentreYUm: -80}, {WidthUm: um, HeightUm: um, CentreXUm: -60, CentreYUm: 40}}
	pose := Pose{RotationDeg: 33, ShiftXUm: 90, ShiftYUm: -50}
	at := spot{520, 310} // on the probe
	pixel := func(f *casework.Frame, s spot) image.Point {
		return image.Pt(int((s.x-f.CentreXUm)/um*size+size/2), int((s.y-f.CentreYUm)/um*size+size/2))
	}
	m := &casework.ReportMatter{
		Probe: casework.ReportSide{Mark: &casework.Mark{}, Frame: frame[0], Picture: picture(t, size, size, pixel(frame[0], at))},
		Other: casework.ReportSide{Mark: &casework.Mark{}, Frame: frame[1], Picture: picture(t, size, size, pixel(frame[1], pose.apply(at)))},
	}
	w := windowOf(m, pose)
	var found [2]spot
	for i, side := range []*casework.ReportSide{&m.Probe, &m.Other} {
		img, err := png.Decode(bytes.NewReader(side.Picture))
		if err != nil {
			t.Fatal(err)
		}
		back := func(s spot) spot { return s }
		if i == 0 {
			back = pose.undo
		}
		found[i] = brightest(w.register(img, side.Frame, back))
	}
	// The point is one pixel of 20 um; a plate's are a fifth of that.
	if d := math.Hypot(found[0].x-found[1].x, found[0].y-found[1].y) * w.side / plateSide; d > 25 {
		t.Errorf("what is one place lies %.0f um apart: %v", d, found)
	}
	onPlate := spot{(pose.apply(at).x-w.middle.x)/w.side*plateSide + plateSide/2, (pose.apply(at).y-w.middle.y)/w.side*plateSide + plateSide/2}
	if d := math.Hypot(found[1].x-onPlate.x, found[1].y-onPlate.y) * w.side / plateSide; d > 25 {
		t.Errorf("the place lies %.0f um off on the plate", d)
	}
}

// brightest is the middle of what is nearly white, but for what lies beyond the
// picture.
func brightest(img image.Image) spot {
	var sum spot
	n := 0.0
	rgba := img.(*image.RGBA)
	for y := range plateSide {
		for x := range plateSide {
			if c := rgba.RGBAAt(x, y); c.R > 150 && c != beyond {
				sum, n = spot{sum.x + float64(x), sum.y + float64(y)}, n+1
			}
		}
	}
	return spot{sum.x / n, sum.y / n}
}

// Cells are squares of the frame of the mark that was not turned.
func TestCellsStandAsTheyWereCut(t *testing.T) {
	pose := Pose{RotationDeg: 25, ShiftXUm: 40, ShiftYUm: 10}
	onCandidate, onProbe := &Comparison{CellUm: 500, Pose: pose}, &Comparison{CellUm: 500, Pose: pose}
	for y := range 3 {
		for x := range 3 {
			grid := spot{float64(x)*500 + 7, float64(y)*500 - 31}
			probe, laid := pose.undo(grid), pose.apply(grid)
			onCandidate.Cells = append(onCandidate.Cells, Cell{X: probe.x, Y: probe.y, BX: grid.x, BY: grid.y})
			onProbe.Cells = append(onProbe.Cells, Cell{X: grid.x, Y: grid.y, BX: laid.x, BY: laid.y})
		}
	}
	if a, b, c := onCandidate.tilt(), onProbe.tilt(), (&Comparison{}).tilt(); a != 0 || b != 25 || c != 0 {
		t.Errorf("%g, %g, %g", a, b, c)
	}
}

// Marks that a pose lays far apart do not shrink to nothing, and no mark at all is
// a window still.
func TestWindows(t *testing.T) {
	f := &casework.Frame{WidthUm: 3000, HeightUm: 2000}
	m := &casework.ReportMatter{Probe: casework.ReportSide{Frame: f}, Other: casework.ReportSide{Frame: f}}
	if w := windowOf(m, Pose{}); w.side != 3000 || w.middle != (spot{}) {
		t.Errorf("%+v", w)
	}
	if w := windowOf(m, Pose{ShiftXUm: 90000}); w.side != 6000 || w.middle != (spot{}) {
		t.Errorf("%+v", w)
	}
	if w := windowOf(&casework.ReportMatter{}, Pose{}); !(w.side > 0) {
		t.Errorf("%+v", w)
	}
}
