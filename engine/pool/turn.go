package pool

import (
	"container/list"
	"context"
	"sync"
)

// turns hands a fixed number of turns to whoever waits: work that somebody waits
// for first, batch work after it, each in the order in which it came.
type turns struct {
	mu      sync.Mutex
	free    int
	waiting [2]list.List // of chan struct{}: interactive, batch
}

type batchKey struct{}

// Batch returns a context whose tasks wait until no other task does.
func Batch(ctx context.Context) context.Context {
	return context.WithValue(ctx, batchKey{}, true)
}

// take waits for a turn or for the end of the context.
func (t *turns) take(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	line := &t.waiting[0]
	if ctx.Value(batchKey{}) != nil {
		line = &t.waiting[1]
	}
	t.mu.Lock()
	if t.free > 0 { // then nobody waits
		t.free--
		t.mu.Unlock()
		return nil
	}
	mine := make(chan struct{})
	place := line.PushBack(mine)
	t.mu.Unlock()
	select {
	case <-mine:
		return nil
	case <-ctx.Done():
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	select {
	case <-mine: // handed over in the meantime
		t.pass()
	default:
		line.Remove(place)
	}
	return ctx.Err()
}

// give returns a turn.
func (t *turns) give() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.pass()
}

// pass hands a turn to the next in line. The lock must be held.
func (t *turns) pass() {
	for i := range t.waiting {
		if first := t.waiting[i].Front(); first != nil {
			close(t.waiting[i].Remove(first).(chan struct{}))
			return
		}
	}
	t.free++
}
