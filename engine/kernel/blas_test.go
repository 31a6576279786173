package kernel

import (
	"math"
	"math/rand/v2"
	"runtime"
	"testing"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
)

// product is a call of Sgemm on matrices with room between their rows.
type product struct {
	ta, tb        blas.Transpose
	m, n, k       int
	alpha, beta   float32
	a, b, c       []float32
	lda, ldb, ldc int
}

func randomProduct(r *rand.Rand, value func() float32) product {
	kinds := []blas.Transpose{blas.NoTrans, blas.Trans, blas.ConjTrans}
	p := product{ta: kinds[r.IntN(3)], tb: kinds[r.IntN(3)], m: r.IntN(120), n: r.IntN(70), k: r.IntN(40)}
	if r.IntN(8) == 0 {
		p.k = 250 + r.IntN(300)
	}
	matrix := func(t blas.Transpose, rows, columns int) ([]float32, int) {
		if t != blas.NoTrans {
			rows, columns = columns, rows
		}
		ld := max(columns, 1) + r.IntN(4)
		x := make([]float32, max(rows*ld, 1))
		for i := range x {
			x[i] = value()
		}
		return x, ld
	}
	p.a, p.lda = matrix(p.ta, p.m, p.k)
	p.b, p.ldb = matrix(p.tb, p.k, p.n)
	p.c, p.ldc = matrix(blas.NoTrans, p.m, p.n)
	p.alpha, p.beta = []float32{1, 0, -2, 0.5}[r.IntN(4)], []float32{0, 1, -1, 0.25}[r.IntN(4)]
	return p
}

func (p product) by(s blas.Float32Level3) []float32 {
	c := append([]float32(nil), p.c...)
	s.Sgemm(p.ta, p.tb, p.m, p.n, p.k, p.alpha, p.a, p.lda, p.b, p.ldb, p.beta, c, p.ldc)
	return c
}

func TestBLASEqualsGonum(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	for range 300 {
		p := randomProduct(r, func() float32 { return r.Float32()*2 - 1 })
		got, want := p.by(BLAS{}), p.by(gonum.Implementation{})
		for i := range want {
			if d := math.Abs(float64(got[i] - want[i])); d > 1e-5*float64(p.k+2) {
				t.Fatalf("%c%c %dx%dx%d, alpha %g, beta %g: element %d is %g, want %g", p.ta, p.tb, p.m, p.n, p.k, p.alpha, p.beta, i, got[i], want[i])
			}
		}
	}
}

// All partial sums here are integers below 2^24: 550 terms of up to 2*127^2.
func TestBLASIsExactOnIntegers(t *testing.T) {
	r := rand.New(rand.NewPCG(33, 34))
	for range 300 {
		p := randomProduct(r, func() float32 { return float32(r.IntN(255) - 127) })
		p.alpha, p.beta = float32(r.IntN(3)-1), float32(r.IntN(3)-1)
		got, want := p.by(BLAS{}), p.by(gonum.Implementation{})
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("%c%c %dx%dx%d, alpha %g, beta %g: element %d is %g, want %g", p.ta, p.tb, p.m, p.n, p.k, p.alpha, p.beta, i, got[i], want[i])
			}
		}
	}
}

func TestBLASDoesNotReadWhatBetaDiscards(t *testing.T) {
	nan := float32(math.NaN())
	c := []float32{nan, nan}
	BLAS{}.Sgemm(blas.NoTrans, blas.NoTrans, 1, 2, 1, 2, []float32{3}, 1, []float32{4, 5}, 2, 0, c, 2)
	if c[0] != 24 || c[1] != 30 {
		t.Errorf("product over NaN is %v, want [24 30]", c)
	}
}

func TestBLASRefusesWhatGonumRefuses(t *testing.T) {
	x := make([]float32, 6)
	for name, call := range map[string]func(blas.Float32Level3){
		"short a":   func(s blas.Float32Level3) { s.Sgemm('N', 'N', 2, 2, 3, 1, x[:5], 3, x, 2, 0, x, 2) },
		"short b":   func(s blas.Float32Level3) { s.Sgemm('N', 'T', 2, 2, 3, 1, x, 3, x[:5], 3, 0, x, 2) },
		"short c":   func(s blas.Float32Level3) { s.Sgemm('N', 'N', 2, 2, 3, 1, x, 3, x, 2, 0, x[:3], 2) },
		"stride":    func(s blas.Float32Level3) { s.Sgemm('T', 'N', 2, 2, 3, 1, x, 1, x, 2, 0, x, 2) },
		"size":      func(s blas.Float32Level3) { s.Sgemm('N', 'N', -1, 2, 3, 1, x, 3, x, 2, 0, x, 2) },
		"transpose": func(s blas.Float32Level3) { s.Sgemm('X', 'N', 2, 2, 3, 1, x, 3, x, 2, 0, x, 2) },
	} {
		if own, gonums := refusal(call, BLAS{}), refusal(call, gonum.Implementation{}); own == nil || own != gonums {
			t.Errorf("%s: refused with %v, gonum with %v", name, own, gonums)
		}
	}
}

func refusal(call func(blas.Float32Level3), s blas.Float32Level3) (why any) {
	defer func() { why = recover() }()
	call(s)
	return nil
}

// benchmarkGemm multiplies random matrices: gonum skips zeros. It takes as many
// cores as GOMAXPROCS says, BLAS one.
func benchmarkGemm(b *testing.B, s blas.Float32Level3, m, n, k int) {
	r := rand.New(rand.NewPCG(35, 36))
	random := func(size int) []float32 {
		x := make([]float32, size)
		for i := range x {
			x[i] = r.Float32() - 0.5
		}
		return x
	}
	x, y, z := random(m*k), random(k*n), make([]float32, m*n)
	for b.Loop() {
		s.Sgemm(blas.NoTrans, blas.NoTrans, m, n, k, 1, x, k, y, n, 0, z, n)
	}
	b.ReportMetric(float64(m*n*k)/(float64(b.Elapsed().Nanoseconds())/float64(b.N)), "MAC/ns")
	b.ReportMetric(float64(runtime.GOMAXPROCS(0)), "GOMAXPROCS")
}

func BenchmarkGemm(b *testing.B)      { benchmarkGemm(b, BLAS{}, 384, 384, 384) }
func BenchmarkGemmGonum(b *testing.B) { benchmarkGemm(b, gonum.Implementation{}, 384, 384, 384) }

// The shape of a scan: a block of signatures of sixteen rings by nine shifts.
func BenchmarkGemmOfScan(b *testing.B)      { benchmarkGemm(b, BLAS{}, 16, 20, 32) }
func BenchmarkGemmOfScanGonum(b *testing.B) { benchmarkGemm(b, gonum.Implementation{}, 16, 20, 32) }
