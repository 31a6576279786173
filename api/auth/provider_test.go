package auth

import (
	"crypto/rand"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/op"
)

// provider is a real OpenID Connect provider with two people, "test-user2" and
// "test-user@127.0.0.1", and a login form.
type provider struct {
	issuer  string
	handler http.Handler
	// answer, when it is set, answers in place of the provider.
	answer http.HandlerFunc
}

// provide starts a provider that knows the world's server as its client.
func (w *world) provide() *provider {
	w.Helper()
	p := &provider{}
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if p.answer != nil {
			p.answer(out, r)
			return
		}
		p.handler.ServeHTTP(out, r)
	}))
	w.Cleanup(server.Close)
	p.issuer = server.URL
	people := storage.NewStorageWithClients(storage.NewUserStore(p.issuer), map[string]*storage.Client{
		"cotejo": storage.WebClient("cotejo", "client-secret", w.server.URL+"/oidc/callback"),
	})
	config := &op.Config{CodeMethodS256: true, AuthMethodPost: true}
	if _, err := rand.Read(config.CryptoKey[:]); err != nil {
		w.Fatal(err)
	}
	service, err := op.NewProvider(config, people, op.StaticIssuer(p.issuer), op.WithAllowInsecure())
	if err != nil {
		w.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/", service)
	mux.HandleFunc("GET /login/username", func(out http.ResponseWriter, r *http.Request) {
		_, _ = fmt.Fprintf(out, `<form method="post"><input type="hidden" name="id" value="%s"><input name="username"><input name="password"></form>`, r.FormValue("authRequestID"))
	})
	back := op.AuthCallbackURL(service)
	mux.HandleFunc("POST /login/username", op.NewIssuerInterceptor(service.IssuerFromRequest).HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if err := people.CheckUsernamePassword(r.FormValue("username"), r.FormValue("password"), r.FormValue("id")); err != nil {
			http.Error(out, err.Error(), http.StatusUnauthorized)
			return
		}
		http.Redirect(out, r, back(r.Context(), r.FormValue("id")), http.StatusFound)
	}))
	p.handler = mux
	return p
}

// join lets people sign in to the world with a provider's identities.
func (w *world) join(p *provider, change ...func(*OIDCConfig)) *OIDC {
	w.Helper()
	config := OIDCConfig{
		Name: "Fiscalía", Issuer: p.issuer, ClientID: "cotejo", ClientSecret: "client-secret",
		RedirectURL: w.server.URL + "/oidc/callback", Scopes: []string{"profile", "email"},
	}
	for _, f := range change {
		f(&config)
	}
	o, err := w.auth.NewOIDC(config)
	if err != nil {
		w.Fatal(err)
	}
	w.mux.HandleFunc("GET /oidc/start", o.Start)
	w.mux.HandleFunc("GET /oidc/callback", o.Callback)
	return o
}

// goTo asks for an address of any server and returns the answer's status, where
// it leads, and its text. Redirects are not followed.
func (b *browser) goTo(method, address string, form url.Values) (status int, to, body string) {
	b.Helper()
	r, err := http.NewRequestWithContext(b.Context(), method, address, strings.NewReader(form.Encode()))
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site") // as for a person whom the provider sends
	client := *b.client
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	answer, err := client.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		b.Fatal(err)
	}
	if at, err := answer.Location(); err == nil {
		to = at.String()
	}
	return answer.StatusCode, to, string(text)
}

// start begins a sign-in and returns where the provider is asked.
func (b *browser) start(path string) string {
	b.Helper()
	status, to, body := b.goTo("GET", b.server.URL+path, nil)
	if status != http.StatusSeeOther {
		b.Fatalf("start: %d %s", status, body)
	}
	return to
}

var formID = regexp.MustCompile(`name="id" value="([^"]+)"`)

// vouch goes through the provider's pages as a person and returns the address
// that the provider sends the browser back to.
func (b *browser) vouch(at, user string) string {
	b.Helper()
	form := url.Values(nil)
	for range 10 {
		method := "GET"
		if form != nil {
			method = "POST"
		}
		status, to, body := b.goTo(method, at, form)
		form = nil
		switch found := formID.FindStringSubmatch(body); {
		case to != "" && strings.HasPrefix(to, b.server.URL):
			return to
		case to != "":
			at = to
		case found != nil:
			form = url.Values{"id": {found[1]}, "username": {user}, "password": {"verysecure"}}
		default:
			b.Fatalf("%s: %d %s", at, status, body)
		}
	}
	b.Fatal("the provider sends people in circles")
	return ""
}

// comeBack follows the provider's answer to the service and returns where the
// browser is sent: on, or to the sign-in page with a problem, of which it returns
// the key and the subject that it names.
func (b *browser) comeBack(address string) (to, problem string) {
	b.Helper()
	status, to, body := b.goTo("GET", address, nil)
	at, err := url.Parse(to)
	if status != http.StatusSeeOther || err != nil {
		b.Fatalf("%s: %d %s %s", address, status, to, body)
	}
	if at.Path != "/sign-in" {
		return to, ""
	}
	q := at.Query()
	if !strings.HasPrefix(to, b.server.URL) || !strings.Contains(q.Get("problem"), ".") {
		b.Fatalf("%s: sent back to %s", address, to)
	}
	return to, strings.TrimSpace(q.Get("problem") + " " + q.Get("subject"))
}

func with(t *testing.T, address, name, value string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set(name, value)
	u.RawQuery = q.Encode()
	return u.String()
}
