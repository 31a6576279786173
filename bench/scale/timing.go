package scale

import (
	"context"
	"time"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

	"cotejo/bench/crowd"
	"cotejo/engine"
	"cotejo/engine/compare"
)

const (
	// listed is how long a coarse list is, by which the coarse stage is judged.
	listed = 200
	// patience is how long a figure may take: then it is of fewer probes, but of
	// fewest at least.
	patience = 45 * time.Second
	fewest   = 3
)

// each measures work for the timed probes until patience ends.
func (r *run) each(ctx context.Context, stage string, work func(probe int) error) ([]Cost, error) {
	var all []Cost
	probes, start := r.timed(), time.Now()
	for k, i := range probes {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if k >= fewest && time.Since(start) > patience {
			break
		}
		c, err := cost(func() error { return work(i) })
		if err != nil {
			return nil, err
		}
		all = append(all, c)
		r.o.progress(stage, k+1, len(probes))
	}
	return all, nil
}

// coarse is one coarse search.
func (r *run) coarse(ctx context.Context, eng *engine.Engine, set *roaring64.Bitmap, probes ...int) error {
	all := make([]*compare.Subject, len(probes))
	for k, i := range probes {
		all[k] = r.subject(i)
	}
	_, err := eng.CoarseGallery(ctx, all, r.snap, set, listed)
	return err
}

// searches times coarse and whole searches of all that is there.
func (r *run) searches(ctx context.Context) error {
	first, err := cost(func() error { return r.coarse(ctx, r.eng, nil, 0) })
	if err != nil {
		return err
	}
	r.report.FirstSearchS = first.WallS
	all, err := r.each(ctx, "coarse searches", func(i int) error { return r.coarse(ctx, r.eng, nil, i) })
	if err != nil {
		return err
	}
	c := median(all)
	r.report.CoarseWallS, r.report.CoarseCPUS, r.report.TimedProbes = c.WallS, c.CPUS, len(all)
	all, err = r.each(ctx, "whole searches", func(i int) error { return r.search(ctx, r.eng, i) })
	c = median(all)
	r.report.SearchWallS, r.report.SearchCPUS = c.WallS, c.CPUS
	return err
}

// search is one whole search, of all but the probe itself.
func (r *run) search(ctx context.Context, eng *engine.Engine, i int) error {
	_, err := r.found(ctx, eng, i, r.people.hidden[i].seq)
	return err
}

// found searches in full for a hidden scan, some entries left out.
func (r *run) found(ctx context.Context, eng *engine.Engine, i int, without ...int64) (*engine.Found, error) {
	set := roaring64.New()
	set.AddRange(1, uint64(r.o.Size)+1)
	for _, seq := range without {
		set.Remove(uint64(seq))
	}
	return eng.SearchGallery(ctx, r.subject(i), r.snap, set, r.people.template, engine.Wanted{Top: r.o.Rank.Fine})
}

// filters times coarse searches behind filters of several selectivities.
func (r *run) filters(ctx context.Context) error {
	for _, share := range crowd.Shares() {
		f, selecting := Filter{Share: share}, []Cost{}
		all, err := r.each(ctx, "filtered searches", func(i int) error {
			var set *roaring64.Bitmap
			c, err := cost(func() error {
				set = r.facts.Select(crowd.Filter(share))
				return nil
			})
			if err != nil {
				return err
			}
			selecting, f.Left = append(selecting, c), set.GetCardinality()
			return r.coarse(ctx, r.eng, set, i)
		})
		if err != nil {
			return err
		}
		f.SelectS, f.Cost = median(selecting).WallS, median(all)
		r.report.Filters = append(r.report.Filters, f)
		if share == singledShare {
			r.report.CoarseFilteredWallS = f.WallS
		}
	}
	return nil
}

// batches times several probes at once.
func (r *run) batches(ctx context.Context) error {
	start := time.Now()
	for _, n := range []int{2, 4, 8} {
		if n > len(r.people.hidden) || time.Since(start) > patience {
			break
		}
		probes := make([]int, n)
		for k := range probes {
			probes[k] = k * len(r.people.hidden) / n
		}
		c, err := cost(func() error { return r.coarse(ctx, r.eng, nil, probes...) })
		if err != nil {
			return err
		}
		r.report.Batches = append(r.report.Batches, Batch{n, Cost{c.WallS / float64(n), c.CPUS / float64(n)}})
	}
	return nil
}
