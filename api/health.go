package api

import (
	"encoding/json"
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// healthRoutes are for those who run the service: they need no sign-in and tell
// nothing of what is in it.
func (s *server) healthRoutes(r chi.Router) {
	r.Get("/healthz", func(w http.ResponseWriter, r *http.Request) {
		s.writeJSON(w, r, http.StatusOK, map[string]string{"status": "ok"})
	})
	r.Get("/readyz", s.ready)
	r.Method(http.MethodGet, "/metrics", promhttp.HandlerFor(s.Registry, promhttp.HandlerOpts{Registry: s.Registry, DisableCompression: true}))
}

// readiness is whether the service can serve, and which part cannot.
type readiness struct {
	Status string            `json:"status"` // "ok" or "failed"
	Parts  map[string]string `json:"parts"`
}

// ready answers 503 as long as a part cannot serve. Why stands in the log: it may
// name addresses and paths.
func (s *server) ready(w http.ResponseWriter, r *http.Request) {
	out, status := readiness{Status: "ok", Parts: map[string]string{}}, http.StatusOK
	for name, err := range s.Ready(r.Context()) {
		out.Parts[name] = "ok"
		if err != nil {
			out.Parts[name], out.Status, status = "failed", "failed", http.StatusServiceUnavailable
			s.Log.ErrorContext(r.Context(), "part not ready", "part", name, "error", err, "request", requestOf(r.Context()).id)
		}
	}
	s.writeJSON(w, r, status, out)
}

func (s *server) writeJSON(w http.ResponseWriter, r *http.Request, status int, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n'))
}
