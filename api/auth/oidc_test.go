package auth

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"cotejo/api/casework"
)

func TestOIDCSignIn(t *testing.T) {
	w := newWorld(t)
	p := w.provide()
	w.join(p)
	account := w.account("maria", "", func(a *casework.Account) { a.Subject = p.issuer + " id2" })
	b := w.browser()
	at := b.start("/oidc/start?to=%2Fcases%3Fpage%3D2")
	u, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	if q := u.Query(); q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" || len(q.Get("code_challenge")) != 43 ||
		len(q.Get("state")) < 26 || len(q.Get("nonce")) < 26 || q.Get("scope") != "openid profile email" || q.Get("client_secret") != "" {
		t.Errorf("asked with %v", q)
	}
	before := b.cookie()
	if s := w.session(before); s == nil || s.Account != "" || s.Expires.Sub(s.Created) != 10*time.Minute {
		t.Errorf("the session of nobody: %+v", s)
	}
	b.want(401, "GET", "/me")
	to, problem := b.comeBack(b.vouch(at, "test-user2"))
	if problem != "" || to != w.server.URL+"/cases?page=2" {
		t.Fatalf("%s %s", to, problem)
	}
	if b.cookie() == before || w.session(before) != nil {
		t.Error("the token from before the sign-in lives on")
	}
	if me := b.want(200, "GET", "/me"); !strings.Contains(me, account.ID) {
		t.Error(me)
	}
	in := w.events("oidc_sign_in")
	if len(in) != 1 || in[0].Account != account.ID || in[0].Detail["session"] != sessionID(b.cookie()) {
		t.Errorf("events %+v", in)
	}
	b.want(200, "POST", "/sign-out")
	b.want(401, "GET", "/me")
}

// TestOIDCForgeries: whatever does not belong to this browser's sign-in is
// refused, and nobody is signed in.
func TestOIDCForgeries(t *testing.T) {
	w := newWorld(t)
	p := w.provide()
	w.join(p)
	w.account("maria", "", func(a *casework.Account) { a.Subject = p.issuer + " id2" })
	var victim *browser
	for _, c := range []struct {
		name   string
		answer func() string // the address with which the victim's browser comes back
		key    string
	}{
		{"no sign-in under way", func() string { return w.server.URL + "/oidc/callback?code=x&state=y" }, "auth.oidc_lost"},
		{"empty state", func() string {
			victim.start("/oidc/start")
			return w.server.URL + "/oidc/callback?code=x&state="
		}, "auth.oidc_lost"},
		{"another state", func() string {
			return with(t, victim.vouch(victim.start("/oidc/start"), "test-user2"), "state", "AAAAAAAAAAAAAAAAAAAAAAAAAA")
		}, "auth.oidc_lost"},
		{"the answer to the attacker's sign-in", func() string {
			attacker := w.browser()
			victim.start("/oidc/start")
			return attacker.vouch(attacker.start("/oidc/start"), "test-user2")
		}, "auth.oidc_lost"},
		{"the attacker's code in the victim's sign-in", func() string {
			attacker := w.browser()
			theirs, err := url.Parse(attacker.vouch(attacker.start("/oidc/start"), "test-user2"))
			if err != nil {
				t.Fatal(err)
			}
			return with(t, victim.vouch(victim.start("/oidc/start"), "test-user2"), "code", theirs.Query().Get("code"))
		}, "auth.oidc_refused"},
		{"another nonce", func() string {
			return victim.vouch(with(t, victim.start("/oidc/start"), "nonce", "AAAAAAAAAAAAAAAAAAAAAAAAAA"), "test-user2")
		}, "auth.oidc_refused"},
		{"another PKCE challenge", func() string {
			return victim.vouch(with(t, victim.start("/oidc/start"), "code_challenge", strings.Repeat("A", 43)), "test-user2")
		}, "auth.oidc_refused"},
		{"another issuer's answer", func() string {
			return with(t, victim.vouch(victim.start("/oidc/start"), "test-user2"), "iss", "https://evil.example")
		}, "auth.oidc_lost"},
		{"no code", func() string {
			return with(t, victim.vouch(victim.start("/oidc/start"), "test-user2"), "code", "")
		}, "auth.oidc_refused"},
		{"the provider declines", func() string {
			return with(t, victim.vouch(victim.start("/oidc/start"), "test-user2"), "error", "access_denied")
		}, "auth.oidc_refused"},
		{"too late", func() string {
			address := victim.vouch(victim.start("/oidc/start"), "test-user2")
			w.clock.pass(10 * time.Minute)
			return address
		}, "auth.oidc_lost"},
	} {
		t.Run(c.name, func(t *testing.T) {
			victim = w.browser()
			_, key := victim.comeBack(c.answer())
			if key != c.key {
				t.Errorf("%s, want %s", key, c.key)
			}
			victim.want(401, "GET", "/me")
		})
	}
	if n := len(w.events("oidc_sign_in")); n != 0 {
		t.Errorf("%d sign-ins", n)
	}
}

// TestOIDCAnswerCountsOnce: neither the same answer again nor its code in another
// sign-in does anything.
func TestOIDCAnswerCountsOnce(t *testing.T) {
	w := newWorld(t)
	p := w.provide()
	w.join(p)
	w.account("maria", "", func(a *casework.Account) { a.Subject = p.issuer + " id2" })
	b := w.browser()
	answer := b.vouch(b.start("/oidc/start"), "test-user2")
	if _, key := b.comeBack(answer); key != "" {
		t.Fatal(key)
	}
	if _, key := b.comeBack(answer); key != "auth.oidc_lost" {
		t.Errorf("again: %s", key)
	}
	used, err := url.Parse(answer)
	if err != nil {
		t.Fatal(err)
	}
	other := w.browser()
	replayed := with(t, other.vouch(other.start("/oidc/start"), "test-user2"), "code", used.Query().Get("code"))
	if _, key := other.comeBack(replayed); key != "auth.oidc_refused" {
		t.Errorf("in another sign-in: %s", key)
	}
	other.want(401, "GET", "/me")
}

func TestOIDCWithoutAccount(t *testing.T) {
	w := newWorld(t)
	p := w.provide()
	w.join(p)
	// That it has the e-mail address does not matter unless it is allowed.
	account := w.account("maria", "", func(a *casework.Account) { a.Email = "test-user2@zitadel.ch" })
	b := w.browser()
	_, key := b.comeBack(b.vouch(b.start("/oidc/start"), "test-user2"))
	if key != "auth.oidc_unknown "+p.issuer+" id2" {
		t.Fatal(key)
	}
	b.want(401, "GET", "/me")
	failed := w.events("sign_in_failed")
	if len(failed) != 1 || failed[0].Detail["identity"] != p.issuer+" id2" || failed[0].Account != "" {
		t.Errorf("events %+v", failed)
	}
	w.alter(account.ID, func(a *casework.Account) { a.Subject = strings.TrimPrefix(key, "auth.oidc_unknown ") })
	if _, key := b.comeBack(b.vouch(b.start("/oidc/start"), "test-user2")); key != "" {
		t.Errorf("with what an administrator entered: %s", key)
	}
	w.alter(account.ID, func(a *casework.Account) { a.Disabled = true })
	b.want(401, "GET", "/me")
	if _, key := b.comeBack(b.vouch(b.start("/oidc/start"), "test-user2")); key != "auth.disabled" {
		t.Errorf("disabled: %s", key)
	}
	b.want(401, "GET", "/me")
}

func TestOIDCLinksByEmail(t *testing.T) {
	const email = "test-user2@zitadel.ch"
	mine := func(a *casework.Account) { a.Email = email }
	for _, c := range []struct {
		name     string
		accounts []func(*casework.Account)
		problem  string
	}{
		{"its address", []func(*casework.Account){mine}, ""},
		{"nobody's", []func(*casework.Account){func(a *casework.Account) { a.Email = "x@zitadel.ch" }}, "auth.oidc_unknown"},
		{"two people's", []func(*casework.Account){mine, mine}, "auth.oidc_unknown"},
		{"linked to another identity", []func(*casework.Account){func(a *casework.Account) { a.Email, a.Subject = email, "https://x y" }}, "auth.oidc_unknown"},
		{"disabled", []func(*casework.Account){func(a *casework.Account) { a.Email, a.Disabled = email, true }}, "auth.oidc_unknown"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			p := w.provide()
			w.join(p, func(c *OIDCConfig) { c.LinkByEmail = true })
			var ids []string
			for i, change := range c.accounts {
				ids = append(ids, w.account(string(rune('a'+i)), "", change).ID)
			}
			b := w.browser()
			_, told := b.comeBack(b.vouch(b.start("/oidc/start"), "test-user2"))
			if key, _, _ := strings.Cut(told, " "); key != c.problem {
				t.Fatal(told)
			}
			if c.problem != "" {
				b.want(401, "GET", "/me")
				return
			}
			if s := w.stored(ids[0]).Subject; s != p.issuer+" id2" {
				t.Errorf("subject %q", s)
			}
			w.checkHistory(ids[0])
			w.alter(ids[0], func(a *casework.Account) { a.Email = "" }) // from now on the identity counts
			if _, key := b.comeBack(b.vouch(b.start("/oidc/start"), "test-user2")); key != "" {
				t.Error(key)
			}
		})
	}
}
