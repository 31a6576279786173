package segment

import "math"

// groove is what looks most like the ring-shaped groove around a primer.
type groove struct {
	Circle
	// depth is the mean depth in micrometres below both sides, at most
	// grooveCeiling; share is that of the sectors within the field that show it,
	// field that of the sectors that lie within the field.
	depth, share, field float64
}

const (
	grooveSectors = 36
	// grooveCeiling bounds what one sector can say, in micrometres.
	grooveCeiling = 100
	// missingDepth is where a point without a height is taken to lie below the
	// plane of the case head: steep flanks and deep grooves are what scanners lose.
	missingDepth = 120
	ringStepUm   = 100
	middleStepUm = 150
	ringFirst    = 6 // the nearest radius looked at, in steps
)

// levelled returns the terrain without the plane on which most of it lies. Points
// that were not measured stay so.
func (t *terrain) levelled() *terrain {
	x, y := float64(t.w)*t.cell/2, float64(t.h)*t.cell/2
	at := t.places(x, y, 0, math.Inf(1), max(2, (t.w+t.h)/100))
	plane, _ := consensusPlane(at, x, y, 25, 150)
	plane = plane.refit(at, 3, 60, 3)
	out := &terrain{w: t.w, h: t.h, cell: t.cell, z: make([]float32, len(t.z))}
	for j := range t.h {
		for i := range t.w {
			k := j*t.w + i
			out.z[k] = t.z[k] - float32(plane.at((float64(i)+0.5)*t.cell, (float64(j)+0.5)*t.cell))
		}
	}
	return out
}

// findGroove looks for the circle along which the levelled heights are lowest
// against both sides: all middles within the frame on a coarse grid, then finer
// ones about the best.
func findGroove(t *terrain, p SurfaceParams) groove {
	width, height := float64(t.w)*t.cell, float64(t.h)*t.cell
	// Nobody scans more than the head of a case; in a larger frame its middle.
	const largest = 15000
	x0, y0 := max(0, (width-largest)/2), max(0, (height-largest)/2)
	var best groove
	for y := y0 + middleStepUm/2; y < height-y0; y += middleStepUm {
		for x := x0 + middleStepUm/2; x < width-x0; x += middleStepUm {
			best = better(best, ringAbout(t, x, y, p))
		}
	}
	if best.R == 0 {
		return best
	}
	for _, step := range []float64{50, 30, 15} {
		from := best.Circle
		for dy := -2.0; dy <= 2; dy++ {
			for dx := -2.0; dx <= 2; dx++ {
				best = better(best, ringAbout(t, from.X+dx*step, from.Y+dy*step, p))
			}
		}
	}
	return best
}

// better prefers the deeper groove, by as much of it as lies within the field.
func better(a, b groove) groove {
	if b.depth*math.Sqrt(b.field) > a.depth*math.Sqrt(a.field) {
		return b
	}
	return a
}

// directions are the cosine and sine of each sector.
func directions(sectors int) [][2]float64 {
	out := make([][2]float64, sectors)
	for k := range out {
		out[k][1], out[k][0] = math.Sincos(2 * math.Pi * (float64(k) + 0.5) / float64(sectors))
	}
	return out
}

var sectorDirections = directions(grooveSectors)

// ringAbout is the best groove about a middle.
func ringAbout(t *terrain, x, y float64, p SurfaceParams) groove {
	const rings = 40
	var sum [rings]float64
	var seen, within [rings]int
	first := int(p.EdgeUm[0] / ringStepUm)
	last := min(int(p.EdgeUm[1]/ringStepUm), rings-1+ringFirst-5)
	for _, d := range sectorDirections {
		var line [rings]float32
		n := 0
		for ; n < rings && n+ringFirst <= last+5; n++ {
			r := float64(n+ringFirst) * ringStepUm
			z, in := t.near(x+r*d[0], y+r*d[1])
			if !in {
				break
			}
			line[n] = z
		}
		for k := first; k <= last; k++ {
			i := k - ringFirst
			if i+3 >= n {
				break
			}
			within[i]++
			depth := valley(&line, i, n)
			sum[i] += depth
			if depth >= p.GrooveUm {
				seen[i]++
			}
		}
	}
	var best groove
	for k := first; k <= last; k++ {
		i := k - ringFirst
		if float64(within[i]) < p.MinField/2*grooveSectors {
			continue
		}
		n := float64(within[i])
		best = better(best, groove{
			Circle: Circle{x, y, float64(k) * ringStepUm},
			depth:  sum[i] / n, share: float64(seen[i]) / n, field: n / grooveSectors,
		})
	}
	return best
}

// valley is how far a line of heights lies below both of its sides at a place:
// 300 or 600 um inward and 300 or 500 outward, whichever is higher.
func valley(line *[40]float32, i, n int) float64 {
	in := higher(line[i-3], line[max(0, i-6)])
	out := line[i+3]
	if i+5 < n {
		out = higher(out, line[i+5])
	}
	side := min(in, out) // NaN when one is
	if side != side {
		return 0
	}
	low := line[i]
	if low != low {
		low = -missingDepth
	}
	return float64(max(-grooveCeiling/3, min(grooveCeiling, side-low)))
}

// higher returns the greater of two heights, and the measured one when one is
// not.
func higher(a, b float32) float32 {
	if a != a || b > a {
		return b
	}
	return a
}
