// Frozen: the scan as it was when the gate was set up. See frozen.go.
#include "frozen.h"
#include <math.h>
#include <stddef.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define AVX2 __attribute__((target("avx2")))
int cf_avx2(void) { return __builtin_cpu_supports("avx2") != 0; }
#else
#define AVX2
int cf_avx2(void) { return 0; }
#endif

const char *cf_compiler(void) { return __VERSION__; }

#define ANGLES 128
#define STAGES 7
#define LANES 8
#define FIRST 6
typedef float v8 __attribute__((vector_size(32)));
typedef int32_t i8 __attribute__((vector_size(32)));
typedef struct { v8 re[ANGLES], im[ANGLES]; } spectrum;
typedef struct { float re[ANGLES / 2], im[ANGLES / 2]; uint8_t reverse[ANGLES]; } twiddles;

static twiddles turn;

__attribute__((constructor)) static void make_twiddles(void) {
  for (int i = 0; i < ANGLES / 2; i++) {
    turn.re[i] = (float)cos(2 * M_PI * i / ANGLES);
    turn.im[i] = (float)sin(2 * M_PI * i / ANGLES);
  }
  for (int i = 0; i < ANGLES; i++) {
    int r = 0;
    for (int b = 0; b < STAGES; b++) r |= ((i >> b) & 1) << (STAGES - 1 - b);
    turn.reverse[i] = (uint8_t)r;
  }
}

typedef struct { i8 re1, re2, im1, im2; } sums;

static sums sum_rings_plain(const int16_t *p, const int8_t *s) {
  sums t = {{0}, {0}, {0}, {0}};
  for (int32_t r = 0; r < CF_RINGS; r++, p += 4 * 2 * LANES, s += 2 * CF_HARMONICS)
    for (int l = 0; l < LANES; l++) {
      const int16_t *q = p + 2 * l;
      t.re1[l] += q[0] * s[0] + q[1] * s[1];
      t.re2[l] += q[2 * LANES] * s[0] + q[2 * LANES + 1] * s[1];
      t.im1[l] += q[4 * LANES] * s[0] + q[4 * LANES + 1] * s[1];
      t.im2[l] += q[6 * LANES] * s[0] + q[6 * LANES + 1] * s[1];
    }
  return t;
}

#if defined(__x86_64__)
AVX2 static inline sums sum_rings_avx2(const int16_t *p, const int8_t *s) {
  __m256i re1 = _mm256_setzero_si256(), re2 = re1, im1 = re1, im2 = re1;
  for (int32_t r = 0; r < CF_RINGS; r++, p += 4 * 2 * LANES, s += 2 * CF_HARMONICS) {
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

#define LARGER(a, b) ((v8)((((a) > (b)) & (i8)(a)) | (((a) <= (b)) & (i8)(b))))
#define SCAN(name, sum_rings, target)                                                           \
  target static float name(const int16_t *p, const int8_t *s, spectrum *f) {                    \
    for (int i = 0; i < ANGLES; i++) f->re[i] = f->im[i] = (v8){0};                             \
    for (int32_t h = 0; h < CF_HARMONICS; h++) {                                                \
      const sums x = sum_rings(p + (size_t)h * CF_RINGS * 4 * 2 * LANES, s + 2 * h);            \
      const v8 a1 = __builtin_convertvector(x.re1, v8), a2 = __builtin_convertvector(x.re2, v8); \
      const v8 b1 = __builtin_convertvector(x.im1, v8), b2 = __builtin_convertvector(x.im2, v8); \
      const int i = turn.reverse[FIRST + h], j = turn.reverse[ANGLES - FIRST - h];              \
      f->re[i] = a1 - b2;                                                                       \
      f->im[i] = b1 + a2;                                                                       \
      f->re[j] = a1 + b2;                                                                       \
      f->im[j] = a2 - b1;                                                                       \
    }                                                                                           \
    for (int half = 1; half < ANGLES; half *= 2)                                                \
      for (int k = 0; k < half; k++) {                                                          \
        const v8 c = turn.re[k * (ANGLES / (2 * half))] + (v8){0}, w = turn.im[k * (ANGLES / (2 * half))] + (v8){0}; \
        for (int i = k; i < ANGLES; i += 2 * half) {                                            \
          const int j = i + half;                                                               \
          const v8 xr = f->re[j] * c - f->im[j] * w, xi = f->re[j] * w + f->im[j] * c;          \
          f->re[j] = f->re[i] - xr;                                                             \
          f->im[j] = f->im[i] - xi;                                                             \
          f->re[i] += xr;                                                                       \
          f->im[i] += xi;                                                                       \
        }                                                                                       \
      }                                                                                         \
    v8 top = f->re[0];                                                                          \
    for (int a = 0; a < ANGLES; a++) {                                                          \
      top = LARGER(top, f->re[a]);                                                              \
      top = LARGER(top, f->im[a]);                                                              \
    }                                                                                           \
    float best = top[0];                                                                        \
    for (int l = 1; l < LANES; l++) best = top[l] > best ? top[l] : best;                       \
    return best;                                                                                \
  }
SCAN(scan_plain, sum_rings_plain, )
#if defined(__x86_64__)
SCAN(scan_avx2, sum_rings_avx2, AVX2)
#else
#define scan_avx2 scan_plain
#endif

float cf_scan(const int16_t *probe, const int8_t *stored, int32_t count) {
  const int fast = cf_avx2();
  spectrum f;
  float sum = 0;
  for (int32_t i = 0; i < count; i++) sum += (fast ? scan_avx2 : scan_plain)(probe, stored + (size_t)i * CF_SIGNATURE, &f);
  return sum;
}
