// What this machine can do: loops that do nothing but one thing, as fast as the
// instructions that Cotejo's kernels use allow. See the Go files for the units.
#ifndef COTEJO_MACHINE_H
#define COTEJO_MACHINE_H
#include <stddef.h>
#include <stdint.h>

int cm_avx2(void);

// Each returns a value that depends on all of its work, so that none is left out.
uint64_t cm_read(const uint8_t *from, size_t bytes);
uint64_t cm_multiply_adds(int64_t rounds);
uint64_t cm_fmas(int64_t rounds);

// Multiply-adds of one round of cm_multiply_adds and cm_fmas.
int64_t cm_multiply_adds_a_round(void);
int64_t cm_fmas_a_round(void);

// cm_gemm adds to out, CM_ROWS x CM_COLUMNS sums, the product of a, CM_ROWS x
// CM_DEPTH, and b, CM_DEPTH x CM_COLUMNS. Both hold pairs along the depth: a row
// by row, b pair of rows by pair of rows, so that one multiply-add takes a pair
// of each. Sums wrap.
#define CM_ROWS 64
#define CM_DEPTH 256
#define CM_COLUMNS 48
void cm_gemm(const int16_t *a, const int16_t *b, int32_t *out);
#endif
