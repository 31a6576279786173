// The short look at every stored signature: the sums and the transform of scan.c
// in small integers, with the probe in six bits. What it says differs from the
// whole scan by less than a hundredth of what chance does, so that the best of the
// one are among the first few thousand of the other, at a third of the work.
//
// A vector holds the same value of sixteen signatures, as (re, im) bytes or as
// 16-bit sums; two vectors are a block. The rings' bytes of a block are turned into
// vectors once; then, for each pair of shifts, each harmonic's sums over the rings
// are made and put into a spectrum (two real results in one complex transform, as
// in scan.c), and the peak of its transform is taken.
//
// The processor multiplies unsigned by signed bytes, so the probe is stored with
// an offset: sum (p+o)s = sum ps + o sum s, and the last is subtracted first. A word
// of the probe is (re, im) or (-im, re), twice over: with the stored (re, im) that
// is the real and the imaginary part of conj(probe)*stored.
//
// The probe is scaled so that its sums with itself stay below 2^15 in every harmonic,
// and the sums so that the correlation with itself stays below 2^14. What exceeds
// 16 bits all the same (which signatures of marks do not) wraps, on every machine
// alike. Plain C does the same operations in the same order.
#include "sieve.h"
#include "kernel.h"
#include "vector.h"
#include <string.h>

typedef int16_t s16 __attribute__((vector_size(32)));
#define LANES 16
#define VECTORS (CK_SIEVE_ITEMS / LANES)
// SCALE is 1/64 in fifteen bits.
#define SCALE 512
#define MOST_RINGS 32

typedef struct { s16 re, im; } point;
typedef struct {
  point z[VECTORS][CK_ANGLES]; // of one pair of shifts
  point y[CK_ANGLES];
  s16 items[]; // for each harmonic: o times the sum of what follows, then each ring; VECTORS each
} work;

size_t ck_sieve_scratch(ck_sieve s) { return sizeof(work) + (size_t)s.harmonics * (s.used + 1) * VECTORS * sizeof(s16); }

// cos(2 pi i/128) in fifteen bits, of an eighth of the turn's half: the rest follows.
static const int16_t cosines[33] = {32767, 32729, 32610, 32413, 32138, 31786, 31357, 30853, 30274, 29622, 28899,
                                    28106, 27246, 26320, 25330, 24279, 23170, 22006, 20788, 19520, 18205, 16846,
                                    15447, 14010, 12540, 11039, 9512,  7962,  6393,  4808,  3212,  1608,  0};
static inline int16_t cosine(int i) {
  i &= CK_ANGLES - 1;
  if (i > CK_ANGLES / 2) i = CK_ANGLES - i;
  return i <= CK_ANGLES / 4 ? cosines[i] : (int16_t)-cosines[CK_ANGLES / 2 - i];
}
static inline int16_t sine(int i) { return cosine(i - CK_ANGLES / 4); }

#define ALWAYS static inline __attribute__((always_inline))

// The three operations that an instruction set may have, one lane after the other.
ALWAYS s16 times_plain(s16 a, s16 b) {
  s16 out;
  for (int l = 0; l < LANES; l++) out[l] = (int16_t)(((int32_t)a[l] * b[l] + (1 << 14)) >> 15);
  return out;
}
ALWAYS s16 larger_plain(s16 a, s16 b) {
  const s16 m = a > b;
  return (m & a) | (~m & b);
}
ALWAYS s16 madd_plain(uint32_t word, s16 t) {
  s16 out;
  for (int l = 0; l < LANES; l++) out[l] = (int16_t)((int32_t)(word & 0xff) * (int8_t)t[l] + (int32_t)(word >> 8 & 0xff) * (t[l] >> 8));
  return out;
}
// gather turns the rings' bytes of a block of signatures into vectors.
static void gather_plain(ck_sieve s, const int8_t *const *at, s16 *items) {
  const size_t row = 2 * (size_t)s.rings;
  for (int32_t h = 0; h < s.harmonics; h++) {
    s16 *sum = items;
    items += VECTORS;
#pragma GCC unroll 2
    for (int v = 0; v < VECTORS; v++) sum[v] = (s16){0};
    for (int32_t r = 0; r < s.used; r++)
#pragma GCC unroll 2
      for (int v = 0; v < VECTORS; v++, items++) {
        int16_t pairs[LANES];
#pragma GCC unroll 16
        for (int l = 0; l < LANES; l++) memcpy(&pairs[l], at[v * LANES + l] + row * h + 2 * (size_t)(s.from + r), 2);
        memcpy(items, pairs, sizeof pairs);
        sum[v] += madd_plain(CK_SIEVE_OFFSET * 0x01010101u, *items);
      }
  }
}

#define NAME(x) x##_plain
#define TIMES times_plain
#define LARGER larger_plain
#define MADD madd_plain
#include "sieve_body.h"
#undef NAME
#undef TIMES
#undef LARGER
#undef MADD

#ifdef CK_X86
#pragma GCC push_options
#pragma GCC target("avx2")
#define NAME(x) x##_avx2
#define TIMES(a, b) (s16) _mm256_mulhrs_epi16((__m256i)(a), (__m256i)(b))
#define LARGER(a, b) (s16) _mm256_max_epi16((__m256i)(a), (__m256i)(b))
#define MADD(word, t) (s16) _mm256_maddubs_epi16(_mm256_set1_epi32((int32_t)(word)), (__m256i)(t))

// turn16 makes of eight words of each of sixteen signatures, from where they stand
// in each, eight vectors: the lower half of all is of the first eight signatures.
#define WORDS 8
ALWAYS void turn16(const int8_t *const *at, size_t from, __m256i *r) {
  __m256i t[WORDS];
#pragma GCC unroll 8
  for (int i = 0; i < WORDS; i++)
    r[i] = _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)(at[i] + from))),
                                   _mm_loadu_si128((const __m128i *)(at[i + WORDS] + from)), 1);
#pragma GCC unroll 4
  for (int i = 0; i < WORDS; i += 2) {
    t[i] = _mm256_unpacklo_epi16(r[i], r[i + 1]);
    t[i + 1] = _mm256_unpackhi_epi16(r[i], r[i + 1]);
  }
#pragma GCC unroll 2
  for (int i = 0; i < WORDS; i += 4) {
    r[i] = _mm256_unpacklo_epi32(t[i], t[i + 2]);
    r[i + 1] = _mm256_unpackhi_epi32(t[i], t[i + 2]);
    r[i + 2] = _mm256_unpacklo_epi32(t[i + 1], t[i + 3]);
    r[i + 3] = _mm256_unpackhi_epi32(t[i + 1], t[i + 3]);
  }
#pragma GCC unroll 4
  for (int i = 0; i < 4; i++) {
    t[2 * i] = _mm256_unpacklo_epi64(r[i], r[i + 4]);
    t[2 * i + 1] = _mm256_unpackhi_epi64(r[i], r[i + 4]);
  }
#pragma GCC unroll 8
  for (int i = 0; i < WORDS; i++) r[i] = t[i];
}

// gather does what gather_plain does, eight rings at a time. No signature is read
// beyond its end: the gallery's last one may end where its memory does.
static void gather_avx2(ck_sieve s, const int8_t *const *at, s16 *items) {
  const size_t row = 2 * (size_t)s.rings, bytes = row * (size_t)s.harmonics;
  for (int32_t h = 0; h < s.harmonics; h++, items += (1 + s.used) * VECTORS)
    for (int v = 0; v < VECTORS; v++) {
      s16 sum = {0};
      for (int32_t r = 0; r < s.used; r += WORDS) {
        int8_t end[LANES][2 * WORDS];
        const int8_t *copy[LANES], *const *of = at + v * LANES;
        size_t from = row * h + 2 * (size_t)(s.from + r);
        if (from + 2 * WORDS > bytes) {
          memset(end, 0, sizeof end);
          for (int l = 0; l < LANES; l++) copy[l] = memcpy(end[l], of[l] + from, bytes - from);
          of = copy;
          from = 0;
        }
        __m256i x[WORDS];
        turn16(of, from, x);
        s16 *to = items + (size_t)(1 + r) * VECTORS + v;
#pragma GCC unroll 8
        for (int i = 0; i < WORDS; i++) {
          if (r + i >= s.used) break;
          to[i * VECTORS] = (s16)x[i];
          sum += MADD(CK_SIEVE_OFFSET * 0x01010101u, x[i]);
        }
      }
      items[v] = sum;
    }
}

#include "sieve_body.h"
#pragma GCC pop_options
#endif

void ck_sieve_peaks(ck_sieve s, const uint32_t *probe, const int8_t *stored, const int32_t *places, int32_t count,
                    int fast, void *scratch, float *best) {
#ifdef CK_X86
  if (fast && ck_has_avx2()) {
    peaks_avx2(s, probe, stored, places, count, scratch, best);
    return;
  }
#endif
  peaks_plain(s, probe, stored, places, count, scratch, best);
}
