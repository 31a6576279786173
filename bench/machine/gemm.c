// Frozen: the recorded results in bench/results are ratios to this loop. Whoever
// edits it makes all of them worthless.
#include "machine.h"
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>

// Four rows by two registers of sums stay in registers; b lies in the first cache.
__attribute__((target("avx2"))) static void gemm_avx2(const int16_t *a, const int16_t *b, int32_t *out) {
  for (int row = 0; row < CM_ROWS; row += 4)
    for (int column = 0; column < CM_COLUMNS; column += 16) {
      __m256i s[4][2];
#pragma GCC unroll 4
      for (int i = 0; i < 4; i++)
#pragma GCC unroll 2
        for (int j = 0; j < 2; j++) s[i][j] = _mm256_loadu_si256((const __m256i *)(out + (row + i) * CM_COLUMNS + column + 8 * j));
      const int16_t *p = a + row * CM_DEPTH, *q = b + 2 * column;
      for (int k = 0; k < CM_DEPTH; k += 2, p += 2, q += 2 * CM_COLUMNS) {
        const __m256i b0 = _mm256_loadu_si256((const __m256i *)q), b1 = _mm256_loadu_si256((const __m256i *)(q + 16));
#pragma GCC unroll 4
        for (int i = 0; i < 4; i++) {
          int32_t pair;
          memcpy(&pair, p + i * CM_DEPTH, sizeof pair);
          const __m256i v = _mm256_set1_epi32(pair);
          s[i][0] = _mm256_add_epi32(s[i][0], _mm256_madd_epi16(v, b0));
          s[i][1] = _mm256_add_epi32(s[i][1], _mm256_madd_epi16(v, b1));
        }
      }
#pragma GCC unroll 4
      for (int i = 0; i < 4; i++)
#pragma GCC unroll 2
        for (int j = 0; j < 2; j++) _mm256_storeu_si256((__m256i *)(out + (row + i) * CM_COLUMNS + column + 8 * j), s[i][j]);
    }
}
#endif

static void gemm_plain(const int16_t *a, const int16_t *b, int32_t *out) {
  for (int row = 0; row < CM_ROWS; row++)
    for (int k = 0; k < CM_DEPTH; k += 2) {
      const int32_t re = a[row * CM_DEPTH + k], im = a[row * CM_DEPTH + k + 1];
      const int16_t *q = b + k * CM_COLUMNS;
      int32_t *s = out + row * CM_COLUMNS;
      for (int c = 0; c < CM_COLUMNS; c++) s[c] = (int32_t)((uint32_t)s[c] + (uint32_t)(re * q[2 * c]) + (uint32_t)(im * q[2 * c + 1]));
    }
}

void cm_gemm(const int16_t *a, const int16_t *b, int32_t *out) {
#if defined(__x86_64__)
  if (cm_avx2()) {
    gemm_avx2(a, b, out);
    return;
  }
#endif
  gemm_plain(a, b, out);
}
