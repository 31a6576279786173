package compare

import (
	"fmt"
	"math"
)

// Params are the numbers of the fine comparison.
type Params struct {
	// Hypotheses is how many poses each direction of the signatures gives.
	Hypotheses int `json:"hypotheses"`
	// Climbed is how many of them are improved on the coarse level; Refined and
	// Settled are how many go on to the middle and to the fine level.
	Climbed int `json:"climbed"`
	Refined int `json:"refined"`
	Settled int `json:"settled"`
	// MinOverlap is the least overlap of a pose, as a share of the smaller mark.
	MinOverlap float64 `json:"min_overlap"`
	// CellUm is the side of a cell, MinCellCover the share of it that must be
	// measured in both marks.
	CellUm       float64 `json:"cell_um"`
	MinCellCover float64 `json:"min_cell_cover"`
	// CellReachUm is how far off the common pose a cell is searched,
	// CongruentUm how far off it may lie to count as congruent, and
	// MinCellCorrelation how well it must then correlate.
	CellReachUm        float64     `json:"cell_reach_um"`
	CongruentUm        float64     `json:"congruent_um"`
	MinCellCorrelation float64     `json:"min_cell_correlation"`
	Score              ScoreParams `json:"score"`
}

// ScoreParams say how the terms make the score.
type ScoreParams struct {
	// Fine, Middle and Local weigh the three correlations; they add up to 1.
	Fine   float64 `json:"fine"`
	Middle float64 `json:"middle"`
	Local  float64 `json:"local"`
	// IndependentPower is the power of the number of independent points, in
	// thousands, and SharePower that of the overlap's share of the smaller mark,
	// that weigh their sum to the agreement.
	IndependentPower float64 `json:"independent_power"`
	SharePower       float64 `json:"share_power"`
	// Even is the agreement that scores 0.5 and Slope the steepness there. At 0.30
	// six in ten thousand of the non-matches of Fadul, Weller, four levels of
	// damage and generated collections of all finishes score above 0.5.
	Even  float64 `json:"even"`
	Slope float64 `json:"slope"`
}

// DefaultParams returns the one set that serves all data.
func DefaultParams() Params {
	return Params{
		Hypotheses: 64, Climbed: 10, Refined: 4, Settled: 2,
		MinOverlap: 0.12,
		CellUm:     500, MinCellCover: 0.25, CellReachUm: 75, CongruentUm: 25, MinCellCorrelation: 0.4,
		Score: ScoreParams{Fine: 0.5, Middle: 0.3, Local: 0.2, IndependentPower: 0.15, SharePower: 0.15, Even: 0.30, Slope: 12},
	}
}

// Validate reports the first value that cannot work.
func (p Params) Validate() error {
	switch {
	case p.Hypotheses < 1 || p.Climbed < 1 || p.Refined < 1 || p.Settled < 1:
		return fmt.Errorf("hypotheses %d, climbed %d, refined %d, settled %d: each must be positive", p.Hypotheses, p.Climbed, p.Refined, p.Settled)
	case !(p.MinOverlap > 0 && p.MinOverlap <= 1):
		return fmt.Errorf("min_overlap %g: must be above 0 and at most 1", p.MinOverlap)
	case !(p.CellUm > 0) || !(p.MinCellCover > 0 && p.MinCellCover <= 1):
		return fmt.Errorf("cell_um %g and min_cell_cover %g: must be positive, the cover at most 1", p.CellUm, p.MinCellCover)
	case !(p.CongruentUm >= 0 && p.CellReachUm >= p.CongruentUm):
		return fmt.Errorf("congruent_um %g and cell_reach_um %g: the reach must not be below", p.CongruentUm, p.CellReachUm)
	}
	return p.Score.validate()
}

func (s ScoreParams) validate() error {
	switch {
	case s.Fine < 0 || s.Middle < 0 || s.Local < 0 || math.Abs(s.Fine+s.Middle+s.Local-1) > 1e-9:
		return fmt.Errorf("score weights %g, %g, %g: must not be negative and must add up to 1", s.Fine, s.Middle, s.Local)
	case !(s.IndependentPower >= 0) || !(s.SharePower >= 0) || !(s.Slope > 0):
		return fmt.Errorf("score.independent_power %g, share_power %g and slope %g: the powers must not be negative, the slope positive", s.IndependentPower, s.SharePower, s.Slope)
	}
	return nil
}
