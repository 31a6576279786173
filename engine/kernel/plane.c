#include "kernel.h"
#include <immintrin.h>
#include <math.h>
#include <string.h>

static inline int32_t min32(int32_t a, int32_t b) { return a < b ? a : b; }
static inline int32_t max32(int32_t a, int32_t b) { return a > b ? a : b; }

// Bilinear sampling in 1/256 steps: a point of dst is valid when more than half
// of its weight fell on valid points of src, and holds their weighted mean.
static inline int sample(const ck_plane *s, int32_t fx, int32_t fy, int16_t *z) {
  int32_t x = fx >> 8, y = fy >> 8, u = fx & 255, v = fy & 255;
  if (x < -1 || y < -1 || x >= s->n || y >= s->n) return 0;
  int32_t w00 = (256 - u) * (256 - v), w01 = u * (256 - v), w10 = (256 - u) * v, w11 = u * v;
  int32_t num = 0, den = 0;
  if (y >= 0) {
    const int16_t *z0 = s->z + y * s->stride + CK_PAD + x, *m0 = s->m + y * s->stride + CK_PAD + x;
    num += w00 * z0[0] + w01 * z0[1];
    den -= w00 * m0[0] + w01 * m0[1];
  }
  if (y + 1 < s->n) {
    const int16_t *z1 = s->z + (y + 1) * s->stride + CK_PAD + x, *m1 = s->m + (y + 1) * s->stride + CK_PAD + x;
    num += w10 * z1[0] + w11 * z1[1];
    den -= w10 * m1[0] + w11 * m1[1];
  }
  if (den <= 32768) return 0;
  if (den == 65536)
    *z = (int16_t)((num + (num >= 0 ? 32768 : -32768)) / 65536);
  else
    *z = (int16_t)((num + (num >= 0 ? den / 2 : -den / 2)) / den);
  return 1;
}

void ck_rotate(const ck_plane *src, double cosine, double sine, ck_plane *dst) {
  const int32_t n = src->n;
  const double c0 = (n - 1) / 2.0;
  // Only points within the source's reach can be valid.
  double reach = 0;
  for (int32_t y = 0; y < n; y++) {
    if (src->hi[y] <= src->lo[y]) continue;
    double dy = y - c0, l = fabs(src->lo[y] - c0), h = fabs(src->hi[y] - 1 - c0);
    double dx = l > h ? l : h, r = dx * dx + dy * dy;
    if (r > reach) reach = r;
  }
  reach = sqrt(reach) + 1.5;
  memset(dst->z, 0, sizeof(int16_t) * (size_t)n * dst->stride);
  memset(dst->m, 0, sizeof(int16_t) * (size_t)n * dst->stride);
  const int32_t stepx = (int32_t)lrint(cosine * 65536), stepy = (int32_t)lrint(sine * 65536);
  for (int32_t y = 0; y < n; y++) {
    double dy = y - c0, half = reach * reach - dy * dy;
    int32_t lo = n, hi = 0;
    if (half > 0) {
      half = sqrt(half);
      int32_t x0 = max32(0, (int32_t)floor(c0 - half)), x1 = min32(n, (int32_t)ceil(c0 + half) + 1);
      // source = R^-1 (x, y): x' = c x - s y, y' = s x + c y about the centre.
      int64_t fx = llrint((cosine * (x0 - c0) - sine * dy + c0) * 65536);
      int64_t fy = llrint((sine * (x0 - c0) + cosine * dy + c0) * 65536);
      int16_t *oz = dst->z + y * dst->stride + CK_PAD, *om = dst->m + y * dst->stride + CK_PAD;
      for (int32_t x = x0; x < x1; x++, fx += stepx, fy += stepy) {
        int16_t v;
        if (!sample(src, (int32_t)(fx >> 8), (int32_t)(fy >> 8), &v)) continue;
        oz[x] = v;
        om[x] = -1;
        if (x < lo) lo = x;
        hi = x + 1;
      }
    }
    dst->lo[y] = lo < hi ? lo : 0;
    dst->hi[y] = lo < hi ? hi : 0;
  }
}

// A window is the part of row y of a that can meet b under the shift, cut to the
// columns [x0, x1).
typedef struct { const int16_t *az, *am, *bz, *bm; int32_t len; } window;

static inline window meet(const ck_plane *a, const ck_plane *b, int32_t y, ck_shift d, int32_t x0, int32_t x1) {
  window w = {0, 0, 0, 0, 0};
  const int32_t yb = y + d.y;
  if (yb < 0 || yb >= b->n) return w;
  x0 = max32(x0, max32(a->lo[y], b->lo[yb] - d.x));
  x1 = min32(x1, min32(a->hi[y], b->hi[yb] - d.x));
  if (x0 >= x1) return w;
  const size_t i = (size_t)y * a->stride + CK_PAD + x0, j = (size_t)yb * b->stride + CK_PAD + x0 + d.x;
  return (window){a->z + i, a->m + i, b->z + j, b->m + j, x1 - x0};
}

static ck_sums sums_scalar(const ck_plane *a, const ck_plane *b, ck_rect r, ck_shift d) {
  ck_sums s = {0, 0, 0, 0};
  for (int32_t y = r.y0; y < r.y1; y++) {
    const window w = meet(a, b, y, d, r.x0, r.x1);
    for (int32_t i = 0; i < w.len; i++) {
      const int32_t p = w.az[i] & w.bm[i], q = w.bz[i] & w.am[i];
      s.ab += p * q;
      s.aa += p * p;
      s.bb += q * q;
      s.n -= w.am[i] & w.bm[i];
    }
  }
  return s;
}

static int64_t product_scalar(const ck_plane *a, const ck_plane *b, ck_shift d) {
  int64_t s = 0;
  for (int32_t y = 0; y < a->n; y++) {
    const window w = meet(a, b, y, d, 0, a->n);
    for (int32_t i = 0; i < w.len; i++) s += (int32_t)w.az[i] * w.bz[i];
  }
  return s;
}

#define AVX2 __attribute__((target("avx2")))
#define LOAD(p) _mm256_loadu_si256((const __m256i *)(p))

// The lanes hold 32 bits. A product of two values is at most 127*127, a lane
// gets two of them for every 16 columns, so 2^31 is not reached below
// 66,000 blocks: a plane of 1,000 x 1,000 points has 63,000.
AVX2 static inline int64_t lanes(__m256i v) {
  __m128i s = _mm_add_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
  s = _mm_add_epi32(s, _mm_shuffle_epi32(s, 0x4e));
  s = _mm_add_epi32(s, _mm_shuffle_epi32(s, 0xb1));
  return (uint32_t)_mm_cvtsi128_si32(s);
}

// signed_lanes widens before it adds, for sums that can be negative or large.
AVX2 static inline int64_t signed_lanes(__m256i v) {
  __m256i s = _mm256_add_epi64(_mm256_cvtepi32_epi64(_mm256_castsi256_si128(v)), _mm256_cvtepi32_epi64(_mm256_extracti128_si256(v, 1)));
  __m128i t = _mm_add_epi64(_mm256_castsi256_si128(s), _mm256_extracti128_si256(s, 1));
  return _mm_cvtsi128_si64(t) + _mm_extract_epi64(t, 1);
}

AVX2 static ck_sums sums_avx2(const ck_plane *a, const ck_plane *b, ck_rect r, ck_shift d) {
  const __m256i one = _mm256_set1_epi16(1);
  const __m256i column = _mm256_setr_epi16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  __m256i ab = _mm256_setzero_si256(), aa = ab, bb = ab, n = ab;
  for (int32_t y = r.y0; y < r.y1; y++) {
    const window w = meet(a, b, y, d, r.x0, r.x1);
    for (int32_t i = 0; i < w.len; i += 16) {
      // The last block may run over into the pads or the next cell: cut it.
      const __m256i in = _mm256_cmpgt_epi16(_mm256_set1_epi16((int16_t)(w.len - i)), column);
      const __m256i both = _mm256_and_si256(_mm256_and_si256(LOAD(w.am + i), LOAD(w.bm + i)), in);
      const __m256i p = _mm256_and_si256(LOAD(w.az + i), both), q = _mm256_and_si256(LOAD(w.bz + i), both);
      ab = _mm256_add_epi32(ab, _mm256_madd_epi16(p, q));
      aa = _mm256_add_epi32(aa, _mm256_madd_epi16(p, p));
      bb = _mm256_add_epi32(bb, _mm256_madd_epi16(q, q));
      n = _mm256_sub_epi32(n, _mm256_madd_epi16(both, one));
    }
  }
  return (ck_sums){signed_lanes(ab), signed_lanes(aa), signed_lanes(bb), lanes(n)};
}

AVX2 static int64_t product_avx2(const ck_plane *a, const ck_plane *b, ck_shift d) {
  __m256i ab = _mm256_setzero_si256();
  for (int32_t y = 0; y < a->n; y++) {
    const window w = meet(a, b, y, d, 0, a->n);
    // The last block may run over: past the window one of the two is zero.
    for (int32_t i = 0; i < w.len; i += 16) ab = _mm256_add_epi32(ab, _mm256_madd_epi16(LOAD(w.az + i), LOAD(w.bz + i)));
  }
  return signed_lanes(ab);
}

void ck_dots(const ck_plane *a, const ck_plane *b, const ck_rect *rects, int32_t nrects, const ck_shift *shifts, int32_t nshifts, ck_sums *out) {
  const int fast = __builtin_cpu_supports("avx2");
  for (int32_t k = 0; k < nshifts; k++)
    for (int32_t r = 0; r < nrects; r++)
      out[(size_t)k * nrects + r] = fast ? sums_avx2(a, b, rects[r], shifts[k]) : sums_scalar(a, b, rects[r], shifts[k]);
}

void ck_products(const ck_plane *a, const ck_plane *b, const ck_shift *shifts, int32_t nshifts, int64_t *out) {
  const int fast = __builtin_cpu_supports("avx2");
  for (int32_t k = 0; k < nshifts; k++) out[k] = fast ? product_avx2(a, b, shifts[k]) : product_scalar(a, b, shifts[k]);
}
