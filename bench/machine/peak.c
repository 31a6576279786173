#include "machine.h"

// Independent sums in registers: enough that no sum waits for the one before
// (two multiply-adds a cycle of a latency of four need eight).
#define SUMS 10

#if defined(__x86_64__)
#include <immintrin.h>
#define AVX2 __attribute__((target("avx2,fma")))
// The compiler must take the value for a new one, and so do the work again.
#define UNKNOWN(v) __asm__ volatile("" : "+x"(v))

AVX2 static uint64_t read_avx2(const uint8_t *from, size_t bytes) {
  __m256i s[8];
  for (int i = 0; i < 8; i++) s[i] = _mm256_setzero_si256();
  const __m256i *p = (const __m256i *)from, *end = p + bytes / 32;
  for (; p + 8 <= end; p += 8)
#pragma GCC unroll 8
    for (int i = 0; i < 8; i++) s[i] = _mm256_xor_si256(s[i], _mm256_loadu_si256(p + i));
  for (int i = 1; i < 8; i++) s[0] = _mm256_xor_si256(s[0], s[i]);
  uint64_t out[4];
  _mm256_storeu_si256((__m256i *)out, s[0]);
  return out[0] ^ out[1] ^ out[2] ^ out[3];
}

// Written out: the compiler would move sums through memory. Each product is added
// to a sum that has long been ready. As many additions as products is what the
// matching kernel needs, too; on Zen 3 they hold each other up a little.
#define STEP(t, s) "vpmaddwd %%ymm14, %%ymm15, %%ymm" #t "\n\tvpaddd %%ymm" #t ", %%ymm" #s ", %%ymm" #s "\n\t"
AVX2 static uint64_t multiply_adds_avx2(int64_t rounds) {
  uint32_t out;
  if (rounds < 1) return 0;
  __asm__ volatile(
      "vpcmpeqd %%ymm14, %%ymm14, %%ymm14\n\tvmovdqa %%ymm14, %%ymm15\n\t"
      ".p2align 6\n1:\n\t"
      STEP(8, 0) STEP(9, 1) STEP(10, 2) STEP(11, 3) STEP(12, 4) STEP(13, 5) STEP(8, 6) STEP(9, 7)
      STEP(10, 0) STEP(11, 1) STEP(12, 2) STEP(13, 3) STEP(8, 4) STEP(9, 5) STEP(10, 6) STEP(11, 7)
      "dec %1\n\tjnz 1b\n\t"
      "vmovd %%xmm0, %0\n\t"
      : "=r"(out), "+r"(rounds)
      :
      : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15", "cc");
  return out;
}

AVX2 static uint64_t fmas_avx2(int64_t rounds) {
  __m256 s[SUMS], a = _mm256_set1_ps(0.25f), b = _mm256_set1_ps(0.5f);
  for (int i = 0; i < SUMS; i++) s[i] = _mm256_set1_ps((float)i);
  UNKNOWN(b); // a factor that is known would not be multiplied
  for (int64_t r = 0; r < rounds; r++)
#pragma GCC unroll 10
    for (int i = 0; i < SUMS; i++) {
      UNKNOWN(a);
      s[i] = _mm256_fmadd_ps(a, b, s[i]);
    }
  for (int i = 1; i < SUMS; i++) s[0] = _mm256_add_ps(s[0], s[i]);
  return (uint64_t)_mm256_cvtss_f32(s[0]);
}

int cm_avx2(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }
#else
#if defined(__aarch64__)
#define UNKNOWN(v) __asm__ volatile("" : "+w"(v))
#else
#define UNKNOWN(v) __asm__ volatile("" : "+m"(v))
#endif
int cm_avx2(void) { return 0; }
#endif

// Sixteen bytes: what every processor of today has registers for.
typedef uint32_t ints __attribute__((vector_size(16)));
typedef float floats __attribute__((vector_size(16)));
typedef uint64_t words __attribute__((vector_size(16)));

static uint64_t read_plain(const uint8_t *from, size_t bytes) {
  words s[4] = {{0}, {0}, {0}, {0}};
  const words *p = (const words *)from, *end = p + bytes / sizeof *p;
  for (; p + 4 <= end; p += 4)
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++) s[i] ^= p[i];
  s[0] ^= s[1] ^ s[2] ^ s[3];
  return s[0][0] ^ s[0][1];
}

#define PLAIN(name, type, number, p, q)                                       \
  static uint64_t name##_plain(int64_t rounds) {                              \
    type s[SUMS], a = {p, p, p, p}, b = {q, q, q, q};                         \
    for (int i = 0; i < SUMS; i++) s[i] = (type){(number)i};                  \
    UNKNOWN(b); /* a factor that is known would not be multiplied */          \
    for (int64_t r = 0; r < rounds; r++)                                      \
      _Pragma("GCC unroll 10") for (int i = 0; i < SUMS; i++) {               \
        UNKNOWN(a);                                                           \
        s[i] += a * b;                                                        \
      }                                                                       \
    for (int i = 1; i < SUMS; i++) s[0] += s[i];                              \
    return (uint64_t)s[0][3];                                                 \
  }
PLAIN(multiply_adds, ints, uint32_t, 3, 5)
PLAIN(fmas, floats, float, 0.25f, 0.5f)

#if defined(__x86_64__)
#define BEST(name, ...) (cm_avx2() ? name##_avx2(__VA_ARGS__) : name##_plain(__VA_ARGS__))
#else
#define BEST(name, ...) name##_plain(__VA_ARGS__)
#endif

uint64_t cm_read(const uint8_t *from, size_t bytes) { return BEST(read, from, bytes); }
uint64_t cm_multiply_adds(int64_t rounds) { return BEST(multiply_adds, rounds); }
uint64_t cm_fmas(int64_t rounds) { return BEST(fmas, rounds); }

int64_t cm_multiply_adds_a_round(void) { return cm_avx2() ? 16 * 16 : SUMS * 4; }
int64_t cm_fmas_a_round(void) { return SUMS * (cm_avx2() ? 8 : 4); }
