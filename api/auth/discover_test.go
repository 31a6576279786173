package auth

import (
	"net/http"
	"strings"
	"testing"

	"cotejo/api/casework"
)

// TestOIDCProviderIsDown: the service starts without its provider, says so, asks
// again after a pause, and then works.
func TestOIDCProviderIsDown(t *testing.T) {
	w := newWorld(t)
	p := w.provide()
	w.account("maria", "", func(a *casework.Account) { a.Subject = p.issuer + " id2" })
	asked := 0
	p.answer = func(out http.ResponseWriter, _ *http.Request) {
		asked++
		http.Error(out, "maintenance", http.StatusServiceUnavailable)
	}
	o := w.join(p)
	b := w.browser()
	for range 3 {
		if _, key := b.comeBack(w.server.URL + "/oidc/start"); key != "auth.oidc_unreachable" {
			t.Fatal(key)
		}
	}
	if err := o.Ping(t.Context()); casework.CodeOf(err) != casework.CodeBusy || asked != 1 {
		t.Errorf("%v after %d questions", err, asked)
	}
	p.answer = nil
	w.clock.pass(providerPause)
	if err := o.Ping(t.Context()); err != nil {
		t.Fatal(err)
	}
	at := b.start("/oidc/start")
	answer := b.vouch(at, "test-user2")
	p.answer = func(out http.ResponseWriter, _ *http.Request) { http.Error(out, "again", http.StatusBadGateway) }
	if _, key := b.comeBack(answer); key != "auth.oidc_unreachable" {
		t.Error(key)
	}
	p.answer = nil
	if _, key := b.comeBack(b.vouch(b.start("/oidc/start"), "test-user2")); key != "" {
		t.Error(key)
	}
}

// TestOIDCStrangeProviders: what such a provider says is not believed.
func TestOIDCStrangeProviders(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"no configuration": func(out http.ResponseWriter, _ *http.Request) { _, _ = out.Write([]byte("<html>")) },
		"another's configuration": func(out http.ResponseWriter, _ *http.Request) {
			out.Header().Set("Content-Type", "application/json")
			_, _ = out.Write([]byte(`{"issuer":"https://evil.example","authorization_endpoint":"https://evil.example/a","token_endpoint":"https://evil.example/t","jwks_uri":"https://evil.example/k"}`))
		},
		"an endless configuration": func(out http.ResponseWriter, _ *http.Request) {
			_, _ = out.Write([]byte(`{"issuer":"` + strings.Repeat("x", 2*providerMost) + `"}`))
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			p := w.provide()
			p.answer = answer
			if err := w.join(p).Ping(t.Context()); casework.CodeOf(err) != casework.CodeBusy {
				t.Error(err)
			}
		})
	}
}

func TestOIDCConfig(t *testing.T) {
	w := newWorld(t)
	good := OIDCConfig{Issuer: "https://sso.example/realm", ClientID: "cotejo", RedirectURL: "https://cotejo.example/oidc/callback"}
	o, err := w.auth.NewOIDC(good)
	if err != nil || len(o.config.Scopes) != 1 || o.config.Scopes[0] != "openid" || o.Name() != "sso.example" {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*OIDCConfig){
		"no issuer":            func(c *OIDCConfig) { c.Issuer = "" },
		"issuer without TLS":   func(c *OIDCConfig) { c.Issuer = "http://sso.example" },
		"issuer without host":  func(c *OIDCConfig) { c.Issuer = "https:///realm" },
		"no client":            func(c *OIDCConfig) { c.ClientID = "" },
		"redirect without URL": func(c *OIDCConfig) { c.RedirectURL = "/oidc/callback" },
		"redirect to a script": func(c *OIDCConfig) { c.RedirectURL = "javascript://x/y" },
	} {
		c := good
		change(&c)
		if _, err := w.auth.NewOIDC(c); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestLocalPath(t *testing.T) {
	for to, want := range map[string]string{
		"": "/", "/": "/", "/cases?x=1#y": "/cases?x=1#y", "cases": "/", "//evil.example": "/", "/\\evil.example": "/",
		"https://evil.example": "/", "/\tx": "/", "/x\r\nSet-Cookie: a=b": "/", "javascript:alert(1)": "/", "/%zz": "/",
		"///evil.example": "/", "/" + strings.Repeat("x", 3000): "/",
	} {
		if got := localPath(to); got != want {
			t.Errorf("%.30q: %q, want %q", to, got, want)
		}
	}
}
