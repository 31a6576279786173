package cv_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"sync"
	"testing"

	"cotejo/engine/cv"
)

func plane(seed uint64, n int) []float32 {
	r := rand.New(rand.NewPCG(seed, 1))
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(r.NormFloat64())
	}
	return out
}

// slow is the definition: the sum over all points, weighted by the Gaussian that
// is cut and normalised to 1 along each axis; beyond the edge lies zero.
func slow(src []float32, width, height int, sigma float64) []float64 {
	line := func(n int) [][]float64 {
		// OpenCV's reach for 32-bit values: four deviations (getGaussianKernelSize).
		reach := (int(math.Round(sigma*4*2+1)) | 1) / 2
		sum := 0.0
		for d := -reach; d <= reach; d++ {
			sum += math.Exp(-float64(d*d) / (2 * sigma * sigma))
		}
		w := make([][]float64, n)
		for i := range w {
			w[i] = make([]float64, n)
			for k := range w[i] {
				if d := i - k; max(d, -d) <= reach {
					w[i][k] = math.Exp(-float64(d*d)/(2*sigma*sigma)) / sum
				}
			}
		}
		return w
	}
	across, down := line(width), line(height)
	out := make([]float64, len(src))
	for y := range height {
		for x := range width {
			for j := range height {
				for i := range width {
					out[y*width+x] += down[y][j] * across[x][i] * float64(src[j*width+i])
				}
			}
		}
	}
	return out
}

func TestGaussianEqualsItsDefinition(t *testing.T) {
	for _, c := range []struct {
		width, height int
		sigma         float64
	}{{17, 11, 0.6}, {16, 16, 1}, {25, 9, 2.4}, {12, 20, 4.8}, {1, 15, 1.5}, {15, 1, 1.5}, {1, 1, 2}} {
		src := plane(1, c.width*c.height)
		got, err := cv.Gaussian(src, c.width, c.height, c.sigma)
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range slow(src, c.width, c.height, c.sigma) {
			// 32 bits hold about seven digits of each of the sums.
			if math.Abs(float64(got[i])-want) > 1e-5 {
				t.Fatalf("%+v: point %d is %g, want %g", c, i, got[i], want)
			}
		}
	}
}

func TestGaussianLeavesItsInputAlone(t *testing.T) {
	src := plane(2, 30*20)
	kept := append([]float32(nil), src...)
	for _, sigma := range []float64{0, -1, 3} {
		got, err := cv.Gaussian(src, 30, 20, sigma)
		if err != nil {
			t.Fatal(err)
		}
		if sigma <= 0 && !reflect.DeepEqual(got, src) {
			t.Errorf("sigma %g is no copy", sigma)
		}
		got[0]++
		if !reflect.DeepEqual(src, kept) {
			t.Fatalf("sigma %g: the input has changed", sigma)
		}
	}
}

func TestAPlaneOfAnotherSizeIsAnError(t *testing.T) {
	for _, c := range []struct{ n, width, height int }{{5, 2, 3}, {0, 0, 0}, {4, -2, -2}, {0, 0, 4}} {
		_, err := cv.Gaussian(make([]float32, c.n), c.width, c.height, 1)
		want := fmt.Sprintf("cv: %d values for a plane of %d x %d", c.n, c.width, c.height)
		if err == nil || err.Error() != want {
			t.Errorf("%+v: got %v, want %s", c, err, want)
		}
	}
}

func TestGaussianAtOnceIsGaussianInTurn(t *testing.T) {
	const side, calls = 90, 24
	want := make([][]float32, calls)
	for i := range want {
		want[i], _ = cv.Gaussian(plane(uint64(i), side*side), side, side, 1+float64(i)/4)
	}
	var wg sync.WaitGroup
	for i := range calls {
		wg.Go(func() {
			got, err := cv.Gaussian(plane(uint64(i), side*side), side, side, 1+float64(i)/4)
			if err != nil || !reflect.DeepEqual(got, want[i]) {
				t.Errorf("call %d gives another result beside others (%v)", i, err)
			}
		})
	}
	wg.Wait()
}

func TestVersionIsANumber(t *testing.T) {
	if v := cv.Version(); !strings.HasPrefix(v, "4.") {
		t.Errorf("OpenCV %q: the code was written against 4.x", v)
	}
}
