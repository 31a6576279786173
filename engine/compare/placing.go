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
	// peakDeg is, after a climb, the angle at which the quality at deg and at a
	// step to each side would have its top.
	peakDeg float64
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
	dst := p.plane(level, src.Side)
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

// around looks at the shifts within reach of a shift, across and down, and
// returns the best.
func (p *pair) around(level int, deg float64, at kernel.Shift, reach int32) placing {
	return p.best(level, deg, p.square(at, reach))
}

// beside looks at a shift and its four neighbours.
func (p *pair) beside(level int, deg float64, at kernel.Shift) placing {
	p.shifts = append(p.shifts[:0], at,
		kernel.Shift{X: at.X - 1, Y: at.Y}, kernel.Shift{X: at.X + 1, Y: at.Y},
		kernel.Shift{X: at.X, Y: at.Y - 1}, kernel.Shift{X: at.X, Y: at.Y + 1})
	return p.best(level, deg, p.shifts)
}

// best returns the shift with the largest sum of products. The energies under
// the overlap hardly change between neighbours, so they are summed at that one
// only.
func (p *pair) best(level int, deg float64, shifts []kernel.Shift) placing {
	if cap(p.products) < len(shifts) {
		p.products = make([]int64, len(shifts))
	}
	products := p.products[:len(shifts)]
	kernel.Products(p.turn(level, deg), p.b.planes[level], shifts, products)
	top := 0
	for k, v := range products {
		if v > products[top] {
			top = k
		}
	}
	return p.at(level, deg, shifts[top])
}

// at evaluates one pose.
func (p *pair) at(level int, deg float64, shift kernel.Shift) placing {
	plane := p.turn(level, deg)
	p.one[0] = shift
	kernel.Dots(plane, p.b.planes[level], plane.Whole(), p.one[:], p.sum[:])
	return placing{deg: roundDeg(deg), peakDeg: roundDeg(deg), shift: shift, sums: p.sum[0], q: p.quality(level, p.sum[0])}
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

// climb moves a placing uphill: to better shifts at its angle, then to better
// angles, until neither gains.
func (p *pair) climb(level int, from placing, stepDeg float64) placing {
	const rounds = 12 // far more than any climb was seen to need
	best := p.shiftUphill(level, from)
	for range rounds {
		left, right := p.beside(level, best.deg-stepDeg, best.shift), p.beside(level, best.deg+stepDeg, best.shift)
		switch {
		case left.q > best.q && left.q >= right.q:
			best = p.shiftUphill(level, left)
		case right.q > best.q:
			best = p.shiftUphill(level, right)
		default:
			best.peakDeg = mark.NormaliseDeg(best.deg + stepDeg*vertex(left.q, best.q, right.q))
			return best
		}
	}
	return best
}

func (p *pair) shiftUphill(level int, best placing) placing {
	for c := p.beside(level, best.deg, best.shift); c.q > best.q; c = p.beside(level, best.deg, best.shift) {
		best = c
	}
	return best
}

// down carries a placing to the next finer level, at the given angle, and looks
// about.
func (p *pair) down(from placing, deg float64, coarse, fine int) placing {
	x, y := p.shiftUm(coarse, from.shift)
	return p.shiftUphill(fine, p.around(fine, deg, p.shiftOn(fine, x, y), 1))
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
