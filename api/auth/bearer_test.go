package auth

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"cotejo/api/casework"
)

func TestTamperedTokens(t *testing.T) {
	w := newWorld(t)
	w.account("maria", goodPassword)
	b := w.browser()
	b.signIn("maria", goodPassword)
	secret, _ := b.token("read")
	counted := &counter{Store: w.store}
	w.auth.store = counted
	for i := range secret {
		for _, c := range "Aa0-_ ." {
			if changed := secret[:i] + string(c) + secret[i+1:]; changed != secret {
				w.refused(changed)
			}
		}
	}
	for _, other := range []string{"", " ", secret[1:], secret + "A", secret[:len(secret)-1], strings.ToUpper(secret), "cotejo_", strings.Repeat("A", 1<<16)} {
		w.refused(other)
	}
	if counted.views != 0 {
		t.Errorf("the store was asked %d times for tokens that cannot be", counted.views)
	}
	w.refused(newSecret())
	if counted.views != 1 {
		t.Errorf("the store was asked %d times for a token that could be", counted.views)
	}
	p := w.program(secret)
	p.header.Add("Authorization", "Bearer "+secret)
	p.want(401, "GET", "/me")
	p.header = http.Header{"Authorization": {"bearer   " + secret}}
	p.want(200, "GET", "/me")
}

// refused asks with a token that is not valid, without a network between.
func (w *world) refused(secret string) {
	w.Helper()
	r, err := http.NewRequestWithContext(w.Context(), http.MethodGet, "/me", nil)
	if err != nil {
		w.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+secret)
	actor, err := w.auth.Authenticate(r)
	if actor != nil || casework.CodeOf(err) != casework.CodeUnauthenticated {
		w.Errorf("%.60q: %v, %v", secret, actor, err)
	}
}

// TestAuthenticate: the same answers without the middleware.
func TestAuthenticate(t *testing.T) {
	w := newWorld(t)
	account := w.account("maria", goodPassword)
	b := w.browser()
	b.signIn("maria", goodPassword)
	secret, _ := b.token("read")
	ask := func(path, header, value string) (*casework.Actor, error) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if header != "" {
			r.Header.Set(header, value)
		}
		return w.auth.Authenticate(r)
	}
	if actor, err := ask("/", "", ""); actor != nil || err != nil {
		t.Errorf("nobody: %v, %v", actor, err)
	}
	if actor, err := ask("/", "Authorization", "Bearer "+secret); err != nil || actor.Account.ID != account.ID || !slices.Equal(actor.Scopes, []casework.Scope{"read"}) {
		t.Errorf("a token: %v, %v", actor, err)
	}
	cookie := w.auth.sessions.Cookie.Name + "=" + b.cookie()
	if actor, err := ask("/", "Cookie", cookie); err != nil || actor.Account.ID != account.ID || actor.Scopes != nil {
		t.Errorf("a session: %v, %v", actor, err)
	}
	w.alter(account.ID, func(a *casework.Account) { a.MustChange = true })
	if actor, err := ask("/", "Cookie", cookie); actor != nil || casework.CodeOf(err) != casework.CodeForbidden {
		t.Errorf("must change: %v, %v", actor, err)
	}
	if actor, err := ask("/password", "Cookie", cookie); err != nil || !actor.Account.MustChange {
		t.Errorf("changing: %v, %v", actor, err)
	}
}

func FuzzBearer(f *testing.F) {
	f.Add("Bearer " + newSecret())
	f.Add("bearer  " + newSecret() + " ")
	f.Add("Basic eDp5")
	f.Add("Bearer")
	f.Add("")
	f.Add("Bearer cotejo_" + strings.Repeat("A", 49))
	f.Fuzz(func(t *testing.T, header string) {
		r := &http.Request{Header: http.Header{"Authorization": {header}}}
		secret, given := bearer(r)
		if secret == "" {
			return
		}
		if !given || len(secret) != secretLength || !strings.HasPrefix(secret, secretPrefix) || !strings.Contains(header, secret) ||
			secret[secretBody:] != checksum(secret[:secretBody]) {
			t.Errorf("%q gave %q", header, secret)
		}
		changed := []byte(secret)
		changed[len(secretPrefix)] ^= 3
		if wellFormed(string(changed)) {
			t.Errorf("%q and %q are both well formed", secret, changed)
		}
	})
}
