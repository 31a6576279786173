// The hot loops of matching, in integers so that every machine gives the same
// bits. See kernel.go for the data layout and the contract of each function.
#ifndef COTEJO_KERNEL_H
#define COTEJO_KERNEL_H
#include <stdint.h>

// ck_plane is a square map of n x n points. Row y starts at element
// y*stride + CK_PAD; the CK_PAD elements on each side of a row are zero, and so
// are CK_GUARD rows above the first and below the last. z holds values in [-127, 127], zero where m is zero; m is 0 or -1. Points outside
// [lo[y], hi[y]) of row y are outside the mask, and so are those within
// [gap0[y], gap1[y]), which lies in that range and is empty or at
// least CK_BLOCK wide. All valid points lie
// between near and far points from the middle.
#define CK_PAD 32
#define CK_GUARD 3
#define CK_BLOCK 16
typedef struct {
  int32_t n, stride;
  int16_t *z, *m;
  int32_t *lo, *hi, *gap0, *gap1;
  double near, far;
} ck_plane;

typedef struct { int64_t ab, aa, bb, n; } ck_sums;
typedef struct { int32_t x0, y0, x1, y1; } ck_rect;
typedef struct { int32_t x, y; } ck_shift;

void ck_rotate(const ck_plane *src, double cosine, double sine, ck_plane *dst);
void ck_dots(const ck_plane *a, const ck_plane *b, const ck_rect *rects, int32_t nrects,
             const ck_shift *shifts, int32_t nshifts, ck_sums *out);
void ck_products(const ck_plane *a, const ck_plane *b, const ck_shift *shifts, int32_t nshifts, int64_t *out);

// A probe is a mark's signature about several shifted centres, in batches of
// CK_BATCH shifts, the last one padded with zeros. A batch holds for each
// harmonic and ring four rows of eight pairs: (re, im) of the first eight and of
// the second eight shifts, then (-im, re) of the same, so that one multiply-add
// with a stored (re, im) gives the real part and one the imaginary part of
// conj(probe)*stored. A stored signature holds (re, im) for each ring and
// harmonic.
#define CK_ANGLES 128
#define CK_BATCH 16
typedef struct { int32_t rings, harmonics, first; } ck_layout;
void ck_correlate(const int16_t *probe, int32_t nshifts, ck_layout layout, const int8_t *stored, float *out);

// ck_unwrap samples z, a map of side x side values, on circles about (x, y).
void ck_unwrap(const float *z, int32_t side, double x, double y, const double *radii, int32_t nradii, const double *cosine, const double *sine, int32_t n, float *out);
#endif
