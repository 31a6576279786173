package auth

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc/oidctest"

	"cotejo/api/casework"
)

// forge is a provider that gives out whatever ID token a test writes.
type forge struct {
	*world
	issuer  string
	key     *ecdsa.PrivateKey
	idToken string
	info    map[string]any // of the userinfo endpoint
}

func (w *world) forge() *forge {
	w.Helper()
	f := &forge{world: w, key: newKey(w.T)}
	service := &oidctest.Server{PublicKeys: []oidctest.PublicKey{{PublicKey: f.key.Public(), KeyID: "1", Algorithm: "ES256"}}}
	answer := func(out http.ResponseWriter, value map[string]any) {
		out.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(out).Encode(value)
	}
	mux := http.NewServeMux()
	mux.Handle("/keys", service)
	mux.HandleFunc("/.well-known/openid-configuration", func(out http.ResponseWriter, _ *http.Request) {
		answer(out, map[string]any{
			"issuer": f.issuer, "authorization_endpoint": f.issuer + "/auth", "token_endpoint": f.issuer + "/token",
			"jwks_uri": f.issuer + "/keys", "userinfo_endpoint": f.issuer + "/userinfo", "id_token_signing_alg_values_supported": []string{"ES256"},
		})
	})
	mux.HandleFunc("/token", func(out http.ResponseWriter, _ *http.Request) {
		value := map[string]any{"access_token": "access", "token_type": "Bearer", "expires_in": 60}
		if f.idToken != "" {
			value["id_token"] = f.idToken
		}
		answer(out, value)
	})
	mux.HandleFunc("/userinfo", func(out http.ResponseWriter, _ *http.Request) { answer(out, f.info) })
	server := httptest.NewServer(mux)
	w.Cleanup(server.Close)
	f.issuer = server.URL
	return f
}

func newKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// signIn starts a sign-in and comes back with what token makes of the claims that
// would be right.
func (f *forge) signIn(b *browser, token func(claims map[string]any) string) (key string) {
	f.Helper()
	u, err := url.Parse(b.start("/oidc/start"))
	if err != nil {
		f.Fatal(err)
	}
	now := f.clock.Now()
	f.idToken = token(map[string]any{
		"iss": f.issuer, "sub": "subject", "aud": "cotejo", "nonce": u.Query().Get("nonce"),
		"iat": now.Unix(), "exp": now.Add(time.Minute).Unix(),
	})
	_, key = b.comeBack(f.server.URL + "/oidc/callback?code=code&state=" + u.Query().Get("state"))
	return key
}

// sign signs the claims with changes; a change to nil removes one.
func (f *forge) sign(key crypto.PrivateKey, changes map[string]any) func(map[string]any) string {
	return func(claims map[string]any) string {
		maps.Copy(claims, changes)
		maps.DeleteFunc(claims, func(_ string, v any) bool { return v == nil })
		text, err := json.Marshal(claims)
		if err != nil {
			f.Fatal(err)
		}
		return oidctest.SignIDToken(key, "1", "ES256", string(text))
	}
}

// unsigned makes a token with a header of its own, and no signature unless secret
// is given.
func unsigned(t *testing.T, alg, secret string) func(map[string]any) string {
	return func(claims map[string]any) string {
		text, err := json.Marshal(claims)
		if err != nil {
			t.Fatal(err)
		}
		encode := base64.RawURLEncoding.EncodeToString
		body := encode([]byte(`{"alg":"`+alg+`","kid":"1"}`)) + "." + encode(text)
		if secret == "" {
			return body + "."
		}
		sum := hmac.New(sha256.New, []byte(secret))
		_, _ = sum.Write([]byte(body))
		return body + "." + encode(sum.Sum(nil))
	}
}

func TestIDTokens(t *testing.T) {
	w := newWorld(t)
	f := w.forge()
	w.join(&provider{issuer: f.issuer})
	w.account("maria", "", func(a *casework.Account) { a.Subject = f.issuer + " subject" })
	w.account("nobody", "", func(a *casework.Account) { a.Subject = f.issuer + " " })
	stranger := newKey(t)
	plain := func(text string) func(map[string]any) string { return func(map[string]any) string { return text } }
	for _, c := range []struct {
		name  string
		token func(map[string]any) string
		want  string // what is wrong
	}{
		{"right", f.sign(f.key, nil), ""},
		{"for several", f.sign(f.key, map[string]any{"aud": []string{"other", "cotejo"}}), ""},
		{"none", plain(""), "auth.oidc_refused"},
		{"no token", plain("x.y.z"), "auth.oidc_refused"},
		{"another key", f.sign(stranger, nil), "auth.oidc_refused"},
		{"unsigned", unsigned(t, "none", ""), "auth.oidc_refused"},
		{"signed with the client's secret", unsigned(t, "HS256", "client-secret"), "auth.oidc_refused"},
		{"for another", f.sign(f.key, map[string]any{"aud": "other"}), "auth.oidc_refused"},
		{"for nobody", f.sign(f.key, map[string]any{"aud": nil}), "auth.oidc_refused"},
		{"by another issuer", f.sign(f.key, map[string]any{"iss": "https://evil.example"}), "auth.oidc_refused"},
		{"expired", f.sign(f.key, map[string]any{"exp": w.clock.Now().Add(-time.Second).Unix()}), "auth.oidc_refused"},
		{"for ever", f.sign(f.key, map[string]any{"exp": nil}), "auth.oidc_refused"},
		{"not yet", f.sign(f.key, map[string]any{"nbf": w.clock.Now().Add(time.Hour).Unix()}), "auth.oidc_refused"},
		{"another nonce", f.sign(f.key, map[string]any{"nonce": "x"}), "auth.oidc_refused"},
		{"no nonce", f.sign(f.key, map[string]any{"nonce": nil}), "auth.oidc_refused"},
		{"no subject", f.sign(f.key, map[string]any{"sub": nil}), "auth.oidc_refused"},
		{"empty subject", f.sign(f.key, map[string]any{"sub": ""}), "auth.oidc_refused"},
		{"long subject", f.sign(f.key, map[string]any{"sub": strings.Repeat("x", 256)}), "auth.oidc_refused"},
		{"strange subject", f.sign(f.key, map[string]any{"sub": "sub\nject"}), "auth.oidc_refused"},
		{"another subject", f.sign(f.key, map[string]any{"sub": "subject2"}), "auth.oidc_unknown"},
		{"a subject with other capitals", f.sign(f.key, map[string]any{"sub": "Subject"}), "auth.oidc_unknown"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := w.browser()
			key, _, _ := strings.Cut(f.signIn(b, c.token), " ")
			if key != c.want {
				t.Errorf("%s, want %s", key, c.want)
			}
			in := 401
			if c.want == "" {
				in = 200
			}
			b.want(in, "GET", "/me")
		})
	}
}

// TestVerifiedEmail: an address links only when the provider says, of this person,
// that it verified it.
func TestVerifiedEmail(t *testing.T) {
	const email = "Maria@lab.example"
	for _, c := range []struct {
		name         string
		claims, info map[string]any
		want         string // what is wrong
	}{
		{"in the token", map[string]any{"email": email, "email_verified": true}, nil, ""},
		{"not verified", map[string]any{"email": email, "email_verified": false}, map[string]any{"sub": "subject", "email": email, "email_verified": true}, "auth.oidc_unknown"},
		{"not said whether", map[string]any{"email": email}, nil, "auth.oidc_unknown"},
		{"said otherwise", map[string]any{"email": email, "email_verified": "yes"}, nil, "auth.oidc_unknown"},
		{"asked for", nil, map[string]any{"sub": "subject", "email": email, "email_verified": true}, ""},
		{"asked for, not verified", nil, map[string]any{"sub": "subject", "email": email}, "auth.oidc_unknown"},
		{"somebody else's", nil, map[string]any{"sub": "other", "email": email, "email_verified": true}, "auth.oidc_unknown"},
		{"none", nil, map[string]any{"sub": "subject", "email_verified": true}, "auth.oidc_unknown"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			f := w.forge()
			w.join(&provider{issuer: f.issuer}, func(c *OIDCConfig) { c.LinkByEmail = true })
			account := w.account("maria", "", func(a *casework.Account) { a.Email = strings.ToLower(email) })
			w.account("empty", "") // an account without an address belongs to nobody
			f.info = c.info
			key, _, _ := strings.Cut(f.signIn(w.browser(), f.sign(f.key, c.claims)), " ")
			if key != c.want {
				t.Errorf("%s, want %s", key, c.want)
			}
			if linked := w.stored(account.ID).Subject != ""; linked != (c.want == "") {
				t.Errorf("linked: %v", linked)
			}
		})
	}
}
