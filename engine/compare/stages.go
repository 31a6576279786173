package compare

import (
	"math"

	"cotejo/engine/feature"
	"cotejo/engine/kernel"
)

// start is a hypothesis on the coarse level's grid, on an even degree so that
// hypotheses share turned planes.
type start struct {
	deg   float64
	shift kernel.Shift
}

// screen holds each hypothesis against the coarse level and climbs from the best
// distinct ones.
func (p *pair) screen(poses []hypothesis) []placing {
	var found []placing
	seen := map[start]bool{}
	for _, h := range poses {
		s := start{2 * math.Round(h.pose.RotationDeg/2), p.shiftOn(feature.Coarse, h.pose.ShiftX*1e6, h.pose.ShiftY*1e6)}
		if p.near(seen, s) {
			continue
		}
		seen[s] = true
		if c := p.around(feature.Coarse, s.deg, s.shift, 1); c.q > 0 {
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

// near says whether a start next to s was looked at: its surroundings were too.
func (p *pair) near(seen map[start]bool, s start) bool {
	for _, d := range p.square(s.shift, 1) {
		if seen[start{s.deg, d}] {
			return true
		}
	}
	return false
}

// refine carries the best of the screened poses to the middle level.
func (p *pair) refine(screened []placing) []placing {
	var found []placing
	for _, s := range screened[:min(len(screened), p.params.Refined)] {
		if c := p.down(s, math.Round(s.peakDeg), feature.Coarse, feature.Middle); c.q > 0 {
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
		c := p.down(m, m.peakDeg, feature.Middle, feature.Fine)
		if c.q <= 0 {
			continue
		}
		s := p.measure(c)
		if !found || s.score > best.score {
			best, found = s, true
		}
	}
	return best, found
}
