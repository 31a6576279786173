package scale

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"cotejo/bench/crowd"
	"cotejo/bench/machine"
	"cotejo/engine"
	"cotejo/engine/compare"
	"cotejo/engine/facet"
	"cotejo/engine/feature"
	"cotejo/engine/gallery"
)

// run is one measurement on its way.
type run struct {
	o      Options
	eng    *engine.Engine // all workers
	full   *engine.Engine // without the first stage of the cascade
	single *engine.Engine // one worker
	report Report
	// smaller are measurements on smaller galleries, for a sweep.
	smaller []*run

	model  *crowd.Model
	people *people
	mates  [][]int
	facts  *facet.Index
	snap   *gallery.Snapshot
}

// Run measures. p are the engine's parameters, of which those of ranking are
// replaced by the options'; workers is how many threads work at once, 0 for one a
// core. The gallery stays in o.Dir.
func Run(ctx context.Context, p engine.Params, workers int, o Options) (*Report, error) {
	r, err := begin(ctx, p, workers, o)
	if err != nil {
		return nil, err
	}
	return r.measure(ctx)
}

// begin makes what does not hang on the gallery's size.
func begin(ctx context.Context, p engine.Params, workers int, o Options) (*run, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	if err := fresh(o.Dir); err != nil {
		return nil, err
	}
	r := &run{o: o}
	if err := r.engines(p, workers); err != nil {
		return nil, err
	}
	var err error
	if r.model, err = r.fit(ctx); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(o.Dir, 0o750); err != nil {
		return nil, err
	}
	if err := enoughDisk(o.Dir, o.Size, r.model.Class().Layout); err != nil {
		return nil, err
	}
	hidden, refused, err := r.hidden(ctx, r.model.Class())
	if err != nil {
		return nil, err
	}
	standIns, err := standInSeries(o.Seed).Exhibits(ctx, r.eng, r.eng.Pool(), func(done, total int) { o.progress("generating non-mates", done, total) })
	if err != nil {
		return nil, err
	}
	templates := make([]*feature.Template, len(standIns))
	for i, s := range standIns {
		templates[i] = s.Template
	}
	if r.people, err = newPeople(r.model, &r.o, hidden, templates); err != nil {
		return nil, err
	}
	r.mates = mates(hidden)
	r.report = Report{
		Version: o.Version, Engine: engine.Version, Parameters: r.eng.Params(), Seed: o.Seed, Size: o.Size,
		Workers: r.eng.Pool().Workers(), Refused: refused,
	}
	if r.report.Refused == nil {
		r.report.Refused = []Refused{}
	}
	return r, nil
}

func (r *run) engines(p engine.Params, workers int) (err error) {
	p.Rank = r.o.Rank
	if r.eng, err = engine.New(p, workers); err != nil {
		return err
	}
	if r.single, err = engine.New(p, 1); err != nil {
		return err
	}
	p.Rank.Sieve.Keep = 1
	r.full, err = engine.New(p, workers)
	return err
}

// fit returns the stored model, or one that is fitted now when that is of another
// engine.
func (r *run) fit(ctx context.Context) (*crowd.Model, error) {
	m, err := crowd.Stored(r.eng)
	if !errors.Is(err, crowd.ErrStale) {
		return m, err
	}
	r.o.note("%v: a new one is fitted, which takes minutes; run go test ./bench/crowd -run TestStoredModel -update", err)
	all, err := crowd.DefaultSeries().Exhibits(ctx, r.eng, r.eng.Pool(), func(done, total int) { r.o.progress("fitting the crowd", done, total) })
	if err != nil {
		return nil, err
	}
	return crowd.Of(all)
}

// measure is the table of contents.
func (r *run) measure(ctx context.Context) (*Report, error) {
	r.report.LoadAverage.Begin = load()
	start := time.Now()
	before, err := cpu()
	if err != nil {
		return nil, err
	}
	limits, err := machine.Measure(ctx)
	if err != nil {
		return nil, err
	}
	r.report.Machine = &limits
	if err := r.dense(ctx); err != nil {
		return nil, err
	}
	g, err := r.gallery(ctx)
	if err != nil {
		return nil, err
	}
	defer g.Close()
	stop := watch()
	for _, stage := range []func(context.Context) error{r.searches, r.filters, r.batches, r.cascade, r.concurrent, r.crowd} {
		if err := stage(ctx); err != nil {
			stop()
			return nil, err
		}
	}
	r.report.Memory = stop()
	r.report.RSSBytes = r.report.Memory.Resident
	if err := r.sweep(ctx); err != nil {
		return nil, err
	}
	after, err := cpu()
	r.report.CPUS, r.report.WallS = (after - before).Seconds(), time.Since(start).Seconds()
	r.report.LoadAverage.End = load()
	return &r.report, err
}

// gallery builds it, closes it and opens it twice: as it is left, and after the
// system was asked to forget it.
func (r *run) gallery(ctx context.Context) (*gallery.Gallery, error) {
	var g *gallery.Gallery
	dir := filepath.Clean(r.o.Dir)
	built, err := cost(func() (err error) {
		if g, _, err = gallery.Open(dir); err != nil {
			return err
		}
		return errors.Join(r.build(ctx, g, r.people), g.Close())
	})
	if err != nil {
		return nil, err
	}
	r.report.BuildS, r.report.BuildCPUS = built.WallS, built.CPUS
	apparent, disk, err := occupied(dir)
	if err != nil {
		return nil, err
	}
	r.report.GalleryBytesPerExhibit = float64(disk) / float64(r.o.Size)
	r.report.GalleryBytesPerExhibitApparent = float64(apparent) / float64(r.o.Size)
	warm, err := cost(func() error { return r.openOnce(dir) })
	if err != nil {
		return nil, err
	}
	r.report.OpenS, r.report.OpenCPUS = warm.WallS, warm.CPUS
	if err := forget(dir); err != nil {
		return nil, err
	}
	cold, err := cost(func() (err error) {
		g, _, err = gallery.Open(dir)
		return err
	})
	if err != nil {
		return nil, err
	}
	r.report.OpenColdS = cold.WallS
	r.snap = g.Snapshot()
	if n := r.snap.Len(); n != r.o.Size {
		return nil, errors.Join(fmt.Errorf("the gallery has %d entries, %d were appended", n, r.o.Size), g.Close())
	}
	r.facts = r.people.facts()
	r.report.FactsBytes = r.facts.Bytes()
	return g, nil
}

func (r *run) openOnce(dir string) error {
	g, _, err := gallery.Open(dir)
	if err != nil {
		return err
	}
	return g.Close()
}

// timed are the hidden scans that are timed: spread evenly over all.
func (r *run) timed() []int {
	n := min(r.o.Probes, len(r.people.hidden))
	out := make([]int, n)
	for i := range out {
		out[i] = i * len(r.people.hidden) / n
	}
	return out
}

// subject lays a hidden scan out anew, so that what a search makes of it is part of
// what is timed.
func (r *run) subject(i int) *compare.Subject {
	return r.eng.Subject(r.people.hidden[i].Template)
}
