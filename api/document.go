package api

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"reflect"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-chi/chi/v5"
)

// humaConfig sets huma up without its own pages, which load scripts from other
// hosts.
func (s *server) humaConfig() huma.Config {
	registry := huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer)
	registry.RegisterTypeAlias(reflect.TypeFor[huma.ErrorModel](), reflect.TypeFor[Problem]())
	cookie := "cotejo"
	if s.config.Secure {
		cookie = "__Host-cotejo"
	}
	asJSON := huma.Format{Marshal: huma.DefaultJSONFormat.Marshal, Unmarshal: unmarshalJSON}
	return huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title: "Cotejo", Version: s.Version,
				Description: "Ballistic imaging correlation: cases, exhibits, firearms, acquisitions, searches, reviews, leads and hits.",
			},
			Tags: tags(),
			Components: &huma.Components{
				Schemas: registry,
				SecuritySchemes: map[string]*huma.SecurityScheme{
					"session": {Type: "apiKey", In: "cookie", Name: cookie, Description: "Session of a person, begun by POST /api/v1/session."},
					"token":   {Type: "http", Scheme: "bearer", Description: "Token of a program, made with POST /api/v1/tokens."},
				},
			},
		},
		Formats:       map[string]huma.Format{"application/json": asJSON, "json": asJSON},
		DefaultFormat: "application/json",
		Transformers:  []huma.Transformer{s.transform},
	}
}

// tags are the groups of operations, in the order in which they are shown.
func tags() (out []*huma.Tag) {
	for _, t := range [][2]string{
		{serviceTag, "What the service is, changes as they happen, and what forms offer to choose from."},
		{sessionTag, "People sign in with a password or with an identity provider; the session is a cookie. Programs send a token instead."},
		{accountTag, "Accounts and their roles by laboratory, and tokens for programs."},
		{labTag, "Laboratories own records and decide what others see of them."},
		{findTag, "Records by words, numbers and filters."},
		{caseTag, "Investigations and events."},
		{exhibitTag, "Fired cartridge cases, and the chain of custody of each."},
		{firearmTag, "Seized and recovered firearms."},
		{acquireTag, "Files that instruments made of exhibits, kept as they came."},
		{regionTag, "Where the marks of an acquisition lie: as found automatically, and as people drew it."},
		{markTag, "What was found in an acquisition that can be compared."},
		{searchTag, "A mark ranked against the collection, on entry or when someone asks."},
		{candidateTag, "What a search has found, and why it ranks so."},
		{reviewTag, "What examiners think of candidates."},
		{annotationTag, "What people mark on a pair: points, lines, words, and places that correspond."},
		{snapshotTag, "Pictures of what was on the screen, kept in the case."},
		{leadTag, "Pairs on their way from the second, blind review over the microscope to a hit."},
		{reportTag, "Numbered documents about candidates and hits, for the case file."},
		{traceTag, "Requests to trace where a firearm was sold, and what came back."},
		{noticeTag, "What a laboratory should know of."},
		{workTag, "What waits for someone, and how long work takes."},
		{exchangeTag, "Archives of cases and collections, taken out and brought in."},
		{jobTag, "Background work, for those who run the service."},
		{auditTag, "Who saw, did and decided what, and the proof that nothing of it was changed."},
	} {
		out = append(out, &huma.Tag{Name: t[0], Description: t[1]})
	}
	return out
}

// documentation is the page of the description, which loads nothing from anywhere else.
//
//go:embed docs
var documentation embed.FS

// documentRoutes serve the description of all operations, and a page that shows it.
func (s *server) documentRoutes(r chi.Router) error {
	openAPI := s.api.OpenAPI()
	s.serve(r, "/openapi.json", "application/openapi+json", func() ([]byte, error) { return json.Marshal(openAPI) })
	s.serve(r, "/openapi.yaml", "application/openapi+yaml", openAPI.YAML)
	for path, file := range map[string]struct{ name, kind string }{
		"/docs":           {"index.html", "text/html; charset=utf-8"},
		"/docs/page.css":  {"page.css", "text/css; charset=utf-8"},
		"/docs/page.js":   {"page.js", "text/javascript; charset=utf-8"},
		"/docs/schema.js": {"schema.js", "text/javascript; charset=utf-8"},
		"/docs/try.js":    {"try.js", "text/javascript; charset=utf-8"},
	} {
		body, err := documentation.ReadFile("docs/" + file.name)
		if err != nil {
			return err
		}
		s.serve(r, path, file.kind, func() ([]byte, error) { return body, nil })
	}
	return nil
}

// fixed is something that never changes while the program runs.
type fixed struct {
	body []byte
	tag  string
}

// serve answers with something that is made when it is first asked for. It may be
// kept, as long as it is asked for anew whether it still stands.
func (s *server) serve(r chi.Router, path, kind string, make func() ([]byte, error)) {
	once := sync.OnceValues(func() (fixed, error) {
		body, err := make()
		sum := sha256.Sum256(body)
		return fixed{body, `"` + hex.EncodeToString(sum[:8]) + `"`}, err
	})
	r.Get(path, func(w http.ResponseWriter, r *http.Request) {
		made, err := once()
		if err != nil {
			s.refuse(w, r, err)
			return
		}
		h := w.Header()
		h.Set("Content-Security-Policy", pagePolicy)
		h.Set("Cache-Control", "no-cache")
		h.Set("ETag", made.tag)
		if noneMatch(r.Header.Get("If-None-Match"), made.tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		h.Set("Content-Type", kind)
		_, _ = w.Write(made.body)
	})
}

// pagePolicy lets the documentation's page use its own files and this service.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
