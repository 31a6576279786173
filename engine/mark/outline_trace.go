package mark

import (
	"cmp"
	"math"
	"slices"
)

// OutlineOf returns the outline of a mask: a polygon around each of its parts, cut
// out for each hole. No corner that is left out lies further than tolerance points
// from what is drawn; at 0 the outline's mask is the mask. What is too small or
// too much for an outline's bounds is left out, or drawn more coarsely.
func OutlineOf(m *Mask, tolerance float64) Outline {
	loops := traceLoops(m)
	// What lies inside of a loop is smaller than it: the greatest come first, so that
	// an island in a hole is added after the hole was cut.
	slices.SortStableFunc(loops, func(a, b loop) int { return cmp.Compare(math.Abs(b.area), math.Abs(a.area)) })
	loops = loops[:min(len(loops), maxShapes)]
	for ; ; tolerance = max(0.5, 2*tolerance) {
		o, corners := Outline{}, 0
		for _, l := range loops {
			if p := simplify(l.path, tolerance); len(p) >= 3 {
				o.Shapes = append(o.Shapes, Shape{Cut: l.area < 0, Polygon: p})
				corners += len(p)
			}
		}
		if corners <= maxCorners {
			return o
		}
	}
}

// loop is a closed path between what is in a mask and what is not.
type loop struct {
	path [][2]float64
	area float64 // negative around a hole
}

// traceLoops walks along the sides of points that part inside from outside, with
// the inside to its right, and notes the middle of each side. Points that touch at
// a corner only are not joined.
func traceLoops(m *Mask) []loop {
	var loops []loop
	walked := make([]bool, len(m.In)) // eastward along the point's upper side
	for n, in := range m.In {
		if in && !walked[n] && !m.has(n%m.Width, n/m.Width-1) {
			loops = append(loops, m.walk(n%m.Width, n/m.Width, walked))
		}
	}
	return loops
}

// has tells whether a point lies in the mask; no point beyond the frame does.
func (m *Mask) has(x, y int) bool {
	return x >= 0 && y >= 0 && x < m.Width && y < m.Height && m.In[y*m.Width+x]
}

// walk goes once around, from the upper left corner of a point to the east.
func (m *Mask) walk(x0, y0 int, walked []bool) loop {
	var l loop
	x, y, dx, dy := x0, y0, 1, 0
	for {
		if dx == 1 {
			if walked[y*m.Width+x] {
				break
			}
			walked[y*m.Width+x] = true
		}
		l.add([2]float64{float64(x) + float64(dx)/2, float64(y) + float64(dy)/2})
		x, y = x+dx, y+dy
		// The points ahead to the right and to the left of the corner that was reached.
		right := m.has(x+(dx-dy-1)/2, y+(dx+dy-1)/2)
		left := m.has(x+(dx+dy-1)/2, y+(dy-dx-1)/2)
		switch {
		case !right:
			dx, dy = -dy, dx
		case left:
			dx, dy = dy, -dx
		}
	}
	a := l.path[len(l.path)-1]
	for _, b := range l.path {
		l.area += (a[0]*b[1] - b[0]*a[1]) / 2
		a = b
	}
	return l
}

// add goes on to a place, without corners on a straight way.
func (l *loop) add(p [2]float64) {
	if n := len(l.path); n >= 2 {
		a, b := l.path[n-2], l.path[n-1]
		if (b[0]-a[0])*(p[1]-b[1]) == (b[1]-a[1])*(p[0]-b[0]) {
			l.path[n-1] = p
			return
		}
	}
	l.path = append(l.path, p)
}

// simplify leaves corners out of a closed path by Douglas and Peucker's rule, from
// its first corner and the one that lies farthest from it.
func simplify(path [][2]float64, tolerance float64) [][2]float64 {
	far := 0
	for i, p := range path {
		if distance(p, path[0], path[0]) > distance(path[far], path[0], path[0]) {
			far = i
		}
	}
	closed := append(slices.Clone(path), path[0])
	keep := make([]bool, len(closed))
	keep[0], keep[far] = true, true
	for spans := [][2]int{{0, far}, {far, len(path)}}; len(spans) > 0; {
		a, b := spans[len(spans)-1][0], spans[len(spans)-1][1]
		spans = spans[:len(spans)-1]
		at, most := -1, tolerance
		for i := a + 1; i < b; i++ {
			if d := distance(closed[i], closed[a], closed[b]); d > most {
				at, most = i, d
			}
		}
		if at >= 0 {
			keep[at] = true
			spans = append(spans, [2]int{a, at}, [2]int{at, b})
		}
	}
	out := make([][2]float64, 0, len(path))
	for i, p := range path {
		if keep[i] {
			out = append(out, p)
		}
	}
	return out
}

// distance is that of a place from the line between two others.
func distance(p, a, b [2]float64) float64 {
	dx, dy := b[0]-a[0], b[1]-a[1]
	length := dx*dx + dy*dy
	t := 0.0
	if length > 0 {
		t = max(0, min(1, ((p[0]-a[0])*dx+(p[1]-a[1])*dy)/length))
	}
	return math.Hypot(p[0]-a[0]-t*dx, p[1]-a[1]-t*dy)
}
