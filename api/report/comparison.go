package report

import (
	"encoding/json"
	"fmt"
	"math"
)

// Comparison is how two marks were compared, as the engine's JSON tells it. The
// first mark is the probe.
type Comparison struct {
	Score          float64 `json:"score"`
	Terms          []Term  `json:"terms"`
	Cells          []Cell  `json:"cells"`
	CellsCongruent int     `json:"cells_congruent"`
	Coarse         float64 `json:"coarse"`
	OverlapMM2     float64 `json:"overlap_mm2"`
	Pose           Pose    `json:"pose"`
	Engine         string  `json:"engine"`
	Params         string  `json:"params"`
	CellUm         float64 `json:"cell_um"`
}

// Term is one input of the score, with the weight with which it was counted.
type Term struct {
	Name   string  `json:"name"`
	Value  float64 `json:"value"`
	Weight float64 `json:"weight"`
}

// Cell is one square of the overlap: its middle on the probe and where the common
// pose lays it on the candidate, in micrometres from the middle of each frame, and
// how far from there it agrees best.
type Cell struct {
	X           float64 `json:"x_um"`
	Y           float64 `json:"y_um"`
	BX          float64 `json:"bx_um"`
	BY          float64 `json:"by_um"`
	Cover       float64 `json:"cover"`
	Common      float64 `json:"common_correlation"`
	Correlation float64 `json:"correlation"`
	DX          float64 `json:"dx_um"`
	DY          float64 `json:"dy_um"`
	Congruent   bool    `json:"congruent"`
}

// Pose lays the probe onto the candidate: turned anticlockwise as displayed about
// the middle of its frame, then shifted right and down.
type Pose struct {
	RotationDeg float64 `json:"rotation_deg"`
	ShiftXUm    float64 `json:"shift_x_um"`
	ShiftYUm    float64 `json:"shift_y_um"`
}

// ReadComparison reads the engine's JSON.
func ReadComparison(text []byte) (*Comparison, error) {
	c := &Comparison{}
	if err := json.Unmarshal(text, c); err != nil {
		return nil, fmt.Errorf("report: comparison: %w", err)
	}
	return c, nil
}

// spot is a place in micrometres, x to the right and y down.
type spot struct{ x, y float64 }

// apply returns where a place of the probe lies on the candidate.
func (p Pose) apply(at spot) spot {
	s, c := math.Sincos(p.RotationDeg * math.Pi / 180)
	return spot{c*at.x + s*at.y + p.ShiftXUm, -s*at.x + c*at.y + p.ShiftYUm}
}

// undo returns which place of the probe lies at a place of the candidate.
func (p Pose) undo(at spot) spot {
	s, c := math.Sincos(p.RotationDeg * math.Pi / 180)
	x, y := at.x-p.ShiftXUm, at.y-p.ShiftYUm
	return spot{c*x - s*y, s*x + c*y}
}

// tilt is by how many degrees the cells stand turned on the candidate: they are
// squares of the frame of the one mark that was not turned.
func (c *Comparison) tilt() float64 {
	if c.CellUm <= 0 || len(c.Cells) < 2 {
		return 0
	}
	var onCandidate, onProbe float64
	first := c.Cells[0]
	for _, k := range c.Cells[1:] {
		onCandidate += offGrid(k.BX-first.BX, c.CellUm) + offGrid(k.BY-first.BY, c.CellUm)
		onProbe += offGrid(k.X-first.X, c.CellUm) + offGrid(k.Y-first.Y, c.CellUm)
	}
	if onProbe < onCandidate {
		return c.Pose.RotationDeg
	}
	return 0
}

// offGrid is how far a distance is from a multiple of a side.
func offGrid(d, side float64) float64 { return math.Abs(d - side*math.Round(d/side)) }
