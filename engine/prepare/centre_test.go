package prepare_test

import (
	"math"
	"testing"

	"cotejo/engine/prepare"
)

// Outlines as they come: whole, halved, without a hole, cut square. The hole is a
// part of the firearm and goes before the rim.
func TestTheCentreIsTakenFromTheBestOutline(t *testing.T) {
	const cx, cy = 130.0, -85.0
	half := func(in func(x, y float64) bool) func(x, y float64) bool {
		return func(x, y float64) bool { return in(x, y) && 0.6*(x-cx)+0.8*(y-cy) > 0 }
	}
	dropOut := func(in func(x, y float64) bool) func(x, y float64) bool {
		k := 0
		return func(x, y float64) bool { k++; return in(x, y) && k%9 != 0 }
	}
	pitches := []float64{14.76, 6.25}
	if underRace {
		pitches = pitches[:1]
	}
	for name, c := range map[string]struct {
		inside func(x, y float64) bool
		want   prepare.Centre
	}{
		"annulus":           {annulus(cx, cy, 800, 1700), prepare.Centre{XUm: cx, YUm: cy, RadiusUm: 800, Method: prepare.CentreHole}},
		"points missing":    {dropOut(annulus(cx, cy, 800, 1700)), prepare.Centre{XUm: cx, YUm: cy, RadiusUm: 800, Method: prepare.CentreHole}},
		"half annulus":      {half(annulus(cx, cy, 800, 1700)), prepare.Centre{XUm: cx, YUm: cy, RadiusUm: 800, Method: prepare.CentreHole}},
		"disc":              {annulus(cx, cy, -1, 1500), prepare.Centre{XUm: cx, YUm: cy, RadiusUm: 1500, Method: prepare.CentreRim}},
		"half disc":         {half(annulus(cx, cy, -1, 1500)), prepare.Centre{XUm: cx, YUm: cy, RadiusUm: 1500, Method: prepare.CentreRim}},
		"hole too small":    {annulus(cx, cy, 200, 1500), prepare.Centre{XUm: cx, YUm: cy, RadiusUm: 1500, Method: prepare.CentreRim}},
		"hole off the rim":  {func(x, y float64) bool { return annulus(cx, cy, 700, 1e9)(x, y) && math.Hypot(x, y) < 1700 }, prepare.Centre{XUm: cx, YUm: cy, RadiusUm: 700, Method: prepare.CentreHole}},
		"oblong":            {func(x, y float64) bool { return math.Abs(x-cx) < 1500 && math.Abs(y-cy) < 500 }, prepare.Centre{XUm: cx, YUm: cy, Method: prepare.CentreFrame}},
		"all that the scan": {func(x, y float64) bool { return math.Abs(y) < 500 }, prepare.Centre{Method: prepare.CentreFrame}},
	} {
		for _, pitch := range pitches {
			got := prepared(t, measured(3800, pitch, c.inside, newWaves(1).at), nil).Centre
			if got.Method != c.want.Method {
				t.Errorf("%s at %g um: from the %s, want the %s", name, pitch, got.Method, c.want.Method)
				continue
			}
			// Outlines are looked for on cells of about 25 um. A circle is fitted
			// to many; half of it is known half as well, and a box ends with one.
			near := 15.0
			if c.want.Method == prepare.CentreFrame || name == "half annulus" || name == "half disc" {
				near = 25
			}
			if d := math.Hypot(got.XUm-c.want.XUm, got.YUm-c.want.YUm); d > near {
				t.Errorf("%s at %g um: centre %.1f um off", name, pitch, d)
			}
			// An edge is the middle of the outermost measured cell.
			if math.Abs(got.RadiusUm-c.want.RadiusUm) > 30 {
				t.Errorf("%s at %g um: radius %.1f um, want %.1f", name, pitch, got.RadiusUm, c.want.RadiusUm)
			}
		}
	}
}
