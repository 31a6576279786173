// The product of two matrices in single precision, for BLAS in blas.go.
#ifndef COTEJO_GEMM_H
#define COTEJO_GEMM_H
#include <stdint.h>

// ck_has_gemm says whether this processor can run ck_gemm.
int ck_has_gemm(void);

// A matrix as it is read: element (i, j) is at[i*down + j*right].
typedef struct { int64_t down, right; } ck_strides;

// ck_gemm adds to or replaces c, m x n, rows ldc apart: c = alpha a b + beta c,
// where a is m x k and b is k x n. With beta 0, c is not read.
void ck_gemm(int64_t m, int64_t n, int64_t k, float alpha, const float *a, ck_strides as, const float *b, ck_strides bs,
             float beta, float *c, int64_t ldc);
#endif
