package gallery

import (
	"iter"

	"cotejo/engine/feature"
)

// Signatures yields signatures in the template's order, one by one.
//
// Deprecated: Parts and View.
func (s *Snapshot) Signatures(seqs []int64) (iter.Seq2[feature.Class, []int8], error) {
	var absent []int64
	all := make([]Entry, len(seqs))
	for i, seq := range seqs {
		if !s.Has(seq) {
			absent = append(absent, seq)
			continue
		}
		e, err := s.Entry(seq)
		if err != nil {
			return nil, err
		}
		all[i] = e
	}
	if absent != nil {
		return nil, &AbsentError{absent}
	}
	return func(yield func(feature.Class, []int8) bool) {
		for _, e := range all {
			if !yield(e.Class, e.Signature) {
				return
			}
		}
	}, nil
}
