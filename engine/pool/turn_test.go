package pool

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
)

// waitFor returns once so many callers stand in a line.
func (t *turns) waitFor(line, n int) {
	for {
		t.mu.Lock()
		got := t.waiting[line].Len()
		t.mu.Unlock()
		if got == n {
			return
		}
	}
}

// With the only worker held, work that somebody waits for comes before batch work
// that came earlier, and each kind keeps its order.
func TestBatchWorkWaitsForAllOther(t *testing.T) {
	p := New(1, 0)
	if err := p.turns.take(t.Context()); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	var order []string
	lines := [2]int{}
	for _, name := range []string{"b1", "i1", "b2", "i2", "i3"} {
		ctx, line := t.Context(), 0
		if name[0] == 'b' {
			ctx, line = Batch(ctx), 1
		}
		wg.Go(func() {
			if err := p.Do(ctx, func(context.Context) error {
				mu.Lock()
				defer mu.Unlock()
				order = append(order, name)
				return nil
			}); err != nil {
				t.Error(err)
			}
		})
		lines[line]++
		p.turns.waitFor(line, lines[line])
	}
	p.turns.give()
	wg.Wait()
	if want := []string{"i1", "i2", "i3", "b1", "b2"}; !slices.Equal(order, want) {
		t.Errorf("order %v, want %v", order, want)
	}
	if p.turns.free != 1 {
		t.Errorf("%d turns are free", p.turns.free)
	}
}

// The kind of work goes along with the context.
func TestBatchIsInherited(t *testing.T) {
	p := New(1, 0)
	if err := p.turns.take(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(Batch(t.Context()))
	done := make(chan error)
	go func() {
		done <- p.Map(ctx, 3, func(context.Context, int) error { return nil })
	}()
	p.turns.waitFor(1, 1)
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	p.turns.waitFor(1, 0)
}

// Whoever stops waiting neither takes a turn along nor loses one.
func TestTurnsAreNotLost(t *testing.T) {
	p := New(2, 0)
	var wg sync.WaitGroup
	for i := range 50 {
		ctx, cancel := context.WithCancel(t.Context())
		if i%2 == 0 {
			ctx = Batch(ctx)
		}
		wg.Go(func() {
			if err := p.Do(ctx, func(context.Context) error { return nil }); err != nil && !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		})
		wg.Go(cancel)
	}
	wg.Wait()
	if p.turns.free != 2 || p.turns.waiting[0].Len()+p.turns.waiting[1].Len() != 0 {
		t.Errorf("%d turns are free, %d and %d wait", p.turns.free, p.turns.waiting[0].Len(), p.turns.waiting[1].Len())
	}
}
