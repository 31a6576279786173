package scale

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"

	"cotejo/engine"
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

// RunSweep measures galleries of a thousand, ten thousand and so on up to o.Size,
// each in a folder of its own below o.Dir which is removed but for the last. The
// report is that of the last.
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
	s := &Sweep{}
	for size := MinSize; size < most; size *= 10 {
		small, err := r.resized(size, filepath.Join(dir, fmt.Sprint(size)))
		if err != nil {
			r.o.note("a gallery of %d is left out: %v", size, err)
			continue
		}
		point, err := small.point(ctx)
		if err := errors.Join(err, os.RemoveAll(small.o.Dir)); err != nil {
			return nil, err
		}
		s.Points = append(s.Points, point)
	}
	report, err := r.measure(ctx)
	if err != nil {
		return nil, err
	}
	s.Points = append(s.Points, pointOf(report))
	s.Exponents = exponents(s.Points)
	report.Sweep = s
	return report, nil
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

// point measures what the sweep shows.
func (r *run) point(ctx context.Context) (Point, error) {
	g, err := r.gallery(ctx)
	if err != nil {
		return Point{}, err
	}
	defer g.Close()
	for _, stage := range []func(context.Context) error{r.searches, r.filters, r.cascade} {
		if err := stage(ctx); err != nil {
			return Point{}, err
		}
	}
	return pointOf(&r.report), nil
}

func pointOf(r *Report) Point {
	p := Point{
		Size: r.Size, Coarse: Cost{r.CoarseWallS, r.CoarseCPUS}, Full: r.Cascade.Off,
		Search: Cost{r.SearchWallS, r.SearchCPUS},
	}
	for _, f := range r.Filters {
		if f.Share == 0.01 {
			p.Filtered = f.Cost
		}
	}
	us := func(c Cost) float64 { return 1e6 * c.CPUS / float64(r.Size) }
	p.CoarseUsPerExhibit, p.FullUsPerExhibit, p.FilteredUsPerExhibit = us(p.Coarse), us(p.Full), us(p.Filtered)
	return p
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
