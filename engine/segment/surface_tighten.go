package segment

import (
	"cotejo/engine/robust"
)

// Tightening looks at heights smoothed along the outline, where the texture of the
// impression cancels and the form of the metal remains.
const (
	// tightenClipUm bounds what a speck of dust can say.
	tightenClipUm = 20
	// footUm is the height over or under the face from which on metal counts as
	// flowed at the aperture; dropUm is how far below the face a careful person
	// still draws its outer edge.
	footUm = 3.0
	dropUm = 10.0
	// tightenReachUm is how much of the face speaks for where its outer edge is.
	tightenReachUm = 350
)

// tighten moves both outlines to where the face's form truly begins and ends.
func (f *face) tighten(t *terrain, edge Circle) {
	if c, ok := f.inner.circle(ones(len(f.inner.r)), 150); ok && c.R > 200 {
		f.tightenInner(t, c)
	}
	f.tightenOuter(t, edge)
}

// tightenInner moves the inner outline outward over the foot of the step.
func (f *face) tightenInner(t *terrain, about Circle) {
	m := t.unroll(about, &f.form, max(polarStep, about.R-200), about.R+400)
	f.keepFace(m)
	m.smooth(5, tightenClipUm)
	level, sd := m.levels(m.column(about.R+75), m.cols)
	reach := max(footUm, 1.5*sd)
	cost := make([]float32, len(m.z))
	for a := range m.rows {
		sum := float32(0)
		for c := m.cols - 1; c >= 0; c-- {
			i := a*m.cols + c
			cost[i] = -sum
			if e := m.z[i] - level[a]; e == e {
				// Metal that flowed stands up; what is bent down beside it was still
				// pressed.
				sum += max(-1, min(1-e/max(footUm, sd), 2+1.5*e/reach, 1))
			}
		}
	}
	f.inner = m.path(cost, 1)
}

// tightenOuter moves the outer outline to where the metal has rounded off.
func (f *face) tightenOuter(t *terrain, edge Circle) {
	m := t.unroll(edge, &f.form, 0.3*edge.R, 0.97*edge.R)
	m.smooth(3, tightenClipUm)
	cost := make([]float32, len(m.z))
	first := make([]int, m.rows)
	var on []float32
	level := make([]float32, m.rows)
	for a := range m.rows {
		end := m.column(f.outer.r[a])
		first[a] = f.innermost(m, a, end, int(tightenReachUm/m.step))
		on = on[:0]
		for c := first[a]; c < end-4; c++ {
			if z := m.z[a*m.cols+c]; z == z {
				on = append(on, z)
			}
		}
		level[a] = robust.Median(on)
	}
	level = meanAround(level, 8)
	for a := range m.rows {
		sum := float32(0)
		for c := range m.cols {
			i := a*m.cols + c
			if e := m.z[i] - level[a]; e == e && c >= first[a] {
				sum += max(-1, min(1, (e+dropUm)/4))
			}
			cost[i] = -sum
		}
	}
	f.outer = m.path(cost, 1)
}

// innermost is the column, at most reach before the end, from which on a row lies
// outside of the inner outline.
func (f *face) innermost(m *polar, row, end, reach int) int {
	for c := end; c > max(0, end-reach); c-- {
		if x, y := m.place(row, m.radius(c)); f.inner.contains(x, y) {
			return c + 1
		}
	}
	return max(0, end-reach)
}

// keepFace takes away what lies beyond the outer outline.
func (f *face) keepFace(m *polar) {
	for a := range m.rows {
		for c := range m.cols {
			x, y := m.place(a, m.radius(c))
			if r, own := f.outer.at(x, y); own > r {
				m.z[a*m.cols+c] = notMeasured
			}
		}
	}
}

// smooth takes the mean of measured heights over rows to both sides, each bounded
// to clip micrometres either way.
func (m *polar) smooth(rows int, clip float32) {
	out := make([]float32, len(m.z))
	for c := range m.cols {
		sum, n := float32(0), 0
		add := func(row, sign int) {
			if z := m.z[(row+m.rows)%m.rows*m.cols+c]; z == z {
				sum += float32(sign) * max(-clip, min(clip, z))
				n += sign
			}
		}
		for a := -rows; a < rows; a++ {
			add(a, 1)
		}
		for a := range m.rows {
			add(a+rows, 1)
			i := a*m.cols + c
			out[i] = notMeasured
			if n > rows/2 {
				out[i] = sum / float32(n)
			}
			add(a-rows, -1)
		}
	}
	m.z = out
}

// levels are the medians of the rows from one column to another, smoothed around,
// and the robust deviation from them.
func (m *polar) levels(from, to int) (level []float32, sd float32) {
	level = make([]float32, m.rows)
	var row, off []float32
	for a := range m.rows {
		row = row[:0]
		for _, z := range m.z[a*m.cols+from : a*m.cols+to] {
			if z == z {
				row = append(row, z)
			}
		}
		level[a] = robust.Median(row)
		for _, z := range row {
			off = append(off, z-level[a])
		}
	}
	_, sd = robust.Spread(off)
	return meanAround(level, 8), sd
}

// meanAround is the mean over so many neighbours to both sides of a turn.
func meanAround(v []float32, reach int) []float32 {
	out := make([]float32, len(v))
	for i := range v {
		for d := -reach; d <= reach; d++ {
			out[i] += v[(i+d+len(v))%len(v)]
		}
		out[i] /= float32(2*reach + 1)
	}
	return out
}
