package prepare

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"cotejo/engine/robust"
)

// level subtracts the form: the second-order polynomial in x and y that fits the
// measured points best, with points far off it weighing little (Tukey's
// biweight, three rounds). It sees at most some 20,000 points.
func level(h *heights) {
	step := max(1, int(math.Sqrt(float64(h.width)*float64(h.height)/20000)))
	var rows []formPoint
	for y := step / 2; y < h.height; y += step {
		for x := step / 2; x < h.width; x += step {
			if i := y*h.width + x; h.valid(i) {
				rows = append(rows, formPoint{terms: h.terms(x, y), z: float64(h.z[i])})
			}
		}
	}
	form, ok := fitForm(rows)
	if !ok {
		return // too few points for a form: the band-pass alone must serve
	}
	for y := range h.height {
		for x := range h.width {
			if i := y*h.width + x; h.valid(i) {
				h.z[i] -= float32(form.at(h.terms(x, y)))
			}
		}
	}
}

const formTerms = 6

type form [formTerms]float64

type formPoint struct {
	terms [formTerms]float64
	z     float64
}

// terms are the polynomial's at a point, in coordinates of about [-1, 1].
func (h *heights) terms(x, y int) [formTerms]float64 {
	u, v := 2*float64(x)/float64(h.width)-1, 2*float64(y)/float64(h.height)-1
	return [formTerms]float64{1, u, v, u * u, u * v, v * v}
}

func (f form) at(t [formTerms]float64) float64 {
	s := 0.0
	for k := range t {
		s += f[k] * t[k]
	}
	return s
}

func fitForm(rows []formPoint) (form, bool) {
	if len(rows) < 10*formTerms {
		return form{}, false
	}
	weight := make([]float64, len(rows))
	for i := range weight {
		weight[i] = 1
	}
	var f form
	residual := make([]float32, len(rows))
	for range 3 {
		var ok bool
		if f, ok = weightedFit(rows, weight); !ok {
			return form{}, false
		}
		for i, r := range rows {
			residual[i] = float32(r.z - f.at(r.terms))
		}
		_, sd := robust.Spread(append([]float32(nil), residual...))
		for i, r := range residual {
			weight[i] = biweight(float64(r), 4.685*float64(sd))
		}
	}
	return f, true
}

// biweight is Tukey's: 4.685 deviations keep 95 % of the efficiency of least
// squares on normal residuals.
func biweight(r, c float64) float64 {
	if c == 0 {
		return 1
	}
	u := r / c
	if u*u >= 1 {
		return 0
	}
	return (1 - u*u) * (1 - u*u)
}

func weightedFit(rows []formPoint, weight []float64) (form, bool) {
	normal := mat.NewSymDense(formTerms, nil)
	right := mat.NewVecDense(formTerms, nil)
	for i, r := range rows {
		for a := range formTerms {
			right.SetVec(a, right.AtVec(a)+weight[i]*r.terms[a]*r.z)
			for b := a; b < formTerms; b++ {
				normal.SetSym(a, b, normal.At(a, b)+weight[i]*r.terms[a]*r.terms[b])
			}
		}
	}
	var chol mat.Cholesky
	if !chol.Factorize(normal) || chol.Cond() > 1e10 {
		return form{}, false
	}
	var x mat.VecDense
	if err := chol.SolveVecTo(&x, right); err != nil {
		return form{}, false
	}
	var f form
	for a := range f {
		f[a] = x.AtVec(a)
	}
	return f, true
}
