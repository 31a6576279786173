// Frozen: sampling and products of maps as they were when the gate was set up.
// See frozen.go.
#include "frozen.h"

// The compiler makes vectors of these, of AVX2 where there is AVX2.
#define TURN(name, target)                                                                        \
  target static void name(const int16_t *from, float cosine, float sine, int16_t *out) {          \
    const float mid = (CF_SIDE - 1) / 2.0f;                                                       \
    for (int y = 0; y < CF_SIDE; y++)                                                             \
      for (int x = 0; x < CF_SIDE; x++) {                                                         \
        const float px = mid + cosine * ((float)x - mid) - sine * ((float)y - mid);               \
        const float py = mid + sine * ((float)x - mid) + cosine * ((float)y - mid);               \
        int ix = (int)px, iy = (int)py;                                                           \
        ix = ix < 0 ? 0 : ix > CF_SIDE - 2 ? CF_SIDE - 2 : ix;                                    \
        iy = iy < 0 ? 0 : iy > CF_SIDE - 2 ? CF_SIDE - 2 : iy;                                    \
        const float u = px - (float)ix, v = py - (float)iy;                                       \
        const int at = iy * CF_SIDE + ix;                                                         \
        const float upper = (1 - u) * from[at] + u * from[at + 1];                                \
        const float lower = (1 - u) * from[at + CF_SIDE] + u * from[at + CF_SIDE + 1];            \
        out[y * CF_SIDE + x] = (int16_t)((1 - v) * upper + v * lower);                            \
      }                                                                                           \
  }
#define PRODUCTS(name, target)                                                                    \
  target static int64_t name(const int16_t *a, const int16_t *b, int32_t shifts) {                \
    int64_t best = 0;                                                                             \
    for (int32_t k = 0; k < shifts; k++) {                                                        \
      const int dx = k % 7, dy = k / 7 % 7;                                                       \
      int64_t sum = 0;                                                                            \
      for (int y = 0; y < CF_SIDE - 7; y++) {                                                     \
        const int16_t *p = a + y * CF_SIDE, *q = b + (y + dy) * CF_SIDE + dx;                     \
        int32_t row = 0;                                                                          \
        for (int x = 0; x < CF_SIDE - 8; x++) row += p[x] * q[x];                                 \
        sum += row;                                                                               \
      }                                                                                           \
      best = sum > best ? sum : best;                                                             \
    }                                                                                             \
    return best;                                                                                  \
  }
TURN(turn_plain, )
PRODUCTS(products_plain, )
#if defined(__x86_64__)
TURN(turn_avx2, __attribute__((target("avx2"))))
PRODUCTS(products_avx2, __attribute__((target("avx2"))))
#else
#define turn_avx2 turn_plain
#define products_avx2 products_plain
#endif

void cf_turn(const int16_t *from, float cosine, float sine, int16_t *out) { (cf_avx2() ? turn_avx2 : turn_plain)(from, cosine, sine, out); }
int64_t cf_products(const int16_t *a, const int16_t *b, int32_t shifts) { return (cf_avx2() ? products_avx2 : products_plain)(a, b, shifts); }
