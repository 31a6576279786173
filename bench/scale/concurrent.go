package scale

import (
	"context"
	"errors"
	"sync"
	"time"

	"cotejo/engine"
)

// atOnce is how many searches run at the same time.
const atOnce = 8

// concurrent runs whole searches at once and one after another, with all workers
// and with one.
func (r *run) concurrent(ctx context.Context) error {
	probes := make([]int, atOnce)
	for k := range probes {
		probes[k] = k * len(r.people.hidden) / atOnce % len(r.people.hidden)
	}
	out := &r.report.Concurrent
	out.Searches = atOnce
	r.o.progress("searches at once", 0, 3)
	c, err := cost(func() error {
		failures := make([]error, atOnce)
		var wg sync.WaitGroup
		for k, i := range probes {
			wg.Go(func() { failures[k] = r.search(ctx, r.eng, i) })
		}
		wg.Wait()
		return errors.Join(failures...)
	})
	if err != nil {
		return err
	}
	out.Together = Cost{c.WallS / atOnce, c.CPUS / atOnce}
	r.o.progress("searches at once", 1, 3)
	if out.OneAtATime, err = r.inTurn(ctx, r.eng, probes); err != nil {
		return err
	}
	r.o.progress("searches at once", 2, 3)
	if out.OneCore, err = r.inTurn(ctx, r.single, probes); err != nil {
		return err
	}
	r.o.progress("searches at once", 3, 3)
	out.OverOneAtATime = out.OneAtATime.WallS / out.Together.WallS
	out.OverOneCore = out.OneCore.WallS / out.Together.WallS
	return nil
}

// inTurn is the mean cost of searches one after another, of as many as patience
// allows.
func (r *run) inTurn(ctx context.Context, eng *engine.Engine, probes []int) (Cost, error) {
	n, start := 0, time.Now()
	c, err := cost(func() error {
		for _, i := range probes {
			if n >= fewest && time.Since(start) > patience {
				break
			}
			if err := r.search(ctx, eng, i); err != nil {
				return err
			}
			n++
		}
		return nil
	})
	return Cost{c.WallS / float64(n), c.CPUS / float64(n)}, err
}
