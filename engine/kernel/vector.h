// Vectors of eight lanes, and AVX2 where the processor may have it: what carries
// the attribute AVX2 is called only when ck_has_avx2 says so.
#ifndef COTEJO_VECTOR_H
#define COTEJO_VECTOR_H
#include <stdint.h>

// Products and sums must not be fused on machines that could, or bits would
// differ between them. GCC keeps them apart under -std=c11 (kernel.go), clang when told.
#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#elif !defined(__STRICT_ANSI__)
#error "build with -std=c11"
#endif

typedef float v8 __attribute__((vector_size(32)));
typedef int32_t i8 __attribute__((vector_size(32)));

#if defined(__x86_64__)
#define CK_X86
#include <immintrin.h>
#define AVX2 __attribute__((target("avx2")))
static inline int ck_has_avx2(void) { return __builtin_cpu_supports("avx2"); }
#else
static inline int ck_has_avx2(void) { return 0; }
#endif
#endif
