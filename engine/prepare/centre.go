package prepare

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// CentreParams say how the mark's centre is found. Mates of Fadul and Weller lie
// up to 97 um apart when centred on the hole in the mark (the firing pin
// aperture, a part of the firearm) and up to 266 um when centred on the outline
// or the frame, so the hole is taken wherever one is found.
type CentreParams struct {
	// CellUm is the grid on which outlines are looked for.
	CellUm float64 `json:"cell_um"`
	// ToleranceUm is how far an outline may lie from its circle.
	ToleranceUm float64 `json:"tolerance_um"`
	// MinArc is the share of the full turn that an outline must cover.
	MinArc float64 `json:"min_arc"`
	// HoleUm and RimUm are the least and greatest radius of the hole in the mark
	// and of its outer rim.
	HoleUm [2]float64 `json:"hole_um"`
	RimUm  [2]float64 `json:"rim_um"`
	// Trials is the number of circles tried.
	Trials int `json:"trials"`
}

func defaultCentreParams() CentreParams {
	return CentreParams{
		CellUm: 25, ToleranceUm: 40, MinArc: 0.3,
		HoleUm: [2]float64{400, 1800}, RimUm: [2]float64{900, 4000},
		Trials: 400,
	}
}

func (p CentreParams) validate() error {
	switch {
	case !(p.CellUm >= 5 && p.CellUm <= 100):
		return fmt.Errorf("centre.cell_um %g: must be within 5 to 100", p.CellUm)
	case !(p.ToleranceUm > 0):
		return fmt.Errorf("centre.tolerance_um %g: must be positive", p.ToleranceUm)
	case !(p.MinArc > 0 && p.MinArc <= 1):
		return fmt.Errorf("centre.min_arc %g: must be above 0 and at most 1", p.MinArc)
	case p.Trials < 1:
		return fmt.Errorf("centre.trials %d: must be positive", p.Trials)
	}
	return nil
}

// CentreMethod says what the centre of a mark was taken from.
type CentreMethod string

// The ways to find a centre, best first.
const (
	CentreHole  CentreMethod = "hole"  // a circle through the edge of the hole in the mark
	CentreRim   CentreMethod = "rim"   // a circle through the outer edge of the mark
	CentreFrame CentreMethod = "frame" // the middle of the box that bounds the mark
)

// Centre is where the mark's centre lies, in micrometres from the middle of the
// scan's frame, x to the right and y down.
type Centre struct {
	XUm, YUm float64
	RadiusUm float64 // of the circle, 0 for CentreFrame
	Method   CentreMethod
}

// findCentre looks for the circle of the hole, then of the rim, among the edges
// of the measured area. The trials are drawn with a fixed seed.
func findCentre(h *heights, p CentreParams) Centre {
	edges, box := outline(h, p.CellUm)
	if c, ok := fitCircle(edges, +1, p.HoleUm, p); ok {
		c.Method = CentreHole
		return c
	}
	if c, ok := fitCircle(edges, -1, p.RimUm, p); ok {
		c.Method = CentreRim
		return c
	}
	return Centre{XUm: box[0], YUm: box[1], Method: CentreFrame}
}

// edge is a point on the outline of the measured area, in micrometres from the
// middle of the frame, and the direction to the measured side.
type edge struct{ x, y, nx, ny float64 }

// fitCircle draws circles through three edges and keeps the one that covers most
// of the full turn; side is +1 when the measured area must lie outside of it
// (a hole) and -1 when inside (a rim).
func fitCircle(edges []edge, side float64, radius [2]float64, p CentreParams) (Centre, bool) {
	if len(edges) < 12 {
		return Centre{}, false
	}
	r := rand.New(rand.NewPCG(1, uint64(len(edges))))
	var best Centre
	top := 0
	for range p.Trials {
		c, ok := throughThree(edges[r.IntN(len(edges))], edges[r.IntN(len(edges))], edges[r.IntN(len(edges))])
		if !ok || c.RadiusUm < radius[0] || c.RadiusUm > radius[1] {
			continue
		}
		if n := len(on(edges, c, side, p.ToleranceUm)); n > top {
			if bins := arc(on(edges, c, side, p.ToleranceUm), c); float64(bins) >= p.MinArc*arcBins {
				best, top = c, n
			}
		}
	}
	if top == 0 {
		return Centre{}, false
	}
	for range 3 {
		if c, ok := leastSquares(on(edges, best, side, p.ToleranceUm)); ok && c.RadiusUm >= radius[0] && c.RadiusUm <= radius[1] {
			best = c
		}
	}
	return best, true
}

// on returns the edges that lie on the circle and face its right side.
func on(edges []edge, c Centre, side, tolerance float64) []edge {
	var in []edge
	for _, e := range edges {
		dx, dy := e.x-c.XUm, e.y-c.YUm
		if math.Abs(math.Hypot(dx, dy)-c.RadiusUm) <= tolerance && side*(dx*e.nx+dy*e.ny) > 0 {
			in = append(in, e)
		}
	}
	return in
}

const arcBins = 72

// arc counts the parts of five degrees in which an edge lies.
func arc(edges []edge, c Centre) int {
	var seen [arcBins]bool
	n := 0
	for _, e := range edges {
		b := int((math.Atan2(e.y-c.YUm, e.x-c.XUm)/(2*math.Pi) + 0.5) * arcBins)
		b = min(max(b, 0), arcBins-1)
		if !seen[b] {
			seen[b] = true
			n++
		}
	}
	return n
}
