package api

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

// observe logs each request and measures it.
func (s *server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begin := time.Now()
		ww := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
		s.meters.inFlight.Inc()
		defer func() {
			s.meters.inFlight.Dec()
			route, status, took := routeOf(r), statusSent(ww, r), time.Since(begin)
			s.meters.count(r.Method, route, status, took, ww.BytesWritten())
			q, level := requestOf(r.Context()), slog.LevelInfo
			if !strings.HasPrefix(route, root) && status < http.StatusBadRequest {
				level = slog.LevelDebug // whoever watches the service looks every few seconds
			}
			s.Log.LogAttrs(r.Context(), level, "request",
				slog.String("method", r.Method), slog.String("route", route), slog.Int("status", status),
				slog.Int64("ms", took.Milliseconds()), slog.Int("bytes", ww.BytesWritten()),
				slog.String("account", q.account), slog.String("address", q.address), slog.String("request", q.id))
		}()
		next.ServeHTTP(ww, r)
	})
}

// routeOf is the pattern that a request's path has met, since paths name records.
func routeOf(r *http.Request) string {
	if pattern := chi.RouteContext(r.Context()).RoutePattern(); pattern != "" {
		return pattern
	}
	return "none"
}

// statusSent is the status of an answer; none was sent to a client that had left.
func statusSent(w middleware.WrapResponseWriter, r *http.Request) int {
	switch {
	case w.Status() != 0:
		return w.Status()
	case r.Context().Err() != nil:
		return statusGone
	}
	return http.StatusOK
}

// recover answers a request whose handler panicked. When the answer has begun, the
// connection is cut, so that nobody takes half of it for the whole.
func (s *server) recover(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			fault := recover()
			if fault == nil {
				return
			}
			ww, _ := w.(middleware.WrapResponseWriter)
			begun := ww != nil && ww.Status() != 0
			if fault == http.ErrAbortHandler { //nolint:errorlint // a panic's value, as net/http compares it
				panic(fault)
			}
			if r.Context().Err() == nil {
				s.meters.panics.Inc()
				s.Log.ErrorContext(r.Context(), "request panicked", "fault", fmt.Sprint(fault), "request", requestOf(r.Context()).id,
					"begun", begun, "stack", string(debug.Stack()))
			}
			if begun {
				panic(http.ErrAbortHandler)
			}
			s.refuse(w, r, fmt.Errorf("panic: %v", fault))
		}()
		next.ServeHTTP(w, r)
	})
}

// secure sets the headers that bound what a browser does with an answer. A
// handler may set others in their place.
func (s *server) secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cache-Control", "no-store") // evidence stays out of the caches of shared machines
		if s.config.Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}
