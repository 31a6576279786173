package damage

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat"

	"cotejo/engine/mark"
	"cotejo/engine/robust"
)

// correlatedNoise returns white normal noise over the frame of s, smoothed by a
// Gaussian of the given sigma in metres and scaled to unit standard deviation.
func correlatedNoise(s *mark.Surface, sigma float64, rng *rand.Rand) []float64 {
	n := make([]float64, len(s.Z))
	for i := range n {
		n[i] = rng.NormFloat64()
	}
	smoothRows(n, s.Width, gaussian(sigma/s.PitchX))
	smoothColumns(n, s.Width, gaussian(sigma/s.PitchY))
	_, sd := stat.PopMeanStdDev(n, nil)
	if sd == 0 { // a single point
		sd = 1
	}
	for i := range n {
		n[i] /= sd
	}
	return n
}

// gaussian returns the right half of a kernel, from its middle out to four
// sigma, which is in points. It sums to one with its left half.
func gaussian(sigma float64) []float64 {
	r := int(math.Ceil(4 * sigma))
	k := make([]float64, r+1)
	sum := 0.0
	for i := range k {
		k[i] = math.Exp(-float64(i*i) / (2 * sigma * sigma))
		sum += 2 * k[i]
	}
	sum -= k[0]
	for i := range k {
		k[i] /= sum
	}
	return k
}

// smoothRows convolves every row in place; rows continue as if mirrored.
func smoothRows(z []float64, width int, kernel []float64) {
	r := len(kernel) - 1
	line := make([]float64, width+2*r)
	for row := 0; row < len(z); row += width {
		for i := range line {
			line[i] = z[row+mirror(i-r, width)]
		}
		for x := range width {
			sum := kernel[0] * line[x+r]
			for i := 1; i <= r; i++ {
				sum += kernel[i] * (line[x+r-i] + line[x+r+i])
			}
			z[row+x] = sum
		}
	}
}

// smoothColumns does the same down the columns, a whole row at a time so that
// memory is read in order.
func smoothColumns(z []float64, width int, kernel []float64) {
	height, r := len(z)/width, len(kernel)-1
	in := append([]float64(nil), z...)
	row := func(y int) []float64 {
		y = mirror(y, height)
		return in[y*width : (y+1)*width]
	}
	for y := range height {
		out, here := z[y*width:(y+1)*width], row(y)
		for x := range out {
			out[x] = kernel[0] * here[x]
		}
		for i := 1; i <= r; i++ {
			above, below, k := row(y-i), row(y+i), kernel[i]
			for x := range out {
				out[x] += k * (above[x] + below[x])
			}
		}
	}
}

// mirror folds an index into 0..n-1, as in c b | a b c | b a.
func mirror(i, n int) int {
	if n == 1 {
		return 0
	}
	for i < 0 || i >= n {
		if i < 0 {
			i = -i
		} else {
			i = 2*(n-1) - i
		}
	}
	return i
}

// robustDeviation is 1.4826 times the median absolute deviation from the median
// of the measured heights; NaN when there is none.
func robustDeviation(z []float64) float64 {
	v := make([]float64, 0, len(z))
	for _, h := range z {
		if !math.IsNaN(h) {
			v = append(v, h)
		}
	}
	if len(v) == 0 {
		return math.NaN()
	}
	_, deviation := robust.Spread(v)
	return deviation
}
