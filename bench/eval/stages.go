package eval

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"cotejo/bench/accuracy"
	"cotejo/engine/compare"
	"cotejo/engine/feature"
	"cotejo/engine/pool"
	"cotejo/engine/prepare"
	"cotejo/engine/scan"
	"cotejo/engine/segment"
)

// The stages, as progress and costs name them.
const (
	stageRead    = "reading"
	stageSpoil   = "turning and damaging"
	stageEnrol   = "extracting"
	stageSubject = "indexing"
	stageCoarse  = "searching"
	stageFine    = "comparing"
)

// batch is how many scans are in memory at once: a 560 x 560 scan has 2.5 MB.
// The stages of a batch follow one another, so that their CPU time can be told
// apart.
const batch = 64

// enrol reads, spoils and enrols all scans, batch by batch.
func (r *run) enrol(ctx context.Context) error {
	r.subjects = make([][]*compare.Subject, len(r.c.items))
	r.refused = make([]error, len(r.c.items))
	for from := 0; from < len(r.c.items); from += batch {
		n := min(batch, len(r.c.items)-from)
		scans := make([]*scan.Scan, n)
		templates := make([][]*feature.Template, n)
		for _, s := range []struct {
			name string
			do   func(ctx context.Context, i int) error
		}{
			{stageRead, func(_ context.Context, i int) (err error) {
				scans[i], err = r.o.Reader.Read(r.c.paths[from+i])
				return err
			}},
			{stageSpoil, func(_ context.Context, i int) error {
				return r.named(from+i, r.o.spoil(scans[i], from+i))
			}},
			{stageEnrol, func(ctx context.Context, i int) (err error) {
				templates[i], err = r.templates(ctx, scans[i], from+i)
				scans[i] = nil
				return r.named(from+i, err)
			}},
			{stageSubject, func(_ context.Context, i int) error {
				r.subjects[from+i] = r.eng.Subjects(templates[i]...)
				// A subject makes its probe when it is first searched. Here
				// every scan is a probe, once: that is a cost of the scan and
				// not of each item that it is held against.
				for _, s := range r.subjects[from+i] {
					if err := s.Ready(); err != nil {
						return r.named(from+i, err)
					}
				}
				return nil
			}},
		} {
			tick := func() {}
			if s.name == stageEnrol { // the longest of the four
				tick = r.ticker(stageEnrol, from, len(r.c.items))
			}
			err := r.meter.measure(s.name, func() error { return mapAll(ctx, r.pool, n, s.do, tick) })
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// templates makes those of a scan. One whose marks cannot be compared has none: it
// stays in the collection, scores 0 against everything and is named in the report.
func (r *run) templates(ctx context.Context, s *scan.Scan, i int) ([]*feature.Template, error) {
	known, err := r.o.known(s, r.c.items[i].File)
	if err != nil {
		return nil, err
	}
	e, err := r.eng.EnrolMarks(ctx, s, known, nil)
	var refused *segment.Refusal
	var unusable *prepare.Unusable
	switch {
	case errors.As(err, &refused), errors.As(err, &unusable):
		r.refused[i] = err
		return nil, nil
	case err != nil:
		return nil, err
	}
	return e.Templates, nil
}

// named puts the scan's path before an error.
func (r *run) named(i int, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", r.c.paths[i], err)
}

// coarse searches every scan against all of them.
func (r *run) coarse(ctx context.Context) ([][]float64, error) {
	scores := make([][]float64, len(r.subjects))
	err := r.meter.measure(stageCoarse, func() error {
		return mapAll(ctx, r.pool, len(r.subjects), func(ctx context.Context, i int) (err error) {
			scores[i], err = r.eng.CoarseMarks(ctx, r.subjects[i], r.subjects)
			return r.named(i, err)
		}, r.ticker(stageCoarse, 0, len(r.subjects)))
	})
	return scores, err
}

// fine compares every pair.
func (r *run) fine(ctx context.Context) ([]accuracy.Pair, error) {
	var index [][2]int
	for a := range r.subjects {
		for b := a + 1; b < len(r.subjects); b++ {
			index = append(index, [2]int{a, b})
		}
	}
	var results []compare.Fused
	err := r.meter.measure(stageFine, func() (err error) {
		results, err = r.eng.CompareAllMarks(ctx, r.subjects, index, func(done int) {
			r.o.progress(stageFine, done, len(index))
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	pairs := make([]accuracy.Pair, len(index))
	for k, ab := range index {
		pairs[k] = pairOf(ab[0], ab[1], results[k])
	}
	return pairs, nil
}

func pairOf(a, b int, fused compare.Fused) accuracy.Pair {
	p := accuracy.Pair{A: a, B: b, Score: fused.Score}
	if len(fused.Marks) == 0 {
		return p
	}
	for _, m := range fused.Marks {
		p.Marks = append(p.Marks, accuracy.MarkScore{Kind: m.Kind.String(), Score: m.Result.Score})
	}
	res := fused.Lead()
	p.Coarse, p.CellsCongruent, p.Cells = res.Coarse, res.CellsCongruent, len(res.Cells)
	p.RotationDeg, p.ShiftXum, p.ShiftYum = res.Pose.RotationDeg, res.Pose.ShiftX*1e6, res.Pose.ShiftY*1e6
	return p
}

// mapAll runs f for 0..n-1 in the pool and calls tick, one call at a time, after
// each.
func mapAll(ctx context.Context, p *pool.Pool, n int, f func(context.Context, int) error, tick func()) error {
	var mu sync.Mutex
	return p.Map(ctx, n, func(ctx context.Context, i int) error {
		if err := f(ctx, i); err != nil {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		tick()
		return nil
	})
}

// ticker counts progress up from a start.
func (r *run) ticker(stage string, from, total int) func() {
	return func() {
		from++
		r.o.progress(stage, from, total)
	}
}
