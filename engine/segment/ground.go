package segment

import (
	"math"

	"cotejo/engine/mark"
	"cotejo/engine/robust"
)

// ground says which points of a picture are its uniform background.
type ground struct {
	m    *mark.Image
	grey grey
	on   []bool
}

func newGround(m *mark.Image, b grey) *ground {
	g := &ground{m: m, grey: b, on: make([]bool, len(m.Pix))}
	for i, v := range m.Pix {
		g.on[i] = b.has(v)
	}
	return g
}

// open keeps what squares of 5 x 5 points of the background cover, one point of
// which may be off: dark points of a mark go, noise in the background stays.
func (g *ground) open() {
	const reach, miss = 2, 1
	w, h := g.m.Width, g.m.Height
	solid := make([]bool, len(g.on))
	columns := make([]int, w) // points off the background in the window's part of each column
	add := func(y, by int) {
		if y < 0 || y >= h {
			return
		}
		for x, on := range g.on[y*w:][:w] {
			if !on {
				columns[x] += by
			}
		}
	}
	for y := range reach {
		add(y, 1)
	}
	for y := range h {
		add(y+reach, 1)
		add(y-reach-1, -1)
		sum := 0
		for x := range min(reach, w) {
			sum += columns[x]
		}
		for x := range w {
			if x+reach < w {
				sum += columns[x+reach]
			}
			if x > reach {
				sum -= columns[x-reach-1]
			}
			solid[y*w+x] = sum <= miss
		}
	}
	g.on = solid
	g.spread(reach)
}

// spread adds all points within so many steps of the background, along rows,
// columns and diagonals.
func (g *ground) spread(steps int) {
	for range steps {
		was := append([]bool(nil), g.on...)
		g.each(was, func(_, to int) { g.on[to] = true })
	}
}

// each calls f for every point of a set and each of its up to eight neighbours.
func (g *ground) each(set []bool, f func(from, to int)) {
	w, h := g.m.Width, g.m.Height
	for y := range h {
		for x := range w {
			i := y*w + x
			if !set[i] {
				continue
			}
			// Inside of a set there is nothing to do.
			if x > 0 && y > 0 && x+1 < w && y+1 < h && set[i-1] && set[i+1] && set[i-w] && set[i+w] {
				continue
			}
			for v := max(0, y-1); v <= min(h-1, y+1); v++ {
				for u := max(0, x-1); u <= min(w-1, x+1); u++ {
					f(i, v*w+u)
				}
			}
		}
	}
}

// keepLarge leaves out islands of background too small to be a hole: less than a
// hundredth of all that is no background. It returns the share of the largest
// island that does not touch the border.
func (g *ground) keepLarge() (hole float64) {
	rest := 0
	for _, on := range g.on {
		if !on {
			rest++
		}
	}
	for _, part := range g.parts(true) {
		if part.border {
			continue
		}
		if 100*len(part.at) < rest {
			for _, i := range part.at {
				g.on[i] = false
			}
			continue
		}
		hole = math.Max(hole, float64(len(part.at))/float64(max(rest, 1)))
	}
	return hole
}

// grow takes what compression has left around the edges: points of the
// background's grey within six steps of it.
func (g *ground) grow() {
	const steps = 6
	for range steps {
		was := append([]bool(nil), g.on...)
		g.each(was, func(_, to int) {
			if g.grey.has(g.m.Pix[to]) {
				g.on[to] = true
			}
		})
	}
}

// part is a connected set of points.
type part struct {
	at     []int
	border bool // touches the border of the frame
}

// parts lists the parts of the background, or of the rest, connected along rows
// and columns.
func (g *ground) parts(background bool) []part {
	w, h := g.m.Width, g.m.Height
	seen := make([]bool, len(g.on))
	var out []part
	for start, on := range g.on {
		if on != background || seen[start] {
			continue
		}
		p := part{at: []int{start}}
		seen[start] = true
		for k := 0; k < len(p.at); k++ {
			i := p.at[k]
			x, y := i%w, i/w
			p.border = p.border || x == 0 || y == 0 || x == w-1 || y == h-1
			for _, n := range [4]struct {
				to   int
				have bool
			}{{i - 1, x > 0}, {i + 1, x+1 < w}, {i - w, y > 0}, {i + w, y+1 < h}} {
				if n.have && !seen[n.to] && g.on[n.to] == background {
					seen[n.to] = true
					p.at = append(p.at, n.to)
				}
			}
		}
		out = append(out, p)
	}
	return out
}

// onePiece returns the largest part of what is no background, with the parts of
// at least a twentieth of it. It is false when there is too much beside the
// largest, too little of it, or hardly any background.
func (g *ground) onePiece() ([]bool, bool) {
	parts := g.parts(false)
	total, largest := 0, 0
	for _, p := range parts {
		total += len(p.at)
		largest = max(largest, len(p.at))
	}
	all := len(g.on)
	if 10*largest < 8*total || 20*largest < all || 100*(all-total) < 3*all {
		return nil, false
	}
	piece := make([]bool, all)
	for _, p := range parts {
		if 20*len(p.at) < largest {
			continue
		}
		for _, i := range p.at {
			piece[i] = true
		}
	}
	return piece, true
}

// cutOut says whether a piece has structure and ends with a step.
func (g *ground) cutOut(piece []bool, p CroppedParams) bool {
	const skip, rim = 2, 6 // points at the rim that may be mixed, and that are looked at
	near := &ground{m: g.m, grey: g.grey, on: append([]bool(nil), g.on...)}
	near.spread(skip)
	from := append([]bool(nil), near.on...)
	near.spread(rim)
	var all, edge []float32
	for i, in := range piece {
		if !in || from[i] {
			continue
		}
		d := float32(math.Abs(float64(g.m.Pix[i])/257 - float64(g.grey.level)))
		all = append(all, float32(g.m.Pix[i])/257)
		if near.on[i] {
			edge = append(edge, d)
		}
	}
	if len(edge) == 0 {
		return false
	}
	off := make([]float32, len(all))
	for i, v := range all {
		off[i] = float32(math.Abs(float64(v) - float64(g.grey.level)))
	}
	typical := robust.Median(off)
	// One that is white almost everywhere has lost its structure and is refused for
	// that, see judgeCropped.
	const white = 253
	middle, contrast := robust.Spread(all)
	return (float64(contrast) >= p.MinContrast || middle >= white) && float64(robust.Median(edge)) >= p.MinRim*float64(typical)
}

// sized says whether a piece is as large as a mark. Where the pitch is not known,
// only a hole tells a mark from anything else that lies on a plain ground.
func (g *ground) sized(piece []bool, hole float64, p CroppedParams) bool {
	if g.m.PitchX == 0 {
		return hole >= 0.05
	}
	x0, y0, x1, y1 := g.m.Width, g.m.Height, -1, -1
	for i, in := range piece {
		if in {
			x, y := i%g.m.Width, i/g.m.Width
			x0, x1, y0, y1 = min(x0, x), max(x1, x), min(y0, y), max(y1, y)
		}
	}
	wide, high := float64(x1-x0+1)*g.m.PitchX*1e6, float64(y1-y0+1)*g.m.PitchY*1e6
	return min(wide, high) >= p.ExtentUm[0] && max(wide, high) <= p.ExtentUm[1]
}
