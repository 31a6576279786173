// Package pool bounds CPU work: a fixed number of workers, a bounded queue in
// front of them, what somebody waits for before batch work, and contexts honoured
// while waiting and between tasks. It imports nothing of Cotejo.
package pool

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// ErrFull is returned by Do when as many callers wait as the pool allows.
var ErrFull = errors.New("the work queue is full: try again later, or give the pool more workers")

// Pool lets a bounded number of tasks run at once. It is safe for concurrent
// use. A task runs in the caller's goroutine (Do) or in one that ends with the
// call (Map), so a pool needs no Start and no Stop.
type Pool struct {
	workers int
	turns   turns
	queue   chan struct{}
}

// New returns a pool of the given number of workers; 0 or less means
// Cores. At most queue callers of Do may wait or run beyond the workers;
// 0 or less means no limit.
func New(workers, queue int) *Pool {
	if workers <= 0 {
		workers = Cores()
	}
	p := &Pool{workers: workers, turns: turns{free: workers}}
	if queue > 0 {
		p.queue = make(chan struct{}, workers+queue)
	}
	return p
}

// Workers returns the number of tasks that may run at once.
func (p *Pool) Workers() int { return p.workers }

// Do waits for a worker and runs f in the caller's goroutine. It returns f's
// error, ErrFull at once when the queue is full, or the context's error when it
// ends before a worker is free. A panic in f becomes an error.
func (p *Pool) Do(ctx context.Context, f func(context.Context) error) error {
	if p.queue != nil {
		select {
		case p.queue <- struct{}{}:
			defer func() { <-p.queue }()
		default:
			return ErrFull
		}
	}
	return p.run(ctx, f)
}

func (p *Pool) run(ctx context.Context, f func(context.Context) error) (err error) {
	if err := p.turns.take(ctx); err != nil {
		return err
	}
	defer func() {
		p.turns.give()
		if r := recover(); r != nil {
			err = fmt.Errorf("task panicked: %v", r)
		}
	}()
	return f(ctx)
}

// Map runs f for every i in [0, n) and waits until all have ended. f is called
// with a context that ends at the first error; Map then starts no further task
// and returns the error of the lowest i that failed. The order of the calls is
// not defined, so f must write its result to its own place.
func (p *Pool) Map(ctx context.Context, n int, f func(ctx context.Context, i int) error) error {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	var (
		wg      sync.WaitGroup
		mu      sync.Mutex
		next    int
		failed  = n
		failure error
	)
	take := func() (int, bool) {
		mu.Lock()
		defer mu.Unlock()
		if next >= n || inner.Err() != nil {
			return 0, false
		}
		next++
		return next - 1, true
	}
	for range min(p.Workers(), n) {
		wg.Go(func() {
			for i, ok := take(); ok; i, ok = take() {
				err := p.run(inner, func(ctx context.Context) error { return f(ctx, i) })
				if err == nil {
					continue
				}
				mu.Lock()
				if i < failed && !(errors.Is(err, context.Canceled) && failure != nil) {
					failed, failure = i, err
				}
				mu.Unlock()
				cancel()
			}
		})
	}
	wg.Wait()
	if ctx.Err() != nil && failure == nil {
		return ctx.Err()
	}
	return failure
}
