package segment

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// within says whether a place lies inside of the circle.
func (c Circle) within(x, y float64) bool { return math.Hypot(x-c.X, y-c.Y) <= c.R }

// fitCircle returns the circle that comes nearest to the places, each of which
// weighs as given, by Tukey's biweight with outliers beyond so many units left
// out: three rounds of the algebraic fit. It fails on fewer than three places or
// on a line.
func fitCircle(x, y, weight []float64, outlier float64) (Circle, bool) {
	w := append([]float64(nil), weight...)
	var c Circle
	for range 4 {
		var ok bool
		if c, ok = algebraicCircle(x, y, w); !ok {
			return Circle{}, false
		}
		for i := range x {
			u := (math.Hypot(x[i]-c.X, y[i]-c.Y) - c.R) / outlier
			w[i] = 0
			if u*u < 1 {
				w[i] = weight[i] * (1 - u*u) * (1 - u*u)
			}
		}
	}
	return c, true
}

// algebraicCircle is Kåsa's least squares fit, about the mean for the sake of the
// digits.
func algebraicCircle(x, y, w []float64) (Circle, bool) {
	var n, mx, my float64
	for i := range x {
		n, mx, my = n+w[i], mx+w[i]*x[i], my+w[i]*y[i]
	}
	if n == 0 {
		return Circle{}, false
	}
	mx, my = mx/n, my/n
	normal, right := mat.NewSymDense(3, nil), mat.NewVecDense(3, nil)
	for i := range x {
		row := [3]float64{x[i] - mx, y[i] - my, 1}
		z := row[0]*row[0] + row[1]*row[1]
		for a := range row {
			right.SetVec(a, right.AtVec(a)+w[i]*row[a]*z)
			for b := a; b < 3; b++ {
				normal.SetSym(a, b, normal.At(a, b)+w[i]*row[a]*row[b])
			}
		}
	}
	var chol mat.Cholesky
	if !chol.Factorize(normal) || chol.Cond() > 1e12 {
		return Circle{}, false
	}
	var s mat.VecDense
	if chol.SolveVecTo(&s, right) != nil {
		return Circle{}, false
	}
	cx, cy := s.AtVec(0)/2, s.AtVec(1)/2
	r2 := s.AtVec(2) + cx*cx + cy*cy
	if !(r2 > 0) {
		return Circle{}, false
	}
	return Circle{mx + cx, my + cy, math.Sqrt(r2)}, true
}
