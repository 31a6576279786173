// The steps of sieve.c, included once for each instruction set. The transform is
// that of transform_body.h, where its form is explained, in 16-bit integers.

ALWAYS point NAME(turned)(point x, int i) {
  const s16 c = cosine(i) + (s16){0}, s = sine(i) + (s16){0};
  return (point){TIMES(x.re, c) - TIMES(x.im, s), TIMES(x.re, s) + TIMES(x.im, c)};
}

// four transforms x[0], x[d], x[2d], x[3d] in place.
ALWAYS void NAME(four)(point *x, int d) {
  const s16 ar = x[0].re + x[2 * d].re, ai = x[0].im + x[2 * d].im, br = x[0].re - x[2 * d].re, bi = x[0].im - x[2 * d].im;
  const s16 cr = x[d].re + x[3 * d].re, ci = x[d].im + x[3 * d].im, dr = x[d].re - x[3 * d].re, di = x[d].im - x[3 * d].im;
  x[0] = (point){ar + cr, ai + ci};
  x[d] = (point){br - di, bi + dr};
  x[2 * d] = (point){ar - cr, ai - ci};
  x[3 * d] = (point){br + di, bi - dr};
}

#define HALF_ROOT (23170 + (s16){0})
ALWAYS point NAME(eighth)(point x) { return (point){TIMES(x.re - x.im, HALF_ROOT), TIMES(x.re + x.im, HALF_ROOT)}; }
ALWAYS point NAME(quarter)(point x) { return (point){-x.im, x.re}; }
ALWAYS point NAME(three)(point x) { return (point){TIMES(x.re + x.im, -HALF_ROOT), TIMES(x.re - x.im, HALF_ROOT)}; }

// first is the pass over points q, q+8 ... of z; point s goes to y[8s], turned.
ALWAYS void NAME(first)(const point *z, int q, point *y) {
  point x[16];
#pragma GCC unroll 16
  for (int p = 0; p < 16; p++) x[p] = z[8 * p + q];
#pragma GCC unroll 4
  for (int p = 0; p < 4; p++) NAME(four)(x + p, 4);
  x[5] = NAME(turned)(x[5], 8);
  x[6] = NAME(eighth)(x[6]);
  x[7] = NAME(turned)(x[7], 24);
  x[9] = NAME(eighth)(x[9]);
  x[10] = NAME(quarter)(x[10]);
  x[11] = NAME(three)(x[11]);
  x[13] = NAME(turned)(x[13], 24);
  x[14] = NAME(three)(x[14]);
  x[15] = NAME(turned)(x[15], 72);
#pragma GCC unroll 4
  for (int s = 0; s < 4; s++) {
    NAME(four)(x + 4 * s, 1);
#pragma GCC unroll 4
    for (int k = 0; k < 4; k++) {
      const int to = s + 4 * k;
      y[8 * to] = q * to == 0 ? x[4 * s + k] : NAME(turned)(x[4 * s + k], q * to);
    }
  }
}

// last takes, of eight points over q, the larger of even + |odd| for each.
ALWAYS s16 NAME(last)(const point *y, s16 top) {
  point x[8];
#pragma GCC unroll 8
  for (int q = 0; q < 8; q++) x[q] = y[q];
  NAME(four)(x, 2);
  NAME(four)(x + 1, 2);
  x[3] = NAME(eighth)(x[3]);
  x[5] = NAME(quarter)(x[5]);
  x[7] = NAME(three)(x[7]);
#pragma GCC unroll 4
  for (int t = 0; t < 8; t += 2) {
    top = LARGER(top, LARGER(x[t].re + x[t + 1].re, x[t].re - x[t + 1].re));
    top = LARGER(top, LARGER(x[t].im + x[t + 1].im, x[t].im - x[t + 1].im));
  }
  return top;
}

static s16 NAME(peak)(const point *z, point *y, s16 top) {
#pragma GCC unroll 8
  for (int q = 0; q < 8; q++) NAME(first)(z, q, y + q);
  for (int s = 0; s < CK_ANGLES / 8; s++) top = NAME(last)(y + 8 * s, top);
  return top;
}

// spectrum adds up the rings of every harmonic for one pair of shifts.
static void NAME(spectrum)(ck_sieve s, const uint32_t *probe, work *w) {
  const s16 *items = w->items, scale = SCALE + (s16){0};
  for (int32_t h = 0; h < s.harmonics; h++) {
    const s16 sum0 = items[0], sum1 = items[1];
    items += VECTORS;
    s16 a0 = -sum0, b0 = a0, c0 = a0, d0 = a0, a1 = -sum1, b1 = a1, c1 = a1, d1 = a1;
    for (int32_t r = 0; r < s.used; r++, probe += 4, items += VECTORS) {
      a0 += MADD(probe[0], items[0]);
      a1 += MADD(probe[0], items[1]);
      b0 += MADD(probe[1], items[0]);
      b1 += MADD(probe[1], items[1]);
      c0 += MADD(probe[2], items[0]);
      c1 += MADD(probe[2], items[1]);
      d0 += MADD(probe[3], items[0]);
      d1 += MADD(probe[3], items[1]);
    }
    const int low = s.first + h, high = CK_ANGLES - low;
    a0 = TIMES(a0, scale), b0 = TIMES(b0, scale), c0 = TIMES(c0, scale), d0 = TIMES(d0, scale);
    a1 = TIMES(a1, scale), b1 = TIMES(b1, scale), c1 = TIMES(c1, scale), d1 = TIMES(d1, scale);
    w->z[0][low] = (point){a0 - d0, b0 + c0};
    w->z[0][high] = (point){a0 + d0, c0 - b0};
    w->z[1][low] = (point){a1 - d1, b1 + c1};
    w->z[1][high] = (point){a1 + d1, c1 - b1};
  }
}

static void NAME(peaks)(ck_sieve s, const uint32_t *probe, const int8_t *stored, const int32_t *places, int32_t count,
                        work *w, float *best) {
  const size_t bytes = 2 * (size_t)s.rings * s.harmonics, pair = 4 * (size_t)s.harmonics * s.used;
  for (int32_t i = 0; i < count; i += CK_SIEVE_ITEMS) {
    const int8_t *at[CK_SIEVE_ITEMS];
    for (int32_t l = 0; l < CK_SIEVE_ITEMS; l++) {
      const int32_t k = i + l < count ? i + l : count - 1;
      at[l] = stored + bytes * (size_t)(places ? places[k] : k);
    }
    NAME(gather)(s, at, w->items);
    s16 top[VECTORS];
    for (int v = 0; v < VECTORS; v++) top[v] = INT16_MIN + (s16){0};
    for (int32_t p = 0; p < s.pairs; p++) {
      NAME(spectrum)(s, probe + pair * p, w);
      for (int v = 0; v < VECTORS; v++) top[v] = NAME(peak)(w->z[v], w->y, top[v]);
    }
    for (int32_t l = 0; l < CK_SIEVE_ITEMS && i + l < count; l++) best[i + l] = top[l / LANES][l % LANES];
  }
}
