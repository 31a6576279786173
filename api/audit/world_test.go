package audit_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"
	"golang.org/x/mod/sumdb/note"

	"cotejo/api/audit"
	"cotejo/api/casework"
	"cotejo/api/store"
)

// world is a laboratory's store with a log, as the service writes them.
type world struct {
	t     testing.TB
	path  string
	store *store.Store
	key   *audit.Key
	log   *audit.Log
	now   time.Time
	made  int
}

func newWorld(t testing.TB) *world {
	t.Helper()
	dir := t.TempDir()
	key, err := audit.LoadKey(filepath.Join(dir, "audit.key"))
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, path: filepath.Join(dir, "cotejo.db"), key: key, now: time.Date(2026, 11, 23, 8, 0, 0, 123456000, time.UTC)}
	w.open()
	return w
}

// open opens the store, and a log that remembers nothing.
func (w *world) open() {
	w.t.Helper()
	s, err := store.Open(context.Background(), w.path, slog.New(slog.DiscardHandler))
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = s.Close() })
	w.store, w.log = s, audit.New(w.key)
}

func (w *world) event(action string, r casework.Record) casework.Event {
	w.now = w.now.Add(time.Second)
	e := casework.Event{
		At: w.now, Account: "account-1", Name: "perita", Action: action, Request: "r-1", Address: "192.0.2.7",
		Detail: map[string]string{"z": "último", "a": "<primero>"},
	}
	if r != nil {
		h := casework.HeadOf(r)
		e.Kind, e.Subject, e.Lab, e.Version = r.Kind(), h.ID, h.Lab, h.Version
	}
	return e
}

// act runs fn in an update and records the events that it returns.
func (w *world) act(fn func(tx casework.Tx) []casework.Event) {
	w.t.Helper()
	ctx := w.t.Context()
	err := w.store.Update(ctx, func(tx casework.Tx) error { return w.log.Record(ctx, tx, fn(tx)...) })
	if err != nil {
		w.t.Fatal(err)
	}
}

// put inserts a record or keeps its next version, and returns the event.
func (w *world) put(tx casework.Tx, r casework.Record) casework.Event {
	w.t.Helper()
	h := casework.HeadOf(r)
	h.Version++
	action, keep := "change", tx.Update
	h.UpdatedAt, h.UpdatedBy = w.now, "account-1"
	if h.Version == 1 {
		w.made++
		action, keep = "create", tx.Insert
		h.ID = fmt.Sprintf("0199-%04d", w.made)
		if h.Lab == "" {
			h.Lab = h.ID
		}
		h.CreatedAt, h.CreatedBy = w.now, "account-1"
	}
	if err := keep(w.t.Context(), r); err != nil {
		w.t.Fatal(err)
	}
	body, err := json.Marshal(r)
	if err != nil {
		w.t.Fatal(err)
	}
	e := w.event(action, r)
	e.Body = casework.BodyHash(body)
	return e
}

// live fills the store: a laboratory, cases with exhibits, changes, views, more
// entries than one page of a verification has when n is large.
func (w *world) live(n int) {
	w.t.Helper()
	lab := &casework.Laboratory{Code: fmt.Sprintf("L%d", w.made), Name: "Laboratorio de balística"}
	w.act(func(tx casework.Tx) []casework.Event { return []casework.Event{w.put(tx, lab)} })
	for i := range n {
		c := &casework.Case{Head: casework.Head{Lab: lab.ID}, Number: fmt.Sprintf("NUC-%d", i), Occurred: "2026-03"}
		w.act(func(tx casework.Tx) []casework.Event {
			events := []casework.Event{w.put(tx, c)}
			x := &casework.Exhibit{Head: casework.Head{Lab: lab.ID}, Case: c.ID, Number: "1", Origin: casework.Questioned, Specimen: casework.Specimen{Calibre: "9x19mm Parabellum"}}
			// Two changes of one act, logged in another order than made.
			return append([]casework.Event{w.put(tx, x)}, events...)
		})
		c.Comment = "con comentario"
		w.act(func(tx casework.Tx) []casework.Event {
			return []casework.Event{w.event("view", c), w.put(tx, c), w.event("find", nil)}
		})
	}
}

func (w *world) head() *audit.Head {
	w.t.Helper()
	h, err := w.log.SignHead(w.t.Context(), w.store)
	if err != nil {
		w.t.Fatal(err)
	}
	return h
}

func (w *world) verify(kept ...[]byte) *audit.Report {
	w.t.Helper()
	r, err := audit.Verify(w.t.Context(), w.store, note.VerifierList(w.key.Verifier()), kept, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

// tamper changes the database behind the store's back, as an administrator can.
func (w *world) tamper(statements ...string) {
	w.t.Helper()
	db, err := sql.Open("sqlite3", w.path+"?_foreign_keys=0")
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for _, s := range statements {
		result, err := db.ExecContext(w.t.Context(), s)
		if err != nil {
			w.t.Fatalf("%s: %v", s, err)
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			w.t.Fatalf("%s: changed %d rows, %v", s, n, err)
		}
	}
}
