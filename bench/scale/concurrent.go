package scale

import (
	"context"
	"errors"
	"slices"
	"sync"

	"cotejo/bench/machine"
	"cotejo/engine"
)

const (
	// atOnce is how many searches run at the same time.
	atOnce = 8
	// rounds is how often searches at once and those of one core take turns: a
	// machine's speed changes from one minute to the next.
	rounds = 3
)

// concurrent runs the same whole searches at once, one after another, and one after
// another on one core, in turns.
func (r *run) concurrent(ctx context.Context) error {
	probes := make([]int, atOnce)
	for k := range probes {
		probes[k] = k * len(r.people.hidden) / atOnce % len(r.people.hidden)
	}
	ways := [...]func() error{
		func() error { return r.beside(ctx, probes) },
		func() error { return r.inTurn(ctx, r.eng, probes) },
		func() error {
			return machine.OnOneCore(func() error { return r.inTurn(ctx, r.single, probes) })
		},
	}
	var costs [len(ways)][]Cost
	for done := range rounds * len(ways) {
		r.o.progress("searches at once", done, rounds*len(ways))
		way := done % len(ways)
		c, err := cost(ways[way])
		if err != nil {
			return err
		}
		costs[way] = append(costs[way], Cost{c.WallS / atOnce, c.CPUS / atOnce})
	}
	r.o.progress("searches at once", rounds*len(ways), rounds*len(ways))
	r.report.Concurrent = Concurrent{
		Searches: atOnce,
		Together: median(costs[0]), OneAtATime: median(costs[1]), OneCore: median(costs[2]),
		OverOneAtATime: medianRatio(costs[1], costs[0]), OverOneCore: medianRatio(costs[2], costs[0]),
	}
	return nil
}

// beside runs searches at the same time, inTurn one after another.
func (r *run) beside(ctx context.Context, probes []int) error {
	failures := make([]error, len(probes))
	var wg sync.WaitGroup
	for k, i := range probes {
		wg.Go(func() { failures[k] = r.search(ctx, r.eng, i) })
	}
	wg.Wait()
	return errors.Join(failures...)
}

func (r *run) inTurn(ctx context.Context, eng *engine.Engine, probes []int) error {
	for _, i := range probes {
		if err := r.search(ctx, eng, i); err != nil {
			return err
		}
	}
	return nil
}

// medianRatio is that of the wall times of each round.
func medianRatio(of, over []Cost) float64 {
	all := make([]float64, len(of))
	for i := range all {
		all[i] = of[i].WallS / over[i].WallS
	}
	slices.Sort(all)
	return all[len(all)/2]
}
