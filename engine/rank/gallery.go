package rank

import (
	"context"
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

	"cotejo/engine/compare"
	"cotejo/engine/gallery"
	"cotejo/engine/kernel"
	"cotejo/engine/pool"
)

// List is what a scan of a gallery found.
type List struct {
	// Best are the best by the coarse score, best first; of equal ones the lowest
	// sequence number comes first.
	Best []Listed
	// Searched is how many entries were scanned, Whole how many of them in full.
	Searched, Whole int
}

// Gallery ranks the entries of a gallery that are in the set (nil: all of the
// probes' class) against probes of one class, and returns the best k for each.
// Signatures are read once for all probes. The list does not depend on the number
// of workers. Errors: the context's, *gallery.AbsentError, *gallery.DamageError.
func Gallery(ctx context.Context, work *pool.Pool, probes []*Probe, g *gallery.Snapshot, set *roaring64.Bitmap, k int, p Params) ([]List, error) {
	if len(probes) == 0 {
		return nil, nil
	}
	for _, o := range probes[1:] {
		if err := compare.Alike(probes[0].class, o.class); err != nil {
			return nil, err
		}
	}
	all, err := selectEntries(g, probes[0].class, set)
	if err != nil {
		return nil, err
	}
	survivors := make([]*selection, len(probes))
	// Twice the list at least: the sieve's order is not quite that of the scores.
	keep := max(p.Sieve.Least, 2*k, int(math.Ceil(p.Sieve.Keep*float64(all.n))))
	if keep < all.n {
		sieves, err := sievesOf(ctx, work, probes)
		if err != nil {
			return nil, err
		}
		scores, err := all.peaks(ctx, work, sieves)
		if err != nil {
			return nil, err
		}
		for i := range probes {
			survivors[i] = all.above(scores[i], keep)
		}
	}
	out := make([]List, len(probes))
	for i, probe := range probes {
		if survivors[i] == nil {
			survivors[i] = all
		}
		out[i] = List{Searched: all.n, Whole: survivors[i].n}
		out[i].Best, err = survivors[i].best(ctx, work, probe, k)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func sievesOf(ctx context.Context, work *pool.Pool, probes []*Probe) ([]*kernel.Sieve, error) {
	out := make([]*kernel.Sieve, len(probes))
	return out, work.Map(ctx, len(probes), func(_ context.Context, i int) (err error) {
		out[i], err = probes[i].sieve()
		return err
	})
}

// looker is a kernel's Scan or Sieve.
type looker interface {
	Peaks(stored []int8, best []float32)
	PeaksAt(stored []int8, places []int32, best []float32)
}

// perBlock is how many signatures several probes go through before the next: they
// stay in the processor's cache.
const perBlock = 64

// peaks returns every entry's peak for each of the sieves.
func (s *selection) peaks(ctx context.Context, work *pool.Pool, sieves []*kernel.Sieve) ([][]float32, error) {
	out := make([][]float32, len(sieves))
	for i := range out {
		out[i] = make([]float32, s.n)
	}
	return out, work.Map(ctx, len(s.runs), func(_ context.Context, i int) error {
		r := &s.runs[i]
		return r.part.View(r.from, r.to, func(stored []int8) {
			for from := 0; from < r.len(); from += perBlock {
				to := min(from+perBlock, r.len())
				for k, sieve := range sieves {
					r.peaks(sieve, stored, from, to, out[k][r.at+from:r.at+to])
				}
			}
		})
	})
}

// peaks writes those of the run's entries from to to-1.
func (r *run) peaks(with looker, stored []int8, from, to int, best []float32) {
	if r.places != nil {
		with.PeaksAt(stored, r.places[from:to], best)
		return
	}
	n := r.part.Class().Layout.Bytes()
	with.Peaks(stored[from*n:to*n], best)
}

// above returns the entries with the keep highest scores, and those that are equal
// to the last of them.
func (s *selection) above(scores []float32, keep int) *selection {
	limit := kth(scores, keep)
	out := &selection{}
	var places []int
	for i := range s.runs {
		r := &s.runs[i]
		for j, v := range scores[r.at : r.at+r.len()] {
			if v < limit {
				continue
			}
			if r.places != nil {
				j = int(r.places[j])
			}
			places = append(places, r.from+j)
		}
		if last := i+1 == len(s.runs) || s.runs[i+1].number != r.number; last || len(places) >= perRun {
			out.parts = r.number
			out.some(r.part, places)
			places = places[:0]
		}
	}
	return out
}

// kth returns the k-th highest score. It sorts 16 bits at a time, by counting.
func kth(scores []float32, k int) float32 {
	high := make([]int, 1<<16)
	for _, v := range scores {
		high[ordered(v)>>16]++
	}
	h, k := down(high, k)
	low := make([]int, 1<<16)
	for _, v := range scores {
		if o := ordered(v); o>>16 == h {
			low[o&0xffff]++
		}
	}
	l, _ := down(low, k)
	return unordered(h<<16 | l)
}

// down returns the bin of the k-th highest and which it is within the bin.
func down(bins []int, k int) (uint32, int) {
	for i := len(bins) - 1; ; i-- {
		if k <= bins[i] || i == 0 {
			return uint32(i), k
		}
		k -= bins[i]
	}
}

// ordered maps numbers to integers of the same order.
func ordered(v float32) uint32 {
	b := math.Float32bits(v)
	if b>>31 != 0 {
		return ^b
	}
	return b | 1<<31
}

func unordered(o uint32) float32 {
	if o>>31 != 0 {
		return math.Float32frombits(o &^ (1 << 31))
	}
	return math.Float32frombits(^o)
}

// best returns the k best of the entries by the whole scan.
func (s *selection) best(ctx context.Context, work *pool.Pool, probe *Probe, k int) ([]Listed, error) {
	tops := make([]top, len(s.runs))
	err := work.Map(ctx, len(s.runs), func(_ context.Context, i int) error {
		r := &s.runs[i]
		peaks := make([]float32, r.len())
		err := r.part.View(r.from, r.to, func(stored []int8) {
			r.peaks(probe.whole, stored, 0, r.len(), peaks)
		})
		tops[i].k = k
		for j, v := range peaks {
			tops[i].add(Listed{Seq: r.seq(j), Score: float64(v) / probe.unit})
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	all := top{k: k}
	for _, t := range tops {
		for _, l := range t.kept {
			all.add(l)
		}
	}
	return slices.Clip(all.sorted()), nil
}
