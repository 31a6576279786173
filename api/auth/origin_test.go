package auth

import (
	"strings"
	"testing"
)

// TestCrossOrigin holds what a browser says of a request's origin against what is
// let through. Browsers that send no Sec-Fetch-Site, and all of them without TLS,
// send Origin with every change.
func TestCrossOrigin(t *testing.T) {
	w := newWorld(t, func(c *Config) { c.Origins = []string{"https://cotejo.lab.example"} })
	w.account("maria", goodPassword)
	b := w.browser()
	b.signIn("maria", goodPassword)
	own := b.server.URL
	for _, c := range []struct {
		name, site, origin string
		method             string
		want               int
	}{
		{"the service's own page", "same-origin", own, "POST", 200},
		{"typed by the person", "none", "", "POST", 200},
		{"another site's form", "cross-site", "https://evil.example", "POST", 403},
		{"a sister host", "same-site", "https://other.lab.example", "POST", 403},
		{"another site, PUT", "cross-site", "https://evil.example", "PUT", 403},
		{"another site, DELETE", "cross-site", "https://evil.example", "DELETE", 403},
		{"another site, PATCH", "cross-site", "https://evil.example", "PATCH", 403},
		{"a sandboxed frame", "cross-site", "null", "POST", 403},
		{"a link from elsewhere", "cross-site", "", "GET", 200},
		{"an old browser, own page", "", own, "POST", 200},
		{"an old browser, another site", "", "https://evil.example", "POST", 403},
		{"an old browser, a sandboxed frame", "", "null", "POST", 403},
		{"an old browser, another port", "", "https://127.0.0.1:1", "POST", 403},
		{"no browser", "", "", "POST", 200},
		{"the address before the proxy", "cross-site", "https://cotejo.lab.example", "POST", 200},
	} {
		t.Run(c.name, func(t *testing.T) {
			b.header.Del("Sec-Fetch-Site")
			b.header.Del("Origin")
			if c.site != "" {
				b.header.Set("Sec-Fetch-Site", c.site)
			}
			if c.origin != "" {
				b.header.Set("Origin", c.origin)
			}
			status, key := b.do(c.method, "/me")
			if status != c.want || status == 403 && key != "auth.cross_origin" {
				t.Errorf("%d %s, want %d", status, key, c.want)
			}
		})
	}
}

// TestForeignSignIn: another site can neither sign a person in as somebody else
// nor sign them out.
func TestForeignSignIn(t *testing.T) {
	w := newWorld(t)
	w.account("maria", goodPassword)
	b := w.browser()
	b.header.Set("Sec-Fetch-Site", "cross-site")
	b.want(403, "POST", "/sign-in", "login", "maria", "password", goodPassword)
	if b.cookie() != "" || len(w.events("")) != 0 {
		t.Error("the request reached the service")
	}
}

// TestTokensNeedNoOrigin: a token is never sent by itself, so there is nothing to
// protect; and a cookie beside it does not count.
func TestTokensNeedNoOrigin(t *testing.T) {
	w := newWorld(t)
	maria, jose := w.account("maria", goodPassword), w.account("jose", goodPassword)
	b := w.browser()
	b.signIn("jose", goodPassword)
	secret, _ := b.token("read")
	b.signIn("maria", goodPassword)
	if me := b.want(200, "GET", "/me"); !strings.Contains(me, maria.ID) {
		t.Error(me)
	}
	b.header.Set("Authorization", "Bearer "+secret)
	b.header.Set("Sec-Fetch-Site", "cross-site")
	if me := b.want(200, "POST", "/me"); !strings.Contains(me, jose.ID) {
		t.Error(me)
	}
	b.header.Set("Authorization", "Basic eDp5")
	b.want(403, "POST", "/me")
	if _, err := New(Config{}, w.store, w.log, nil, nil); err == nil {
		t.Error("an empty configuration was taken")
	}
	bad := testConfig()
	bad.Origins = []string{"cotejo.lab.example"}
	if _, err := New(bad, w.store, w.log, w.auth.log, w.clock.Now); err == nil {
		t.Error("an origin without a scheme was taken")
	}
}
