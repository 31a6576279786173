package audit

import (
	"context"
	"sync"

	"cotejo/api/casework"
)

// Recorder records acts that change nothing else, such as looking at a record.
// Those that come while a transaction is being written share the next one, so
// that many readers do not each wait for a disk. It is safe for concurrent use.
type Recorder struct {
	store casework.Store
	log   *Log

	mu      sync.Mutex
	next    *batch // gathers
	writing bool
}

// batch is a number of events that become durable together.
type batch struct {
	leaves []leaf
	done   chan struct{} // closed when err is set
	err    error
}

// NewRecorder returns a recorder of a log in a store.
func NewRecorder(store casework.Store, log *Log) *Recorder {
	return &Recorder{store: store, log: log}
}

// View records events and returns when they are on disk, or with the reason why
// they are not. When ctx ends first they may still be recorded: an act in the log
// too many is better than one too few.
func (r *Recorder) View(ctx context.Context, events ...casework.Event) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	leaves, err := encodeAll(events) // here, so that a faulty event fails its caller alone
	if err != nil || len(leaves) == 0 {
		return err
	}
	r.mu.Lock()
	if r.next == nil {
		r.next = &batch{done: make(chan struct{})}
	}
	mine := r.next
	mine.leaves = append(mine.leaves, leaves...)
	if !r.writing {
		r.writing = true
		// Whoever came first may leave without failing the others.
		go r.write(context.WithoutCancel(ctx))
	}
	r.mu.Unlock()
	select {
	case <-mine.done:
		return mine.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// write writes batches until nobody waits.
func (r *Recorder) write(ctx context.Context) {
	for {
		r.mu.Lock()
		now := r.next
		r.next = nil
		r.writing = now != nil
		r.mu.Unlock()
		if now == nil {
			return
		}
		now.err = r.store.Update(ctx, func(tx casework.Tx) error { return r.log.append(ctx, tx, now.leaves) })
		close(now.done)
	}
}
