// Package machine measures what the machine that it runs on can do, so that what
// is measured beside it can be told as a share of that: reading memory, integer
// and floating-point multiply-adds, a fixed matrix product; and it counts the
// instructions of a piece of work. It knows nothing of Cotejo. Linux only.
//
// "Can do" means with the instructions that Cotejo's kernels use: AVX2 where the
// processor has it, plain C of 16-byte vectors where not. A processor with wider
// instructions can do more than is said here.
package machine

// #cgo CFLAGS: -O3 -Wall -Wno-psabi
// #include "machine.h"
import "C"

import (
	"context"
	"fmt"
	"runtime"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Rate is how much of one thing is done in a second.
type Rate struct {
	// One core.
	One float64 `json:"one"`
	// All cores together, at the same time.
	All float64 `json:"all"`
}

// Limits is what the machine can do.
type Limits struct {
	// CPU is the processor's model as it calls itself, "unknown" where it does not.
	CPU string `json:"cpu"`
	// Cores is the number that the process may use.
	Cores int `json:"cores"`
	// AVX2 tells whether the loops ran with AVX2 and FMA.
	AVX2 bool `json:"avx2"`
	// ReadBytes is sequential reading of memory, far more than the caches hold, in bytes a second.
	ReadBytes Rate `json:"read_bytes_per_s"`
	// MultiplyAdds is products of 16-bit integers summed in 32 bits, in registers alone, a second.
	MultiplyAdds Rate `json:"int16_multiply_adds_per_s"`
	// FMAs is fused multiply-adds of 32-bit floating point, in registers alone, a second.
	FMAs Rate `json:"float32_fmas_per_s"`
	// GEMM is the multiply-adds a second of a fixed product of matrices of 16-bit integers in the caches (Reference).
	GEMM Rate `json:"int16_gemm_multiply_adds_per_s"`
}

// Each figure is the best of repeats: what disturbs makes it lower, nothing makes
// it higher than the machine can.
const (
	repeats = 12
	// piece is how long one repeat takes, about.
	piece = 20 * time.Millisecond
)

// Measure takes about three seconds and 64 MiB a core, at least 256. The
// figures for one core are of its processor time and hold on a busy machine; those
// for all cores are of wall time and need a quiet one.
func Measure(ctx context.Context) (Limits, error) {
	l := Limits{CPU: CPU(), Cores: runtime.NumCPU(), AVX2: C.cm_avx2() != 0}
	memory, err := newMemory(l.Cores)
	if err != nil {
		return l, err
	}
	defer memory.free()
	for _, m := range []struct {
		rate *Rate
		load load
	}{
		{&l.MultiplyAdds, func(int) work { return MultiplyAdds }},
		{&l.FMAs, func(int) work { return fmas }},
		{&l.GEMM, func(int) work { return NewReference().multiplyAdds }},
		{&l.ReadBytes, memory.read},
	} {
		if *m.rate, err = m.load.rate(ctx, l.Cores); err != nil {
			return l, err
		}
	}
	return l, nil
}

// A work does a piece of n rounds and returns how much it did.
type work func(n int) float64

// A load makes the work of each core.
type load func(core int) work

// MultiplyAdds does a thousand n times a few products of 16-bit integers summed in 32
// bits, in registers alone, and returns their number: what Limits.MultiplyAdds is
// measured with.
func MultiplyAdds(n int) float64 {
	keep(uint64(C.cm_multiply_adds(C.int64_t(n) * 1000)))
	return float64(n) * 1000 * float64(C.cm_multiply_adds_a_round())
}

func fmas(n int) float64 {
	keep(uint64(C.cm_fmas(C.int64_t(n) * 1000)))
	return float64(n) * 1000 * float64(C.cm_fmas_a_round())
}

// keep uses what a loop returns.
//
//go:noinline
func keep(uint64) {}

// memory is outside Go's heap, in large pages where the system gives them.
type memory struct {
	bytes []byte
	cores int
}

func newMemory(cores int) (*memory, error) {
	size := max(256, 64*cores) << 20
	bytes, err := unix.Mmap(-1, 0, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return nil, fmt.Errorf("no %d MiB of memory to measure how fast it is read: %w", size>>20, err)
	}
	_ = unix.Madvise(bytes, unix.MADV_HUGEPAGE) // small pages will do
	for i := 0; i < len(bytes); i += 4096 {
		bytes[i] = byte(i >> 12)
	}
	return &memory{bytes: bytes, cores: cores}, nil
}

func (m *memory) free() { _ = unix.Munmap(m.bytes) } // what was mapped can be unmapped

// read goes round and round in a core's share of the memory: 16 MiB a round,
// starting where the last round ended.
func (m *memory) read(core int) work {
	const step = 16 << 20
	mine, at := m.bytes, 0
	if core != alone {
		share := len(m.bytes) / m.cores / step * step
		mine = m.bytes[core*share:][:share]
	}
	return func(n int) float64 {
		for range n {
			keep(uint64(C.cm_read((*C.uint8_t)(unsafe.Pointer(&mine[at])), step)))
			at = (at + step) % len(mine)
		}
		return float64(n) * step
	}
}
