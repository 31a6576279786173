package auth

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/alexedwards/argon2id"

	"cotejo/api/casework"
)

func TestHasherWaitsAndGivesUp(t *testing.T) {
	h, err := newHasher(Argon2{MemoryKiB: 64, Passes: 1, Lanes: 1, Parallel: 1, Waiting: 1})
	if err != nil {
		t.Fatal(err)
	}
	h.slots <- struct{}{}
	h.queue <- struct{}{}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := h.hash(ctx, "x"); !errors.Is(err, context.Canceled) {
		t.Errorf("a person who left: %v", err)
	}
	h.queue <- struct{}{}
	if _, _, err := h.match(t.Context(), "x", ""); casework.CodeOf(err) != casework.CodeBusy {
		t.Errorf("a full queue: %v", err)
	}
	<-h.slots
	<-h.queue
	<-h.queue
	hash, err := h.hash(t.Context(), "x")
	if err != nil {
		t.Fatal(err)
	}
	if ok, outdated, err := h.match(t.Context(), "x", hash); !ok || outdated || err != nil {
		t.Errorf("match: %v %v %v", ok, outdated, err)
	}
	if _, _, err := h.match(t.Context(), "x", "$argon2id$damaged"); err == nil {
		t.Error("a damaged hash matched")
	}
	if len(h.slots) != 0 || len(h.queue) != 0 {
		t.Error("a turn was not given back")
	}
}

// TestConcurrentGuesses: of many guesses at once, no more are judged than the
// lock allows, even when a later one is right.
func TestConcurrentGuesses(t *testing.T) {
	w := newWorld(t)
	account := w.account("maria", goodPassword)
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() {
			_, err := w.auth.SignIn(w.inVisit(t.Context()), "maria", "wrong")
			if casework.CodeOf(err) != casework.CodeUnauthenticated {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if a := w.stored(account.ID); a.Failures != 5 || a.LockedUntil.IsZero() {
		t.Errorf("%d failures, locked until %v", a.Failures, a.LockedUntil)
	}
	if n := len(w.events("sign_in_failed")); n != 20 {
		t.Errorf("%d failures in the log", n)
	}
}

func TestConcurrentSignIns(t *testing.T) {
	w := newWorld(t)
	account := w.account("maria", goodPassword)
	const people = 12
	browsers := make([]*browser, people)
	for i := range browsers {
		browsers[i] = w.browser()
	}
	var wait sync.WaitGroup
	for _, b := range browsers {
		wait.Go(func() {
			if status, text := b.do("POST", "/sign-in", "login", "maria", "password", goodPassword); status != 200 {
				t.Errorf("%d %s", status, text)
			}
		})
	}
	wait.Wait()
	tokens := map[string]bool{}
	for _, b := range browsers {
		b.want(200, "GET", "/me")
		tokens[b.cookie()] = true
	}
	if len(tokens) != people || len(w.events("sign_in")) != people {
		t.Errorf("%d tokens, %d events, want %d", len(tokens), len(w.events("sign_in")), people)
	}
	err := w.store.View(t.Context(), func(tx casework.Tx) error {
		all, err := tx.AccountSessions(t.Context(), account.ID, w.clock.Now())
		if len(all) != people {
			t.Errorf("%d sessions", len(all))
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// hangUp is an audit log during whose writing the person closes the connection.
type hangUp struct {
	casework.AuditLog
	cancel context.CancelFunc
}

func (h hangUp) Record(ctx context.Context, l casework.Ledger, events ...casework.Event) error {
	h.cancel()
	return h.AuditLog.Record(ctx, l, events...)
}

// TestHangingUpCounts: closing the connection does not make a failure undone.
func TestHangingUpCounts(t *testing.T) {
	w := newWorld(t)
	account := w.account("maria", goodPassword)
	ctx, cancel := context.WithCancel(w.inVisit(t.Context()))
	w.auth.audit = hangUp{w.log, cancel}
	if _, err := w.auth.SignIn(ctx, "maria", "wrong"); casework.CodeOf(err) != casework.CodeUnauthenticated {
		t.Error(err)
	}
	if n := w.stored(account.ID).Failures; n != 1 || ctx.Err() == nil {
		t.Errorf("%d failures, %v", n, ctx.Err())
	}
}

func TestHashIsRenewedWithTheParameters(t *testing.T) {
	w := newWorld(t)
	account := w.account("maria", goodPassword)
	stronger, err := newHasher(Argon2{MemoryKiB: 128, Passes: 2, Lanes: 1, Parallel: 1, Waiting: 1})
	if err != nil {
		t.Fatal(err)
	}
	w.auth.hasher = stronger
	b := w.browser()
	b.want(401, "POST", "/sign-in", "login", "maria", "password", "wrong")
	b.signIn("maria", goodPassword)
	params, _, _, err := argon2id.DecodeHash(w.stored(account.ID).PasswordHash)
	if err != nil || *params != *stronger.params {
		t.Errorf("hash with %+v, %v", params, err)
	}
	b.signIn("maria", goodPassword)
	if v := w.stored(account.ID).Version; v != 3 {
		t.Errorf("version %d, want 3: one failure, one renewal", v)
	}
	w.checkHistory(account.ID)
}
