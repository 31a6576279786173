package segment

import (
	"math"
	"slices"
)

// dent is the pit of a firing pin.
type dent struct {
	edge outlinePath
	// middle is the centre of its lower half, depth that of its bottom below the
	// metal around it, in micrometres; share is the part of it that was measured.
	middle Circle
	depth  float64
	share  float64
}

// findDent looks for the pit within a circle: what lies more than a tenth of its
// depth below the metal around, in one star-shaped piece.
func findDent(t *terrain, f *face, within Circle, p SurfaceParams) (*dent, bool) {
	var e []float32
	t.each(within, func(x, y float64, z float32) {
		if z == z {
			e = append(e, z-float32(f.form.at(x, y)))
		}
	})
	if len(e) < 30 {
		return nil, false
	}
	slices.Sort(e)
	bottom := float64(e[len(e)/33])
	around := math.Max(float64(e[len(e)*4/5]), -10)
	d := &dent{depth: around - bottom}
	if d.depth < p.DentUm {
		return nil, false
	}
	half := (around + bottom) / 2
	var n float64
	t.each(within, func(x, y float64, z float32) {
		if z == z && float64(z)-f.form.at(x, y) < half {
			d.middle.X, d.middle.Y, n = d.middle.X+x, d.middle.Y+y, n+1
		}
	})
	d.middle.X, d.middle.Y = d.middle.X/n, d.middle.Y/n
	d.middle.R = math.Sqrt(n*t.cell*t.cell/math.Pi) + t.cell
	if math.Hypot(d.middle.X-within.X, d.middle.Y-within.Y) > 0.8*within.R {
		return nil, false
	}
	d.follow(t, f, within, around-0.13*d.depth)
	return d, true
}

// follow draws the edge of the dent where the metal rises above a level.
func (d *dent) follow(t *terrain, f *face, within Circle, level float64) {
	m := t.unroll(d.middle, &f.form, polarStep, 2*within.R)
	cost := make([]float32, len(m.z))
	for a := range m.rows {
		sum := float32(0)
		for c := range m.cols {
			i := a*m.cols + c
			x, y := m.place(a, m.radius(c))
			switch z := float64(m.z[i]); {
			case !within.within(x, y):
				sum++
			case z != z: // steep flanks are what scanners lose
				sum -= 0.3
			default:
				sum += float32(math.Max(-1, math.Min(1, (z-level)/8)))
			}
			cost[i] = sum
		}
	}
	d.edge = m.path(cost, 1)
	on, n := 0.0, 0.0
	for a, r := range d.edge.r {
		for c := range m.column(r) {
			n += m.radius(c)
			if z := m.z[a*m.cols+c]; z == z {
				on += m.radius(c)
			}
		}
	}
	d.share = on / math.Max(n, 1)
}

// each calls do for the cells whose middle lies within a circle.
func (t *terrain) each(c Circle, do func(x, y float64, z float32)) {
	for j := max(0, int((c.Y-c.R)/t.cell)); j < min(t.h, int((c.Y+c.R)/t.cell)+1); j++ {
		for i := max(0, int((c.X-c.R)/t.cell)); i < min(t.w, int((c.X+c.R)/t.cell)+1); i++ {
			if x, y := (float64(i)+0.5)*t.cell, (float64(j)+0.5)*t.cell; c.within(x, y) {
				do(x, y, t.z[j*t.w+i])
			}
		}
	}
}

// contains says whether a place lies within an outline.
func (o *outlinePath) contains(x, y float64) bool {
	r, own := o.at(x, y)
	return own < r
}
