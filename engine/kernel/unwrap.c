#include "kernel.h"
#include "vector.h"

void ck_unwrap(const float *z, int32_t side, double x, double y, const double *radii, int32_t nradii, const double *cosine, const double *sine, int32_t n, float *out) {
  for (int32_t r = 0; r < nradii; r++)
    for (int32_t a = 0; a < n; a++) {
      const float px = (float)(x + radii[r] * cosine[a]), py = (float)(y - radii[r] * sine[a]);
      float v = 0;
      if (px >= 0 && py >= 0 && px < side - 1 && py < side - 1) {
        const int32_t x0 = (int32_t)px, y0 = (int32_t)py;
        const float u = px - (float)x0, w = py - (float)y0, *p = z + (int64_t)y0 * side + x0, *q = p + side;
        v = (1 - w) * ((1 - u) * p[0] + u * p[1]) + w * ((1 - u) * q[0] + u * q[1]);
      }
      out[(int64_t)r * n + a] = v;
    }
}
