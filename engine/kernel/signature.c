#include "kernel.h"
#include "scan.h"
#include "vector.h"

// The correlation of a stored signature with a probe's at CK_ANGLES rotations is
// the inverse Fourier transform of the sum over rings of conj(probe)*stored.
// Sixteen shifted probes go through one complex transform of eight lanes: two
// real results fit it, one as its real and one as its imaginary part.
#define STAGES 7
#define LANES 8
typedef struct { v8 re[CK_ANGLES], im[CK_ANGLES]; } spectrum;
// reversed is the place of bin i: its bits in reverse order.
static int reversed(int i) {
  int r = 0;
  for (int b = 0; b < STAGES; b++) r |= ((i >> b) & 1) << (STAGES - 1 - b);
  return r;
}

// The sums of one harmonic for the sixteen shifts of a batch: real parts of the
// first and the second eight, then imaginary parts.
typedef struct { i8 re1, re2, im1, im2; } sums;

static sums sum_rings_plain(const int16_t *p, const int8_t *s, int32_t rings, size_t row) {
  sums t = {{0}, {0}, {0}, {0}};
  for (int32_t r = 0; r < rings; r++, p += 4 * 2 * LANES, s += row)
    for (int l = 0; l < LANES; l++) {
      const int16_t *q = p + 2 * l;
      t.re1[l] += q[0] * s[0] + q[1] * s[1];
      t.re2[l] += q[2 * LANES] * s[0] + q[2 * LANES + 1] * s[1];
      t.im1[l] += q[4 * LANES] * s[0] + q[4 * LANES + 1] * s[1];
      t.im2[l] += q[6 * LANES] * s[0] + q[6 * LANES + 1] * s[1];
    }
  return t;
}

#ifdef CK_X86
AVX2 static inline sums sum_rings_avx2(const int16_t *p, const int8_t *s, int32_t rings, size_t row) {
  __m256i re1 = _mm256_setzero_si256(), re2 = re1, im1 = re1, im2 = re1;
  for (int32_t r = 0; r < rings; r++, p += 4 * 2 * LANES, s += row) {
    const __m256i v = _mm256_set1_epi32((int32_t)(((uint32_t)(uint16_t)(int16_t)s[0]) | ((uint32_t)(uint16_t)(int16_t)s[1] << 16)));
    const __m256i *q = (const __m256i *)p;
    re1 = _mm256_add_epi32(re1, _mm256_madd_epi16(_mm256_loadu_si256(q), v));
    re2 = _mm256_add_epi32(re2, _mm256_madd_epi16(_mm256_loadu_si256(q + 1), v));
    im1 = _mm256_add_epi32(im1, _mm256_madd_epi16(_mm256_loadu_si256(q + 2), v));
    im2 = _mm256_add_epi32(im2, _mm256_madd_epi16(_mm256_loadu_si256(q + 3), v));
  }
  return (sums){(i8)re1, (i8)re2, (i8)im1, (i8)im2};
}
#endif

// transform is a radix-2 inverse transform of eight spectra, one a lane, that
// stand in bit-reversed order.
#define CORRELATE(name, sum_rings, target)                                                            \
  target static void name(const int16_t *p, const int8_t *s, ck_layout o, spectrum *f) { \
    for (int i = 0; i < CK_ANGLES; i++) f->re[i] = f->im[i] = (v8){0};                                \
    for (int32_t h = 0; h < o.harmonics; h++) {                                                       \
      const sums x = sum_rings(p + (size_t)h * o.rings * 4 * 2 * LANES, s + 2 * h, o.rings, 2 * (size_t)o.harmonics); \
      const v8 a1 = __builtin_convertvector(x.re1, v8), a2 = __builtin_convertvector(x.re2, v8);      \
      const v8 b1 = __builtin_convertvector(x.im1, v8), b2 = __builtin_convertvector(x.im2, v8);      \
      const int i = reversed(o.first + h), j = reversed(CK_ANGLES - o.first - h);                        \
      f->re[i] = a1 - b2;                                                                             \
      f->im[i] = b1 + a2;                                                                             \
      f->re[j] = a1 + b2;                                                                             \
      f->im[j] = a2 - b1;                                                                             \
    }                                                                                                 \
    for (int half = 1; half < CK_ANGLES; half *= 2)                                                   \
      for (int k = 0; k < half; k++) {                                                                \
        const v8 c = ck_cos[k * (CK_ANGLES / (2 * half))] + (v8){0}, w = ck_sin[k * (CK_ANGLES / (2 * half))] + (v8){0}; \
        for (int i = k; i < CK_ANGLES; i += 2 * half) {                                               \
          const int j = i + half;                                                                     \
          const v8 xr = f->re[j] * c - f->im[j] * w, xi = f->re[j] * w + f->im[j] * c;                \
          f->re[j] = f->re[i] - xr;                                                                   \
          f->im[j] = f->im[i] - xi;                                                                   \
          f->re[i] += xr;                                                                             \
          f->im[i] += xi;                                                                             \
        }                                                                                             \
      }                                                                                               \
  }
CORRELATE(correlate_plain, sum_rings_plain, )
#ifdef CK_X86
CORRELATE(correlate_avx2, sum_rings_avx2, AVX2)
#else
#define correlate_avx2 correlate_plain
#endif

void ck_correlate(const int16_t *probe, int32_t nshifts, ck_layout o, const int8_t *stored, float *out) {
  const int fast = ck_has_avx2();
  spectrum f;
  for (int32_t k = 0; k < nshifts; k += CK_BATCH, probe += (size_t)o.rings * o.harmonics * 4 * 2 * LANES) {
    (fast ? correlate_avx2 : correlate_plain)(probe, stored, o, &f);
    for (int32_t l = 0; l < CK_BATCH && k + l < nshifts; l++)
      for (int a = 0; a < CK_ANGLES; a++) out[(size_t)(k + l) * CK_ANGLES + a] = l < LANES ? f.re[a][l] : f.im[a][l - LANES];
  }
}
