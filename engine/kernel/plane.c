#include "kernel.h"
#include "vector.h"
#include <math.h>
#include <string.h>

static inline int32_t min32(int32_t a, int32_t b) { return a < b ? a : b; }
static inline int32_t max32(int32_t a, int32_t b) { return a > b ? a : b; }

// Bilinear sampling in 1/256 steps: a point of dst is valid when more than half
// of its weight fell on valid points of src, and holds their weighted mean. The
// quotient of two integers below 2^24 is correctly rounded in 32-bit floating
// point, so the scalar and the vector form agree to the bit.
static inline int sample(const ck_plane *s, int32_t fx, int32_t fy, int16_t *z) {
  const int32_t x = min32(max32(fx >> 8, -2), s->n), y = min32(max32(fy >> 8, -2), s->n), u = fx & 255, v = fy & 255;
  const int64_t i = (int64_t)y * s->stride + CK_PAD + x, j = i + s->stride;
  const int32_t num = (256 - v) * ((256 - u) * s->z[i] + u * s->z[i + 1]) + v * ((256 - u) * s->z[j] + u * s->z[j + 1]);
  const int32_t den = -((256 - v) * ((256 - u) * s->m[i] + u * s->m[i + 1]) + v * ((256 - u) * s->m[j] + u * s->m[j + 1]));
  if (den <= 32768) return 0;
  *z = (int16_t)lrintf((float)num / (float)den);
  return 1;
}

// A row of dst is a line through src: from (fx, fy) in steps, all in 1/65536.
typedef struct { int64_t fx, fy; int32_t stepx, stepy, x0, x1; } line;

static void turn_row_scalar(const ck_plane *src, line l, int16_t *z, int16_t *m) {
  for (int32_t x = l.x0; x < l.x1; x++, l.fx += l.stepx, l.fy += l.stepy) {
    int16_t v;
    if (!sample(src, (int32_t)(l.fx >> 8), (int32_t)(l.fy >> 8), &v)) continue;
    z[x] = v;
    m[x] = -1;
  }
}

#ifdef CK_X86
#define LOAD(p) _mm256_loadu_si256((const __m256i *)(p))

// mix is the bilinear mean, times 65536, of the pairs of values that two rows
// hold; a pair is one 32-bit word.
AVX2 static inline __m256i mix(__m256i upper, __m256i lower, __m256i wu, __m256i v, __m256i rest) {
  return _mm256_add_epi32(_mm256_mullo_epi32(rest, _mm256_madd_epi16(upper, wu)), _mm256_mullo_epi32(v, _mm256_madd_epi16(lower, wu)));
}

AVX2 static void turn_row_avx2(const ck_plane *src, line l, int16_t *z, int16_t *m) {
  const __m256i n = _mm256_set1_epi32(src->n), least = _mm256_set1_epi32(-2), low = _mm256_set1_epi32(255);
  const __m256i full = _mm256_set1_epi32(256), lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  const __m256i stride = _mm256_set1_epi32(src->stride), pad = _mm256_set1_epi32(CK_PAD);
  for (int32_t x = l.x0; x < l.x1; x += 8, l.fx += 8 * (int64_t)l.stepx, l.fy += 8 * (int64_t)l.stepy) {
    // Frames are at most 1,000 points: 65536 times that fits 31 bits.
    const __m256i fx = _mm256_srai_epi32(_mm256_add_epi32(_mm256_set1_epi32((int32_t)l.fx), _mm256_mullo_epi32(lane, _mm256_set1_epi32(l.stepx))), 8);
    const __m256i fy = _mm256_srai_epi32(_mm256_add_epi32(_mm256_set1_epi32((int32_t)l.fy), _mm256_mullo_epi32(lane, _mm256_set1_epi32(l.stepy))), 8);
    const __m256i u = _mm256_and_si256(fx, low), v = _mm256_and_si256(fy, low);
    const __m256i ix = _mm256_min_epi32(_mm256_max_epi32(_mm256_srai_epi32(fx, 8), least), n);
    const __m256i iy = _mm256_min_epi32(_mm256_max_epi32(_mm256_srai_epi32(fy, 8), least), n);
    const __m256i i = _mm256_add_epi32(_mm256_add_epi32(_mm256_mullo_epi32(iy, stride), pad), ix), j = _mm256_add_epi32(i, stride);
    const __m256i wu = _mm256_or_si256(_mm256_sub_epi32(full, u), _mm256_slli_epi32(u, 16)), rest = _mm256_sub_epi32(full, v);
    const __m256i den = _mm256_sub_epi32(_mm256_setzero_si256(), mix(_mm256_i32gather_epi32((const int *)src->m, i, 2), _mm256_i32gather_epi32((const int *)src->m, j, 2), wu, v, rest));
    __m256i in = _mm256_cmpgt_epi32(den, _mm256_set1_epi32(32768));
    in = _mm256_and_si256(in, _mm256_cmpgt_epi32(_mm256_set1_epi32(l.x1 - x), lane));
    if (_mm256_testz_si256(in, in)) continue;
    const __m256i num = mix(_mm256_i32gather_epi32((const int *)src->z, i, 2), _mm256_i32gather_epi32((const int *)src->z, j, 2), wu, v, rest);
    __m256i q = _mm256_cvtps_epi32(_mm256_div_ps(_mm256_cvtepi32_ps(num), _mm256_cvtepi32_ps(den)));
    q = _mm256_and_si256(q, in);
    const __m256i both = _mm256_permute4x64_epi64(_mm256_packs_epi32(q, in), 0xd8);
    _mm_storeu_si128((__m128i *)(z + x), _mm256_castsi256_si128(both));
    _mm_storeu_si128((__m128i *)(m + x), _mm256_extracti128_si256(both, 1));
  }
}
#else
#define turn_row_avx2 turn_row_scalar
#endif

static inline double chord(double radius, double dy) {
  const double h = radius * radius - dy * dy;
  return radius > 0 && h > 0 ? sqrt(h) : -1;
}

static inline line along(double cosine, double sine, double centre, double dy, int32_t x0, int32_t x1) {
  // The source of (x, y) is R^-1: x' = c x - s y, y' = s x + c y about the centre.
  line l = {0, 0, (int32_t)lrint(cosine * 65536), (int32_t)lrint(sine * 65536), x0, x1};
  l.fx = llrint((cosine * (x0 - centre) - sine * dy + centre) * 65536);
  l.fy = llrint((sine * (x0 - centre) + cosine * dy + centre) * 65536);
  return l;
}

void ck_rotate(const ck_plane *src, double cosine, double sine, ck_plane *dst) {
  const int fast = ck_has_avx2();
  const int32_t n = src->n;
  // Sampling spreads a point over its neighbours.
  const double centre = (n - 1) / 2.0, far = src->far + 1.5, near = src->near - 1.5;
  memset(dst->z, 0, sizeof(int16_t) * (size_t)n * dst->stride);
  memset(dst->m, 0, sizeof(int16_t) * (size_t)n * dst->stride);
  for (int32_t y = 0; y < n; y++) {
    const double dy = y - centre, outer = chord(far, dy), inner = chord(near, dy);
    dst->lo[y] = dst->hi[y] = dst->gap0[y] = dst->gap1[y] = 0;
    if (outer < 0) continue;
    const int32_t x0 = max32(0, (int32_t)floor(centre - outer)), x1 = min32(n, (int32_t)ceil(centre + outer) + 1);
    int32_t g0 = x1, g1 = x1;
    if (inner > 0) {
      g0 = max32(x0, (int32_t)ceil(centre - inner));
      g1 = min32(x1, (int32_t)floor(centre + inner) + 1);
      if (g1 - g0 < CK_BLOCK) g0 = g1 = x1;
    }
    int16_t *z = dst->z + (size_t)y * dst->stride + CK_PAD, *m = dst->m + (size_t)y * dst->stride + CK_PAD;
    (fast ? turn_row_avx2 : turn_row_scalar)(src, along(cosine, sine, centre, dy, x0, g0), z, m);
    if (g1 < x1) (fast ? turn_row_avx2 : turn_row_scalar)(src, along(cosine, sine, centre, dy, g1, x1), z, m);
    int32_t lo = x0, hi = x1;
    while (lo < hi && !m[lo]) lo++;
    while (hi > lo && !m[hi - 1]) hi--;
    if (lo >= hi) continue;
    dst->lo[y] = lo;
    dst->hi[y] = hi;
    dst->gap0[y] = min32(max32(g0, lo), hi);
    dst->gap1[y] = min32(max32(g1, lo), hi);
  }
  dst->near = near;
  dst->far = far;
}

// A window is the part of row y of a, before its gap (side 0) or behind it (side
// 1), that can meet b under the shift, cut to the columns [x0, x1).
typedef struct { const int16_t *az, *am, *bz, *bm; int32_t len; } window;

static inline window meet(const ck_plane *a, const ck_plane *b, int32_t y, int side, ck_shift d, int32_t x0, int32_t x1) {
  window w = {0, 0, 0, 0, 0};
  const int32_t yb = y + d.y;
  if (yb < 0 || yb >= b->n) return w;
  x0 = max32(x0, max32(side ? a->gap1[y] : a->lo[y], b->lo[yb] - d.x));
  x1 = min32(x1, min32(side ? a->hi[y] : a->gap0[y], b->hi[yb] - d.x));
  if (x0 >= x1) return w;
  const size_t i = (size_t)y * a->stride + CK_PAD + x0, j = (size_t)yb * b->stride + CK_PAD + x0 + d.x;
  return (window){a->z + i, a->m + i, b->z + j, b->m + j, x1 - x0};
}

static ck_sums sums_scalar(const ck_plane *a, const ck_plane *b, ck_rect r, ck_shift d) {
  ck_sums s = {0, 0, 0, 0};
  for (int32_t k = 2 * r.y0; k < 2 * r.y1; k++) {
    const window w = meet(a, b, k / 2, k % 2, d, r.x0, r.x1);
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
  for (int32_t k = 0; k < 2 * a->n; k++) {
    const window w = meet(a, b, k / 2, k % 2, d, 0, a->n);
    for (int32_t i = 0; i < w.len; i++) s += (int32_t)w.az[i] * w.bz[i];
  }
  return s;
}

#ifdef CK_X86
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
  for (int32_t k = 2 * r.y0; k < 2 * r.y1; k++) {
    const window w = meet(a, b, k / 2, k % 2, d, r.x0, r.x1);
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
  for (int32_t k = 0; k < 2 * a->n; k++) {
    const window w = meet(a, b, k / 2, k % 2, d, 0, a->n);
    // The last block may run over: past the window one of the two is zero, and a
    // gap is never narrower than a block.
    for (int32_t i = 0; i < w.len; i += 16) ab = _mm256_add_epi32(ab, _mm256_madd_epi16(LOAD(w.az + i), LOAD(w.bz + i)));
  }
  return signed_lanes(ab);
}
#else
#define sums_avx2 sums_scalar
#define product_avx2 product_scalar
#endif

void ck_dots(const ck_plane *a, const ck_plane *b, const ck_rect *rects, int32_t nrects, const ck_shift *shifts, int32_t nshifts, ck_sums *out) {
  const int fast = ck_has_avx2();
  for (int32_t k = 0; k < nshifts; k++)
    for (int32_t r = 0; r < nrects; r++)
      out[(size_t)k * nrects + r] = fast ? sums_avx2(a, b, rects[r], shifts[k]) : sums_scalar(a, b, rects[r], shifts[k]);
}

void ck_products(const ck_plane *a, const ck_plane *b, const ck_shift *shifts, int32_t nshifts, int64_t *out) {
  const int fast = ck_has_avx2();
  for (int32_t k = 0; k < nshifts; k++) out[k] = fast ? product_avx2(a, b, shifts[k]) : product_scalar(a, b, shifts[k]);
}
