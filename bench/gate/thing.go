package gate

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"cotejo/bench/machine"
)

// thing is a piece of work under the gate. An operation is a fixed number of
// items, so that a slowdown is so many items besides.
type thing struct {
	name  string
	items int
	work  func(items int) error
	// besides, where there is one, is a small piece of work of the same sort, for
	// things whose items are too large to do a few more of.
	besides func()
	// reference takes about two milliseconds.
	reference func()
}

// slowed returns the operation with a share more of work in it.
func (t *thing) slowed(share float64) (func() error, error) {
	if share == 0 || t.besides == nil {
		items := t.items + int(math.Round(share*float64(t.items)))
		return func() error { return t.work(items) }, nil
	}
	whole, err := quickest(func() error { return t.work(t.items) })
	if err != nil {
		return nil, err
	}
	piece, err := quickest(func() error {
		for range 20 {
			t.besides()
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	times := int(math.Round(share * whole / (piece / 20)))
	return func() error {
		for range times {
			t.besides()
		}
		return t.work(t.items)
	}, nil
}

// quickest is the least processor time of some runs, in seconds.
func quickest(run func() error) (float64, error) {
	best := math.Inf(1)
	for range 7 {
		from := machine.ThreadTime()
		if err := run(); err != nil {
			return 0, err
		}
		best = min(best, (machine.ThreadTime() - from).Seconds())
	}
	return best, nil
}

func find(all []*thing, name string) (*thing, error) {
	if i := slices.IndexFunc(all, func(t *thing) bool { return t.name == name }); i >= 0 {
		return all[i], nil
	}
	var names []string
	for _, t := range all {
		names = append(names, t.name)
	}
	return nil, fmt.Errorf("the gate knows no %q: it knows %s", name, strings.Join(names, ", "))
}

// choose keeps the things that the options name, in the gate's order.
func choose(all []*thing, o Options) ([]*thing, error) {
	names := o.Only
	if o.SlowThing != "" {
		names = append(slices.Clone(names), o.SlowThing)
	}
	for _, name := range names {
		if _, err := find(all, name); err != nil {
			return nil, err
		}
	}
	if !(o.Slow >= 0 && o.Slow <= 10) {
		return nil, fmt.Errorf("slowdown of %g: a share from 0 to 10 is possible", o.Slow)
	}
	if len(o.Only) == 0 {
		return all, nil
	}
	return slices.DeleteFunc(all, func(t *thing) bool { return !slices.Contains(o.Only, t.name) }), nil
}
