package audit_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"cotejo/api/audit"
	"cotejo/api/casework"
)

// TestHeadsContinueOneAnother: over random growth, every head proves to be a
// beginning of every later one, and every entry to be in every later head.
func TestHeadsContinueOneAnother(t *testing.T) {
	for seed := range uint64(4) {
		rng := rand.New(rand.NewPCG(seed, 7))
		w := newWorld(t)
		var heads []*audit.Head
		var hashes tlog.HashReader
		for range 12 {
			for range 1 + rng.IntN(4) {
				events := make([]casework.Event, rng.IntN(9))
				for i := range events {
					events[i] = w.event("view", nil)
				}
				w.act(func(casework.Tx) []casework.Event { return events })
			}
			heads = append(heads, w.head())
		}
		err := w.store.View(t.Context(), func(tx casework.Tx) error {
			hashes = tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
				stored, err := tx.ReadHashes(t.Context(), indexes)
				out := make([]tlog.Hash, len(stored))
				for i, h := range stored {
					out[i] = h
				}
				return out, err
			})
			for i, old := range heads {
				for _, later := range heads[i:] {
					if old.Size == 0 {
						continue
					}
					proof, err := tlog.ProveTree(later.Size, old.Size, hashes)
					if err != nil {
						return err
					}
					if err := tlog.CheckTree(proof, later.Size, later.Hash, old.Size, old.Hash); err != nil {
						t.Errorf("seed %d: %d to %d: %v", seed, old.Size, later.Size, err)
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if r := w.verify(); !r.OK() {
			t.Error(said(r))
		}
		size := heads[len(heads)-1].Size
		for range 20 {
			n := rng.Int64N(size)
			p, err := w.log.Proof(t.Context(), w.store, n)
			if err != nil {
				t.Fatal(err)
			}
			if _, head, err := audit.CheckProof(p, note.VerifierList(w.key.Verifier())); err != nil || head.Size != size {
				t.Errorf("seed %d: entry %d of %d: %v", seed, n, size, err)
			}
		}
	}
}

func TestRecordIsPartOfTheAct(t *testing.T) {
	w := newWorld(t)
	w.live(2)
	undone := errors.New("undone")
	err := w.store.Update(t.Context(), func(tx casework.Tx) error {
		for range 5 { // several times in one act
			if err := w.log.Record(t.Context(), tx, w.event("a", nil), w.event("b", nil)); err != nil {
				return err
			}
		}
		return undone
	})
	if !errors.Is(err, undone) {
		t.Fatal(err)
	}
	w.act(func(tx casework.Tx) []casework.Event {
		if err := w.log.Record(t.Context(), tx, w.event("c", nil)); err != nil {
			t.Error(err)
		}
		return []casework.Event{w.event("d", nil), w.event("e", nil), w.event("f", nil)}
	})
	if r := w.verify(); !r.OK() || r.Entries != 11+4 {
		t.Errorf("%d entries, %v", r.Entries, said(r))
	}
	for name, e := range map[string]casework.Event{"no action": {At: w.now}, "no time": {Action: "view"}} {
		err := w.store.Update(t.Context(), func(tx casework.Tx) error { return w.log.Record(t.Context(), tx, e) })
		if err == nil {
			t.Error(name, "was recorded")
		}
	}
}

// TestHostileEvents: whatever strangers send is logged, and comes back.
func TestHostileEvents(t *testing.T) {
	w := newWorld(t)
	sent := casework.Event{
		At: time.Date(2026, 1, 2, 3, 4, 5, 6789, time.FixedZone("", -7*3600)), Action: "sign_in", Account: "a\x00b", Name: "=cmd|'/c calc'!A1\x00\xff\u2028</script>",
		Detail: map[string]string{"\x00": "\xff\x00\n\"\\u0000", "b": strings.Repeat("ñ", 10_000)},
	}
	w.act(func(casework.Tx) []casework.Event { return []casework.Event{sent} })
	if r := w.verify(); !r.OK() {
		t.Error(said(r))
	}
	err := w.store.View(t.Context(), func(tx casework.Tx) error {
		entries, err := w.log.Find(t.Context(), tx, casework.EventFilter{Action: "sign_in", From: sent.At, To: sent.At.Add(time.Millisecond)}, 0, 10)
		if err != nil || len(entries) != 1 {
			t.Fatalf("%+v, %v", entries, err)
		}
		got := entries[0].Event
		if got.Account != "a\ufffdb" || got.Name != "=cmd|'/c calc'!A1\ufffd\ufffd\u2028</script>" || got.Detail["\ufffd"] != "\ufffd\ufffd\n\"\\u0000" || got.Detail["b"] != sent.Detail["b"] {
			t.Errorf("%+v", got)
		}
		if want := time.Date(2026, 1, 2, 10, 4, 5, 6000, time.UTC); !got.At.Equal(want) || !strings.Contains(string(entries[0].Text), `"at":"2026-01-02T10:04:05.000006Z"`) {
			t.Errorf("%s", entries[0].Text)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestFind(t *testing.T) {
	w := newWorld(t)
	w.live(3)
	find := func(f casework.EventFilter, before int64, limit int) (numbers []int64, err error) {
		err = w.store.View(t.Context(), func(tx casework.Tx) error {
			entries, err := w.log.Find(t.Context(), tx, f, before, limit)
			for _, e := range entries {
				numbers = append(numbers, e.N)
			}
			return err
		})
		return numbers, err
	}
	for _, test := range []struct {
		filter casework.EventFilter
		before int64
		limit  int
		want   string
	}{
		{casework.EventFilter{}, 0, 4, "[15 14 13 12]"},
		{casework.EventFilter{}, 2, 4, "[1 0]"},
		{casework.EventFilter{Action: "view"}, 0, 9, "[13 8 3]"},
		{casework.EventFilter{Subject: "0199-0004"}, 0, 9, "[9 8 7]"},
		{casework.EventFilter{Kind: casework.KindExhibit}, 11, 9, "[6 1]"},
		{casework.EventFilter{Account: "nobody"}, 0, 9, "[]"},
	} {
		got, err := find(test.filter, test.before, test.limit)
		if s := fmt.Sprint(got); err != nil || s != test.want {
			t.Errorf("%+v: %s, %v", test.filter, s, err)
		}
	}
	w.tamper(`UPDATE ledger_entries SET action = 'view' WHERE n = 4`)
	if _, err := find(casework.EventFilter{Action: "view"}, 0, 9); !errors.Is(err, casework.ErrCorrupt) {
		t.Error("an entry that is shown wrongly:", err)
	}
	w.tamper(`UPDATE ledger_entries SET "text" = '{}{' WHERE n = 4`)
	if _, err := find(casework.EventFilter{}, 0, 0); !errors.Is(err, casework.ErrCorrupt) {
		t.Error("an entry that is none:", err)
	}
}

func TestSignHead(t *testing.T) {
	w := newWorld(t)
	if h, err := w.log.Head(t.Context(), w.store); err != nil || h != nil {
		t.Errorf("%+v, %v", h, err)
	}
	w.live(2)
	head := w.head()
	if again := w.head(); string(again.Note) != string(head.Note) {
		t.Error("a log that has not grown was signed again")
	}
	w.open() // as another process, which remembers nothing
	if again := w.head(); string(again.Note) != string(head.Note) {
		t.Error("a log that has not grown was signed again by another process")
	}
	lines := strings.Split(string(head.Note), "\n")
	if lines[0] != w.key.Name() || lines[1] != "11" || lines[2] != head.Hash.String() || lines[3] != "time "+head.Time.Format(time.RFC3339) || lines[4] != "" {
		t.Errorf("%s", head.Note)
	}
	if now, err := w.log.Head(t.Context(), w.store); err != nil || now.Size != 11 {
		t.Errorf("%+v, %v", now, err)
	}
}

// TestSignHeadRefuses: the service does not put its name under another past.
func TestSignHeadRefuses(t *testing.T) {
	for name, statements := range map[string][]string{
		"cut":       {`DELETE FROM ledger_entries WHERE n >= 20`, `DELETE FROM ledger_hashes WHERE idx >= 38`},
		"rewritten": {`UPDATE ledger_hashes SET "hash" = zeroblob(32) WHERE idx = 30`}, // a full subtree's, of level 4
		"torn":      {`DELETE FROM ledger_hashes WHERE idx = 30`},
	} {
		for _, remembers := range []bool{true, false} {
			w := newWorld(t)
			w.live(5)
			w.head()
			if !remembers {
				w.open()
			}
			w.tamper(statements...)
			if name != "cut" {
				w.act(func(casework.Tx) []casework.Event { return []casework.Event{w.event("view", nil)} })
			}
			if h, err := w.log.SignHead(t.Context(), w.store); !errors.Is(err, casework.ErrCorrupt) {
				t.Errorf("%s: signed %+v, %v", name, h, err)
			}
		}
	}
}

func TestWithoutKey(t *testing.T) {
	w := newWorld(t)
	w.head()
	w.log = audit.New(nil)
	w.live(1)
	if _, err := w.log.SignHead(t.Context(), w.store); err == nil {
		t.Error("signed without a key")
	}
	if _, err := w.log.Head(t.Context(), w.store); err == nil {
		t.Error("a head was believed without a key")
	}
	if r := w.verify(); !r.OK() {
		t.Error(said(r))
	}
}

func TestNewKeyGoesOn(t *testing.T) {
	w := newWorld(t)
	w.live(2)
	old := w.head()
	stranger := newWorld(t)
	w.key, w.log = stranger.key, audit.New(stranger.key)
	if _, err := w.log.SignHead(t.Context(), w.store); casework.CodeOf(err) != casework.CodeConflict {
		t.Error("the same size was signed twice:", err)
	}
	w.live(1)
	head := w.head()
	if head.Size != old.Size+6 {
		t.Errorf("%+v", head)
	}
	r, err := audit.Verify(context.Background(), w.store, note.VerifierList(w.key.Verifier()), nil, nil)
	if err != nil || len(said(r)) != 1 || said(r)[0] != "head_signature" {
		t.Error(said(r), err)
	}
}
