// The product is made in tiles of 6 x 16, whose twelve sums stay in registers
// over up to DEPTH terms (Goto and van de Geijn, Anatomy of High-Performance
// Matrix Multiplication, 2008). Both matrices are copied into panels first, in
// the order in which the tile reads them, zeros standing beyond their edges; so
// every stride and transpose is the copy's matter alone.
#include "gemm.h"
#include "vector.h"
#include <stddef.h>

#ifndef CK_X86
int ck_has_gemm(void) { return 0; }
void ck_gemm(int64_t m, int64_t n, int64_t k, float alpha, const float *a, ck_strides as, const float *b, ck_strides bs,
             float beta, float *c, int64_t ldc) {}
#else
#define DEPTH 256
#define TALL 96
#define TILE_ROWS 6
#define TILE_COLUMNS 16
#define FMA __attribute__((target("avx2,fma")))

int ck_has_gemm(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

static inline int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

// copy writes panels of width lines each, of lines x depth elements: right is the
// step along the depth.
static void copy(const float *from, int64_t lines, int64_t depth, int64_t down, int64_t right, int64_t width, float *to) {
  for (int64_t i = 0; i < lines; i += width) {
    const int64_t full = least(width, lines - i);
    for (int64_t p = 0; p < depth; p++, to += width) {
      const float *at = from + i * down + p * right;
      for (int64_t l = 0; l < full; l++) to[l] = at[l * down];
      for (int64_t l = full; l < width; l++) to[l] = 0;
    }
  }
}

FMA static void tile(int64_t depth, const float *a, const float *b, float *out) {
  __m256 s[TILE_ROWS][2];
#pragma GCC unroll 6
  for (int i = 0; i < TILE_ROWS; i++) s[i][0] = s[i][1] = _mm256_setzero_ps();
  for (int64_t p = 0; p < depth; p++, a += TILE_ROWS, b += TILE_COLUMNS) {
    const __m256 x = _mm256_load_ps(b), y = _mm256_load_ps(b + 8);
#pragma GCC unroll 6
    for (int i = 0; i < TILE_ROWS; i++) {
      const __m256 v = _mm256_broadcast_ss(a + i);
      s[i][0] = _mm256_fmadd_ps(v, x, s[i][0]);
      s[i][1] = _mm256_fmadd_ps(v, y, s[i][1]);
    }
  }
#pragma GCC unroll 6
  for (int i = 0; i < TILE_ROWS; i++) {
    _mm256_store_ps(out + i * TILE_COLUMNS, s[i][0]);
    _mm256_store_ps(out + i * TILE_COLUMNS + 8, s[i][1]);
  }
}

// put takes what lies within c of a tile; with beta 0, c may hold anything.
static void put(const float *t, int64_t rows, int64_t columns, float alpha, float beta, float *c, int64_t ldc) {
  for (int64_t i = 0; i < rows; i++, t += TILE_COLUMNS, c += ldc)
    for (int64_t j = 0; j < columns; j++) c[j] = beta == 0 ? alpha * t[j] : alpha * t[j] + beta * c[j];
}

void ck_gemm(int64_t m, int64_t n, int64_t k, float alpha, const float *a, ck_strides as, const float *b, ck_strides bs,
             float beta, float *c, int64_t ldc) {
  _Alignas(32) float pa[TALL * DEPTH], pb[TILE_COLUMNS * DEPTH], out[TILE_ROWS * TILE_COLUMNS];
  for (int64_t p = 0; p < k; p += DEPTH, beta = 1) {
    const int64_t depth = least(DEPTH, k - p);
    for (int64_t i = 0; i < m; i += TALL) {
      const int64_t tall = least(TALL, m - i);
      copy(a + i * as.down + p * as.right, tall, depth, as.down, as.right, TILE_ROWS, pa);
      for (int64_t j = 0; j < n; j += TILE_COLUMNS) {
        const int64_t columns = least(TILE_COLUMNS, n - j);
        copy(b + p * bs.down + j * bs.right, columns, depth, bs.right, bs.down, TILE_COLUMNS, pb);
        for (int64_t r = 0; r < tall; r += TILE_ROWS) {
          tile(depth, pa + r * depth, pb, out);
          put(out, least(TILE_ROWS, tall - r), columns, alpha, beta, c + (i + r) * ldc + j, ldc);
        }
      }
    }
  }
}
#endif
