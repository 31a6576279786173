package scale

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"time"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

	"cotejo/bench/crowd"
	"cotejo/engine"
)

const (
	// singledShare is what the filter leaves whose cost the report and the sweep single out.
	singledShare = 0.01
	// sweepPatience is how long searching galleries of all sizes may take.
	sweepPatience = 3 * time.Minute
)

// Sweep is how cost grows with the gallery's size.
type Sweep struct {
	Points []Point `json:"points"`
	// Exponents are the slopes of cost over size in a plot of logarithms, between the
	// last size and the one ten times smaller, of processor time: 1 is linear.
	Exponents Exponents `json:"exponents"`
}

// Point is one size. Costs are of one probe.
type Point struct {
	Size int `json:"size"`
	// Coarse is the cascade over all, Full looks at every entry in full, Filtered
	// behind a filter of 1 %, Search is a whole search.
	Coarse   Cost `json:"coarse"`
	Full     Cost `json:"full"`
	Filtered Cost `json:"filtered"`
	Search   Cost `json:"search"`
	// CoarseUsPerExhibit and FullUsPerExhibit are processor time.
	CoarseUsPerExhibit   float64 `json:"coarse_cpu_us_per_exhibit"`
	FullUsPerExhibit     float64 `json:"full_cpu_us_per_exhibit"`
	FilteredUsPerExhibit float64 `json:"filtered_cpu_us_per_exhibit"`
}

// Exponents are slopes.
type Exponents struct {
	Coarse   float64 `json:"coarse"`
	Full     float64 `json:"full"`
	Filtered float64 `json:"filtered"`
}

// RunSweep measures as Run does, and then searches galleries of a thousand, ten
// thousand and so on up to o.Size in turns: a machine's speed changes from one minute
// to the next. Each has a folder of its own below o.Dir, which is removed but for
// the last.
func RunSweep(ctx context.Context, p engine.Params, workers int, o Options) (*Report, error) {
	dir, most := o.Dir, o.Size
	if err := o.Validate(); err != nil {
		return nil, err
	}
	if err := fresh(dir); err != nil {
		return nil, err
	}
	o.Dir = filepath.Join(dir, fmt.Sprint(most))
	r, err := begin(ctx, p, workers, o)
	if err != nil {
		return nil, err
	}
	for size := MinSize; size < most; size *= 10 {
		smaller, err := r.resized(size, filepath.Join(dir, fmt.Sprint(size)))
		if err != nil {
			r.o.note("a gallery of %d is left out: %v", size, err)
			continue
		}
		r.smaller = append(r.smaller, smaller)
	}
	return r.measure(ctx)
}

// resized is the same measurement on another size.
func (r *run) resized(size int, dir string) (*run, error) {
	out := &run{o: r.o, eng: r.eng, full: r.full, single: r.single, model: r.model, mates: r.mates}
	out.o.Size, out.o.Dir = size, dir
	out.report.Size = size
	hidden := append([]Hidden{}, r.people.hidden...)
	var err error
	out.people, err = newPeople(r.model, &out.o, hidden, r.people.standIns)
	return out, err
}

// sweep makes the smaller galleries and searches all.
func (r *run) sweep(ctx context.Context) (err error) {
	if len(r.smaller) == 0 {
		return nil
	}
	for _, s := range r.smaller {
		g, err := s.gallery(ctx)
		defer func() { err = errors.Join(err, os.RemoveAll(s.o.Dir)) }()
		if err != nil {
			return err
		}
		defer g.Close()
	}
	s := &Sweep{}
	if s.Points, err = takeTurns(ctx, append(r.smaller, r)); err != nil {
		return err
	}
	s.Exponents = exponents(s.Points)
	r.report.Sweep = s
	return nil
}

// takeTurns searches galleries of several sizes for the same probes, in each way all
// sizes right after each other.
func takeTurns(ctx context.Context, all []*run) ([]Point, error) {
	ways := [...]func(r *run, probe int, filter *roaring64.Bitmap) error{
		func(r *run, i int, _ *roaring64.Bitmap) error { return r.coarse(ctx, r.eng, nil, i) },
		func(r *run, i int, _ *roaring64.Bitmap) error { return r.coarse(ctx, r.full, nil, i) },
		func(r *run, i int, set *roaring64.Bitmap) error { return r.coarse(ctx, r.eng, set, i) },
		func(r *run, i int, _ *roaring64.Bitmap) error { return r.search(ctx, r.eng, i) },
	}
	filters, costs := make([]*roaring64.Bitmap, len(all)), make([][len(ways)][]Cost, len(all))
	for k, r := range all {
		filters[k] = r.facts.Select(crowd.Filter(singledShare))
		if err := r.coarse(ctx, r.eng, nil, 0); err != nil { // the first reads the checksums
			return nil, err
		}
	}
	last := all[len(all)-1]
	probes, start := last.timed(), time.Now()
	for done, i := range probes {
		if done >= fewest && time.Since(start) > sweepPatience {
			break
		}
		last.o.progress("galleries of several sizes", done, len(probes))
		for way, search := range ways {
			for k, r := range all {
				c, err := cost(func() error { return search(r, i, filters[k]) })
				if err != nil {
					return nil, err
				}
				costs[k][way] = append(costs[k][way], c)
			}
		}
	}
	last.o.progress("galleries of several sizes", len(probes), len(probes))
	points := make([]Point, len(all))
	for k, r := range all {
		c := &costs[k]
		points[k] = newPoint(r.o.Size, median(c[0]), median(c[1]), median(c[2]), median(c[3]))
	}
	return points, nil
}

func newPoint(size int, coarse, full, filtered, search Cost) Point {
	us := func(c Cost) float64 { return 1e6 * c.CPUS / float64(size) }
	return Point{
		Size: size, Coarse: coarse, Full: full, Filtered: filtered, Search: search,
		CoarseUsPerExhibit: us(coarse), FullUsPerExhibit: us(full), FilteredUsPerExhibit: us(filtered),
	}
}

// exponents are those between the last point and the one before it.
func exponents(all []Point) Exponents {
	if len(all) < 2 {
		return Exponents{}
	}
	a, b := all[len(all)-2], all[len(all)-1]
	slope := func(of func(Point) Cost) float64 {
		if of(a).CPUS <= 0 || of(b).CPUS <= 0 {
			return 0
		}
		return math.Log(of(b).CPUS/of(a).CPUS) / math.Log(float64(b.Size)/float64(a.Size))
	}
	return Exponents{
		Coarse:   slope(func(p Point) Cost { return p.Coarse }),
		Full:     slope(func(p Point) Cost { return p.Full }),
		Filtered: slope(func(p Point) Cost { return p.Filtered }),
	}
}
