package segment

import (
	"math"
	"slices"
)

// cup is the primer's edge on the working grid, with what supports it.
type cup struct {
	edge Circle
	// ragged is the mean deviation of the groove's bottom from the circle, as a
	// share of the radius; support the share of the turn within the field where
	// the bottom lies below both sides.
	ragged, support float64
}

// findCup follows the bottom of the groove around and fits a circle.
func findCup(t *terrain, g groove, p SurfaceParams) (cup, bool) {
	c := cup{edge: g.Circle}
	for range 2 {
		reach := 500.0
		m := t.unroll(c.edge, nil, max(c.edge.R-reach, 100), c.edge.R+reach)
		m.bridge(0.7)
		low := m.lowness(60)
		path := m.path(low, 4)
		weight, support := m.bottoms(&path, p.GrooveUm)
		edge, ok := path.circle(weight, 150)
		if !ok || math.Hypot(edge.X-g.X, edge.Y-g.Y) > 600 || edge.R < p.EdgeUm[0]*0.9 || edge.R > p.EdgeUm[1]*1.1 {
			return c, false
		}
		c = cup{edge: edge, support: support}
		sum, n := 0.0, 0.0
		for a, r := range path.r {
			x, y := m.place(a, r)
			d := math.Abs(math.Hypot(x-edge.X, y-edge.Y) - edge.R)
			sum, n = sum+weight[a]*d, n+weight[a]
		}
		c.ragged = sum / max(n, 1) / edge.R
	}
	return c, c.support >= p.GrooveShare && c.ragged <= p.Roundness && c.confidence(p) >= leastCup && ringShaped(t, c.edge, p)
}

// leastCup is the least confidence in a cup: landscapes reached 0.50, generated and
// real cups 0.75 and more.
const leastCup = 0.6

// ringShaped says whether the groove is still there in the mean over the whole turn:
// in noise, gratings and landscapes every direction has some low place, but not at
// the same radius.
func ringShaped(t *terrain, edge Circle, p SurfaceParams) bool {
	m := t.unroll(edge, nil, edge.R-600, edge.R+600)
	m.bridge(0.7)
	mean, n := make([]float64, m.cols), make([]float64, m.cols)
	depth, rows := 0.0, 0.0
	for a := range m.rows {
		row := m.z[a*m.cols:][:m.cols]
		if !m.in[a*m.cols+m.column(edge.R+300)] {
			continue
		}
		low, inner, outer := math.Inf(1), math.Inf(-1), math.Inf(-1)
		for c := range row {
			z := float64(row[c])
			if !m.in[a*m.cols+c] {
				continue
			}
			mean[c], n[c] = mean[c]+z, n[c]+1
			switch d := m.radius(c) - edge.R; {
			case d < -150:
				inner = math.Max(inner, z)
			case d > 150:
				outer = math.Max(outer, z)
			default:
				low = math.Min(low, z)
			}
		}
		depth, rows = depth+math.Max(0, math.Min(inner, outer)-low), rows+1
	}
	low, inner, outer := math.Inf(1), math.Inf(-1), math.Inf(-1)
	for c := range mean {
		if n[c] < rows/2 || n[c] == 0 {
			continue
		}
		z := mean[c] / n[c]
		switch d := m.radius(c) - edge.R; {
		case d < -150:
			inner = math.Max(inner, z)
		case d > 150:
			outer = math.Max(outer, z)
		default:
			low = math.Min(low, z)
		}
	}
	of := math.Min(inner, outer) - low
	return of >= p.GrooveUm && of >= ringShare*depth/math.Max(rows, 1)
}

// ringShare is how much of the depth of a groove must remain in its mean over the
// turn.
const ringShare = 0.6

// lowness is the height of each place over the lowest of its row, at most ceiling
// micrometres, which it also is outside of the field.
func (m *polar) lowness(ceiling float32) []float32 {
	cost := make([]float32, len(m.z))
	for a := range m.rows {
		row := m.z[a*m.cols:][:m.cols]
		low := float32(math.Inf(1))
		for c, z := range row {
			if m.in[a*m.cols+c] {
				low = min(low, z)
			}
		}
		for c, z := range row {
			i := a*m.cols + c
			cost[i] = ceiling
			if m.in[i] {
				cost[i] = min(z-low, ceiling)
			}
		}
	}
	return cost
}

// bottoms weighs the rows of a path by whether it is a bottom there: 1 where it
// lies within the field and both sides rise by depth, and the share of these.
func (m *polar) bottoms(o *outlinePath, depth float64) (weight []float64, share float64) {
	weight = make([]float64, m.rows)
	in, n := 0.0, 0.0
	for a, r := range o.r {
		c := m.column(r)
		row := m.z[a*m.cols:][:m.cols]
		if !m.in[a*m.cols+min(c+8, m.cols-1)] {
			continue
		}
		in++
		inner, outer := row[c], row[c]
		for k := range row {
			if !m.in[a*m.cols+k] {
				continue
			}
			if k < c {
				inner = max(inner, row[k])
			} else {
				outer = max(outer, row[k])
			}
		}
		if float64(min(inner, outer)-row[c]) >= depth {
			weight[a] = 1
			n++
		}
	}
	return weight, n / max(in, 1)
}

// findPocket is the edge of the case head around the groove: where the head's
// level is reached from below. Where the field ends before, it stays at the
// usual ratio to the edge.
func findPocket(t *terrain, edge Circle) Circle {
	usual := Circle{edge.X, edge.Y, 1.19 * edge.R}
	m := t.unroll(edge, nil, edge.R, 1.5*edge.R)
	cost, weight := make([]float32, len(m.z)), make([]float64, m.rows)
	var head []float32
	for a := range m.rows {
		row := m.z[a*m.cols:][:m.cols]
		head = head[:0]
		for c, z := range row {
			if z == z && m.radius(c) > 1.25*edge.R {
				head = append(head, z)
			}
		}
		slices.Sort(head)
		top := row[0]
		if len(head) > 0 {
			top = head[len(head)*3/4] // letters lie below
		}
		if row[0] != row[0] || len(head) < 8 || top < row[0]+20 ||
			!m.in[a*m.cols+m.column(1.3*edge.R)] {
			continue
		}
		weight[a] = 1
		// The bevel ends a little below the level of the head.
		border := top - max(8, 0.04*(top-row[0]))
		sum := float32(0)
		for c, z := range row {
			if z == z {
				sum += max(-1, min(1, (z-border)/15))
			}
			cost[a*m.cols+c] = sum
		}
	}
	path := m.path(cost, 1)
	c, ok := path.circle(weight, 200)
	if !ok || c.R < 1.02*edge.R || c.R > 1.45*edge.R || math.Hypot(c.X-edge.X, c.Y-edge.Y) > 0.2*edge.R {
		return usual
	}
	return c
}
