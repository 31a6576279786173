package facet

import (
	"math"
	"math/bits"

	"github.com/RoaringBitmap/roaring/v2/roaring64"
)

// numbers are the numbers of entries, cut into bits: slice i has the entries whose
// number has bit i. Numbers are kept with their sign turned round, so that they are
// ordered as what has no sign. The library's own bit slices take two operations a
// slice for a comparison and touch every slice for each number that is put.
type numbers struct {
	has  roaring64.Bitmap
	bits [64]*roaring64.Bitmap // nil where no number has it
}

// ordered maps numbers to such that are in the same order without a sign.
func ordered(n int64) uint64 { return uint64(n) ^ 1<<63 }

func (s *numbers) put(seq uint64, n int64) {
	s.remove(seq)
	s.has.Add(seq)
	for u := ordered(n); u != 0; u &= u - 1 {
		i := bits.TrailingZeros64(u)
		if s.bits[i] == nil {
			s.bits[i] = roaring64.New()
		}
		s.bits[i].Add(seq)
	}
}

func (s *numbers) remove(seq uint64) {
	if !s.has.CheckedRemove(seq) {
		return
	}
	for i, set := range s.bits {
		if set != nil && set.CheckedRemove(seq) && set.IsEmpty() {
			s.bits[i] = nil
		}
	}
}

// atLeast returns the entries whose number is n or more. Beginning with the lowest
// bit, a number is at least as large in the bits looked at when it has a bit that n
// lacks, or has the bit too and was as large before.
func (s *numbers) atLeast(n int64) *roaring64.Bitmap {
	out, u := s.has.Clone(), ordered(n)
	for i := bits.TrailingZeros64(u); i < 64; i++ {
		set := s.bits[i]
		switch {
		case u>>i&1 == 0 && set != nil:
			out.Or(set)
		case u>>i&1 == 1 && set != nil:
			out.And(set)
		case u>>i&1 == 1:
			out.Clear()
		}
	}
	return out
}

// between returns the entries whose number is from from to to, both included.
func (s *numbers) between(from, to int64) *roaring64.Bitmap {
	out := s.atLeast(from)
	if to < math.MaxInt64 {
		out.AndNot(s.atLeast(to + 1))
	}
	return out
}

func (s *numbers) bytes() uint64 {
	n := s.has.GetSizeInBytes()
	for _, set := range s.bits {
		if set != nil {
			n += set.GetSizeInBytes()
		}
	}
	return n
}
