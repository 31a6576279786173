package kernel

import (
	"math/rand/v2"
	"slices"
	"syscall"
	"testing"
	"unsafe"
)

// atTheEdge is a copy that ends where readable memory does, as a gallery's last
// signature may.
func atTheEdge(t *testing.T, values []int8) []int8 {
	t.Helper()
	page := syscall.Getpagesize()
	room := (len(values) + page - 1) / page * page
	memory, err := syscall.Mmap(-1, 0, room+page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Munmap(memory); err != nil {
			t.Error(err)
		}
	})
	out := unsafe.Slice((*int8)(unsafe.Pointer(&memory[room-len(values)])), len(values))
	copy(out, values)
	if err := syscall.Mprotect(memory[room:], syscall.PROT_NONE); err != nil {
		t.Fatal(err)
	}
	return out
}

// A read beyond the end would end the program.
func TestNothingIsReadBeyondTheLastSignature(t *testing.T) {
	r := rand.New(rand.NewPCG(51, 52))
	for _, l := range []Layout{{16, 56, 6}, {6, 56, 4}, {1, 8, 1}, {3, 8, 5}, {9, 16, 2}, {17, 8, 3}, {32, 8, 1}, {31, 24, 40}} {
		for _, empty := range []int{0, l.Rings / 2, l.Rings - 1} {
			shifted := [][]int8{noiseOf(r, l, empty), noiseOf(r, l, empty)}
			for _, items := range []int{1, 7, 33} {
				_, stored := signatures(r, l, items)
				sieve, err := NewSieve(l, shifted)
				if err != nil {
					t.Fatal(err)
				}
				scan, err := NewScan(l, shifted)
				if err != nil {
					t.Fatal(err)
				}
				for name, peaks := range map[string]func([]int8, []float32){"sieve": sieve.Peaks, "scan": scan.Peaks} {
					want, got := make([]float32, items), make([]float32, items)
					peaks(stored, want)
					peaks(atTheEdge(t, stored), got)
					if !slices.Equal(got, want) {
						t.Errorf("%s, %+v, %d signatures: other peaks at the edge", name, l, items)
					}
				}
			}
		}
	}
}
