package compare

import (
	"cmp"
	"math"
	"slices"

	"cotejo/engine/kernel"
	"cotejo/engine/mark"
)

// hypothesis is a pose that the signatures suggest, and how strongly: the
// correlation of the two signatures, at most about 1.
type hypothesis struct {
	pose     mark.Pose
	strength float64
}

// hypotheses returns the poses that lay a onto b at which the signatures agree
// best, strongest first. The shifted signatures of a are held against that of b;
// to shift b as well would suggest the same poses once more.
func hypotheses(a, b *Subject, limit int, minOverlap float64) ([]hypothesis, error) {
	p, err := a.views(b.fromHole())
	if err != nil {
		return nil, err
	}
	values := p.probe.Correlate(b.Template.Signature)
	unit, cover := 1/Unit(b.Template.Layout), b.extent().cover
	least, most := min(a.extent().area, b.extent().area), max(a.extent().area, b.extent().area)
	var out []hypothesis
	for _, at := range peaks(values, len(p.centres)) {
		k, angle := at/kernel.Angles, at%kernel.Angles
		overlap := p.covers[k].Overlap(cover, angle)
		if overlap < minOverlap*least {
			continue
		}
		row := values[k*kernel.Angles:][:kernel.Angles]
		turn := float64(angle) + vertex(row[(angle+kernel.Angles-1)%kernel.Angles], row[angle], row[(angle+1)%kernel.Angles])
		// The centre c of a comes to lie on the centre of b: d = -R·c.
		pose := mark.Pose{RotationDeg: mark.NormaliseDeg(turn * 360 / kernel.Angles)}
		x, y := pose.Apply(p.centres[k].XUm*1e-6, p.centres[k].YUm*1e-6)
		pose.ShiftX, pose.ShiftY = -x, -y
		// A signature's energy is spread over all that was measured of its
		// mark. What the overlap alone correlates to, weighted by the root of
		// its share of the smaller mark, is strength·sqrt(larger/overlap).
		out = append(out, hypothesis{pose, float64(values[at]) * unit * math.Sqrt(most/overlap)})
	}
	strongestFirst(out)
	return out[:min(limit, len(out))], nil
}

// Unit is what two equal signatures of a layout correlate to: twice (for the
// harmonics below zero) the sum of the squares of values whose deviation is a
// quarter of the range.
func Unit(l kernel.Layout) float64 {
	return 2 * float64(l.Bytes()) * (127.0 / 4) * (127.0 / 4)
}

// peaks returns the positions of the values that are no less than their two
// neighbours in angle. Neighbouring centres may both have one: they are
// different starts for the refinement.
func peaks(values []float32, centres int) []int {
	var found []int
	for k := range centres {
		row := values[k*kernel.Angles:][:kernel.Angles]
		for a, v := range row {
			if v > 0 && v >= row[(a+kernel.Angles-1)%kernel.Angles] && v > row[(a+1)%kernel.Angles] {
				found = append(found, k*kernel.Angles+a)
			}
		}
	}
	return found
}

func strongestFirst(h []hypothesis) {
	slices.SortFunc(h, func(x, y hypothesis) int { return cmp.Compare(y.strength, x.strength) })
}

// vertex is the offset, within half a step, of the top of the parabola through
// three values one step apart, of which the middle one is the largest.
func vertex[T float32 | float64](left, mid, right T) float64 {
	d := float64(left) - 2*float64(mid) + float64(right)
	if d >= 0 {
		return 0
	}
	return math.Max(-0.5, math.Min(0.5, 0.5*(float64(left)-float64(right))/d))
}
