package segment

import "math"

// unrolled is the surroundings of a circle, a row an angle and a column a radius,
// with the slope outwards: the mean of grey just outside less that just inside.
type unrolled struct {
	about       Circle // in points of the acquisition
	rows, cols  int
	first, step float64
	grey, slope []float32
	shown       []bool // by row and column
}

// unroll samples between two radii with so many columns. The slope is taken over
// the given length on either side, and smoothed along the turn over a like length.
func (p *plane) unroll(about Circle, first, last float64, rows, cols int, length float64) *unrolled {
	u := &unrolled{about: about, rows: rows, cols: cols, first: first, step: (last - first) / float64(cols-1)}
	k := max(1, int(length/u.step+0.5))
	wide := cols + 2*k
	grey, seen := make([]float32, rows*wide), make([]bool, rows*wide)
	scale := 1 / float64(p.step)
	for i := range rows {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(rows))
		for j := range wide {
			r := first + float64(j-k)*u.step
			v, ok := p.at((about.X+r*cos)*scale-0.5, (about.Y+r*sin)*scale-0.5)
			grey[i*wide+j], seen[i*wide+j] = v, ok && r > 0
		}
	}
	raw := make([]float32, rows*cols)
	u.grey = make([]float32, rows*cols)
	u.shown = make([]bool, rows*cols)
	for i := range rows {
		line, ok := grey[i*wide:][:wide], seen[i*wide:][:wide]
		for j := range cols {
			u.grey[i*cols+j] = line[j+k]
			var in, out float32
			shown := true
			for d := range k {
				in, out = in+line[j+d], out+line[j+k+1+d]
				shown = shown && ok[j+d] && ok[j+k+1+d]
			}
			if shown {
				raw[i*cols+j], u.shown[i*cols+j] = (out-in)/float32(k), true
			}
		}
	}
	u.slope = acrossRows(raw, rows, cols, max(1, int(length/(2*math.Pi*about.R/float64(rows))+0.5)))
	return u
}

// acrossRows is the mean over so many rows on either side, around the turn.
func acrossRows(v []float32, rows, cols, reach int) []float32 {
	out := make([]float32, len(v))
	for i := range rows {
		for d := -reach; d <= reach; d++ {
			line := v[(i+d+rows)%rows*cols:][:cols]
			for j, s := range line {
				out[i*cols+j] += s
			}
		}
		for j := range cols {
			out[i*cols+j] /= float32(2*reach + 1)
		}
	}
	return out
}

// outline is a closed path about a place: a radius for each angle, from the right
// towards below.
type outline struct {
	x, y   float64
	radius []float64
	// weight is how clear the edge is at each angle, 0 outside of the frame; typical
	// edges have 1.
	weight []float64
}

// edge follows the edge of the given sign under the light: the way round on which
// the slopes that obey the law add up to most.
func (u *unrolled) edge(l lamp, sign float64, bend float32) *outline {
	scale := u.strong()
	cost := make([]float32, len(u.slope))
	middle := float64(u.cols-1) / 2
	for i := range u.rows {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(u.rows))
		law := float32(sign*l.law(cos, sin)) / scale
		for j := range u.cols {
			// A slight pull to the middle decides where nothing is seen.
			off := (float64(j) - middle) / middle
			at := i*u.cols + j
			cost[at] = float32(0.15*off*off) - max(0, min(2, law*u.slope[at]))
		}
	}
	path := closedPath(cost, u.rows, u.cols, 2, bend)
	o := &outline{x: u.about.X, y: u.about.Y, radius: make([]float64, u.rows), weight: make([]float64, u.rows)}
	for i, j := range path {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(u.rows))
		at := i*u.cols + j
		o.radius[i] = u.first + float64(j)*u.step
		if u.shown[at] {
			o.weight[i] = math.Max(0, math.Min(2, sign*l.law(cos, sin)*float64(u.slope[at]/scale)))
		}
	}
	return o
}

// strong is a slope as it is typical of the strongest at each angle.
func (u *unrolled) strong() float32 {
	var sum float32
	for i := range u.rows {
		var top float32
		for _, s := range u.slope[i*u.cols:][:u.cols] {
			top = max(top, s, -s)
		}
		sum += top
	}
	return sum/float32(u.rows) + 1e-6
}

// circle is the circle that suits an outline best; false when too little of the
// turn is clear.
func (o *outline) circle() (Circle, bool) {
	n := len(o.radius)
	x, y := make([]float64, n), make([]float64, n)
	var mean float64
	for i, r := range o.radius {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		x[i], y[i] = o.x+r*cos, o.y+r*sin
		mean += r / float64(n)
	}
	return fitCircle(x, y, o.weight, 0.06*mean)
}

// polygon is the outline's corners, grown by a length or, negative, shrunk.
func (o *outline) polygon(grown float64) [][2]float64 {
	out := make([][2]float64, len(o.radius))
	for i, r := range o.radius {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(len(out)))
		r = math.Max(0, r+grown)
		out[i] = [2]float64{o.x + r*cos, o.y + r*sin}
	}
	return out
}
