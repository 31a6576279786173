package compare

import (
	"math"

	"cotejo/engine/feature"
)

// screen holds each hypothesis against the coarse level, on even degrees so that
// hypotheses share turned planes, and climbs from the best distinct ones.
func (p *pair) screen(poses []hypothesis) []placing {
	var found []placing
	for _, h := range poses {
		at := p.shiftOn(feature.Coarse, h.pose.ShiftX*1e6, h.pose.ShiftY*1e6)
		if c := p.around(feature.Coarse, 2*math.Round(h.pose.RotationDeg/2), at, 1); c.q > 0 {
			found = append(found, c)
		}
	}
	found = distinct(found, 3, 1)
	found = found[:min(len(found), p.params.Climbed)]
	for i, c := range found {
		found[i] = p.climb(feature.Coarse, c, 1)
	}
	return distinct(found, 4, 2)
}

// refine carries the best of the screened poses to the middle level.
func (p *pair) refine(screened []placing) []placing {
	var found []placing
	for _, s := range screened[:min(len(screened), p.params.Refined)] {
		if c := p.down(s, feature.Coarse, feature.Middle); c.q > 0 {
			found = append(found, p.climb(feature.Middle, c, 1))
		}
	}
	return distinct(found, 4, 3)
}

// settle carries the best of the refined poses to the fine level and takes the
// one whose terms give the highest score.
func (p *pair) settle(refined []placing) (settled, bool) {
	var best settled
	found := false
	for _, m := range refined[:min(len(refined), p.params.Settled)] {
		c := p.down(m, feature.Middle, feature.Fine)
		if c.q <= 0 {
			continue
		}
		s := p.measure(p.climb(feature.Fine, c, 0.5))
		if !found || s.score > best.score {
			best, found = s, true
		}
	}
	return best, found
}
