package gallery

import (
	"slices"
)

// block is how many signatures stand in one piece of memory.
const block = 128

// shelf is a segment in memory. What was added does not change and does not
// move, so that a copy of a shelf stays as it was while the shelf grows.
type shelf struct {
	format

	seqs      []int64 // ascending
	templates [][32]byte
	blocks    [][]int8
}

// add appends an entry; its signature is copied.
func (s *shelf) add(e *Entry) {
	n := s.class.Layout.Bytes()
	i := len(s.seqs)
	if i%block == 0 {
		s.blocks = append(s.blocks, make([]int8, block*n))
	}
	copy(s.signatures(i, i+1), e.Signature)
	s.seqs = append(s.seqs, e.Seq)
	s.templates = append(s.templates, e.Template)
}

// signatures returns those of the entries i to j, of one block.
func (s *shelf) signatures(i, j int) []int8 {
	n := s.class.Layout.Bytes()
	return s.blocks[i/block][i%block*n : (i%block+j-i)*n]
}

// find returns the place of a sequence number, -1 when it is not there.
func (s *shelf) find(seq int64) int {
	if i, ok := slices.BinarySearch(s.seqs, seq); ok {
		return i
	}
	return -1
}

// last returns the highest sequence number, 0 of an empty shelf.
func (s *shelf) last() int64 {
	if len(s.seqs) == 0 {
		return 0
	}
	return s.seqs[len(s.seqs)-1]
}

func (s *shelf) entry(i int) Entry {
	n := s.class.Layout.Bytes()
	return Entry{Seq: s.seqs[i], Class: s.class, Template: s.templates[i], Signature: s.signatures(i, i+1)[:n:n]}
}
