package segment

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
)

// form is a polynomial of first or second order, z = f(x, y) in micrometres,
// about a middle place; u and v are millimetres from there, for the sake of the
// digits.
type form struct {
	x, y float64
	c    [6]float64 // of 1, u, v, u², uv, v²
}

func (f *form) at(x, y float64) float64 {
	u, v := (x-f.x)/1000, (y-f.y)/1000
	return f.c[0] + f.c[1]*u + f.c[2]*v + f.c[3]*u*u + f.c[4]*u*v + f.c[5]*v*v
}

// place is a measured place.
type place struct{ x, y, z float64 }

// places are the measured cells of a ring about a place, every step-th.
func (t *terrain) places(x, y, inner, outer float64, step int) []place {
	var out []place
	for j := step / 2; j < t.h; j += step {
		cy := (float64(j) + 0.5) * t.cell
		for i := step / 2; i < t.w; i += step {
			z := t.z[j*t.w+i]
			cx := (float64(i) + 0.5) * t.cell
			if r := math.Hypot(cx-x, cy-y); z == z && r >= inner && r < outer {
				out = append(out, place{cx, cy, float64(z)})
			}
		}
	}
	return out
}

// consensusPlane returns the plane on which most places lie to within a tolerance
// (Fischler and Bolles 1981: planes through three of them), and the share of them
// that does. The draws are always the same.
func consensusPlane(at []place, x, y, tolerance float64, trials int) (form, float64) {
	best, top := form{x: x, y: y}, -1
	if len(at) < 3 {
		return best, 0
	}
	draw := rand.New(rand.NewPCG(1, uint64(len(at))))
	for range trials {
		a, b, c := at[draw.IntN(len(at))], at[draw.IntN(len(at))], at[draw.IntN(len(at))]
		f, ok := planeThrough(a, b, c, x, y)
		if !ok {
			continue
		}
		n := 0
		for _, q := range at {
			if d := q.z - f.c[0] - f.c[1]*(q.x-x)/1000 - f.c[2]*(q.y-y)/1000; d < tolerance && d > -tolerance {
				n++
			}
		}
		if n > top {
			best, top = f, n
		}
	}
	return best, float64(max(top, 0)) / float64(len(at))
}

// steepest is the greatest slope, in um a mm, of a face towards the scanner: a
// tilt of 14 degrees.
const steepest = 250

func planeThrough(a, b, c place, x, y float64) (form, bool) {
	ux, uy, uz := (b.x-a.x)/1000, (b.y-a.y)/1000, b.z-a.z
	vx, vy, vz := (c.x-a.x)/1000, (c.y-a.y)/1000, c.z-a.z
	d := ux*vy - uy*vx
	if math.Abs(d) < 0.05 { // mm²: too slim to say anything
		return form{}, false
	}
	p, q := (uz*vy-uy*vz)/d, (ux*vz-uz*vx)/d
	if math.Hypot(p, q) > steepest {
		return form{}, false
	}
	return form{x: x, y: y, c: [6]float64{a.z - p*(a.x-x)/1000 - q*(a.y-y)/1000, p, q}}, true
}

// refit fits a polynomial of the given number of terms, 3 or 6, to the places near
// the form: Tukey's biweight of the residuals, in rounds. It returns the form as
// it was where the places do not determine it.
func (f form) refit(at []place, terms int, reach float64, rounds int) form {
	for range rounds {
		normal, right := mat.NewSymDense(terms, nil), mat.NewVecDense(terms, nil)
		var m [6][6]float64
		var b [6]float64
		for _, q := range at {
			e := (q.z - f.at(q.x, q.y)) / reach
			if e >= 1 || e <= -1 {
				continue
			}
			w := (1 - e*e) * (1 - e*e)
			u, v := (q.x-f.x)/1000, (q.y-f.y)/1000
			row := [6]float64{1, u, v, u * u, u * v, v * v}
			for i := range terms {
				b[i] += w * row[i] * q.z
				for k := i; k < terms; k++ {
					m[i][k] += w * row[i] * row[k]
				}
			}
		}
		for i := range terms {
			right.SetVec(i, b[i])
			for k := i; k < terms; k++ {
				normal.SetSym(i, k, m[i][k])
			}
		}
		var chol mat.Cholesky
		if !chol.Factorize(normal) || chol.Cond() > 1e10 {
			return f
		}
		var s mat.VecDense
		if chol.SolveVecTo(&s, right) != nil {
			return f
		}
		f.c = [6]float64{}
		for i := range terms {
			f.c[i] = s.AtVec(i)
		}
	}
	return f
}
