package api

import (
	"encoding/json"
	"net/http"
	"reflect"

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
	return huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title: "Cotejo", Version: s.Version,
				Description: "Ballistic imaging correlation: cases, exhibits, firearms, acquisitions, searches, reviews, leads and hits.",
			},
			Components: &huma.Components{
				Schemas: registry,
				SecuritySchemes: map[string]*huma.SecurityScheme{
					"session": {Type: "apiKey", In: "cookie", Name: cookie, Description: "Session of a person, begun by POST /api/v1/session."},
					"token":   {Type: "http", Scheme: "bearer", Description: "Token of a program, made with POST /api/v1/tokens."},
				},
			},
		},
		Formats:       map[string]huma.Format{"application/json": huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat},
		DefaultFormat: "application/json",
		Transformers:  []huma.Transformer{s.transform},
	}
}

// documentRoutes serve the description of all operations, made once.
func (s *server) documentRoutes(r chi.Router) error {
	asJSON, err := json.Marshal(s.api.OpenAPI())
	if err != nil {
		return err
	}
	asYAML, err := s.api.OpenAPI().YAML()
	if err != nil {
		return err
	}
	serve := func(path, kind string, body []byte) {
		r.Get(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			_, _ = w.Write(body)
		})
	}
	serve("/openapi.json", "application/openapi+json", asJSON)
	serve("/openapi.yaml", "application/openapi+yaml", asYAML)
	return nil
}
