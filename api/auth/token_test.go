package auth

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"cotejo/api/casework"
)

// token makes a token in the browser's session.
func (b *browser) token(scopes ...string) (secret, id string) {
	b.Helper()
	form := []string{"name", "Confocal 1"}
	for _, s := range scopes {
		form = append(form, "scope", s)
	}
	var made struct{ ID, Secret string }
	if err := json.Unmarshal([]byte(b.want(200, "POST", "/tokens", form...)), &made); err != nil {
		b.Fatal(err)
	}
	return made.Secret, made.ID
}

// program is a client without cookies that sends a token.
func (w *world) program(secret string) *browser {
	b := w.browser()
	b.client.Jar = nil
	b.header = http.Header{"Authorization": {"Bearer " + secret}}
	return b
}

func TestTokens(t *testing.T) {
	w := newWorld(t)
	account := w.account("maria", goodPassword)
	b := w.browser()
	b.signIn("maria", goodPassword)
	secret, id := b.token("read", "enter")
	if !wellFormed(secret) || len(secret) != 56 {
		t.Fatalf("secret %q", secret)
	}
	p := w.program(secret)
	if me := p.want(200, "POST", "/me"); !strings.Contains(me, account.ID) || !strings.Contains(me, `"scopes":["read","enter"]`) {
		t.Errorf("me: %s", me)
	}
	list := b.want(200, "GET", "/tokens")
	if strings.Contains(list, secret) || strings.Contains(list, hashSecret(secret)) || !strings.Contains(list, id) {
		t.Errorf("list: %s", list)
	}
	for _, call := range [][2]string{
		{"POST", "/tokens"}, {"GET", "/tokens"}, {"POST", "/tokens/revoke"}, {"GET", "/sessions"}, {"POST", "/sessions/end"},
		{"POST", "/sign-out"}, {"POST", "/password"}, {"POST", "/sign-in"},
	} {
		if key := p.want(403, call[0], call[1], "name", "x", "scope", "manage", "id", id, "login", "maria", "password", goodPassword); key != "auth.session_needed" {
			t.Errorf("%v with a token: %s", call, key)
		}
	}
	b.want(200, "POST", "/tokens/revoke", "id", id)
	b.want(200, "POST", "/tokens/revoke", "id", id)
	if key := p.want(401, "GET", "/me"); key != "auth.token_refused" {
		t.Error(key)
	}
	made, revoked := w.events("token_create"), w.events("token_revoke")
	if len(made) != 1 || len(revoked) != 1 || made[0].Subject != id || made[0].Body == "" || revoked[0].Version != 3 || strings.Contains(made[0].Detail["name"], secret) {
		t.Errorf("events %+v and %+v", made, revoked)
	}
}

func TestScopesBoundRoles(t *testing.T) {
	w := newWorld(t)
	w.account("admin", goodPassword, func(a *casework.Account) {
		a.Memberships = []casework.Membership{{Lab: casework.WholeService, Roles: []casework.Role{casework.Administrator}}}
	})
	b := w.browser()
	b.signIn("admin", goodPassword)
	other := w.account("other", goodPassword)
	for scope, want := range map[string]int{"read": 404, "enter": 404, "review": 404, "manage": 200} {
		secret, _ := b.token(scope)
		w.program(secret).want(want, "POST", "/reset", "id", other.ID)
	}
}

func TestTokenLimits(t *testing.T) {
	w := newWorld(t)
	w.account("maria", goodPassword)
	b := w.browser()
	b.signIn("maria", goodPassword)
	at := func(d time.Duration) string { return w.auth.now().Add(d).Format(time.RFC3339Nano) }
	year := w.auth.now().AddDate(1, 0, 0).Sub(w.auth.now())
	for _, c := range []struct {
		name, scope, expires, fault string
	}{
		{"", "read", at(time.Hour), "field.required"},
		{"x", "", at(time.Hour), "field.required"},
		{"x", "everything", at(time.Hour), "field.choice"},
		{"x", "read", at(0), "auth.token_expiry"},
		{"x", "read", at(-time.Hour), "auth.token_expiry"},
		{"x", "read", at(year + time.Second), "auth.token_expiry"},
		{"x", "read", "0001-01-01T00:00:00Z", "auth.token_expiry"},
		{strings.Repeat("x", 121), "read", at(time.Hour), "field.too_long"},
		{"x", "read", at(year), ""},
		{"x", "read", at(time.Second), ""},
	} {
		form := []string{"name", c.name, "expires", c.expires}
		if c.scope != "" {
			form = append(form, "scope", c.scope)
		}
		status, text := b.do("POST", "/tokens", form...)
		if c.fault == "" && status != 200 || c.fault != "" && (status != 422 || !strings.Contains(text, c.fault)) {
			t.Errorf("%+v: %d %s", c, status, text)
		}
	}
	if n := len(w.events("token_create")); n != 2 {
		t.Errorf("%d tokens made", n)
	}
}

func TestTokenEnds(t *testing.T) {
	w := newWorld(t)
	account := w.account("maria", goodPassword)
	b := w.browser()
	b.signIn("maria", goodPassword)
	secret, _ := b.token("read") // for a day
	p := w.program(secret)
	w.clock.pass(24*time.Hour - time.Millisecond)
	p.want(200, "GET", "/me")
	w.alter(account.ID, func(a *casework.Account) { a.MustChange = true })
	if key := p.want(403, "GET", "/me"); key != "auth.must_change" {
		t.Error(key)
	}
	w.alter(account.ID, func(a *casework.Account) { a.MustChange, a.Disabled = false, true })
	p.want(401, "GET", "/me")
	w.alter(account.ID, func(a *casework.Account) { a.Disabled = false })
	p.want(200, "GET", "/me")
	w.clock.pass(time.Millisecond)
	p.want(401, "GET", "/me")
}

// TestUseIsWrittenOnceAnHour, with an entry in the log, since it is a change of
// the token.
func TestUseIsWrittenOnceAnHour(t *testing.T) {
	w := newWorld(t)
	w.account("maria", goodPassword)
	b := w.browser()
	b.signIn("maria", goodPassword)
	secret, id := b.token("read")
	p := w.program(secret)
	used := func() (at time.Time, version int) {
		err := w.store.View(t.Context(), func(tx casework.Tx) error {
			token := &casework.Token{}
			err := tx.Get(t.Context(), token, id)
			at, version = token.Used, token.Version
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return at, version
	}
	for i := range 3 {
		for range 10 {
			p.want(200, "GET", "/me")
		}
		if at, version := used(); version != 2+i || !at.Equal(w.auth.now()) {
			t.Errorf("hour %d: version %d, used %v", i, version, at)
		}
		w.clock.pass(time.Hour - time.Millisecond)
		p.want(200, "GET", "/me")
		if _, version := used(); version != 2+i {
			t.Errorf("hour %d: a use was written early", i)
		}
		w.clock.pass(time.Millisecond)
	}
	if n := len(w.events("token_use")); n != 3 {
		t.Errorf("%d uses in the log", n)
	}
}

func TestTokensOfOthers(t *testing.T) {
	w := newWorld(t)
	lab := w.laboratory("LAB-A")
	member := func(role casework.Role) func(*casework.Account) {
		return func(a *casework.Account) {
			a.Lab, a.Memberships = lab, []casework.Membership{{Lab: lab, Roles: []casework.Role{role}}}
		}
	}
	w.account("maria", goodPassword, member(casework.Examiner))
	w.account("jose", goodPassword, member(casework.Examiner))
	w.account("admin", goodPassword, member(casework.Administrator))
	maria, jose, admin := w.browser(), w.browser(), w.browser()
	maria.signIn("maria", goodPassword)
	jose.signIn("jose", goodPassword)
	admin.signIn("admin", goodPassword)
	secret, id := maria.token("read")
	jose.want(404, "POST", "/tokens/revoke", "id", id)
	if list := jose.want(200, "GET", "/tokens"); list != "null" {
		t.Error(list)
	}
	w.program(secret).want(200, "GET", "/me")
	admin.want(200, "POST", "/tokens/revoke", "id", id)
	w.program(secret).want(401, "GET", "/me")
	admin.want(404, "POST", "/tokens/revoke", "id", "no-such-token")
}
