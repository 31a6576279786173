#include "kernel.h"
#include <immintrin.h>
#include <math.h>

// ck_correlate gives, for each shifted probe signature, the correlation with the
// stored one at CK_ANGLES rotations: the inverse Fourier transform of the sum
// over rings of conj(probe)*stored.
//
// Layout: probe holds for each shift, ring and harmonic the pairs (re, im) and
// then, in a second block of the same size, (-im, re); stored holds (re, im) for
// each ring and harmonic. So one multiply-add gives the real part with the first
// block and the imaginary part with the second.
#define ANGLES 128
#define STAGES 7
#define LANES 8
typedef float v8 __attribute__((vector_size(32)));
typedef struct { v8 re[ANGLES], im[ANGLES]; } spectrum;

#define AVX2 __attribute__((target("avx2")))
#define LOAD(p) _mm256_loadu_si256((const __m256i *)(p))

// sum_rings writes the sum over rings of conj(probe)*stored for every harmonic.
static void sum_rings_scalar(const int16_t *p, const int16_t *q, const int16_t *s, int32_t rings, int32_t harmonics, int32_t *re, int32_t *im) {
  for (int32_t h = 0; h < harmonics; h++) {
    int32_t a = 0, b = 0;
    for (int32_t r = 0; r < rings; r++) {
      const size_t i = 2 * ((size_t)r * harmonics + h);
      a += p[i] * s[i] + p[i + 1] * s[i + 1];
      b += q[i] * s[i] + q[i + 1] * s[i + 1];
    }
    re[h] = a;
    im[h] = b;
  }
}

AVX2 static void sum_rings_avx2(const int16_t *p, const int16_t *q, const int16_t *s, int32_t rings, int32_t harmonics, int32_t *re, int32_t *im) {
  const size_t row = 2 * (size_t)harmonics;
  for (int32_t h = 0; h < harmonics; h += 8) {
    __m256i a = _mm256_setzero_si256(), b = a;
    for (int32_t r = 0; r < rings; r++) {
      const size_t i = r * row + 2 * h;
      const __m256i v = LOAD(s + i);
      a = _mm256_add_epi32(a, _mm256_madd_epi16(LOAD(p + i), v));
      b = _mm256_add_epi32(b, _mm256_madd_epi16(LOAD(q + i), v));
    }
    _mm256_storeu_si256((__m256i *)(re + h), a);
    _mm256_storeu_si256((__m256i *)(im + h), b);
  }
}

typedef struct { float re[ANGLES / 2], im[ANGLES / 2]; uint8_t reverse[ANGLES]; } twiddles;

static void make_twiddles(twiddles *t) {
  for (int i = 0; i < ANGLES / 2; i++) {
    t->re[i] = (float)cos(2 * M_PI * i / ANGLES);
    t->im[i] = (float)sin(2 * M_PI * i / ANGLES);
  }
  for (int i = 0; i < ANGLES; i++) {
    int r = 0;
    for (int b = 0; b < STAGES; b++) r |= ((i >> b) & 1) << (STAGES - 1 - b);
    t->reverse[i] = (uint8_t)r;
  }
}

// inverse is a radix-2 transform of eight spectra at once, one a lane; the input
// stands in bit-reversed order.
#define INVERSE(name, target)                                                        \
  target static void name(spectrum *f, const twiddles *t) {                          \
    for (int half = 1; half < ANGLES; half *= 2) {                                   \
      const int step = ANGLES / (2 * half);                                          \
      for (int base = 0; base < ANGLES; base += 2 * half)                            \
        for (int k = 0; k < half; k++) {                                             \
          const float c = t->re[k * step], s = t->im[k * step];                      \
          const int i = base + k, j = i + half;                                      \
          const v8 xr = f->re[j] * c - f->im[j] * s, xi = f->re[j] * s + f->im[j] * c; \
          f->re[j] = f->re[i] - xr;                                                  \
          f->im[j] = f->im[i] - xi;                                                  \
          f->re[i] += xr;                                                            \
          f->im[i] += xi;                                                            \
        }                                                                            \
    }                                                                                \
  }
INVERSE(inverse_avx2, AVX2)
INVERSE(inverse_plain, )

// Two real outputs fit one complex transform: lane l of the real part is shift
// l, of the imaginary part shift LANES + l.
static void load_spectrum(spectrum *f, const twiddles *t, const int32_t *re, const int32_t *im, int32_t n, int32_t harmonics, int32_t first) {
  for (int i = 0; i < ANGLES; i++) f->re[i] = f->im[i] = (v8){0};
  for (int32_t l = 0; l < n; l++) {
    const int lane = l % LANES, second = l / LANES;
    for (int32_t h = 0; h < harmonics; h++) {
      const float a = (float)re[(size_t)l * harmonics + h], b = (float)im[(size_t)l * harmonics + h];
      const int i = t->reverse[first + h], j = t->reverse[ANGLES - first - h];
      if (second) {
        f->re[i][lane] -= b;
        f->im[i][lane] += a;
        f->re[j][lane] += b;
        f->im[j][lane] += a;
      } else {
        f->re[i][lane] += a;
        f->im[i][lane] += b;
        f->re[j][lane] += a;
        f->im[j][lane] -= b;
      }
    }
  }
}

#define MAX_HARMONICS 64
#define BATCH (2 * LANES)

static void batch(const int16_t *probe, const int16_t *s, int32_t n, int32_t rings, int32_t harmonics, int32_t first, const twiddles *t, int fast, spectrum *f) {
  int32_t re[BATCH * MAX_HARMONICS], im[BATCH * MAX_HARMONICS];
  const size_t block = 2 * (size_t)rings * harmonics;
  for (int32_t l = 0; l < n; l++)
    (fast ? sum_rings_avx2 : sum_rings_scalar)(probe + 2 * block * l, probe + 2 * block * l + block, s, rings, harmonics, re + (size_t)l * harmonics, im + (size_t)l * harmonics);
  load_spectrum(f, t, re, im, n, harmonics, first);
  (fast ? inverse_avx2 : inverse_plain)(f, t);
}

#define MAX_STORED (2 * 32 * MAX_HARMONICS)

static void widen(const int8_t *stored, size_t n, int16_t *out) {
  for (size_t i = 0; i < n; i++) out[i] = stored[i];
}

void ck_correlate(const int16_t *probe, int32_t nshifts, int32_t rings, int32_t harmonics, int32_t first, const int8_t *stored, float *out) {
  const int fast = __builtin_cpu_supports("avx2");
  const size_t block = 2 * (size_t)rings * harmonics;
  int16_t s[MAX_STORED];
  spectrum f;
  twiddles t;
  make_twiddles(&t);
  widen(stored, block, s);
  for (int32_t k = 0; k < nshifts; k += BATCH) {
    const int32_t n = nshifts - k < BATCH ? nshifts - k : BATCH;
    batch(probe + 2 * block * k, s, n, rings, harmonics, first, &t, fast, &f);
    for (int32_t l = 0; l < n; l++)
      for (int a = 0; a < ANGLES; a++) out[(size_t)(k + l) * ANGLES + a] = l < LANES ? f.re[a][l] : f.im[a][l - LANES];
  }
}

typedef int32_t i8 __attribute__((vector_size(32)));
#define LARGER(a, b) ((v8)((((a) > (b)) & (i8)(a)) | (((a) <= (b)) & (i8)(b))))
#define PEAK(name, target)                                   \
  target static void name(const spectrum *f, v8 *re, v8 *im) { \
    v8 r = f->re[0], i = f->im[0];                           \
    for (int a = 1; a < ANGLES; a++) {                       \
      r = LARGER(r, f->re[a]);                                 \
      i = LARGER(i, f->im[a]);                                 \
    }                                                        \
    *re = r;                                                 \
    *im = i;                                                 \
  }
PEAK(peak_avx2, AVX2)
PEAK(peak_plain, )

void ck_peaks(const int16_t *probe, int32_t nshifts, int32_t rings, int32_t harmonics, int32_t first, const int8_t *stored, int32_t nstored, float *best) {
  const int fast = __builtin_cpu_supports("avx2");
  const size_t block = 2 * (size_t)rings * harmonics;
  int16_t s[MAX_STORED];
  spectrum f;
  twiddles t;
  make_twiddles(&t);
  for (int32_t i = 0; i < nstored; i++) {
    widen(stored + block * i, block, s);
    float top = -INFINITY;
    for (int32_t k = 0; k < nshifts; k += BATCH) {
      const int32_t n = nshifts - k < BATCH ? nshifts - k : BATCH;
      batch(probe + 2 * block * k, s, n, rings, harmonics, first, &t, fast, &f);
      v8 re, im;
      (fast ? peak_avx2 : peak_plain)(&f, &re, &im);
      for (int32_t l = 0; l < n; l++) {
        const float v = l < LANES ? re[l] : im[l - LANES];
        if (v > top) top = v;
      }
    }
    best[i] = top;
  }
}
