package audit_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"cotejo/api/audit"
	"cotejo/api/casework"
)

// gated is a store whose updates wait for a permit each, and are counted.
type gated struct {
	casework.Store
	permits chan error // an error fails the update
	begun   chan struct{}
}

func (g *gated) Update(ctx context.Context, fn func(casework.Tx) error) error {
	g.begun <- struct{}{}
	if err := <-g.permits; err != nil {
		return err
	}
	return g.Store.Update(ctx, fn)
}

func newGated(w *world) *gated {
	return &gated{Store: w.store, permits: make(chan error, 100), begun: make(chan struct{}, 100)}
}

// waiting lets n callers record views, and returns when all have joined the
// batch that gathers while the first one's is being written.
func waiting(t *testing.T, w *world, g *gated, r *audit.Recorder, n int) (results chan error) {
	t.Helper()
	results = make(chan error, n+1)
	go func() { results <- r.View(t.Context(), view(w, 0)) }()
	<-g.begun // the first one's batch is closed: the others share the next
	for i := range n {
		joined := make(chan struct{})
		go func() {
			// A context whose Done is asked for once the caller has joined.
			ctx := joinContext{t.Context(), joined, new(sync.Once)}
			results <- r.View(ctx, view(w, i+1), view(w, i+1))
		}()
		<-joined
	}
	return results
}

// joinContext tells when somebody begins to wait for its end.
type joinContext struct {
	context.Context
	asked chan struct{}
	once  *sync.Once
}

func (c joinContext) Done() <-chan struct{} {
	c.once.Do(func() { close(c.asked) })
	return c.Context.Done()
}

func view(w *world, i int) casework.Event {
	return casework.Event{At: w.now, Action: "view", Subject: fmt.Sprint(i)}
}

func TestViewsShareATransaction(t *testing.T) {
	w := newWorld(t)
	g := newGated(w)
	results := waiting(t, w, g, audit.NewRecorder(g, w.log), 20)
	g.permits <- nil
	g.permits <- nil
	for range 21 {
		if err := <-results; err != nil {
			t.Error(err)
		}
	}
	if len(g.begun) != 1 { // and the first
		t.Errorf("%d updates instead of 2", 1+len(g.begun))
	}
	if r := w.verify(); !r.OK() || r.Entries != 41 {
		t.Errorf("%d entries, %v", r.Entries, said(r))
	}
}

func TestViewThatFails(t *testing.T) {
	w := newWorld(t)
	g := newGated(w)
	r := audit.NewRecorder(g, w.log)
	results := waiting(t, w, g, r, 3)
	full := casework.Fail(casework.CodeStorage, "store.full")
	g.permits <- nil
	g.permits <- full
	failed := 0
	for range 4 {
		if err := <-results; errors.Is(err, full) {
			failed++
		} else if err != nil {
			t.Error(err)
		}
	}
	if failed != 3 {
		t.Errorf("%d callers were told that their views are not recorded, want 3", failed)
	}
	g.permits <- nil // it goes on afterwards
	if err := r.View(t.Context(), view(w, 9)); err != nil {
		t.Error(err)
	}
	if r := w.verify(); !r.OK() || r.Entries != 2 {
		t.Errorf("%d entries, %v", r.Entries, said(r))
	}
	// What cannot be recorded fails its caller alone, without an update.
	if err := r.View(t.Context(), casework.Event{}); err == nil {
		t.Error("an event without an action was recorded")
	}
	if err := r.View(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestViewWhoseCallerLeaves: the first caller leaves, the others are served.
func TestViewWhoseCallerLeaves(t *testing.T) {
	w := newWorld(t)
	g := newGated(w)
	r := audit.NewRecorder(g, w.log)
	leaving, leave := context.WithCancel(t.Context())
	first := make(chan error)
	go func() { first <- r.View(leaving, view(w, 0)) }()
	<-g.begun
	leave()
	if err := <-first; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	g.permits <- nil
	g.permits <- nil
	if err := r.View(t.Context(), view(w, 1)); err != nil {
		t.Error(err)
	}
	if err := r.View(leaving, view(w, 2)); !errors.Is(err, context.Canceled) {
		t.Error("the view of a caller who had left:", err)
	}
	if r := w.verify(); !r.OK() || r.Entries != 2 {
		t.Errorf("%d entries, %v", r.Entries, said(r))
	}
}

// TestViewsAtOnce is for the race detector.
func TestViewsAtOnce(t *testing.T) {
	w := newWorld(t)
	r := audit.NewRecorder(w.store, w.log)
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			for range 10 {
				if err := r.View(t.Context(), view(w, i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Go(func() {
		for range 5 {
			if _, err := w.log.SignHead(t.Context(), w.store); err != nil {
				t.Error(err)
			}
		}
	})
	all.Wait()
	w.head()
	if r := w.verify(); !r.OK() || r.Entries != 160 {
		t.Errorf("%d entries, %v", r.Entries, said(r))
	}
}

var _ casework.ViewLog = (*audit.Recorder)(nil)

var _ casework.AuditLog = (*audit.Log)(nil)
