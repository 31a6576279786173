package auth

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"cotejo/api/casework"
)

func TestSignInAndOut(t *testing.T) {
	w := newWorld(t)
	account := w.account("maria", goodPassword)
	b := w.browser()
	b.want(401, "GET", "/me")
	b.signIn("maria", goodPassword)
	if me := b.want(200, "GET", "/me"); !strings.Contains(me, account.ID) || !strings.Contains(me, "127.0.0.1") {
		t.Errorf("me: %s", me)
	}
	b.want(200, "POST", "/sign-out")
	if b.cookie() != "" {
		t.Error("the cookie is still there")
	}
	b.want(401, "GET", "/me")
	b.want(401, "POST", "/sign-out")
	in, out := w.events("sign_in"), w.events("sign_out")
	if len(in) != 1 || len(out) != 1 {
		t.Fatalf("%d sign-ins and %d sign-outs in the log", len(in), len(out))
	}
	if in[0].Account != account.ID || in[0].Name != "maria" || in[0].Address != "127.0.0.1" || in[0].Detail["session"] != out[0].Detail["session"] {
		t.Errorf("events %+v and %+v", in[0], out[0])
	}
	if v := w.stored(account.ID).Version; v != 1 {
		t.Errorf("a plain sign-in changed the account to version %d", v)
	}
}

func TestLoginsAreFoundAsPeopleTypeThem(t *testing.T) {
	w := newWorld(t)
	w.account("María", goodPassword)
	for _, login := range []string{"maría", " maría ", "María", "MARÍA", "mari\u0301a"} {
		b := w.browser()
		if status, _ := b.do("POST", "/sign-in", "login", login, "password", goodPassword); status != 200 {
			t.Errorf("%q is not found", login)
		}
	}
	for _, login := range []string{"", "maria", "mar\x00ía", "\xff\xfe", strings.Repeat("m", 5000), "%", "*"} {
		b := w.browser()
		if status, key := b.do("POST", "/sign-in", "login", login, "password", goodPassword); status != 401 || key != "auth.refused" {
			t.Errorf("%q: %d %s", login, status, key)
		}
	}
}

// TestLockGrowsAndEnds walks through failures with a clock of its own: locked from
// the fifth failure on, for one minute and then twice as long each time.
func TestLockGrowsAndEnds(t *testing.T) {
	w := newWorld(t)
	account := w.account("maria", goodPassword)
	b := w.browser()
	fail := func() { b.want(401, "POST", "/sign-in", "login", "maria", "password", "wrong") }
	for range 4 {
		fail()
	}
	if a := w.stored(account.ID); a.Failures != 4 || !a.LockedUntil.IsZero() {
		t.Fatalf("after four failures: %d, locked until %v", a.Failures, a.LockedUntil)
	}
	wants := []int{1, 2, 4, 8, 16, 32, 60, 60} // minutes
	for i, minutes := range wants {
		want := time.Duration(minutes) * time.Minute
		fail()
		a := w.stored(account.ID)
		if got := a.LockedUntil.Sub(w.auth.now()); got != want || a.Failures != 5+i {
			t.Fatalf("failure %d: %d, locked for %v, want %v", 5+i, a.Failures, got, want)
		}
		fail() // while locked nothing counts
		b.want(401, "POST", "/sign-in", "login", "maria", "password", goodPassword)
		w.clock.pass(want - time.Millisecond)
		if key := b.want(401, "POST", "/sign-in", "login", "maria", "password", goodPassword); key != "auth.refused" {
			t.Fatalf("locked: %s", key)
		}
		if w.stored(account.ID).Failures != 5+i {
			t.Fatal("an attempt while locked counted")
		}
		w.clock.pass(time.Millisecond)
	}
	b.signIn("maria", goodPassword)
	if a := w.stored(account.ID); a.Failures != 0 || !a.LockedUntil.IsZero() {
		t.Errorf("after a success: %d failures, locked until %v", a.Failures, a.LockedUntil)
	}
	locks := w.events("lock")
	if len(locks) != len(wants) || locks[0].Account != "" || locks[0].Subject != account.ID || locks[0].Detail["failures"] != "5" {
		t.Errorf("%d locks in the log: %+v", len(locks), locks)
	}
	w.checkHistory(account.ID)
}

// checkHistory holds every version of an account after the first against the log.
func (w *world) checkHistory(id string) {
	w.Helper()
	var changes []casework.Change
	err := w.store.View(w.Context(), func(tx casework.Tx) (err error) {
		changes, err = tx.History(w.Context(), casework.KindAccount, id)
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	for _, c := range changes {
		if c.Version == 1 {
			continue
		}
		told := slices.ContainsFunc(w.events(""), func(e casework.Event) bool {
			return e.Subject == id && e.Version == c.Version && e.Body == casework.BodyHash(c.Body)
		})
		if !told {
			w.Errorf("version %d of the account is not in the log", c.Version)
		}
	}
}

// TestRefusalsAreAlike: whatever is wrong, the answer is the same, and each
// attempt needs its turn at the one costly computation.
func TestRefusalsAreAlike(t *testing.T) {
	w := newWorld(t)
	w.account("maria", goodPassword)
	w.account("disabled", goodPassword, func(a *casework.Account) { a.Disabled = true })
	w.account("locked", goodPassword, func(a *casework.Account) { a.LockedUntil = w.auth.now().Add(time.Hour) })
	w.account("oidc", "", func(a *casework.Account) { a.Subject = "https://issuer.example subject" })
	attempts := [][2]string{
		{"maria", "wrong"}, {"maria", ""}, {"maria", strings.Repeat("x", 100000)}, {"nobody", goodPassword}, {"", ""},
		{"disabled", goodPassword}, {"locked", goodPassword}, {"oidc", ""}, {"oidc", goodPassword},
	}
	for _, a := range attempts {
		b := w.browser()
		status, text := b.do("POST", "/sign-in", "login", a[0], "password", a[1])
		if status != 401 || text != "auth.refused" || b.cookie() != "" {
			t.Errorf("%.10q with %.10q: %d %s", a[0], a[1], status, text)
		}
	}
	failed := w.events("sign_in_failed")
	if len(failed) != len(attempts) {
		t.Errorf("%d failures in the log, want %d", len(failed), len(attempts))
	}
	for _, e := range failed {
		if e.Account != "" || e.Name != "" || e.Detail["reason"] == "unknown" && e.Subject != "" {
			t.Errorf("an event names who signed in: %+v", e)
		}
	}

	h := w.auth.hasher
	for range cap(h.queue) {
		h.queue <- struct{}{}
	}
	for _, a := range attempts {
		if _, err := w.auth.SignIn(w.inVisit(t.Context()), a[0], a[1]); casework.CodeOf(err) != casework.CodeBusy {
			t.Errorf("%.10q was answered without the work: %v", a[0], err)
		}
	}
	params, _, _, err := argon2id.DecodeHash(h.decoy)
	if err != nil || *params != *h.params {
		t.Errorf("the decoy costs %+v, an account %+v", params, h.params)
	}
}
