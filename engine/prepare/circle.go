package prepare

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// throughThree returns the circle through three points, false when they lie on a
// line or on one another.
func throughThree(a, b, c edge) (Centre, bool) {
	bx, by, cx, cy := b.x-a.x, b.y-a.y, c.x-a.x, c.y-a.y
	d := 2 * (bx*cy - by*cx)
	if math.Abs(d) < 1 {
		return Centre{}, false
	}
	bb, cc := bx*bx+by*by, cx*cx+cy*cy
	ux, uy := (cy*bb-by*cc)/d, (bx*cc-cx*bb)/d
	return Centre{XUm: a.x + ux, YUm: a.y + uy, RadiusUm: math.Hypot(ux, uy)}, true
}

// leastSquares returns the circle that fits the edges best in the algebraic
// sense (Kasa 1976): x² + y² = 2ax + 2by + c.
func leastSquares(edges []edge) (Centre, bool) {
	if len(edges) < 6 {
		return Centre{}, false
	}
	a, b := mat.NewDense(len(edges), 3, nil), mat.NewVecDense(len(edges), nil)
	for i, e := range edges {
		a.SetRow(i, []float64{2 * e.x, 2 * e.y, 1})
		b.SetVec(i, e.x*e.x+e.y*e.y)
	}
	var x mat.VecDense
	if err := x.SolveVec(a, b); err != nil {
		return Centre{}, false
	}
	r := x.AtVec(2) + x.AtVec(0)*x.AtVec(0) + x.AtVec(1)*x.AtVec(1)
	if !(r > 0) {
		return Centre{}, false
	}
	return Centre{XUm: x.AtVec(0), YUm: x.AtVec(1), RadiusUm: math.Sqrt(r)}, true
}
