package segment

import "math"

// polar is a terrain, less a form, about a place: one row an angle, one column a
// radius. Radii begin at first and go by step, in micrometres.
type polar struct {
	about       Circle // R is not used
	rows, cols  int
	first, step float64
	z           []float32 // NaN where not measured
	in          []bool    // within the field
}

const (
	polarRows = 240
	polarStep = 12.5
)

// unroll samples the terrain about a place. f may be nil.
func (t *terrain) unroll(about Circle, f *form, first, last float64) *polar {
	m := &polar{about: about, rows: polarRows, first: first, step: polarStep}
	m.cols = max(2, int((last-first)/m.step)+1)
	m.z, m.in = make([]float32, m.rows*m.cols), make([]bool, m.rows*m.cols)
	for a, d := range directions(m.rows) {
		for c := range m.cols {
			r := m.radius(c)
			x, y := about.X+r*d[0], about.Y+r*d[1]
			i := a*m.cols + c
			if m.in[i] = t.inField(x, y); !m.in[i] {
				m.z[i] = notMeasured
				continue
			}
			m.z[i] = t.at(x, y)
			if f != nil {
				m.z[i] -= float32(f.at(x, y))
			}
		}
	}
	return m
}

func (m *polar) radius(col int) float64 { return m.first + float64(col)*m.step }

// column is that of a radius, within the map.
func (m *polar) column(r float64) int {
	return min(max(int(math.Round((r-m.first)/m.step)), 0), m.cols-1)
}

// place is where a row has a radius.
func (m *polar) place(row int, r float64) (x, y float64) {
	s, c := math.Sincos(2 * math.Pi * (float64(row) + 0.5) / float64(m.rows))
	return m.about.X + r*c, m.about.Y + r*s
}

// bridge fills gaps along the rows: a gap between measured heights falls away
// from both of its ends by so much a micrometre, as the lost flanks of a groove
// do (0: a straight line), one at an end of the row, within the field, goes on as
// it was.
func (m *polar) bridge(fall float64) {
	for a := range m.rows {
		row := m.z[a*m.cols:][:m.cols]
		for c := 0; c < m.cols; {
			if row[c] == row[c] {
				c++
				continue
			}
			end := c
			for end < m.cols && row[end] != row[end] {
				end++
			}
			span(row, c, end, float32(fall*m.step))
			c = end
		}
	}
}

// span fills row[from:to].
func span(row []float32, from, to int, fall float32) {
	switch {
	case from == 0 && to == len(row):
		clear(row)
	case from == 0:
		for c := from; c < to; c++ {
			row[c] = row[to]
		}
	case to == len(row):
		for c := from; c < to; c++ {
			row[c] = row[from-1]
		}
	default:
		a, b := row[from-1], row[to]
		for c := from; c < to; c++ {
			u := float32(c-from+1) / float32(to-from+1)
			row[c] = a + u*(b-a) - fall*float32(min(c-from+1, to-c))
		}
	}
}

// path is a closed outline: a radius for each row of the map it was found on.
type outlinePath struct {
	about Circle
	r     []float64
}

func (m *polar) path(cost []float32, bend float32) outlinePath {
	cols := closedPath(cost, m.rows, m.cols, 2, bend)
	o := outlinePath{about: m.about, r: make([]float64, m.rows)}
	for a, c := range cols {
		o.r[a] = m.radius(c)
	}
	return o
}

// at returns the radius of an outline in the direction of a place, and the
// place's own.
func (o *outlinePath) at(x, y float64) (outline, own float64) {
	dx, dy := x-o.about.X, y-o.about.Y
	n := len(o.r)
	f := math.Atan2(dy, dx)/(2*math.Pi)*float64(n) - 0.5
	k := math.Floor(f)
	i := (int(k) + n) % n
	u := f - k
	return o.r[(i+n)%n]*(1-u) + o.r[(i+1)%n]*u, math.Hypot(dx, dy)
}

// circle fits one to the rows that count.
func (o *outlinePath) circle(weight []float64, outlier float64) (Circle, bool) {
	x, y := make([]float64, len(o.r)), make([]float64, len(o.r))
	for a, r := range o.r {
		s, c := math.Sincos(2 * math.Pi * (float64(a) + 0.5) / float64(len(o.r)))
		x[a], y[a] = o.about.X+r*c, o.about.Y+r*s
	}
	return fitCircle(x, y, weight, outlier)
}
