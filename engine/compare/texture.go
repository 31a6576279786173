package compare

import (
	"math"

	"cotejo/engine/feature"
	"cotejo/engine/kernel"
	"cotejo/engine/mark"
)

// texture is the autocorrelation of a mark's middle level: how alike its points
// are at each distance and direction. Two marks whose lines run alike agree by
// chance far more than two of fine grain, and this tells how much.
type texture struct {
	reach int32     // points to each side
	r     []float64 // at lag (x, y): r[(y+reach)*(2*reach+1)+x+reach]; 1 at lag 0
}

// textureReachUm is how far the autocorrelation is followed. Lines of filed and
// milled faces stay alike for longer, but beyond it the overlap of a mark with
// itself gets thin.
const textureReachUm = 300

// newTexture takes it from a level and its plane, by means of what meets at each lag.
func newTexture(p *kernel.Plane, l *feature.Level, meets *meeting) texture {
	t := texture{reach: int32(math.Round(textureReachUm / l.PitchUm))}
	n := 2*t.reach + 1
	lags := make([]kernel.Shift, 0, n*n)
	for y := -t.reach; y <= t.reach; y++ {
		for x := -t.reach; x <= t.reach; x++ {
			lags = append(lags, kernel.Shift{X: x, Y: y})
		}
	}
	// The autocorrelation is even: half of the lags are enough.
	half := lags[:len(lags)/2+1]
	products := make([]int64, len(half))
	kernel.Products(p, p, half, products)
	meets.measure(l, t.reach)
	t.r = make([]float64, len(lags))
	for i, lag := range half {
		here, there := meets.at(lag.X, lag.Y), meets.at(-lag.X, -lag.Y)
		s := kernel.Sums{AB: products[i], AA: here.energy(), BB: there.energy(), N: here.points()}
		// A lag at which a tenth of the mark meets itself no more says nothing.
		if 10*s.N < meets.at(0, 0).points() {
			continue
		}
		t.r[i] = s.Correlation()
		t.r[len(lags)-1-i] = t.r[i]
	}
	return t
}

// at is the autocorrelation at a lag in points, between its grid points by
// bilinear interpolation.
func (t texture) at(x, y float64) float64 {
	n := 2*t.reach + 1
	x, y = x+float64(t.reach), y+float64(t.reach)
	x0, y0 := math.Floor(x), math.Floor(y)
	if x0 < 0 || y0 < 0 || int32(x0)+1 >= n || int32(y0)+1 >= n {
		return 0
	}
	u, v := x-x0, y-y0
	i := int32(y0)*n + int32(x0)
	return (1-v)*((1-u)*t.r[i]+u*t.r[i+1]) + v*((1-u)*t.r[i+n]+u*t.r[i+n+1])
}

// independent is the number of independent points in an overlap of so many
// points: the correlation of two unrelated surfaces of these textures has the
// variance 1/independent (Bartlett 1935, in two dimensions).
func (p *pair) independent(deg float64, points int64) float64 {
	a, b := p.a.extent().texture, p.b.extent().texture
	turn := mark.Pose{RotationDeg: -deg}
	sum := 0.0
	n := 2*b.reach + 1
	for i, rb := range b.r {
		if rb == 0 {
			continue
		}
		x, y := turn.Apply(float64(int32(i)%n-b.reach), float64(int32(i)/n-b.reach))
		sum += rb * a.at(x, y)
	}
	// The sum holds the lag 0, where it is 1; chance may bring it below.
	return float64(points) / math.Max(sum, 1)
}
