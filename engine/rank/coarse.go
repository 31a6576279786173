package rank

import (
	"context"
	"iter"
	"slices"

	"cotejo/engine/compare"
	"cotejo/engine/feature"
	"cotejo/engine/gallery"
)

// Signatures yields the signatures to be searched, one behind the other, in
// pieces of some hundreds, or why they cannot be held against the probe.
type Signatures iter.Seq2[[]int8, error]

// block is how many signatures of subjects are put behind one another.
const block = 1024

// Subjects yields the signatures of subjects.
func Subjects(probe *compare.Subject, all []*compare.Subject) Signatures {
	return func(yield func([]int8, error) bool) {
		var packed []int8
		for part := range slices.Chunk(all, block) {
			packed = packed[:0]
			for _, s := range part {
				if err := compare.Comparable(probe.Template, s.Template); err != nil {
					yield(nil, err)
					return
				}
				packed = append(packed, s.Template.Signature...)
			}
			if !yield(packed, nil) {
				return
			}
		}
	}
}

// Entries yields the signatures of a gallery's entries, in the order of their
// sequence numbers as given.
func Entries(probe *compare.Subject, g *gallery.Snapshot, seqs []int64) Signatures {
	return func(yield func([]int8, error) bool) {
		found, err := g.Signatures(seqs)
		if err != nil {
			yield(nil, err)
			return
		}
		class := probe.Template.Class()
		found(func(c feature.Class, packed []int8) bool {
			if err := compare.Alike(class, c); err != nil {
				yield(nil, err)
				return false
			}
			return yield(packed, nil)
		})
	}
}

// Coarse returns the coarse score of every signature against a probe, in their
// order. The context is looked at between the pieces.
func Coarse(ctx context.Context, probe *compare.Subject, all Signatures) ([]float64, error) {
	p, err := probe.Probe()
	if err != nil {
		return nil, err
	}
	layout := probe.Template.Layout
	var out []float64
	var best []float32
	for packed, err := range all {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		n := len(packed) / layout.Bytes()
		best = slices.Grow(best[:0], n)[:n]
		p.Peaks(packed, best)
		for _, b := range best {
			out = append(out, float64(b)/compare.Unit(layout))
		}
	}
	return out, nil
}
