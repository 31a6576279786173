package auth

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"cotejo/api/casework"
)

// TestCookie holds the cookie to what protects it, and the store to not having it.
func TestCookie(t *testing.T) {
	for _, secure := range []bool{true, false} {
		w := newWorld(t, func(c *Config) { c.Secure = secure })
		w.account("maria", goodPassword)
		b := w.browser()
		var cookie *http.Cookie
		b.client.Jar = nil
		b.client.Transport = seen{b.client.Transport, func(r *http.Response) {
			for _, c := range r.Cookies() {
				cookie = c
			}
		}}
		b.signIn("maria", goodPassword)
		if cookie == nil {
			t.Fatal("no cookie")
		}
		if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" || cookie.Domain != "" || cookie.MaxAge != 0 || !cookie.Expires.IsZero() {
			t.Errorf("cookie %+v", cookie)
		}
		if cookie.Secure != secure || strings.HasPrefix(cookie.Name, "__Host-") != secure {
			t.Errorf("secure %v: cookie %+v", secure, cookie)
		}
		s := w.session(cookie.Value)
		if s == nil || len(s.ID) != 64 || strings.Contains(s.ID+string(s.Data), cookie.Value) {
			t.Errorf("session %+v", s)
		}
	}
}

type seen struct {
	http.RoundTripper
	look func(*http.Response)
}

func (s seen) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := s.RoundTripper.RoundTrip(r)
	if err == nil {
		s.look(answer)
	}
	return answer, err
}

// TestFixation: a sign-in never goes on under a token that was there before, be
// it made up, of nobody, or of another sign-in.
func TestFixation(t *testing.T) {
	w := newWorld(t)
	w.account("maria", goodPassword)
	w.account("jose", goodPassword)
	b := w.browser()
	planted := strings.Repeat("A", 43)
	b.header.Set("Cookie", w.auth.sessions.Cookie.Name+"="+planted)
	b.want(401, "GET", "/me")
	b.signIn("maria", goodPassword)
	b.header.Del("Cookie")
	first := b.cookie()
	if first == planted || w.session(planted) != nil {
		t.Error("a planted token was taken")
	}
	b.signIn("maria", goodPassword)
	second := b.cookie()
	b.signIn("jose", goodPassword)
	third := b.cookie()
	if first == second || second == third || w.session(first) != nil || w.session(second) != nil || w.session(third) == nil {
		t.Error("a token outlived its sign-in")
	}
}

func TestForeignCookies(t *testing.T) {
	w := newWorld(t)
	for _, value := range []string{"x", strings.Repeat("A", 43), strings.Repeat("/", 43), strings.Repeat("A", 5000), "%00", strings.Repeat("a", 64)} {
		b := w.browser()
		b.header.Set("Cookie", w.auth.sessions.Cookie.Name+"="+value)
		if key := b.want(401, "GET", "/me"); key != "auth.sign_in" {
			t.Errorf("%.10s: %s", value, key)
		}
	}
}

func TestIdleSessionEnds(t *testing.T) {
	w := newWorld(t)
	w.account("maria", goodPassword)
	b := w.browser()
	b.signIn("maria", goodPassword)
	for range 5 {
		w.clock.pass(30*time.Minute - time.Millisecond)
		b.want(200, "GET", "/me")
	}
	w.clock.pass(30 * time.Minute)
	b.want(401, "GET", "/me")
}

func TestEverySessionEnds(t *testing.T) {
	w := newWorld(t)
	w.account("maria", goodPassword)
	b := w.browser()
	b.signIn("maria", goodPassword)
	for range 35 { // 35 * 20 min = 11 h 40 min
		w.clock.pass(20 * time.Minute)
		b.want(200, "GET", "/me")
	}
	w.clock.pass(20*time.Minute - time.Millisecond)
	b.want(200, "GET", "/me")
	w.clock.pass(time.Millisecond)
	b.want(401, "GET", "/me")
}

// TestUseIsWrittenOnceAMinute counts the updates of a busy session.
func TestUseIsWrittenOnceAMinute(t *testing.T) {
	w := newWorld(t)
	w.account("maria", goodPassword)
	counted := &counter{Store: w.store}
	w.auth.store = counted
	b := w.browser()
	b.signIn("maria", goodPassword)
	if counted.updates != 1 {
		t.Errorf("a sign-in took %d updates", counted.updates)
	}
	counted.updates, counted.views = 0, 0
	for range 60 {
		b.want(200, "GET", "/me")
	}
	if counted.updates != 0 || counted.views != 60 {
		t.Errorf("%d updates and %d views for 60 requests within a minute", counted.updates, counted.views)
	}
	before := w.session(b.cookie()).Seen
	w.clock.pass(time.Minute)
	for range 60 {
		b.want(200, "GET", "/me")
	}
	if counted.updates != 1 {
		t.Errorf("%d updates in the next minute", counted.updates)
	}
	if got := w.session(b.cookie()).Seen.Sub(before); got != time.Minute {
		t.Errorf("seen moved by %v", got)
	}
}

// counter counts what the store is asked for, one request at a time.
type counter struct {
	casework.Store
	views, updates int
}

func (c *counter) View(ctx context.Context, fn func(casework.Tx) error) error {
	c.views++
	return c.Store.View(ctx, fn)
}

func (c *counter) Update(ctx context.Context, fn func(casework.Tx) error) error {
	c.updates++
	return c.Store.Update(ctx, fn)
}

// TestUnwrittenSignIn: when a sign-in cannot be recorded there is none.
func TestUnwrittenSignIn(t *testing.T) {
	w := newWorld(t)
	w.account("maria", goodPassword)
	b := w.browser()
	w.auth.audit = broken{}
	b.want(500, "POST", "/sign-in", "login", "maria", "password", goodPassword)
	w.auth.audit = w.log
	b.want(401, "GET", "/me")
	b.signIn("maria", goodPassword)
	w.auth.audit = broken{}
	b.want(500, "POST", "/password", "old", goodPassword, "new", "otra-clave-larga-1")
	b.want(500, "POST", "/sign-out")
	w.auth.audit = w.log
	b.want(401, "GET", "/me")
}

type broken struct{}

func (broken) Record(context.Context, casework.Ledger, ...casework.Event) error {
	return errors.New("the log is full")
}

func TestStoreIsDown(t *testing.T) {
	w := newWorld(t)
	w.account("maria", goodPassword)
	b := w.browser()
	b.signIn("maria", goodPassword)
	w.auth.store = down{w.store}
	b.want(500, "GET", "/me")
	w.browser().want(401, "GET", "/me") // nobody is signed in, whatever the store says
	w.auth.store = w.store
	w.auth.store = readOnly{w.store}
	w.clock.pass(time.Minute)
	b.want(200, "GET", "/me") // that a use cannot be written keeps nobody out
}

type down struct{ casework.Store }

func (down) View(context.Context, func(casework.Tx) error) error { return errors.New("no connection") }

type readOnly struct{ casework.Store }

func (readOnly) Update(context.Context, func(casework.Tx) error) error { return errors.New("no space") }

func TestExpiredSessionsAreDropped(t *testing.T) {
	w := newWorld(t)
	w.account("maria", goodPassword)
	b := w.browser()
	b.signIn("maria", goodPassword)
	id, at := sessionID(b.cookie()), w.auth.now()
	w.clock.pass(31 * time.Minute)
	w.browser().signIn("maria", goodPassword)
	err := w.store.View(t.Context(), func(tx casework.Tx) error {
		s, err := tx.GetSession(t.Context(), id, at) // it would still have been valid then
		if s != nil {
			t.Error("an expired session is still kept")
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
