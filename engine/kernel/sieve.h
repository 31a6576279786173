// The short look of a search at every stored signature. See sieve.c for the
// algorithm.
#ifndef COTEJO_SIEVE_H
#define COTEJO_SIEVE_H
#include <stddef.h>
#include <stdint.h>

// CK_SIEVE_ITEMS signatures are worked on at once.
#define CK_SIEVE_ITEMS 32
// CK_SIEVE_OFFSET is added to the probe's values, which lie within it.
#define CK_SIEVE_OFFSET 32

// rings, harmonics, first: of what is stored; from and used: the rings that the
// probe has; pairs: of shifts.
typedef struct { int32_t rings, harmonics, first, from, used, pairs; } ck_sieve;

// ck_sieve_peaks writes the largest correlation of each of count signatures, those
// at the given places or, when that is null, the first. The probe holds for each
// pair of shifts, harmonic and ring four words, see sieve.c. scratch is of
// ck_sieve_scratch bytes, zero when it is first used and aligned to 64. fast allows
// AVX2.
void ck_sieve_peaks(ck_sieve s, const uint32_t *probe, const int8_t *stored, const int32_t *places, int32_t count,
                    int fast, void *scratch, float *best);
size_t ck_sieve_scratch(ck_sieve s);
#endif
