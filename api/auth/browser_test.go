package auth

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
)

// browser is a person's browser: it keeps cookies and says where a request is from.
type browser struct {
	*world
	client *http.Client
	header http.Header
}

func (w *world) browser() *browser {
	w.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		w.Fatal(err)
	}
	client := *w.server.Client()
	client.Jar = jar
	return &browser{world: w, client: &client, header: http.Header{"Sec-Fetch-Site": {"same-origin"}, "User-Agent": {"Tests"}}}
}

// do sends a request and returns status and body.
func (b *browser) do(method, path string, form ...string) (int, string) {
	b.Helper()
	values := url.Values{}
	for i := 0; i+1 < len(form); i += 2 {
		values.Add(form[i], form[i+1])
	}
	r, err := http.NewRequestWithContext(b.Context(), method, b.server.URL+path, strings.NewReader(values.Encode()))
	if err != nil {
		b.Fatal(err)
	}
	r.Header = b.header.Clone()
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := b.client.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		b.Fatal(err)
	}
	return answer.StatusCode, strings.TrimSpace(string(body))
}

// want sends a request and checks its status.
func (b *browser) want(status int, method, path string, form ...string) string {
	b.Helper()
	got, body := b.do(method, path, form...)
	if got != status {
		b.Fatalf("%s %s: %d %s, want %d", method, path, got, body, status)
	}
	return body
}

func (b *browser) signIn(login, password string) {
	b.Helper()
	b.want(200, "POST", "/sign-in", "login", login, "password", password)
}

// cookie is the session's cookie in the jar, "" when there is none.
func (b *browser) cookie() string {
	b.Helper()
	at, err := url.Parse(b.server.URL)
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range b.client.Jar.Cookies(at) {
		if c.Name == b.auth.sessions.Cookie.Name {
			return c.Value
		}
	}
	return ""
}
