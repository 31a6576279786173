package pool_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"cotejo/engine/pool"
)

var errTest = errors.New("as the test wants it")

func TestWorkersDefaultToTheProcessors(t *testing.T) {
	procs := runtime.GOMAXPROCS(0)
	defer runtime.GOMAXPROCS(procs)
	pool.KeepSpare()
	if n := runtime.GOMAXPROCS(0); n <= procs {
		t.Errorf("no processor to spare: %d of %d", n, procs)
	}
	if n := pool.New(0, 0).Workers(); n != procs {
		t.Errorf("%d workers on %d processors", n, procs)
	}
	if n := pool.New(3, 0).Workers(); n != 3 {
		t.Errorf("%d workers, want 3", n)
	}
}

// hold occupies n workers until the returned function is called, which waits
// until they are free again.
func hold(t *testing.T, p *pool.Pool, n int) (release func()) {
	t.Helper()
	started, end := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			if err := p.Do(context.Background(), func(context.Context) error {
				started <- struct{}{}
				<-end
				return nil
			}); err != nil {
				t.Error(err)
			}
		})
	}
	for range n {
		<-started
	}
	return func() { close(end); wg.Wait() }
}

// With every worker held, a call waits until its context ends, and a call with a
// context that has ended does not start.
func TestDoWaitsForAWorkerOrItsContext(t *testing.T) {
	p := pool.New(2, 0)
	release := hold(t, p, 2)
	ctx, cancel := context.WithCancel(t.Context())
	result := make(chan error)
	go func() {
		result <- p.Do(ctx, func(context.Context) error { t.Error("a third task ran beside two workers"); return nil })
	}()
	select {
	case err := <-result:
		t.Fatalf("it did not wait: %v", err)
	default:
	}
	cancel()
	if err := <-result; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
	release()
	if err := p.Do(ctx, func(context.Context) error { t.Error("a task ran under a context that had ended"); return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
	// Both workers are free again.
	hold(t, p, 2)()
}

func TestDoRefusesWhenTheQueueIsFull(t *testing.T) {
	p := pool.New(1, 1)
	release := hold(t, p, 1)
	// One caller may wait; it is inside when a second one is refused. Whichever
	// of the two comes first waits, and the other is told at once.
	results := make(chan error)
	ran := make(chan struct{}, 2)
	for range 2 {
		go func() {
			results <- p.Do(t.Context(), func(context.Context) error { ran <- struct{}{}; return nil })
		}()
	}
	if err := <-results; !errors.Is(err, pool.ErrFull) {
		t.Errorf("got %v, want ErrFull", err)
	}
	if len(ran) != 0 {
		t.Error("a task ran beside the only worker")
	}
	release()
	if err := <-results; err != nil || len(ran) != 1 {
		t.Errorf("the one that waited: %v", err)
	}
	if err := p.Do(t.Context(), func(context.Context) error { return nil }); err != nil {
		t.Errorf("with the queue empty again: %v", err)
	}
}

func TestDoHandsBackWhatTheTaskDid(t *testing.T) {
	p := pool.New(1, 1)
	if err := p.Do(t.Context(), func(context.Context) error { return errTest }); !errors.Is(err, errTest) {
		t.Errorf("got %v", err)
	}
	// A panic does not cost the worker, however often it happens.
	for range 3 {
		err := p.Do(t.Context(), func(context.Context) error { panic("no such ring") })
		if err == nil || !strings.Contains(err.Error(), "no such ring") {
			t.Errorf("a panic became %v", err)
		}
	}
	if err := p.Do(t.Context(), func(context.Context) error { return nil }); err != nil {
		t.Error(err)
	}
}

// Three tasks wait for one another, which only three workers can end.
func TestMapUsesAllOfItsWorkers(t *testing.T) {
	var all sync.WaitGroup
	all.Add(3)
	if err := pool.New(3, 0).Map(t.Context(), 3, func(context.Context, int) error {
		all.Done()
		all.Wait()
		return nil
	}); err != nil {
		t.Error(err)
	}
}

func TestMapRunsEveryTaskOnceAndNoMoreAtOnceThanItHasWorkers(t *testing.T) {
	const workers = 3
	var running atomic.Int32
	done := make([]atomic.Int32, 200)
	err := pool.New(workers, 0).Map(t.Context(), len(done), func(_ context.Context, i int) error {
		if n := running.Add(1); n > workers {
			t.Errorf("%d tasks run at once", n)
		}
		runtime.Gosched()
		running.Add(-1)
		done[i].Add(1)
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	for i := range done {
		if n := done[i].Load(); n != 1 {
			t.Errorf("task %d ran %d times", i, n)
		}
	}
}

func TestMapSharesItsWorkersWithOthers(t *testing.T) {
	p := pool.New(2, 0)
	release := hold(t, p, 1)
	var running atomic.Int32
	err := p.Map(t.Context(), 20, func(context.Context, int) error {
		if n := running.Add(1); n > 1 {
			t.Errorf("%d run beside a held worker of two", n)
		}
		runtime.Gosched()
		running.Add(-1)
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	release()
}

// Both tasks fail before either returns: the lower one's error is Map's.
func TestMapReturnsTheErrorOfTheLowest(t *testing.T) {
	for range 20 {
		p := pool.New(2, 0)
		var both sync.WaitGroup
		both.Add(2)
		low, high, ran := errors.New("low"), errors.New("high"), atomic.Int32{}
		err := p.Map(t.Context(), 1000, func(_ context.Context, i int) error {
			ran.Add(1)
			if i > 1 {
				return nil
			}
			both.Done()
			both.Wait()
			return []error{low, high}[i]
		})
		if !errors.Is(err, low) {
			t.Fatalf("got %v, want the lowest's", err)
		}
		// Each of the two workers failed with its first task.
		if n := ran.Load(); n != 2 {
			t.Fatalf("%d tasks ran, want the two that failed", n)
		}
	}
}

// The first failure ends the context of the others, and that they then return its
// error does not hide why.
func TestMapTellsTheOthersToStop(t *testing.T) {
	p := pool.New(2, 0)
	waiting := make(chan struct{})
	err := p.Map(t.Context(), 2, func(ctx context.Context, i int) error {
		if i == 0 {
			close(waiting)
			<-ctx.Done()
			return ctx.Err()
		}
		<-waiting
		return errTest
	})
	if !errors.Is(err, errTest) {
		t.Errorf("got %v, want what failed first", err)
	}
}

func TestMapHonoursItsContext(t *testing.T) {
	p := pool.New(2, 0)
	ctx, cancel := context.WithCancel(t.Context())
	var mu sync.Mutex // so that no task counts between the fifth and its cancel
	ran := 0
	err := p.Map(ctx, 1000, func(context.Context, int) error {
		mu.Lock()
		defer mu.Unlock()
		if ran++; ran == 5 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || ran > 6 {
		t.Errorf("%d tasks ran, %v; want 5, or 6 with the one beside it, and the context's error", ran, err)
	}
	if err := p.Map(ctx, 3, func(context.Context, int) error { t.Error("a task ran"); return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestMapOfNothingAndOfAPanic(t *testing.T) {
	p := pool.New(2, 0)
	if err := p.Map(t.Context(), 0, nil); err != nil {
		t.Error(err)
	}
	err := p.Map(t.Context(), 3, func(_ context.Context, i int) error { panic(i) })
	if err == nil || !strings.Contains(err.Error(), "panicked") {
		t.Errorf("a panic became %v", err)
	}
}
