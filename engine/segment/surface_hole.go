package segment

import "math"

// hole is the round place in the middle of a flat face that does not lie on it: the
// aperture with the metal that flowed in, or the dent.
type hole struct {
	Circle
	score float64
}

const (
	// leastHole is the least score: the share of the disc off the face, or that of the
	// ring around it that lies on it, whichever is less.
	leastHole   = 0.4
	holeStepUm  = 50
	holeRings   = 34
	holeRingsOn = 6 // rings of face about a hole
	holeGridUm  = 100
)

// findHole looks through all middles and radii for the disc that lies most off a form
// with most of the form around it. What was not measured counts as off within the disc
// and as not on around it.
func findHole(t *terrain, f *form, p SurfaceParams) hole {
	width, height := float64(t.w)*t.cell, float64(t.h)*t.cell
	var best hole
	for y := 0.25 * height; y <= 0.75*height; y += holeGridUm {
		for x := 0.25 * width; x <= 0.75*width; x += holeGridUm {
			if h := holeAbout(t, f, x, y, p); h.score > best.score {
				best = h
			}
		}
	}
	return best
}

func holeAbout(t *terrain, f *form, x, y float64, p SurfaceParams) hole {
	var on [holeRings]float64 // share of each ring
	for k := range on {
		r := (float64(k) + 0.5) * holeStepUm
		for _, d := range sectorDirections {
			u, v := x+r*d[0], y+r*d[1]
			z, in := t.near(u, v)
			if in && math.Abs(float64(z)-f.at(u, v)) < p.FaceUm[1] {
				on[k]++
			}
		}
		on[k] /= grooveSectors
	}
	best := hole{Circle: Circle{X: x, Y: y}}
	off, all := 0.0, 0.0
	for k := range holeRings - holeRingsOn - 1 {
		area := float64(2*k + 1)
		off, all = off+area*(1-on[k]), all+area
		r := float64(k+1) * holeStepUm
		if r < 0.6*p.ApertureUm[0] || r > 0.8*p.ApertureUm[1] {
			continue
		}
		around := 0.0
		for _, share := range on[k+2:][:holeRingsOn] {
			around += share / holeRingsOn
		}
		if score := math.Min(off/all, around); score > best.score {
			best.R, best.score = r, score
		}
	}
	return best
}
