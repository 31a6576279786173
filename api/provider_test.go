package api_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"cotejo/api"
	"cotejo/api/apitest"
	"cotejo/api/auth"
	"cotejo/api/casework"
)

// provider is an OpenID Connect provider that vouches for whomever a test wants.
type provider struct {
	*httptest.Server
	key     *rsa.PrivateKey
	subject string
	nonce   string
}

func newProvider(t *testing.T) *provider {
	t.Helper()
	p := &provider{}
	var err error
	if p.key, err = rsa.GenerateKey(rand.Reader, 2048); err != nil {
		t.Fatal(err)
	}
	answer := func(path string, v func() any) {
		p.Config.Handler.(*http.ServeMux).HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_ = json.NewEncoder(w).Encode(v())
		})
	}
	p.Server = httptest.NewUnstartedServer(http.NewServeMux())
	answer("/.well-known/openid-configuration", func() any {
		return map[string]any{
			"issuer": p.URL, "authorization_endpoint": p.URL + "/auth", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys",
			"id_token_signing_alg_values_supported": []string{"RS256"},
		}
	})
	answer("/keys", func() any {
		return map[string]any{"keys": []any{map[string]any{
			"kty": "RSA", "alg": "RS256", "use": "sig", "kid": "1", "n": unpadded(p.key.N.Bytes()), "e": unpadded(big.NewInt(int64(p.key.E)).Bytes()),
		}}}
	})
	answer("/token", func() any {
		return map[string]any{"access_token": "x", "token_type": "Bearer", "id_token": p.token()}
	})
	p.Start()
	t.Cleanup(p.Close)
	return p
}

func unpadded(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// token is an ID token for the subject.
func (p *provider) token() string {
	claims, err := json.Marshal(map[string]any{
		"iss": p.URL, "sub": p.subject, "aud": "cotejo", "nonce": p.nonce, "iat": time.Now().Unix(), "exp": time.Now().Add(time.Minute).Unix(),
	})
	if err != nil {
		panic(err)
	}
	text := unpadded([]byte(`{"alg":"RS256","kid":"1"}`)) + "." + unpadded(claims)
	sum := sha256.Sum256([]byte(text))
	signature, err := rsa.SignPKCS1v15(rand.Reader, p.key, crypto.SHA256, sum[:])
	if err != nil {
		panic(err)
	}
	return text + "." + unpadded(signature)
}

// goThrough takes a browser to the provider and back.
func (p *provider) goThrough(t *testing.T, c *apitest.Client, subject string) *apitest.Answer {
	t.Helper()
	start := c.Do(t, http.MethodGet, "/oidc/start?to=/cases/open", nil).Want(t, http.StatusSeeOther)
	at, err := url.Parse(start.Header.Get("Location"))
	if err != nil || !strings.HasPrefix(at.String(), p.URL+"/auth?") {
		t.Fatalf("sent to %s (%v)", start.Header.Get("Location"), err)
	}
	p.subject, p.nonce = subject, at.Query().Get("nonce")
	return c.Do(t, http.MethodGet, "/oidc/callback?code=1&state="+url.QueryEscape(at.Query().Get("state")), nil)
}

func TestSignInWithAnIdentityProvider(t *testing.T) {
	p := newProvider(t)
	s := apitest.Start(t, apitest.Options{Idle: true, OIDC: &auth.OIDCConfig{Name: "Ministry", Issuer: p.URL, ClientID: "cotejo"}})
	lab := s.Lab(t, "NORTE").ID
	account := &casework.Account{
		Login: "maria", Name: "María", Subject: p.URL + " 17",
		Memberships: []casework.Membership{{Lab: lab, Roles: []casework.Role{casework.Examiner}}},
	}
	account.Lab = lab
	if err := s.Cases.Create(casework.AsService(t.Context()), account); err != nil {
		t.Fatal(err)
	}
	c := s.Anyone(t)
	if back := p.goThrough(t, c, "17").Want(t, http.StatusSeeOther).Header.Get("Location"); back != "/cases/open" {
		t.Errorf("sent on to %q", back)
	}
	var me struct{ Account casework.Account }
	if c.Do(t, http.MethodGet, "/me", nil).Want(t, http.StatusOK).JSON(t, &me); me.Account.ID != account.ID {
		t.Errorf("signed in as %+v", me.Account)
	}
	stranger := s.Anyone(t)
	refused := p.goThrough(t, stranger.In("es"), "18").Want(t, http.StatusSeeOther)
	at, err := url.Parse(refused.Header.Get("Location"))
	if err != nil || at.Path != "/sign-in" || at.Host != "" || refused.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("sent to %s (%v) %v", at, err, refused.Header)
	}
	q := at.Query()
	if q.Get("problem") != "auth.oidc_unknown" || q.Get("subject") != p.URL+" 18" || q.Get("request") != refused.Header.Get("X-Request-Id") {
		t.Errorf("told %v", q)
	}
	stranger.Do(t, http.MethodGet, "/me", nil).Want(t, http.StatusUnauthorized)
}

func TestWaysToTheProviderAreBounded(t *testing.T) {
	p := newProvider(t)
	s := apitest.Start(t, apitest.Options{
		Idle: true, OIDC: &auth.OIDCConfig{Name: "Ministry", Issuer: p.URL, ClientID: "cotejo"}, Config: func(c *api.Config) { c.SignIns = 2 },
	})
	c := s.Anyone(t)
	for range 2 {
		c.Do(t, http.MethodGet, "/oidc/start", nil).Want(t, http.StatusSeeOther)
	}
	c.Do(t, http.MethodGet, "/oidc/start", nil).Want(t, http.StatusTooManyRequests).Problem(t)
}
