package compare

import "cotejo/engine/mark"

// Result is what a comparison found, with every term of its score. All lengths
// are in the unit that a name says; poses lay the first mark onto the second, in
// metres from the middle of each original's frame.
type Result struct {
	// Score is from 0 to 1: 0.5 is where the engine calls two marks alike.
	Score float64 `json:"score"`
	// Terms are what the score was made of, in the order of the sum.
	Terms []Term    `json:"terms"`
	Pose  mark.Pose `json:"pose"`
	// Cells are the parts of the marks that overlap, row by row.
	Cells          []Cell  `json:"cells"`
	CellsCongruent int     `json:"cells_congruent"`
	Coarse         float64 `json:"coarse"`
	OverlapMM2     float64 `json:"overlap_mm2"`
}

// Term is one input of the score and what it contributed.
type Term struct {
	Name string `json:"name"`
	// Value is the raw input, in the unit of its name.
	Value float64 `json:"value"`
	// Weight is the factor with which the value entered the sum, 0 for a value
	// that is shown but not counted.
	Weight float64 `json:"weight"`
}

// Cell is one square of the overlap, compared on its own (Song 2013: congruent
// matching cells).
type Cell struct {
	// X and Y are the cell's middle on the first mark, in micrometres from the
	// middle of its frame; BX and BY the place on the second mark that the
	// common pose gives it.
	X  float64 `json:"x_um"`
	Y  float64 `json:"y_um"`
	BX float64 `json:"bx_um"`
	BY float64 `json:"by_um"`
	// Cover is the share of the cell that is measured in both marks.
	Cover float64 `json:"cover"`
	// Common is its correlation at the common pose, Correlation the best within
	// reach of it, found DXum and DYum off.
	Common      float64 `json:"common_correlation"`
	Correlation float64 `json:"correlation"`
	DXum        float64 `json:"dx_um"`
	DYum        float64 `json:"dy_um"`
	// Congruent says that the cell found its place where the common pose has it,
	// and agrees well there.
	Congruent bool `json:"congruent"`
}
