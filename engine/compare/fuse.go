package compare

import (
	"fmt"
	"math"

	"cotejo/engine/mark"
)

// FuseParams say how the scores of several marks of one pair of exhibits make one.
//
// Scores are brought to the logit scale, where independent evidence adds up. The
// leading mark, the breech face where both exhibits have one, counts in full;
// each further mark counts by its weight and within bounds: a dent that agrees
// well makes up for a faint breech face impression, one that does not agree, as
// after another primer or a worn pin, takes little away.
type FuseParams struct {
	FiringPin     float64 `json:"firing_pin"`
	ApertureShear float64 `json:"aperture_shear"`
	Ejector       float64 `json:"ejector"`
	// For and Against bound what one further mark says before it is weighed, in
	// natural logarithms of odds.
	For     float64 `json:"for"`
	Against float64 `json:"against"`
}

// DefaultFuseParams returns the one set that serves all data.
func DefaultFuseParams() FuseParams {
	return FuseParams{FiringPin: 0.7, ApertureShear: 0.7, Ejector: 0.5, For: 4, Against: 1}
}

// Validate reports the first value that cannot work.
func (p FuseParams) Validate() error {
	for _, w := range []float64{p.FiringPin, p.ApertureShear, p.Ejector} {
		if !(w >= 0 && w <= 1) {
			return fmt.Errorf("a weight of %g: must be within 0 to 1, since no mark counts more than the leading one", w)
		}
	}
	if !(p.For >= 0 && p.For <= mostEvidence) || !(p.Against >= 0 && p.Against <= mostEvidence) {
		return fmt.Errorf("for %g and against %g: must be within 0 to %d", p.For, p.Against, mostEvidence)
	}
	return nil
}

// mostEvidence bounds every logarithm of odds: no score says more.
const mostEvidence = 12

func (p FuseParams) weight(k mark.Kind) float64 {
	switch k {
	case mark.FiringPin:
		return p.FiringPin
	case mark.ApertureShear:
		return p.ApertureShear
	case mark.Ejector:
		return p.Ejector
	}
	return 1
}

// MarkResult is the result of one kind of mark.
type MarkResult struct {
	Kind   mark.Kind
	Result Result
}

// Fused is what the marks of two exhibits say together.
type Fused struct {
	// Score is from 0 to 1, and that of the mark when there is only one.
	Score float64
	// Terms are the logarithms of the odds of each mark, within their bounds, with
	// the weights with which they were added up; empty for one mark.
	Terms []Term
	// Marks are in the order of their kinds; the first leads.
	Marks []MarkResult
}

// Lead is the result of the mark that leads, as if it were all, with the fused
// score and its terms.
func (f Fused) Lead() Result {
	r := f.Marks[0].Result
	if len(f.Marks) > 1 {
		r.Score, r.Terms = f.Score, f.Terms
	}
	return r
}

// Fuse adds up what the marks say, in the order of their kinds. There must be one
// at least.
func Fuse(marks []MarkResult, p FuseParams) Fused {
	if len(marks) == 1 {
		return Fused{Score: marks[0].Result.Score, Terms: []Term{}, Marks: marks}
	}
	f := Fused{Marks: marks}
	sum := 0.0
	for i, m := range marks {
		t := Term{m.Kind.String() + "_evidence", logit(m.Result.Score), 1}
		if i > 0 {
			t.Value, t.Weight = min(max(t.Value, -p.Against), p.For), p.weight(m.Kind)
		}
		f.Terms = append(f.Terms, t)
		sum += t.Weight * t.Value
	}
	f.Score = 1 / (1 + math.Exp(-sum))
	return f
}

func logit(score float64) float64 {
	return min(max(math.Log(score/(1-score)), -mostEvidence), mostEvidence)
}
