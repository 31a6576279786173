package scale

import (
	"context"

	"cotejo/engine/compare"
	"cotejo/engine/rank"
)

// cascade searches with and without the first stage, and says what that lost. When
// every entry is looked at in full anyway, there is nothing to lose.
func (r *run) cascade(ctx context.Context) error {
	out := &r.report.Cascade
	if r.o.Rank.Sieve.Keep >= 1 {
		out.Off = Cost{r.report.CoarseWallS, r.report.CoarseCPUS}
		return nil
	}
	out.Sieved = true
	lists := map[int][]rank.Listed{}
	all, err := r.each(ctx, "searches without a sieve", func(i int) error {
		full, err := r.full.CoarseGallery(ctx, []*compare.Subject{r.subject(i)}, r.snap, nil, listed)
		if err == nil {
			lists[i] = full[0].Best
		}
		return err
	})
	if err != nil {
		return err
	}
	out.Off, out.Probes = median(all), len(lists)
	for i, full := range lists {
		sieved, err := r.eng.CoarseGallery(ctx, []*compare.Subject{r.subject(i)}, r.snap, nil, listed)
		if err != nil {
			return err
		}
		r.lost(i, full, sieved[0].Best)
	}
	out.LostOfTop200.Mean /= float64(len(lists))
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
