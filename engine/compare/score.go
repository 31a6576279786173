package compare

import (
	"math"

	"cotejo/engine/feature"
)

// settled is a pose on the fine level with everything that its score is made of.
type settled struct {
	placing
	cells       []cellSums
	areaMM2     float64
	share       float64 // overlap, of the smaller mark
	fine, mid   float64 // correlations
	local       float64
	independent float64
	agreement   float64
	score       float64
}

// measure takes the terms at a pose and scores them.
func (p *pair) measure(at placing) settled {
	s := settled{placing: at, share: p.share(feature.Fine, at.sums), fine: at.sums.Correlation()}
	pitch := p.a.Template.Levels[feature.Fine].PitchUm
	s.areaMM2 = float64(at.sums.N) * pitch * pitch * 1e-6
	x, y := p.shiftUm(feature.Fine, at.shift)
	middle := p.around(feature.Middle, at.deg, p.shiftOn(feature.Middle, x, y), 1)
	s.mid = middle.sums.Correlation()
	s.cells = p.cells(at)
	s.independent = p.independent(at.deg, middle.sums.N)
	s.local = local(s.cells)
	w := p.params.Score
	s.agreement = (w.Fine*s.fine + w.Middle*s.mid + w.Local*s.local) * w.weight(s.independent, s.share)
	s.score = 1 / (1 + math.Exp(-w.Slope*(s.agreement-w.Even)))
	return s
}

// local is the mean over the cells, weighted by what they have measured in
// common, of the best correlation within one point of the common pose: it
// forgives the small distortions between two impressions of one surface.
func local(cells []cellSums) float64 {
	var sum, weight float64
	for _, c := range cells {
		sum += float64(c.common.N) * c.near
		weight += float64(c.common.N)
	}
	if weight == 0 {
		return 0
	}
	return sum / weight
}

// weight is what a correlation over so many independent points and such a share
// of the smaller mark counts for, 1 at a thousand points and the whole mark.
// Chance alone reaches correlations in proportion to the power -1/2 of the
// points; the powers stand between that, which would let many points make up for
// a poor agreement, and none, which would let slivers win.
func (s ScoreParams) weight(independent, share float64) float64 {
	return math.Pow(independent/1000, s.IndependentPower) * math.Pow(share, s.SharePower)
}

// terms lists the score's inputs.
func (s settled) terms(w ScoreParams) []Term {
	return []Term{
		{"fine_correlation", s.fine, w.Fine},
		{"middle_correlation", s.mid, w.Middle},
		{"local_correlation", s.local, w.Local},
		{"independent_points", s.independent, 0},
		{"overlap_share", s.share, 0},
		{"overlap_weight", w.weight(s.independent, s.share), 0},
		{"agreement", s.agreement, 0},
	}
}
