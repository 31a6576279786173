package compare

import (
	"cmp"
	"math"
	"slices"

	"cotejo/engine/kernel"
	"cotejo/engine/mark"
)

// placing is a pose on the grid of one level, and how well the marks agree there.
type placing struct {
	deg   float64
	shift kernel.Shift
	sums  kernel.Sums
	q     float64
}

// pair is the state of one comparison.
type pair struct {
	*Worker
	a, b *Subject
}

// degSteps is the grid of angles: quarter degrees.
const degSteps = 4

// turn returns a at a level, turned by an angle that is rounded to the grid.
func (p *pair) turn(level int, deg float64) *kernel.Plane {
	key := int(math.Round(mark.NormaliseDeg(deg) * degSteps))
	if t, ok := p.turned[level][key]; ok {
		return t
	}
	src := p.a.planes[level]
	dst := p.plane(src.Side)
	kernel.Rotate(src, float64(key)/degSteps, dst)
	p.turned[level][key] = dst
	return dst
}

func roundDeg(deg float64) float64 {
	return math.Round(mark.NormaliseDeg(deg)*degSteps) / degSteps
}

// shiftOn turns a shift in micrometres into points of a level. The frames of the
// two marks may differ in size; both have the centre in the middle.
func (p *pair) shiftOn(level int, xUm, yUm float64) kernel.Shift {
	pitch, off := p.grid(level)
	return kernel.Shift{X: int32(math.Round(xUm/pitch + off)), Y: int32(math.Round(yUm/pitch + off))}
}

// shiftUm is the inverse of shiftOn.
func (p *pair) shiftUm(level int, s kernel.Shift) (float64, float64) {
	pitch, off := p.grid(level)
	return (float64(s.X) - off) * pitch, (float64(s.Y) - off) * pitch
}

func (p *pair) grid(level int) (pitchUm, off float64) {
	return p.a.Template.Levels[level].PitchUm, float64(p.b.planes[level].Side-p.a.planes[level].Side) / 2
}

// quality is the correlation of an overlap, weighted by the root of its share of
// the smaller mark: the strongest chance agreements are slivers.
func (p *pair) quality(level int, s kernel.Sums) float64 {
	share := p.share(level, s)
	if share < p.params.MinOverlap {
		return -1
	}
	return s.Correlation() * math.Sqrt(share)
}

// share is the overlap as a share of the smaller mark.
func (p *pair) share(level int, s kernel.Sums) float64 {
	return math.Min(1, float64(s.N)/float64(max(1, min(p.a.area[level], p.b.area[level]))))
}

// around evaluates the shifts within reach of a shift, across and down, and
// returns the best.
func (p *pair) around(level int, deg float64, at kernel.Shift, reach int32) placing {
	shifts := p.square(at, reach)
	if cap(p.sums) < len(shifts) {
		p.sums = make([]kernel.Sums, len(shifts))
	}
	sums := p.sums[:len(shifts)]
	plane := p.turn(level, deg)
	kernel.Dots(plane, p.b.planes[level], plane.Whole(), shifts, sums)
	out := placing{deg: roundDeg(deg), q: math.Inf(-1)}
	for k, s := range sums {
		if q := p.quality(level, s); q > out.q {
			out.q, out.shift, out.sums = q, shifts[k], s
		}
	}
	return out
}

// square lists the shifts within reach of a shift, row by row; it is valid until
// the next call.
func (p *pair) square(at kernel.Shift, reach int32) []kernel.Shift {
	p.shifts = p.shifts[:0]
	for dy := -reach; dy <= reach; dy++ {
		for dx := -reach; dx <= reach; dx++ {
			p.shifts = append(p.shifts, kernel.Shift{X: at.X + dx, Y: at.Y + dy})
		}
	}
	return p.shifts
}

// climb moves a placing uphill: the shifts next to the best so far at its angle
// and at one step to each side, until nothing gains.
func (p *pair) climb(level int, from placing, stepDeg float64) placing {
	const rounds = 12 // far more than any climb was seen to need
	best := from
	for range rounds {
		next := best
		for _, turn := range [3]float64{0, -stepDeg, stepDeg} {
			if c := p.around(level, best.deg+turn, best.shift, 1); c.q > next.q {
				next = c
			}
		}
		if next.q <= best.q {
			return best
		}
		best = next
	}
	return best
}

// down carries a placing to the next finer level and looks about.
func (p *pair) down(from placing, coarse, fine int) placing {
	x, y := p.shiftUm(coarse, from.shift)
	return p.around(fine, from.deg, p.shiftOn(fine, x, y), 1)
}

// distinct sorts placings, best first, and drops those that lie close to a better
// one: within deg degrees and reach points.
func distinct(all []placing, deg float64, reach int32) []placing {
	slices.SortStableFunc(all, func(x, y placing) int { return cmp.Compare(y.q, x.q) })
	var kept []placing
	for _, c := range all {
		near := slices.ContainsFunc(kept, func(k placing) bool {
			return math.Abs(mark.NormaliseDeg(c.deg-k.deg)) <= deg && apart(c.shift.X, k.shift.X) <= reach && apart(c.shift.Y, k.shift.Y) <= reach
		})
		if !near {
			kept = append(kept, c)
		}
	}
	return kept
}

func apart(a, b int32) int32 { return max(a-b, b-a) }
