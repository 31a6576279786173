package engine

import (
	"context"

	"cotejo/engine/compare"
	"cotejo/engine/feature"
)

// shortList is what a search compares in full: the best of the coarse list, best
// first.
type shortList struct {
	n        int
	template func(ctx context.Context, k int) (*feature.Template, error)
	compare  func(ctx context.Context, k int, t *feature.Template) (compare.Result, error)
}

// compared is the result of one of them; not done when the time was over before.
type compared struct {
	compare.Result
	done bool
}

// atOnce is how many of the short list are taken up together by a search that may
// be told that it is enough: the next ones wait, so that what is done are the best.
const atOnce = 16

// fine compares the probe with the short list in the pool. What was begun when
// enough is closed is ended, and nothing more begun.
func (e *Engine) fine(ctx context.Context, probe *compare.Subject, list shortList, enough <-chan struct{}) ([]compared, error) {
	out := make([]compared, list.n)
	step := list.n
	if enough != nil {
		step = atOnce
	}
	for from := 0; from < list.n && !closed(enough); from += step {
		if err := e.fineSome(ctx, probe, list, from, min(from+step, list.n), out, enough); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func closed(enough <-chan struct{}) bool {
	select {
	case <-enough:
		return true
	default:
		return false
	}
}

// fineSome compares a part of the short list. Templates are small and all loaded
// first, so that the order of work can be chosen; laid out, one is ten times as
// large.
func (e *Engine) fineSome(ctx context.Context, probe *compare.Subject, list shortList, from, to int, out []compared, enough <-chan struct{}) error {
	templates := make([]*feature.Template, to-from)
	err := e.pool.Map(ctx, len(templates), func(ctx context.Context, i int) (err error) {
		templates[i], err = list.template(ctx, from+i)
		return err
	})
	if err != nil {
		return err
	}
	// Those for which the probe is turned come first and follow one another.
	var order, others []int
	for i, t := range templates {
		if compare.Swapped(probe.Template, t) {
			others = append(others, i)
		} else {
			order = append(order, i)
		}
	}
	order = append(order, others...)
	return e.pool.Map(ctx, len(order), func(ctx context.Context, i int) (err error) {
		if closed(enough) {
			return nil
		}
		k := order[i]
		r := &out[from+k]
		r.Result, err = list.compare(ctx, from+k, templates[k])
		r.done = err == nil
		templates[k] = nil
		return err
	})
}
