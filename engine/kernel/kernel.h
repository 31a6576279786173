// The hot loops of matching, in integers so that every machine gives the same
// bits. See kernel.go for the data layout and the contract of each function.
#ifndef COTEJO_KERNEL_H
#define COTEJO_KERNEL_H
#include <stdint.h>

// ck_plane is a square map of n x n points. Row y starts at element
// y*stride + CK_PAD; the CK_PAD elements on each side of a row are zero. z holds
// values in [-127, 127], zero where m is zero; m is 0 or -1. Points outside
// [lo[y], hi[y]) of row y are outside the mask.
#define CK_PAD 32
typedef struct {
  int32_t n, stride;
  int16_t *z, *m;
  int32_t *lo, *hi;
} ck_plane;

typedef struct { int64_t ab, aa, bb, n; } ck_sums;
typedef struct { int32_t x0, y0, x1, y1; } ck_rect;
typedef struct { int32_t x, y; } ck_shift;

void ck_rotate(const ck_plane *src, double cosine, double sine, ck_plane *dst);
void ck_dots(const ck_plane *a, const ck_plane *b, const ck_rect *rects, int32_t nrects,
             const ck_shift *shifts, int32_t nshifts, ck_sums *out);
void ck_products(const ck_plane *a, const ck_plane *b, const ck_shift *shifts, int32_t nshifts, int64_t *out);

// Signatures, see signature.go.
void ck_correlate(const int16_t *probe, int32_t nshifts, int32_t rings, int32_t harmonics, int32_t first,
                  const int8_t *stored, float *out);
void ck_peaks(const int16_t *probe, int32_t nshifts, int32_t rings, int32_t harmonics, int32_t first,
              const int8_t *stored, int32_t nstored, float *best);
#endif
