package engine

import (
	"context"
	"fmt"
	"slices"

	"cotejo/engine/compare"
	"cotejo/engine/feature"
	"cotejo/engine/gallery"
	"cotejo/engine/rank"
)

// Candidate is one entry of a candidate list.
type Candidate struct {
	Index  int            // in what was searched, in its order
	Rank   int            // from 1
	Coarse float64        // coarse score in the search
	Result compare.Result // told from the probe's side
}

// Coarse returns the coarse score of every subject against a probe: the
// correlation of their signatures, at most about 1.
func (e *Engine) Coarse(ctx context.Context, probe *compare.Subject, all []*compare.Subject) ([]float64, error) {
	return rank.Coarse(ctx, probe, rank.Subjects(probe, all))
}

// Search ranks subjects against a probe: coarse over all, fine over the best of
// them, and returns the top of the list, best first. Ties keep the order of the
// coarse score and then of the subjects.
func (e *Engine) Search(ctx context.Context, probe *compare.Subject, all []*compare.Subject, top int) ([]Candidate, error) {
	return e.search(ctx, probe, top, searched{
		signatures: rank.Subjects(probe, all),
		template:   func(_ context.Context, i int) (*feature.Template, error) { return all[i].Template, nil },
		subject:    func(i int, _ *feature.Template) *compare.Subject { return all[i] },
	})
}

// SearchGallery is Search over the entries of a gallery that have the given
// sequence numbers: the list is that of Search on subjects of the same templates
// in the same order. load is called for the templates of the best of them, by
// several goroutines at once. Sequence numbers that the gallery does not hold are
// a *gallery.AbsentError.
func (e *Engine) SearchGallery(ctx context.Context, probe *compare.Subject, g *gallery.Snapshot, seqs []int64, load func(ctx context.Context, seq int64) (*feature.Template, error), top int) ([]Candidate, error) {
	return e.search(ctx, probe, top, searched{
		signatures: rank.Entries(probe, g, seqs),
		template: func(ctx context.Context, i int) (*feature.Template, error) {
			t, err := load(ctx, seqs[i])
			if err != nil {
				return nil, err
			}
			if entry, _ := g.Entry(seqs[i]); entry.Class != t.Class() || !slices.Equal(entry.Signature, t.Signature) {
				return nil, fmt.Errorf("entry %d of the gallery is not of the template that was loaded for it: rebuild the gallery", seqs[i])
			}
			return t, compare.Comparable(probe.Template, t)
		},
		subject: func(_ int, t *feature.Template) *compare.Subject { return e.Subject(t) },
	})
}

// searched is what a search goes through.
type searched struct {
	signatures rank.Signatures
	// template and subject are those of the one whose signature is the i-th. They
	// are asked for the best of the coarse list only.
	template func(ctx context.Context, i int) (*feature.Template, error)
	subject  func(i int, t *feature.Template) *compare.Subject
}

// search is the table of contents of both searches.
func (e *Engine) search(ctx context.Context, probe *compare.Subject, top int, all searched) ([]Candidate, error) {
	var coarse []float64
	err := e.pool.Do(ctx, func(ctx context.Context) (err error) {
		coarse, err = rank.Coarse(ctx, probe, all.signatures)
		return err
	})
	if err != nil {
		return nil, err
	}
	short := rank.Best(coarse, max(top, e.params.Rank.Fine))
	results, err := e.fine(ctx, probe, short, all)
	if err != nil {
		return nil, err
	}
	scores := make([]float64, len(results))
	for k, r := range results {
		scores[k] = r.Score
	}
	var out []Candidate
	for n, k := range rank.Best(scores, top) {
		out = append(out, Candidate{Index: short[k], Rank: n + 1, Coarse: coarse[short[k]], Result: results[k]})
	}
	return out, nil
}

// fine compares the probe with the short list in the pool. Templates are small
// and all loaded first, so that the order of work can be chosen; a subject is ten
// times as large and lives no longer than its comparison.
func (e *Engine) fine(ctx context.Context, probe *compare.Subject, short []int, all searched) ([]compare.Result, error) {
	templates := make([]*feature.Template, len(short))
	err := e.pool.Map(ctx, len(short), func(ctx context.Context, k int) (err error) {
		templates[k], err = all.template(ctx, short[k])
		return err
	})
	if err != nil {
		return nil, err
	}
	// Those for which the probe is turned come first and follow one another.
	var order, others []int
	for k, t := range templates {
		if compare.Swapped(probe.Template, t) {
			others = append(others, k)
		} else {
			order = append(order, k)
		}
	}
	order = append(order, others...)
	out := make([]compare.Result, len(short))
	return out, e.pool.Map(ctx, len(short), func(ctx context.Context, i int) (err error) {
		k := order[i]
		out[k], err = e.Compare(ctx, probe, all.subject(short[k], templates[k]), nil)
		templates[k] = nil
		return err
	})
}
