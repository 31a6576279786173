package auth

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"cotejo/api/casework"
)

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
