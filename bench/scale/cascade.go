package scale

import (
	"context"

	"cotejo/engine/compare"
	"cotejo/engine/rank"
)

// cascade searches with and without the first stage, and says what that lost.
func (r *run) cascade(ctx context.Context) error {
	out := &r.report.Cascade
	all, err := r.each(ctx, "searches without a sieve", func(i int) error {
		full, err := r.full.CoarseGallery(ctx, []*compare.Subject{r.subject(i)}, r.snap, nil, listed)
		if err != nil {
			return err
		}
		// Not timed apart: what it takes is known, and little beside the full scan.
		sieved, err := r.eng.CoarseGallery(ctx, []*compare.Subject{r.subject(i)}, r.snap, nil, listed)
		if err != nil {
			return err
		}
		r.lost(i, full[0].Best, sieved[0].Best)
		return nil
	})
	if err != nil {
		return err
	}
	out.Probes = len(all)
	out.LostOfTop200.Mean /= float64(len(all))
	out.Off = median(all)
	return nil
}

// lost counts what is in the full list only.
func (r *run) lost(probe int, full, sieved []rank.Listed) {
	out, there := &r.report.Cascade, map[int64]bool{}
	for _, l := range sieved {
		there[l.Seq] = true
	}
	mate := map[int64]bool{}
	for _, m := range r.mates[probe] {
		mate[r.people.hidden[m].seq] = true
	}
	gone := 0
	for _, l := range full {
		if there[l.Seq] {
			continue
		}
		gone++
		if mate[l.Seq] {
			out.MatesLost++
		}
	}
	share := float64(gone) / float64(len(full))
	out.LostOfTop200.Mean += share
	out.LostOfTop200.Worst = max(out.LostOfTop200.Worst, share)
}
