package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cotejo/api/casework"
)

func ledger(t *testing.T, dsn string) {
	s := open(t, dsn)
	ctx := t.Context()
	hash := func(i int) (h [32]byte) {
		h[0], h[31] = byte(i), 255
		return h
	}
	texts := [][]byte{[]byte("first"), {0, 1, 255, '\''}, []byte(hostile), {}}
	update(t, s, func(tx casework.Tx) {
		for i, text := range texts {
			if err := tx.AppendEntry(ctx, int64(i), casework.Event{At: day(i), Action: "view"}, text); err != nil {
				t.Fatal(err)
			}
		}
		err := errors.Join(
			tx.WriteHashes(ctx, 0, [][32]byte{hash(0), hash(1), hash(2)}), tx.WriteHashes(ctx, 3, nil), tx.WriteHashes(ctx, 3, [][32]byte{hash(3)}),
			tx.PutHead(ctx, 10, []byte("ten")), tx.PutHead(ctx, 9, []byte{0}),
		)
		if err != nil {
			t.Fatal(err)
		}
	})
	for _, wrong := range []int64{3, 5, -1} {
		err := s.Update(ctx, func(tx casework.Tx) error { return tx.AppendEntry(ctx, wrong, casework.Event{}, nil) })
		if err == nil {
			t.Errorf("entry %d was added to 4", wrong)
		}
	}
	for name, again := range map[string]func(casework.Tx) error{
		"hash": func(tx casework.Tx) error { return tx.WriteHashes(ctx, 3, [][32]byte{hash(9)}) },
		"head": func(tx casework.Tx) error { return tx.PutHead(ctx, 10, []byte("other")) },
	} {
		t.Run(name, func(t *testing.T) { want(t, s.Update(ctx, again), casework.CodeConflict, "store.duplicate") })
	}
	view(t, s, func(tx casework.Tx) {
		if size, err := tx.LedgerSize(ctx); size != 4 || err != nil {
			t.Errorf("size %d, %v", size, err)
		}
		got, err := tx.Entries(ctx, 0, 0)
		if diff := cmp.Diff(texts, got); diff != "" || err != nil {
			t.Error(diff, err)
		}
		got, err = tx.Entries(ctx, 1, 2)
		if diff := cmp.Diff(texts[1:3], got); diff != "" || err != nil {
			t.Error(diff, err)
		}
		hashes, err := tx.ReadHashes(ctx, []int64{2, 0, 2, 3})
		if diff := cmp.Diff([][32]byte{hash(2), hash(0), hash(2), hash(3)}, hashes); diff != "" || err != nil {
			t.Error(diff, err)
		}
		if hashes, err := tx.ReadHashes(ctx, nil); len(hashes) != 0 || err != nil {
			t.Error(hashes, err)
		}
		_, err = tx.ReadHashes(ctx, []int64{0, 4})
		want(t, err, casework.CodeStorage, "store.corrupt")
		if !errors.Is(err, casework.ErrCorrupt) {
			t.Error(err)
		}
		heads, err := tx.Heads(ctx)
		if err != nil || len(heads) != 2 || !bytes.Equal(heads[0], []byte{0}) || string(heads[1]) != "ten" {
			t.Errorf("heads %q, %v", heads, err)
		}
	})
}

func ledgerFilters(t *testing.T, dsn string) {
	s := open(t, dsn)
	ctx := t.Context()
	var events []casework.Event
	update(t, s, func(tx casework.Tx) {
		for n := range 40 {
			e := casework.Event{
				At: day(n / 4), Account: fmt.Sprint("a", n%2), Lab: fmt.Sprint("l", n%3), Action: []string{"view", "change"}[n/2%2],
				Kind: casework.Kinds()[n%5], Subject: fmt.Sprint("s", n%7),
			}
			events = append(events, e)
			if err := tx.AppendEntry(ctx, int64(n), e, []byte{byte(n)}); err != nil {
				t.Fatal(err)
			}
		}
	})
	takes := func(f casework.EventFilter, e casework.Event) bool {
		return (f.Account == "" || f.Account == e.Account) && (f.Lab == "" || f.Lab == e.Lab) && (f.Action == "" || f.Action == e.Action) &&
			(f.Subject == "" || f.Subject == e.Subject) && (f.Kind == "" || f.Kind == e.Kind) &&
			(f.From.IsZero() || !e.At.Before(f.From)) && (f.To.IsZero() || e.At.Before(f.To))
	}
	for _, f := range []casework.EventFilter{
		{}, {Account: "a1"}, {Lab: "l2"}, {Action: "change"}, {Subject: "s3"}, {Kind: casework.KindCase}, {From: day(4)}, {To: day(4)},
		{From: day(2).Add(time.Microsecond), To: day(6)}, {Account: "a0", Lab: "l1", Action: "view"}, {Account: "' OR 1=1 --"},
	} {
		for _, before := range []int64{0, 20} {
			for _, limit := range []int{0, 3} {
				var expected []int64
				for n, e := range slices.Backward(events) {
					if takes(f, e) && (before == 0 || int64(n) < before) && (limit == 0 || len(expected) < limit) {
						expected = append(expected, int64(n))
					}
				}
				view(t, s, func(tx casework.Tx) {
					got, err := tx.FindEntries(ctx, f, before, limit)
					if err != nil || !slices.Equal(got, expected) {
						t.Errorf("%+v before %d, %d of them: %v, want %v, %v", f, before, limit, got, expected, err)
					}
				})
			}
		}
	}
}

func sessions(t *testing.T, dsn string) {
	s := open(t, dsn)
	ctx := t.Context()
	for _, id := range []string{"a", "b"} {
		if err := insert(ctx, s, &casework.Account{Head: casework.Head{ID: id, Version: 1}, Login: id}); err != nil {
			t.Fatal(err)
		}
	}
	session := func(id, account string, n int) casework.Session {
		return casework.Session{
			ID: id, Account: account, Data: []byte{0, 255, byte(n)}, Created: day(0), Seen: day(n), Expires: day(n + 1), Address: "::1", Agent: hostile,
		}
	}
	first, second, open := session("1", "a", 1), session("2", "a", 2), session("3", "", 3)
	update(t, s, func(tx casework.Tx) {
		for _, put := range []casework.Session{session("1", "b", 5), first, second, open} {
			if err := tx.PutSession(ctx, put); err != nil {
				t.Fatal(err)
			}
		}
	})
	err := s.Update(ctx, func(tx casework.Tx) error { return tx.PutSession(ctx, session("4", "none", 1)) })
	want(t, err, casework.CodeInvalid, "store.reference")
	view(t, s, func(tx casework.Tx) {
		for _, c := range []struct {
			id   string
			now  time.Time
			want *casework.Session
		}{
			{"1", day(1), &first}, {"1", day(2).Add(-time.Microsecond), &first}, {"1", day(2), nil}, {"2", day(2), &second},
			{"3", day(1), &open}, {"none", day(1), nil}, {"\x00", day(1), nil}, {"' OR 1=1 --", day(1), nil},
		} {
			got, err := tx.GetSession(ctx, c.id, c.now)
			if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
				t.Errorf("%q at %v: %s, %v", c.id, c.now, diff, err)
			}
		}
		of, err := tx.AccountSessions(ctx, "a", day(1))
		if diff := cmp.Diff([]casework.Session{first, second}, of); diff != "" || err != nil {
			t.Error(diff, err)
		}
		of, err = tx.AccountSessions(ctx, "a", day(2))
		if diff := cmp.Diff([]casework.Session{second}, of); diff != "" || err != nil {
			t.Error(diff, err)
		}
	})
	update(t, s, func(tx casework.Tx) {
		err := errors.Join(tx.DropExpired(ctx, day(2)), tx.DeleteSession(ctx, "3"), tx.DeleteSession(ctx, "none"))
		if err != nil {
			t.Error(err)
		}
		for id, left := range map[string]bool{"1": false, "2": true, "3": false} {
			if got, err := tx.GetSession(ctx, id, day(0)); (got != nil) != left || err != nil {
				t.Errorf("session %s: %v, %v", id, got, err)
			}
		}
	})
}

func notes(t *testing.T, dsn string) {
	s := open(t, dsn)
	ctx := t.Context()
	note := func(tx casework.Tx, key, want string) {
		t.Helper()
		if got, err := tx.Note(ctx, key); got != want || err != nil {
			t.Errorf("note %q: %q, want %q, %v", key, got, want, err)
		}
	}
	update(t, s, func(tx casework.Tx) {
		err := errors.Join(
			tx.SetNote(ctx, "kept", "first", day(1)), tx.SetNote(ctx, "kept", hostile, time.Time{}), tx.SetNote(ctx, "short", "x", day(1)),
			tx.SetNote(ctx, "longer", "y", day(3)), tx.SetNote(ctx, "gone", "z", time.Time{}), tx.SetNote(ctx, "gone", "", time.Time{}),
		)
		if err != nil {
			t.Fatal(err)
		}
		note(tx, "kept", hostile)
		if err := tx.DropExpired(ctx, day(2)); err != nil {
			t.Fatal(err)
		}
	})
	view(t, s, func(tx casework.Tx) {
		note(tx, "kept", hostile)
		note(tx, "short", "")
		note(tx, "longer", "y")
		note(tx, "gone", "")
		note(tx, "none", "")
	})
	for want := range int64(3) {
		_ = s.Update(ctx, func(tx casework.Tx) error { // gives its numbers back
			_, one := tx.Next(ctx, "a")
			_, two := tx.Next(ctx, "a")
			return errors.Join(one, two, errOwn)
		})
		update(t, s, func(tx casework.Tx) {
			if n, err := tx.Next(ctx, "a"); n != want+1 || err != nil {
				t.Errorf("number %d, %v", n, err)
			}
			if n, err := tx.Next(ctx, fmt.Sprint("b", want)); n != 1 || err != nil {
				t.Errorf("first number %d, %v", n, err)
			}
		})
	}
}
