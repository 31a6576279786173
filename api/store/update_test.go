package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"cotejo/api/casework"
	"cotejo/api/store"
)

var errOwn = errors.New("of the caller")

// nothing asserts that a store with one laboratory has nothing else.
func nothing(t *testing.T, s *store.Store) {
	t.Helper()
	view(t, s, func(tx casework.Tx) {
		cases, err := tx.Count(t.Context(), casework.KindCase, casework.Query{})
		if err != nil || cases != 0 {
			t.Errorf("%d cases, %v", cases, err)
		}
		last, err := tx.LastChange(t.Context())
		if err != nil || last != 1 {
			t.Errorf("last change %d, %v", last, err)
		}
		text, err := tx.Note(t.Context(), "note")
		if err != nil || text != "" {
			t.Errorf("note %q, %v", text, err)
		}
		size, err := tx.LedgerSize(t.Context())
		if err != nil || size != 0 {
			t.Errorf("ledger of %d, %v", size, err)
		}
	})
}

// everything writes to every part of the store.
func everything(t *testing.T, tx casework.Tx) error {
	return errors.Join(
		tx.Insert(t.Context(), newCase("case", "lab")),
		tx.SetNote(t.Context(), "note", "text", casework.Date("").From()),
		tx.AppendEntry(t.Context(), 0, casework.Event{Action: "create"}, []byte("entry")),
		tx.WriteHashes(t.Context(), 0, make([][32]byte, 3)),
	)
}

func failureLeavesNothing(t *testing.T, dsn string) {
	s := open(t, dsn)
	lab(t, s, "lab")
	err := s.Update(t.Context(), func(tx casework.Tx) error { return errors.Join(everything(t, tx), errOwn) })
	if !errors.Is(err, errOwn) {
		t.Errorf("error %v", err)
	}
	nothing(t, s)
	func() {
		defer func() {
			if p := recover(); p != "on purpose" {
				t.Errorf("recovered %v", p)
			}
		}()
		_ = s.Update(t.Context(), func(tx casework.Tx) error {
			if err := everything(t, tx); err != nil {
				t.Error(err)
			}
			panic("on purpose")
		})
	}()
	nothing(t, s)
	var n int64
	update(t, s, func(tx casework.Tx) {
		if err := everything(t, tx); err != nil {
			t.Error(err)
		}
		n, err = tx.LastChange(t.Context())
	})
	if n != 2 || err != nil { // the failed ones gave their numbers back
		t.Errorf("change %d, %v", n, err)
	}
}

// swallowedFailure: what follows a failed change fails too, so that half of an
// update is never kept, whether fn notices or not.
func swallowedFailure(t *testing.T, dsn string) {
	s := open(t, dsn)
	lab(t, s, "lab")
	err := s.Update(t.Context(), func(tx casework.Tx) error {
		if err := tx.Insert(t.Context(), newCase("first", "lab")); err != nil {
			t.Error(err)
		}
		taken := newCase("second", "lab")
		taken.Number = "first"
		want(t, tx.Insert(t.Context(), taken), casework.CodeConflict, "store.taken")
		want(t, tx.Insert(t.Context(), newCase("third", "lab")), casework.CodeConflict, "store.taken")
		want(t, tx.Get(t.Context(), &casework.Case{}, "first"), casework.CodeConflict, "store.taken")
		return nil
	})
	want(t, err, casework.CodeConflict, "store.taken")
	nothing(t, s)
	// What did not touch the database spoils nothing.
	update(t, s, func(tx casework.Tx) {
		want(t, tx.Get(t.Context(), &casework.Case{}, "none"), casework.CodeNotFound, "record.not_found")
		stale := newCase("none", "lab")
		want(t, tx.Update(t.Context(), stale), casework.CodeNotFound, "record.not_found")
		if err := tx.Insert(t.Context(), stale); err != nil {
			t.Error(err)
		}
	})
}

func endOfContext(t *testing.T, dsn string) {
	s := open(t, dsn)
	lab(t, s, "lab")
	ctx, cancel := context.WithCancel(t.Context())
	err := s.Update(ctx, func(tx casework.Tx) error {
		if err := everything(t, tx); err != nil {
			t.Error(err)
		}
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("update: %v", err)
	}
	nothing(t, s)
	err = s.View(t.Context(), func(tx casework.Tx) error { return tx.Get(ctx, &casework.Laboratory{}, "lab") })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("get: %v", err)
	}
	for name, do := range map[string]func(context.Context, func(casework.Tx) error) error{"view": s.View, "update": s.Update} {
		err := do(ctx, func(casework.Tx) error {
			t.Errorf("%s runs", name)
			return nil
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := s.Ping(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("ping: %v", err)
	}
	if err := s.Ping(t.Context()); err != nil {
		t.Errorf("ping: %v", err)
	}
	// Whoever waits for another's update can give up.
	ctx, cancel = context.WithCancel(t.Context())
	update(t, s, func(casework.Tx) {
		waiting := make(chan error)
		go func() { waiting <- s.Update(ctx, func(casework.Tx) error { return nil }) }()
		cancel()
		if err := <-waiting; !errors.Is(err, context.Canceled) {
			t.Errorf("waiting: %v", err)
		}
	})
	update(t, s, func(casework.Tx) {})
}

func updatersQueue(t *testing.T, dsn string) {
	s := open(t, dsn)
	queue(t, s, s)
}

func twoStoresQueue(t *testing.T, dsn string) { queue(t, open(t, dsn), open(t, dsn)) }

// queue has 20 updaters at once read, decide and write; a third of the updates
// fail. No change may be lost, no number given twice or left out.
func queue(t *testing.T, stores ...*store.Store) {
	const updaters, rounds = 20, 6
	lab(t, stores[0], "lab")
	update(t, stores[0], func(tx casework.Tx) {
		if err := tx.Insert(t.Context(), newCase("shared", "lab")); err != nil {
			t.Error(err)
		}
	})
	var all sync.WaitGroup
	for u := range updaters {
		all.Go(func() {
			s := stores[u%len(stores)]
			for round := range rounds {
				err := s.Update(t.Context(), func(tx casework.Tx) error {
					return add(t.Context(), tx, u, round)
				})
				if failing := round%3 == 2; failing != errors.Is(err, errOwn) || !failing && err != nil {
					t.Errorf("updater %d, round %d: %v", u, round, err)
				}
			}
		})
	}
	all.Wait()
	const done = updaters * (rounds - rounds/3)
	view(t, stores[0], func(tx casework.Tx) {
		if c := get(t, tx, &casework.Case{}, "shared"); c.Version != 1+done {
			t.Errorf("version %d, want %d", c.Version, 1+done)
		}
		changes, err := tx.Changes(t.Context(), 0, 0)
		if err != nil || len(changes) != 2+2*done {
			t.Fatalf("%d changes, want %d: %v", len(changes), 2+2*done, err)
		}
		for i, c := range changes {
			if c.Seq != int64(i+1) {
				t.Fatalf("change %d has the number %d", i+1, c.Seq)
			}
		}
		var made []casework.Case
		if err := tx.Find(t.Context(), &made, casework.Query{Where: []casework.Cond{{Column: "id", Op: casework.NotEqual, Value: "shared"}}}); err != nil {
			t.Fatal(err)
		}
		numbers := map[string]bool{}
		for _, c := range made {
			numbers[c.Number] = true
		}
		for n := range done {
			if !numbers[fmt.Sprint(n+1)] {
				t.Errorf("number %d is left out", n+1)
			}
		}
	})
	if err := stores[0].Check(t.Context()); err != nil {
		t.Error(err)
	}
}

func add(ctx context.Context, tx casework.Tx, updater, round int) error {
	var c casework.Case
	if err := tx.Get(ctx, &c, "shared"); err != nil {
		return err
	}
	n, err := tx.Next(ctx, "number")
	if err != nil {
		return err
	}
	made := newCase(fmt.Sprintf("%d-%d", updater, round), "lab")
	made.Number = fmt.Sprint(n)
	c.Version++
	if err := errors.Join(tx.Insert(ctx, made), tx.Update(ctx, &c)); err != nil {
		return err
	}
	if round%3 == 2 {
		return errOwn
	}
	return nil
}

func viewIsOneState(t *testing.T, dsn string) {
	s := open(t, dsn)
	lab(t, s, "lab")
	view(t, s, func(tx casework.Tx) {
		before, err := tx.LastChange(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		// An update from within a view: neither waits for the other.
		update(t, s, func(change casework.Tx) {
			if err := change.Insert(t.Context(), newCase("case", "lab")); err != nil {
				t.Fatal(err)
			}
			view(t, s, func(other casework.Tx) { // what is not committed is not seen
				want(t, other.Get(t.Context(), &casework.Case{}, "case"), casework.CodeNotFound, "record.not_found")
			})
			get(t, change, &casework.Case{}, "case")
		})
		want(t, tx.Get(t.Context(), &casework.Case{}, "case"), casework.CodeNotFound, "record.not_found")
		if after, err := tx.LastChange(t.Context()); after != before || err != nil {
			t.Errorf("the state went from %d to %d, %v", before, after, err)
		}
	})
	view(t, s, func(tx casework.Tx) { get(t, tx, &casework.Case{}, "case") })
}

func viewChangesNothing(t *testing.T, dsn string) {
	s := open(t, dsn)
	lab(t, s, "lab")
	view(t, s, func(tx casework.Tx) {
		ctx := t.Context()
		_, next := tx.Next(ctx, "counter")
		for i, err := range []error{
			tx.Insert(ctx, newCase("case", "lab")), tx.Update(ctx, newCase("case", "lab")), next,
			tx.SetNote(ctx, "note", "text", casework.Date("").From()), tx.PutSession(ctx, casework.Session{ID: "x"}),
			tx.DeleteSession(ctx, "x"), tx.DropExpired(ctx, casework.Date("").From()),
			tx.AppendEntry(ctx, 0, casework.Event{}, nil), tx.WriteHashes(ctx, 0, make([][32]byte, 1)), tx.PutHead(ctx, 1, nil),
		} {
			if err == nil {
				t.Errorf("change %d was made in a view", i)
			}
		}
	})
	nothing(t, s)
}
