// The portable path's two ends: signatures to rows of a matrix, and sums to
// spectra.
#include "scan.h"

void ck_scan_widen(ck_scan s, const int8_t *stored, const int32_t *places, int32_t count, float *rows) {
  const size_t row = 2 * (size_t)s.rings;
  for (int32_t i = 0; i < count; i++) {
    const int8_t *at = stored + row * s.harmonics * (size_t)(places ? places[i] : i);
    for (int32_t h = 0; h < s.harmonics; h++)
      for (size_t r = 0; r < row; r++) rows[((size_t)h * count + i) * row + r] = at[h * row + r];
  }
}

void ck_scan_fold(ck_scan s, const float *sums, int32_t count, float *spectra) {
  const int32_t vectors = (count + CK_LANES - 1) / CK_LANES;
  const size_t stride = CK_SPECTRUM;
  for (int32_t h = 0; h < s.harmonics; h++)
    for (int32_t i = 0; i < count; i++)
      for (int32_t p = 0; p < s.pairs; p++, sums += 4) {
        float *z = spectra + stride * ((size_t)p * vectors + i / CK_LANES) + i % CK_LANES;
        float *low = z + (s.first + h) * 2 * CK_LANES, *high = z + (CK_ANGLES - s.first - h) * 2 * CK_LANES;
        low[0] = sums[0] - sums[3];
        low[CK_LANES] = sums[1] + sums[2];
        high[0] = sums[0] + sums[3];
        high[CK_LANES] = sums[2] - sums[1];
      }
}
