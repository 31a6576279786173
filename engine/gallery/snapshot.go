package gallery

import (
	"fmt"
	"iter"
	"strings"

	"cotejo/engine/feature"
)

// Snapshot is the gallery as it was at one moment. It does not change and is safe
// for concurrent use.
type Snapshot struct {
	shelves []shelf
	count   int
	last    int64
}

// Len returns the number of entries.
func (s *Snapshot) Len() int { return s.count }

// Last returns the highest sequence number, 0 when there is no entry.
func (s *Snapshot) Last() int64 { return s.last }

// Has tells whether there is an entry of a sequence number.
func (s *Snapshot) Has(seq int64) bool {
	shelf, _ := s.find(seq)
	return shelf != nil
}

// Entry returns the entry of a sequence number. Its signature must not be
// changed.
func (s *Snapshot) Entry(seq int64) (Entry, bool) {
	shelf, i := s.find(seq)
	if shelf == nil {
		return Entry{}, false
	}
	return shelf.entry(i), true
}

// Each yields all entries, segment by segment. Their signatures must not be
// changed.
func (s *Snapshot) Each() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for k := range s.shelves {
			for i := range s.shelves[k].seqs {
				if !yield(s.shelves[k].entry(i)) {
					return
				}
			}
		}
	}
}

// AbsentError says which sequence numbers a snapshot does not hold.
type AbsentError struct{ Seqs []int64 }

// Error names some of them.
func (e *AbsentError) Error() string {
	return "the gallery does not hold " + e.Numbers() + ": bring it up to date, or rebuild it"
}

// Numbers lists the first of the sequence numbers and says how many more there
// are.
func (e *AbsentError) Numbers() string {
	const most = 10
	var b strings.Builder
	for i, seq := range e.Seqs[:min(most, len(e.Seqs))] {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprint(&b, seq)
	}
	if more := len(e.Seqs) - most; more > 0 {
		fmt.Fprintf(&b, " + %d", more)
	}
	return b.String()
}

// Signatures yields the signatures of the given entries in their order: each time
// those of some consecutive ones, one behind the other, with their class. They
// must not be changed. The error is an *AbsentError.
func (s *Snapshot) Signatures(seqs []int64) (iter.Seq2[feature.Class, []int8], error) {
	var absent []int64
	for _, seq := range seqs {
		if !s.Has(seq) {
			absent = append(absent, seq)
		}
	}
	if absent != nil {
		return nil, &AbsentError{absent}
	}
	return func(yield func(feature.Class, []int8) bool) {
		for n := 0; n < len(seqs); {
			shelf, i := s.find(seqs[n])
			j := i
			// On, while the entries stand next to each other.
			for n < len(seqs) && j < len(shelf.seqs) && j/block == i/block && shelf.seqs[j] == seqs[n] {
				n, j = n+1, j+1
			}
			if !yield(shelf.class, shelf.signatures(i, j)) {
				return
			}
		}
	}, nil
}

func (s *Snapshot) find(seq int64) (*shelf, int) {
	for k := range s.shelves {
		if i := s.shelves[k].find(seq); i >= 0 {
			return &s.shelves[k], i
		}
	}
	return nil, 0
}
