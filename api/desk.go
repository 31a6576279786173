package api

import (
	"bytes"
	"crypto/rand"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"
)

// nonceMark stands in the desk's page where the nonce of an answer belongs.
const nonceMark = "COTEJO-NONCE"

// deskPolicy lets the desk use what the service itself serves, and nothing else.
// Styles that its components make at run time carry the nonce of the answer.
const deskPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" + nonceMark + "'; img-src 'self' blob: data:; " +
	"font-src 'self'; connect-src 'self'; worker-src 'self' blob:; frame-src 'self' blob:; object-src 'none'; " +
	"base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// encodings are how an asset may lie compressed beside itself, the best first.
var encodings = []struct{ name, suffix string }{{"br", ".br"}, {"gzip", ".gz"}}

// deskRoutes serve the pages of the desk: its assets, which never change under
// their names, and for every address at which there is nothing else its one page,
// which then shows what belongs there.
func (s *server) deskRoutes(r chi.Router) error {
	if s.Desk == nil {
		return nil
	}
	page, err := fs.ReadFile(s.Desk, "index.html")
	if err != nil {
		return err
	}
	s.page = page
	r.Get("/assets/*", s.asset)
	return nil
}

// showsDesk tells whether a request that nothing else answers is a browser's for a
// page.
func (s *server) showsDesk(r *http.Request) bool {
	return s.page != nil && (r.Method == http.MethodGet || r.Method == http.MethodHead) && !strings.HasPrefix(r.URL.Path, "/api/") &&
		strings.Contains(r.Header.Get("Accept"), "text/html")
}

// deskPage answers with the desk's page.
func (s *server) deskPage(w http.ResponseWriter) {
	nonce := []byte(rand.Text())
	h := w.Header()
	h.Set("Content-Security-Policy", strings.ReplaceAll(deskPolicy, nonceMark, string(nonce)))
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(bytes.ReplaceAll(s.page, []byte(nonceMark), nonce))
}

// asset answers with a file of the desk, compressed as the browser takes it.
func (s *server) asset(w http.ResponseWriter, r *http.Request) {
	name := path.Join("assets", path.Clean("/"+chi.URLParam(r, "*")))
	if strings.HasSuffix(name, ".br") || strings.HasSuffix(name, ".gz") {
		s.notFound(w, r)
		return
	}
	body, err := fs.ReadFile(s.Desk, name)
	if err != nil {
		s.notFound(w, r)
		return
	}
	h := w.Header()
	h.Add("Vary", "Accept-Encoding")
	for _, e := range encodings {
		packed, err := fs.ReadFile(s.Desk, name+e.suffix)
		if err == nil && accepts(r.Header.Get("Accept-Encoding"), e.name) {
			h.Set("Content-Encoding", e.name)
			body = packed
			break
		}
	}
	h.Set("Content-Security-Policy", deskPolicy)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	h.Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body)
}

// accepts tells whether a header Accept-Encoding takes an encoding by name.
func accepts(header, encoding string) bool {
	return slices.ContainsFunc(strings.Split(header, ","), func(part string) bool {
		name, weight, weighted := strings.Cut(strings.TrimSpace(part), ";")
		none := weighted && strings.Trim(strings.TrimPrefix(strings.TrimSpace(weight), "q="), "0.") == ""
		return strings.TrimSpace(name) == encoding && !none
	})
}
