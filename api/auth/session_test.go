package auth

import (
	"context"
	"encoding/json"
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

func TestOwnSessions(t *testing.T) {
	w := newWorld(t)
	w.account("maria", goodPassword)
	w.account("jose", goodPassword)
	office, home, lost, stranger := w.browser(), w.browser(), w.browser(), w.browser()
	home.header.Set("User-Agent", "At home\t "+strings.Repeat("ñ", 1000))
	for _, b := range []*browser{lost, home, office} {
		b.signIn("maria", goodPassword)
		w.clock.pass(time.Second)
	}
	stranger.signIn("jose", goodPassword)

	var sessions []casework.Session
	text := office.want(200, "GET", "/sessions")
	if err := json.Unmarshal([]byte(text), &sessions); err != nil {
		t.Fatal(err)
	}
	if len(sessions) != 3 || sessions[0].ID != sessionID(office.cookie()) || `"`+sessions[0].ID+`"` != office.want(200, "GET", "/session") {
		t.Fatalf("sessions %+v", sessions)
	}
	if s := sessions[1]; !strings.HasPrefix(s.Agent, "At home ñ") || len([]rune(s.Agent)) != agentMost || s.Address != "127.0.0.1" || s.Created.IsZero() {
		t.Errorf("session %+v", s)
	}
	for _, b := range []*browser{office, home, lost} {
		if strings.Contains(text, b.cookie()) {
			t.Error("a list of sessions gives a token away")
		}
	}

	stranger.want(404, "POST", "/sessions/end", "id", sessionID(lost.cookie()))
	office.want(200, "POST", "/sessions/end", "id", sessionID(lost.cookie()))
	office.want(404, "POST", "/sessions/end", "id", sessionID(lost.cookie()))
	lost.want(401, "GET", "/me")
	home.want(200, "GET", "/me")
	if n := office.want(200, "POST", "/sessions/end"); n != "1" {
		t.Errorf("%s sessions ended", n)
	}
	home.want(401, "GET", "/me")
	office.want(200, "GET", "/me")
	stranger.want(200, "GET", "/me")
	if n := len(w.events("session_revoke")); n != 2 {
		t.Errorf("%d revocations in the log", n)
	}
}

func TestDisabledAccountIsOut(t *testing.T) {
	w := newWorld(t)
	account := w.account("maria", goodPassword)
	b := w.browser()
	b.signIn("maria", goodPassword)
	w.alter(account.ID, func(a *casework.Account) { a.Disabled = true })
	b.want(401, "GET", "/me")
	w.alter(account.ID, func(a *casework.Account) { a.Disabled = false })
	b.want(401, "GET", "/me") // the session has ended for good
}

// TestRolesAreThoseOfNow: what an administrator takes away is gone with the next
// request.
func TestRolesAreThoseOfNow(t *testing.T) {
	w := newWorld(t)
	account := w.account("maria", goodPassword)
	b := w.browser()
	b.signIn("maria", goodPassword)
	w.mux.HandleFunc("GET /may", func(out http.ResponseWriter, r *http.Request) {
		if err := casework.ActorOf(r.Context()).May(casework.People, casework.WholeService); err != nil {
			refuse(out, r, err)
		}
	})
	b.want(403, "GET", "/may")
	w.alter(account.ID, func(a *casework.Account) {
		a.Memberships = []casework.Membership{{Lab: casework.WholeService, Roles: []casework.Role{casework.Administrator}}}
	})
	b.want(200, "GET", "/may")
}

// TestRevokedSessionStaysRevoked: a request that was under way while its session
// was revoked does not bring it back.
func TestRevokedSessionStaysRevoked(t *testing.T) {
	w := newWorld(t)
	w.account("maria", goodPassword)
	b := w.browser()
	b.signIn("maria", goodPassword)
	token := b.cookie()
	w.mux.HandleFunc("GET /slow", func(_ http.ResponseWriter, r *http.Request) {
		w.update(func(tx casework.Tx) error { return tx.DeleteSession(r.Context(), sessionID(token)) })
		w.auth.sessions.Put(r.Context(), "x", "y")
		_, err := w.auth.CreateToken(r.Context(), &casework.Token{Name: "x", Scopes: []casework.Scope{casework.ScopeRead}, Expires: w.clock.Now().Add(time.Hour)})
		if casework.CodeOf(err) != casework.CodeUnauthenticated {
			t.Errorf("a token was made: %v", err)
		}
		if err := w.auth.ChangePassword(r.Context(), goodPassword, "otra-clave-larga-1"); casework.CodeOf(err) != casework.CodeUnauthenticated {
			t.Errorf("the password was changed: %v", err)
		}
	})
	b.want(200, "GET", "/slow")
	if w.session(token) != nil || w.session(b.cookie()) != nil {
		t.Error("it is back")
	}
	b.want(401, "GET", "/me")
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

// TestStillIn: what goes on for long learns that its session or token has ended,
// and does not keep it alive.
func TestStillIn(t *testing.T) {
	w := newWorld(t)
	account := w.account("maria", goodPassword)
	held := make(chan context.Context, 1)
	w.mux.HandleFunc("GET /stream", func(_ http.ResponseWriter, r *http.Request) { held <- context.WithoutCancel(r.Context()) })
	open := func(b *browser) context.Context {
		b.want(200, "GET", "/stream")
		return <-held
	}
	check := func(name string, ctx context.Context, want casework.Code) {
		t.Helper()
		err := w.auth.StillIn(ctx)
		if want == "" && err != nil || want != "" && casework.CodeOf(err) != want {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
	b := w.browser()
	b.signIn("maria", goodPassword)
	secret, id := b.token("read")
	session, token := open(b), open(w.program(secret))
	check("a session", session, "")
	check("a token", token, "")
	w.clock.pass(20 * time.Minute)
	check("a session, later", session, "")
	w.clock.pass(10 * time.Minute)
	check("an idle session", session, casework.CodeUnauthenticated)

	b.signIn("maria", goodPassword)
	session = open(b)
	w.alter(account.ID, func(a *casework.Account) { a.Disabled = true })
	check("a disabled session", session, casework.CodeUnauthenticated)
	check("a disabled token", token, casework.CodeUnauthenticated)
	w.alter(account.ID, func(a *casework.Account) { a.Disabled = false })
	b.want(200, "POST", "/tokens/revoke", "id", id)
	check("a revoked token", token, casework.CodeUnauthenticated)
	b.want(200, "POST", "/sign-out")
	check("after signing out", session, casework.CodeUnauthenticated)
	check("nobody", open(w.browser()), casework.CodeUnauthenticated)
	check("outside", t.Context(), casework.CodeInternal)
}
