package kernel

// #include "gemm.h"
import "C"

import (
	"unsafe"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
)

// BLAS is gonum's implementation with a single precision matrix product for
// AVX2 and FMA; on other machines it is gonum's alone. blas32.Use(BLAS{}) makes
// all of blas32 use it, and is for the program to decide, not for a package.
// Products of integers whose partial sums stay below 2^24 are exact. It is safe
// for concurrent use; one product runs on one core.
type BLAS struct{ gonum.Implementation }

var _ blas.Float32 = BLAS{}

// Sgemm is c = alpha*op(a)*op(b) + beta*c. It panics as gonum's does.
func (s BLAS) Sgemm(ta, tb blas.Transpose, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int) {
	if C.ck_has_gemm() == 0 || alpha == 0 || !fits(ta, m, k, a, lda) || !fits(tb, k, n, b, ldb) || !fits(blas.NoTrans, m, n, c, ldc) {
		s.Implementation.Sgemm(ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
		return
	}
	C.ck_gemm(C.int64_t(m), C.int64_t(n), C.int64_t(k), C.float(alpha), (*C.float)(unsafe.Pointer(&a[0])), strides(ta, lda),
		(*C.float)(unsafe.Pointer(&b[0])), strides(tb, ldb), C.float(beta), (*C.float)(unsafe.Pointer(&c[0])), C.int64_t(ldc))
}

// fits reports whether x holds op(x) of the given size, and any of it: what does
// not is gonum's to refuse.
func fits(t blas.Transpose, rows, columns int, x []float32, ld int) bool {
	switch t {
	case blas.Trans, blas.ConjTrans:
		rows, columns = columns, rows
	case blas.NoTrans:
	default:
		return false
	}
	return rows > 0 && columns > 0 && ld >= columns && len(x) >= columns && (len(x)-columns)/ld >= rows-1
}

func strides(t blas.Transpose, ld int) C.ck_strides {
	if t == blas.NoTrans {
		return C.ck_strides{down: C.int64_t(ld), right: 1}
	}
	return C.ck_strides{down: 1, right: C.int64_t(ld)}
}
