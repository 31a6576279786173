package scale

import (
	"context"
	"fmt"
	"slices"

	"cotejo/engine/compare"
	"cotejo/engine/rank"
)

// together is how many probes are ranked at once: each has a score for every entry
// in memory.
func (r *run) together() int { return max(1, min(16, 64_000_000/r.o.Size)) }

// crowd searches for every hidden scan that has a mate.
func (r *run) crowd(ctx context.Context) error {
	var probes []int
	for i, m := range r.mates {
		if len(m) > 0 {
			probes = append(probes, i)
		}
	}
	out := &r.report.Crowd
	out.Hidden, out.Probes, out.Missed = len(r.people.hidden), len(probes), []Missed{}
	t := newTally()
	spent, err := cost(func() error {
		done := 0
		for some := range slices.Chunk(probes, r.together()) {
			found, err := r.look(ctx, some)
			if err != nil {
				return err
			}
			for k, f := range found {
				t.add(r, some[k], f)
			}
			done += len(some)
			r.o.progress("searching for mates", done, len(probes))
		}
		return nil
	})
	if err != nil {
		return err
	}
	t.finish(out)
	if n := float64(len(probes)); n > 0 {
		out.Cost = Cost{spent.WallS / n, spent.CPUS / n}
	}
	return nil
}

// ranked is a probe's coarse list without itself, with all of its mates, and the
// scores in full of those that stand in any of the short lists that have one mate
// only.
type ranked struct {
	list  []rank.Listed
	mate  map[int64]int // by number: the mate's place in mates
	score map[int64]float64
}

// look ranks some probes at once, coarsely, and compares the best of each in full,
// as SearchGallery does with all mates but one left out.
func (r *run) look(ctx context.Context, probes []int) ([]ranked, error) {
	subjects, most := make([]*compare.Subject, len(probes)), 0
	for k, i := range probes {
		subjects[k] = r.subject(i)
		most = max(most, len(r.mates[i]))
	}
	lists, err := r.eng.CoarseGallery(ctx, subjects, r.snap, nil, max(listed, r.o.Rank.Fine)+most+1)
	if err != nil {
		return nil, err
	}
	out := make([]ranked, len(probes))
	for k, i := range probes {
		f := ranked{mate: map[int64]int{}, score: map[int64]float64{}}
		for n, m := range r.mates[i] {
			f.mate[r.people.hidden[m].seq] = n
		}
		f.list = slices.DeleteFunc(lists[k].Best, func(l rank.Listed) bool { return l.Seq == r.people.hidden[i].seq })
		if err := r.compare(ctx, subjects[k], &f); err != nil {
			return nil, fmt.Errorf("%s: %w", r.people.hidden[i].File, err)
		}
		out[k] = f
	}
	return out, nil
}

// compare fills in the scores.
func (r *run) compare(ctx context.Context, probe *compare.Subject, f *ranked) error {
	short := f.list[:min(len(f.list), r.o.Rank.Fine+len(f.mate))]
	scores := make([]float64, len(short))
	err := r.eng.Pool().Map(ctx, len(short), func(ctx context.Context, k int) error {
		t, err := r.people.template(ctx, short[k].Seq)
		if err != nil {
			return err
		}
		result, err := r.eng.Compare(ctx, probe, r.eng.Subject(t), nil)
		scores[k] = result.Score
		return err
	})
	for k, l := range short {
		f.score[l.Seq] = scores[k]
	}
	return err
}
