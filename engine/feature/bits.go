package feature

import "math/bits"

// Bits is a fixed number of flags.
type Bits struct {
	n     int
	words []uint64
}

// NewBits returns n flags, all unset.
func NewBits(n int) Bits { return Bits{n: n, words: make([]uint64, (n+63)/64)} }

// Len is the number of flags.
func (b Bits) Len() int { return b.n }

// Has says whether flag i is set.
func (b Bits) Has(i int) bool { return b.words[i/64]>>(i%64)&1 != 0 }

// Set sets flag i.
func (b Bits) Set(i int) { b.words[i/64] |= 1 << (i % 64) }

// Words holds flag i as bit i%64 of word i/64. It is the flags' own memory.
func (b Bits) Words() []uint64 { return b.words }

// Count is the number of flags that are set.
func (b Bits) Count() int {
	n := 0
	for _, w := range b.words {
		n += bits.OnesCount64(w)
	}
	return n
}
