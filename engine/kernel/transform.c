#include "kernel.h"
#include "scan.h"
#include "vector.h"
#include <math.h>

#define NAME(x) x##_plain
#define LARGER(a, b) larger(a, b)
static inline __attribute__((always_inline)) v8 larger(v8 a, v8 b) {
  const i8 m = a > b;
  return (v8)((m & (i8)a) | (~m & (i8)b));
}
#include "transform_body.h"
#undef NAME
#undef LARGER

#ifdef CK_X86
#pragma GCC push_options
#pragma GCC target("avx2")
#define NAME(x) x##_avx2
#define LARGER(a, b) (v8) _mm256_max_ps((__m256)(a), (__m256)(b))
#include "transform_body.h"
#pragma GCC pop_options
#endif

void ck_peaks_of(ck_scan s, const float *spectra, int32_t count, int fast, float *best) {
#ifdef CK_X86
  if (fast && ck_has_dense()) {
    peaks_avx2(s, spectra, count, best);
    return;
  }
#endif
  peaks_plain(s, spectra, count, best);
}
