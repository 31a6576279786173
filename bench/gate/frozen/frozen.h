// Frozen: see frozen.go.
#ifndef COTEJO_FROZEN_H
#define COTEJO_FROZEN_H
#include <stdint.h>

int cf_avx2(void);
const char *cf_compiler(void);

// cf_scan holds CF_SHIFTS probes against count signatures of CF_RINGS rings and
// CF_HARMONICS harmonics, and sums the peaks over 128 directions.
#define CF_RINGS 16
#define CF_HARMONICS 56
#define CF_SHIFTS 16
#define CF_PROBE (CF_RINGS * CF_HARMONICS * 4 * CF_SHIFTS)
#define CF_SIGNATURE (2 * CF_RINGS * CF_HARMONICS)
float cf_scan(const int16_t *probe, const int8_t *stored, int32_t count);

// cf_turn samples a map of CF_SIDE x CF_SIDE values, turned by an angle, into
// out; cf_products sums products of two maps under shifts.
#define CF_SIDE 160
void cf_turn(const int16_t *from, float cosine, float sine, int16_t *out);
int64_t cf_products(const int16_t *a, const int16_t *b, int32_t shifts);
#endif
