package api_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"cotejo/api/apitest"
)

// desk is what Vite would have built of very little.
func desk() fstest.MapFS {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	return fstest.MapFS{
		"index.html":         file(`<script type="module" nonce="COTEJO-NONCE" src="/assets/a-1.js"></script>`),
		"assets/a-1.js":      file("plain"),
		"assets/a-1.js.br":   file("as brotli"),
		"assets/a-1.js.gz":   file("as gzip"),
		"assets/icon-2.svg":  file("<svg/>"),
		"secret.txt":         file("not an asset"),
		"assets/.hidden.txt": file("an asset of odd name"),
	}
}

func TestEveryAddressShowsTheDesk(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true, Desk: desk()})
	c := s.Anyone(t)
	nonces := map[string]bool{}
	for _, path := range []string{"//", "//cases/some-id", "//assets", "//sign-in"} {
		a := c.Do(t, http.MethodGet, path, nil, "Accept", "text/html,*/*").Want(t, http.StatusOK)
		nonce := regexp.MustCompile(`nonce="([^"]+)"`).FindStringSubmatch(string(a.Body))
		if nonce == nil {
			t.Fatalf("%s: %s", path, a.Body)
		}
		policy := a.Header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "'nonce-"+nonce[1]+"'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: nonce %q, policy %q", path, nonce[1], policy)
		}
		if a.Header.Get("Cache-Control") != "no-store" || nonces[nonce[1]] {
			t.Errorf("%s: a nonce must be used once: %q, %q", path, a.Header.Get("Cache-Control"), nonce[1])
		}
		nonces[nonce[1]] = true
	}
	for _, path := range []string{"/nothing", "/cases/1/nothing"} { // of the API: an answer for programs
		if a := c.Do(t, http.MethodGet, path, nil, "Accept", "text/html"); a.Status != http.StatusNotFound {
			t.Errorf("%s: %d", path, a.Status)
		}
	}
	c.Do(t, http.MethodGet, "//cases", nil, "Accept", "application/json").Want(t, http.StatusNotFound)
	c.Do(t, http.MethodPost, "//cases", nil, "Accept", "text/html").Want(t, http.StatusNotFound)
}

func TestAssetsComeAsTheBrowserTakesThem(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true, Desk: desk()})
	c := s.Anyone(t)
	for _, test := range []struct{ accepts, body, encoding string }{
		{"gzip, deflate, br", "as brotli", "br"},
		{"gzip", "as gzip", "gzip"},
		{"br;q=0, gzip;q=0.5", "as gzip", "gzip"},
		{"identity", "plain", ""},
	} {
		a := c.Do(t, http.MethodGet, "//assets/a-1.js", nil, "Accept-Encoding", test.accepts).Want(t, http.StatusOK)
		if string(a.Body) != test.body || a.Header.Get("Content-Encoding") != test.encoding {
			t.Errorf("%s: %q as %q", test.accepts, a.Body, a.Header.Get("Content-Encoding"))
		}
		if h := a.Header; !strings.Contains(h.Get("Cache-Control"), "immutable") || !strings.Contains(h.Get("Content-Type"), "javascript") || !strings.Contains(h.Get("Vary"), "Accept-Encoding") {
			t.Errorf("%s: %v", test.accepts, h)
		}
	}
	if a := c.Do(t, http.MethodGet, "//assets/icon-2.svg", nil).Want(t, http.StatusOK); a.Header.Get("Content-Type") != "image/svg+xml" {
		t.Errorf("%v", a.Header)
	}
	for _, path := range []string{"//assets/a-1.js.br", "//assets/nothing.js", "//assets/..%2fsecret.txt", "//assets/%2e%2e/index.html", "//secret.txt"} {
		if a := c.Do(t, http.MethodGet, path, nil); a.Status != http.StatusNotFound {
			t.Errorf("%s: %d %s", path, a.Status, a.Body)
		}
	}
}
