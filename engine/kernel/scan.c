// Going through many stored signatures.
//
// The correlation of a stored signature with the probe about a shifted centre, at
// evenly spaced directions, is the real part of the transform of
//   S(h) = sum over rings of conj(probe(h, ring)) * stored(h, ring).
// Two shifts go through one complex transform, one as its real and one as its
// imaginary part: Z(h) = S1(h) + i S2(h), Z(-h) = conj S1(h) + i conj S2(h).
//
// A vector holds the same value of eight signatures, so that no lane is lost to
// the number of shifts and a peak needs no search across lanes. Up to sixteen
// signatures are a block: for each harmonic they are turned into vectors in a
// small buffer, which the probe, two to six shifts at a time, is broadcast to.
//
// A complex product takes three multiplications (Gauss): with probe a + ib and
// stored c + id
//   k1 = c(a+b), k2 = a(d-c), k3 = b(c+d), real k1-k3, imaginary k1+k2.
// The rows of the probe are a+b, a and b, two rings to a 32-bit word, as those of
// the buffer are c, d-c and c+d. All are within 9 bits; sums over 32 rings stay
// below 2^22, so that integers and single precision alike are exact.
#include "scan.h"
#include "vector.h"
#include <string.h>

int ck_has_dense(void) { return ck_has_avx2(); }

#ifndef CK_X86
void ck_scan_dense(ck_scan s, const int32_t *probe, const int32_t *tiles, int32_t ntiles, const int8_t *stored,
                   const int32_t *places, int32_t count, float *spectra) {}
void ck_scan_peaks(ck_scan s, const int32_t *probe, const int32_t *tiles, int32_t ntiles, const int8_t *stored,
                   const int32_t *places, int32_t count, float *spectra, float *best) {}
#else

#define INLINE AVX2 static inline __attribute__((always_inline))
#define MAX_PAIRS 16 // of rings
#define ROWS 3

typedef __m256i buffer[ROWS * MAX_PAIRS * 2];
typedef struct { const int8_t *at[CK_BLOCK_ITEMS]; } block;

// turn8 makes of eight rows of eight 32-bit words their columns.
INLINE void turn8(__m256i *r) {
  __m256i t[8], u[8];
#pragma GCC unroll 4
  for (int i = 0; i < 8; i += 2) {
    t[i] = _mm256_unpacklo_epi32(r[i], r[i + 1]);
    t[i + 1] = _mm256_unpackhi_epi32(r[i], r[i + 1]);
  }
#pragma GCC unroll 2
  for (int i = 0; i < 8; i += 4) {
    u[i] = _mm256_unpacklo_epi64(t[i], t[i + 2]);
    u[i + 1] = _mm256_unpackhi_epi64(t[i], t[i + 2]);
    u[i + 2] = _mm256_unpacklo_epi64(t[i + 1], t[i + 3]);
    u[i + 3] = _mm256_unpackhi_epi64(t[i + 1], t[i + 3]);
  }
#pragma GCC unroll 4
  for (int i = 0; i < 4; i++) {
    r[i] = _mm256_permute2x128_si256(u[i], u[i + 4], 0x20);
    r[i + 4] = _mm256_permute2x128_si256(u[i], u[i + 4], 0x31);
  }
}

// widen fills the buffer with vector m of M: from is where the harmonic begins,
// from where whole words of 32 bytes can be read.
INLINE void widen(const int8_t *const *at, size_t from, int pairs, int m, int M, __m256i *b) {
  for (int j = 0; j < pairs; j += 8) {
    __m256i r[8];
#pragma GCC unroll 8
    for (int i = 0; i < 8; i++) r[i] = _mm256_loadu_si256((const __m256i *)(at[i] + from + 4 * j));
    turn8(r);
#pragma GCC unroll 8
    for (int i = 0; i < 8; i++) {
      if (j + i >= pairs) break;
      const __m256i c = _mm256_srai_epi16(_mm256_slli_epi16(r[i], 8), 8), d = _mm256_srai_epi16(r[i], 8);
      b[(j + i) * M + m] = c;
      b[(pairs + j + i) * M + m] = _mm256_sub_epi16(d, c);
      b[(2 * pairs + j + i) * M + m] = _mm256_add_epi16(c, d);
    }
  }
}

// sum1 adds up a row over the rings for one vector: a word of the probe times a
// vector of the buffer for each shift.
INLINE void sum1(const int32_t *p, const __m256i *b, int pairs, const int N, __m256i (*k)[2]) {
  __m256i acc[2 * CK_TILE];
#pragma GCC unroll 6
  for (int n = 0; n < N; n++) acc[n] = _mm256_setzero_si256();
  for (int j = 0; j < pairs; j++, p += N)
#pragma GCC unroll 6
    for (int n = 0; n < N; n++) acc[n] = _mm256_add_epi32(acc[n], _mm256_madd_epi16(_mm256_set1_epi32(p[n]), b[j]));
#pragma GCC unroll 6
  for (int n = 0; n < N; n++) k[n][0] = acc[n];
}

// sum2 does so for two vectors. It is in assembly, because it needs all sixteen
// registers (twelve sums, two vectors, a word, a product), and compilers that
// move its steps about spill them.
#define CLEAR(r) "vpxor %%xmm" #r ", %%xmm" #r ", %%xmm" #r "\n\t"
#define ADD(at, r, s)                          \
  "vpbroadcastd " #at "(%[p]), %%ymm14\n\t"    \
  "vpmaddwd %%ymm12, %%ymm14, %%ymm15\n\t"     \
  "vpmaddwd %%ymm13, %%ymm14, %%ymm14\n\t"     \
  "vpaddd %%ymm15, %%ymm" #r ", %%ymm" #r "\n\t" \
  "vpaddd %%ymm14, %%ymm" #s ", %%ymm" #s "\n\t"
#define PUT(at, r) "vmovdqa %%ymm" #r ", " #at "(%[k])\n\t"
#define SUM2(clear, add, step, put)                                                                         \
  __asm__ volatile(clear "1:\n\tvmovdqa (%[b]), %%ymm12\n\tvmovdqa 32(%[b]), %%ymm13\n\t" add               \
                   "add $" #step ", %[p]\n\tadd $64, %[b]\n\tdec %[j]\n\tjnz 1b\n\t" put                    \
                   : [p] "+r"(p), [b] "+r"(b), [j] "+r"(pairs)                                              \
                   : [k] "r"(k)                                                                             \
                   : "memory", "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", \
                     "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15")
#define CLEAR4 CLEAR(0) CLEAR(1) CLEAR(2) CLEAR(3)
#define CLEAR8 CLEAR4 CLEAR(4) CLEAR(5) CLEAR(6) CLEAR(7)
#define CLEAR12 CLEAR8 CLEAR(8) CLEAR(9) CLEAR(10) CLEAR(11)
#define ADD2 ADD(0, 0, 1) ADD(4, 2, 3)
#define ADD4 ADD2 ADD(8, 4, 5) ADD(12, 6, 7)
#define ADD6 ADD4 ADD(16, 8, 9) ADD(20, 10, 11)
#define PUT4 PUT(0, 0) PUT(32, 1) PUT(64, 2) PUT(96, 3)
#define PUT8 PUT4 PUT(128, 4) PUT(160, 5) PUT(192, 6) PUT(224, 7)
#define PUT12 PUT8 PUT(256, 8) PUT(288, 9) PUT(320, 10) PUT(352, 11)
INLINE void sum2(const int32_t *p, const __m256i *b, int pairs, const int N, __m256i (*k)[2]) {
  switch (N) {
  case 2: SUM2(CLEAR4, ADD2, 8, PUT4); break;
  case 4: SUM2(CLEAR8, ADD4, 16, PUT8); break;
  default: SUM2(CLEAR12, ADD6, 24, PUT12);
  }
}

// tile adds up N shifts over the rings for M vectors, and writes what they
// contribute to the spectra: low is bin h of the first spectrum, high bin -h.
INLINE void tile(const int32_t *p, const __m256i *b, int pairs, const int N, const int M, float *low, float *high, size_t stride) {
  __m256i k[ROWS][2 * CK_TILE][2];
  // The lines to be written have been pushed out of the nearest cache since the
  // last harmonic; they are back when the sums are done.
#pragma GCC unroll 6
  for (int i = 0; i < N / 2 * M; i++) {
    __builtin_prefetch(low + i * stride, 1);
    __builtin_prefetch(high + i * stride, 1);
  }
  for (int row = 0; row < ROWS; row++, p += N * pairs, b += M * pairs) {
    if (M == 1) sum1(p, b, pairs, N, k[row]);
    else sum2(p, b, pairs, N, k[row]);
  }
#pragma GCC unroll 3
  for (int n = 0; n < N; n += 2)
#pragma GCC unroll 2
    for (int m = 0; m < M; m++) {
      const __m256i re1 = _mm256_sub_epi32(k[0][n][m], k[2][n][m]), im1 = _mm256_add_epi32(k[0][n][m], k[1][n][m]);
      const __m256i re2 = _mm256_sub_epi32(k[0][n + 1][m], k[2][n + 1][m]), im2 = _mm256_add_epi32(k[0][n + 1][m], k[1][n + 1][m]);
      float *l = low + (n / 2 * M + m) * stride, *h = high + (n / 2 * M + m) * stride;
      _mm256_store_ps(l, _mm256_cvtepi32_ps(_mm256_sub_epi32(re1, im2)));
      _mm256_store_ps(l + CK_LANES, _mm256_cvtepi32_ps(_mm256_add_epi32(im1, re2)));
      _mm256_store_ps(h, _mm256_cvtepi32_ps(_mm256_add_epi32(re1, im2)));
      _mm256_store_ps(h + CK_LANES, _mm256_cvtepi32_ps(_mm256_sub_epi32(re2, im1)));
    }
}

typedef struct { const int32_t *probe, *tiles; int32_t ntiles; } probe;

// tiles goes over all shifts of one harmonic and returns the probe's next one.
INLINE const int32_t *tiles(ck_scan s, probe o, const int32_t *p, const __m256i *b, int pairs, const int M, int f, float *spectra) {
  const size_t stride = CK_SPECTRUM;
  for (int32_t t = 0; t < o.ntiles; t++) {
    float *low = spectra + f * 2 * CK_LANES, *high = spectra + (CK_ANGLES - f) * 2 * CK_LANES;
    switch (o.tiles[t]) {
    case 1: tile(p, b, pairs, 2, M, low, high, stride); break;
    case 2: tile(p, b, pairs, 4, M, low, high, stride); break;
    default: tile(p, b, pairs, 6, M, low, high, stride);
    }
    p += ROWS * pairs * 2 * o.tiles[t];
    spectra += stride * M * o.tiles[t];
  }
  return p;
}

// dense writes the spectra of one block; next is the one behind it, which is
// asked for from memory meanwhile.
AVX2 static void dense(ck_scan s, probe o, const block *now, const block *next, int vectors, float *spectra) {
  const int pairs = (s.rings + 1) / 2;
  const size_t row = 2 * (size_t)s.rings, read = (size_t)(pairs + 7) / 8 * 32;
  const int32_t *p = o.probe;
  buffer b;
  for (int32_t h = 0; h < s.harmonics; h++) {
    int8_t end[CK_BLOCK_ITEMS][4 * MAX_PAIRS];
    const int8_t *copy[CK_BLOCK_ITEMS], *const *at = now->at;
    size_t from = h * row;
    for (int i = 0; i < vectors * CK_LANES; i++) _mm_prefetch((const char *)next->at[i] + from, _MM_HINT_T1);
    if (from + read > row * (size_t)s.harmonics) {
      // The last ones end within a word of 32 bytes.
      for (int i = 0; i < vectors * CK_LANES; i++) copy[i] = memcpy(end[i], at[i] + from, row);
      at = copy;
      from = 0;
    }
    if (vectors == 2) {
      widen(at, from, pairs, 0, 2, b);
      widen(at + CK_LANES, from, pairs, 1, 2, b);
      p = tiles(s, o, p, b, pairs, 2, s.first + h, spectra);
    } else {
      widen(at, from, pairs, 0, 1, b);
      p = tiles(s, o, p, b, pairs, 1, s.first + h, spectra);
    }
  }
}

// take finds the signatures of the block that starts at entry i; lanes beyond
// the last one repeat it.
static int take(ck_scan s, const int8_t *stored, const int32_t *places, int32_t i, int32_t count, block *b) {
  const size_t bytes = 2 * (size_t)s.rings * s.harmonics;
  for (int32_t l = 0; l < CK_BLOCK_ITEMS; l++) {
    const int32_t k = i + l < count ? i + l : count - 1;
    b->at[l] = stored + bytes * (size_t)(places ? places[k] : k);
  }
  return count - i < CK_BLOCK_ITEMS ? count - i : CK_BLOCK_ITEMS;
}

void ck_scan_dense(ck_scan s, const int32_t *p, const int32_t *tiles, int32_t ntiles, const int8_t *stored,
                   const int32_t *places, int32_t count, float *spectra) {
  block b;
  const int n = take(s, stored, places, 0, count, &b);
  dense(s, (probe){p, tiles, ntiles}, &b, &b, (n + CK_LANES - 1) / CK_LANES, spectra);
}

void ck_scan_peaks(ck_scan s, const int32_t *p, const int32_t *tiles, int32_t ntiles, const int8_t *stored,
                   const int32_t *places, int32_t count, float *spectra, float *best) {
  block b[2];
  int n = take(s, stored, places, 0, count, b);
  for (int32_t i = 0; i < count; i += CK_BLOCK_ITEMS) {
    block *now = b + i / CK_BLOCK_ITEMS % 2, *next = b + (i / CK_BLOCK_ITEMS + 1) % 2;
    const int after = take(s, stored, places, i + CK_BLOCK_ITEMS, count, next);
    dense(s, (probe){p, tiles, ntiles}, now, next, (n + CK_LANES - 1) / CK_LANES, spectra);
    ck_peaks_of(s, spectra, n, 1, best + i);
    n = after;
  }
}
#endif
