package rank

import (
	"context"
	"slices"

	"cotejo/engine/compare"
)

// block is how many signatures of subjects are put behind one another.
const block = 1024

// Subjects returns the coarse score of every subject against a probe, in their
// order: the whole scan, without a sieve. The context is looked at between blocks.
func Subjects(ctx context.Context, probe *compare.Subject, all []*compare.Subject) ([]float64, error) {
	scan, err := probe.Scan()
	if err != nil {
		return nil, err
	}
	layout, unit := probe.Template.Layout, compare.Unit(probe.Template.Layout)
	n := layout.Bytes()
	packed, best := make([]int8, min(block, len(all))*n), make([]float32, min(block, len(all)))
	out := make([]float64, 0, len(all))
	for part := range slices.Chunk(all, block) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for i, s := range part {
			if err := compare.Comparable(probe.Template, s.Template); err != nil {
				return nil, err
			}
			layout.Pack(packed[i*n:(i+1)*n], s.Template.Signature)
		}
		scan.Peaks(packed[:len(part)*n], best[:len(part)])
		for _, b := range best[:len(part)] {
			out = append(out, float64(b)/unit)
		}
	}
	return out, nil
}
