// The transform of a spectrum and its largest value, for eight signatures at
// once. Included once for each instruction set, so that each is compiled for it;
// the operations and their order are the same in all, and so are the bits.
//
// f(a) is the sum over h of Z(h) w^(ha), w = exp(2*pi*i/128). With h = 8p+q and
// a = s + 16t that is, for each q, a transform of 16 points over p, a turn by
// w^(qs), and for each s one of eight points over q. Of these the odd q change
// their sign from t to t+4, so that the larger of the two is even + |odd|.

typedef struct { v8 re, im; } NAME(point);

#define INLINE static inline __attribute__((always_inline))

INLINE NAME(point) NAME(turned)(NAME(point) x, float c, float s) {
  return (NAME(point)){x.re * c - x.im * s, x.re * s + x.im * c};
}

// four transforms x[0], x[d], x[2d], x[3d] in place.
INLINE void NAME(four)(NAME(point) *x, int d) {
  const v8 ar = x[0].re + x[2 * d].re, ai = x[0].im + x[2 * d].im, br = x[0].re - x[2 * d].re, bi = x[0].im - x[2 * d].im;
  const v8 cr = x[d].re + x[3 * d].re, ci = x[d].im + x[3 * d].im, dr = x[d].re - x[3 * d].re, di = x[d].im - x[3 * d].im;
  x[0] = (NAME(point)){ar + cr, ai + ci};
  x[d] = (NAME(point)){br - di, bi + dr};
  x[2 * d] = (NAME(point)){ar - cr, ai - ci};
  x[3 * d] = (NAME(point)){br + di, bi - dr};
}

// Turns of an eighth, a quarter and three eighths.
#define HALF_ROOT 0.707106781f
INLINE NAME(point) NAME(eighth)(NAME(point) x) { return (NAME(point)){(x.re - x.im) * HALF_ROOT, (x.re + x.im) * HALF_ROOT}; }
INLINE NAME(point) NAME(quarter)(NAME(point) x) { return (NAME(point)){-x.im, x.re}; }
INLINE NAME(point) NAME(three)(NAME(point) x) { return (NAME(point)){(x.re + x.im) * -HALF_ROOT, (x.re - x.im) * HALF_ROOT}; }

// first is the pass over p: x[p] is read from z, point q of every eight, and point
// s written to y, turned by w^(qs).
INLINE void NAME(first)(const NAME(point) *z, int q, NAME(point) *y) {
  NAME(point) x[16];
#pragma GCC unroll 16
  for (int p = 0; p < 16; p++) x[p] = z[8 * p + q];
#pragma GCC unroll 4
  for (int p = 0; p < 4; p++) NAME(four)(x + p, 4);
  x[5] = NAME(turned)(x[5], ck_cos[8], ck_sin[8]);
  x[6] = NAME(eighth)(x[6]);
  x[7] = NAME(turned)(x[7], ck_cos[24], ck_sin[24]);
  x[9] = NAME(eighth)(x[9]);
  x[10] = NAME(quarter)(x[10]);
  x[11] = NAME(three)(x[11]);
  x[13] = NAME(turned)(x[13], ck_cos[24], ck_sin[24]);
  x[14] = NAME(three)(x[14]);
  x[15] = NAME(turned)(x[15], ck_cos[72], ck_sin[72]);
#pragma GCC unroll 4
  for (int s = 0; s < 4; s++) {
    NAME(four)(x + 4 * s, 1);
#pragma GCC unroll 4
    for (int k = 0; k < 4; k++) y[8 * (s + 4 * k)] = NAME(turned)(x[4 * s + k], ck_cos[q * (s + 4 * k)], ck_sin[q * (s + 4 * k)]);
  }
}

INLINE v8 NAME(size)(v8 a) { return (v8)((i8)a & 0x7fffffff); }

INLINE v8 NAME(last)(const NAME(point) *y, v8 top) {
  NAME(point) x[8];
#pragma GCC unroll 8
  for (int q = 0; q < 8; q++) x[q] = y[q];
  NAME(four)(x, 2);
  NAME(four)(x + 1, 2);
  x[3] = NAME(eighth)(x[3]);
  x[5] = NAME(quarter)(x[5]);
  x[7] = NAME(three)(x[7]);
#pragma GCC unroll 4
  for (int t = 0; t < 8; t += 2) {
    top = LARGER(x[t].re + NAME(size)(x[t + 1].re), top);
    top = LARGER(x[t].im + NAME(size)(x[t + 1].im), top);
  }
  return top;
}

static v8 NAME(peak)(const float *spectrum, v8 top) {
  NAME(point) y[CK_ANGLES];
  const NAME(point) *z = (const NAME(point) *)spectrum;
  for (int q = 0; q < 8; q++) NAME(first)(z, q, y + q);
  for (int s = 0; s < CK_ANGLES / 8; s++) top = NAME(last)(y + 8 * s, top);
  return top;
}

static void NAME(peaks)(ck_scan o, const float *spectra, int32_t count, float *best) {
  const int32_t vectors = (count + CK_LANES - 1) / CK_LANES;
  for (int32_t m = 0; m < vectors; m++) {
    v8 top = (v8){0} - INFINITY;
    for (int32_t p = 0; p < o.pairs; p++) top = NAME(peak)(spectra + CK_SPECTRUM * ((size_t)p * vectors + m), top);
    for (int32_t l = 0; l < CK_LANES && m * CK_LANES + l < count; l++) best[m * CK_LANES + l] = top[l];
  }
}
#undef INLINE
