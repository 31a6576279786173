package kernel

import (
	"encoding/binary"
	"hash/crc32"
	"math/rand/v2"
	"testing"
)

// sum is a checksum over the bits of results.
func sum(t *testing.T, results ...any) uint32 {
	t.Helper()
	h := crc32.NewIEEE()
	for _, r := range results {
		if err := binary.Write(h, binary.LittleEndian, r); err != nil {
			t.Fatal(err)
		}
	}
	return h.Sum32()
}

// The checksums were recorded on amd64, those of planes and Correlate by the
// first version of the package. Every machine must give the same: scores are
// compared between sites.
func TestResultsAreTheSameBitsOnEveryMachine(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	a, b := randomPlane(r, 77, 0.6), randomPlane(r, 77, 0.7)
	turned := NewPlane(77)
	Rotate(a, 33.3, turned)
	shifts := []Shift{{0, 0}, {3, -2}, {-20, 9}}
	dots, products := make([]Sums, 3), make([]int64, 3)
	Dots(turned, b, turned.Whole(), shifts, dots)
	Products(turned, b, shifts, products)
	if got := sum(t, turned.z, turned.m, dots, products); got != 0xbdfb8bbe {
		t.Errorf("planes: checksum %#x", got)
	}
	layout := Layout{Rings: 16, Harmonics: 56, First: 6}
	shifted := make([][]int8, 29)
	random := func(n int) []int8 {
		s := make([]int8, n*layout.Bytes())
		for i := range s {
			s[i] = int8(r.IntN(255) - 127)
		}
		return s
	}
	for i := range shifted {
		shifted[i] = random(1)
	}
	stored := random(20)
	probe, err := NewProbe(layout, shifted)
	if err != nil {
		t.Fatal(err)
	}
	if got := sum(t, probe.Correlate(stored[:layout.Bytes()])); got != 0x93203e69 {
		t.Errorf("correlate: checksum %#x", got)
	}
	own, portable := bothScans(t, layout, shifted)
	for _, scan := range []*Scan{own, portable} {
		best := make([]float32, 20)
		scan.Peaks(stored, best)
		if got := sum(t, best); got != 0xb66eb700 {
			t.Errorf("peaks: checksum %#x", got)
		}
	}
	sieve, err := NewSieve(layout, shifted)
	if err != nil {
		t.Fatal(err)
	}
	best := make([]float32, 20)
	sieve.Peaks(stored, best)
	if got := sum(t, best); got != 0xf9d78003 {
		t.Errorf("sieve: checksum %#x", got)
	}
	z := make([]float32, 50*50)
	for i := range z {
		z[i] = r.Float32()
	}
	around := make([]float32, 3*64)
	Unwrap(z, 50, 24.3, 25.1, []float64{5, 11.5, 24}, NewCircle(64), around)
	if got := sum(t, around); got != 0x22d05b1b {
		t.Errorf("unwrap: checksum %#x", got)
	}
}
