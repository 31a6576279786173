// Going through many stored signatures with one probe. See scan.c for the
// algorithm.
#ifndef COTEJO_SCAN_H
#define COTEJO_SCAN_H
#include "kernel.h"
#include <stddef.h>
#include <stdint.h>

// CK_LANES signatures share a vector, one a lane; CK_BLOCK_ITEMS are worked on
// at once. CK_TILE is the largest number of pairs of shifts in a tile.
#define CK_LANES 8
#define CK_BLOCK_ITEMS 16
#define CK_TILE 3

// A spectrum is CK_ANGLES times (re, im) of CK_LANES floats. A gap behind each
// keeps their beginnings from falling on one another in the cache.
#define CK_GAP 48
#define CK_SPECTRUM ((size_t)CK_ANGLES * 2 * CK_LANES + CK_GAP)

// rings, harmonics, first: of what is stored; pairs: of shifts.
typedef struct { int32_t rings, harmonics, first, pairs; } ck_scan;

// Scratch memory begins with the spectra: for each pair of shifts and each
// vector of a block one. It is zero when it is first used, and aligned to 64 bytes.

// ck_has_dense says whether this processor can run ck_scan_dense.
int ck_has_dense(void);

// ck_scan_dense writes the spectra of up to CK_BLOCK_ITEMS signatures. places are
// those to look at, or null for the first count. The probe holds for each harmonic
// and tile of pairs three rows for each two rings, see scan.c.
void ck_scan_dense(ck_scan s, const int32_t *probe, const int32_t *tiles, int32_t ntiles, const int8_t *stored,
                   const int32_t *places, int32_t count, float *spectra);

// ck_scan_peaks does so block by block and finds the peak of each signature.
void ck_scan_peaks(ck_scan s, const int32_t *probe, const int32_t *tiles, int32_t ntiles, const int8_t *stored,
                   const int32_t *places, int32_t count, float *spectra, float *best);

// The portable path is a matrix product between these two: ck_scan_widen writes
// for each harmonic the matrix of count rows of 2*rings values; ck_scan_fold takes
// for each harmonic the matrix of count rows of (re, im) of every shift, and writes
// the spectra.
void ck_scan_widen(ck_scan s, const int8_t *stored, const int32_t *places, int32_t count, float *rows);
void ck_scan_fold(ck_scan s, const float *sums, int32_t count, float *spectra);

// ck_peaks_of finds the peaks of a block of count signatures from their spectra;
// fast allows AVX2.
void ck_peaks_of(ck_scan s, const float *spectra, int32_t count, int fast, float *best);

// cos and sin of 2*pi*i/128.
extern const float ck_cos[128], ck_sin[128];
#endif
