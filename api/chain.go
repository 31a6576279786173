package api

import (
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"cotejo/api/casework"
)

// build puts the handler together: what every request passes, then what needs to
// know who asks, then the operations.
func (s *server) build() (http.Handler, error) {
	outer := chi.NewRouter()
	outer.Use(
		clientAddress(s.config.Proxies),
		s.identify,
		s.observe,
		s.recover,
		s.secure,
		middleware.Compress(5, "application/json", problemType, "application/openapi+json", "text/html", "text/css", "text/javascript", surfaceType),
		middleware.GetHead,
	)
	outer.NotFound(s.notFound)
	outer.MethodNotAllowed(s.methodNotAllowed)
	s.healthRoutes(outer)

	s.router = outer.With(s.Auth.Middleware, s.actor)
	s.api = humachi.New(s.router, s.humaConfig())
	s.api.UseMiddleware(s.guard)
	s.routes()
	if err := s.deskRoutes(outer); err != nil {
		return nil, err
	}
	if err := s.documentRoutes(outer); err != nil {
		return nil, err
	}
	return outer, nil
}

// actor notes who asks, for the log.
func (s *server) actor(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if a := casework.ActorOf(r.Context()); a != nil {
			requestOf(r.Context()).account = a.ID()
		}
		next.ServeHTTP(w, r)
	})
}

func (s *server) notFound(w http.ResponseWriter, r *http.Request) {
	if s.showsDesk(r) {
		s.deskPage(w)
		return
	}
	s.refuse(w, r, protocol(http.StatusNotFound, "http.no_route"))
}

func (s *server) methodNotAllowed(w http.ResponseWriter, r *http.Request) {
	err := protocol(http.StatusMethodNotAllowed, "http.no_method", "method", r.Method)
	err.headers = http.Header{"Allow": {strings.Join(s.allowed(r), ", ")}}
	s.refuse(w, r, err)
}

// allowed are the methods of a request's path.
func (s *server) allowed(r *http.Request) []string {
	var out []string
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		if s.router.Match(chi.NewRouteContext(), method, r.URL.Path) {
			out = append(out, method)
		}
	}
	return out
}

// guard is what every operation passes: whoever asks must be signed in, the
// parameters must be well-formed, the time is bounded, the body is read.
func (s *server) guard(c huma.Context, next func(huma.Context)) {
	op := c.Operation()
	r, w := humachi.Unwrap(c)
	if len(op.Security) > 0 && casework.ActorOf(r.Context()) == nil {
		s.refuse(w, r, casework.Fail(casework.CodeUnauthenticated, "auth.sign_in"))
		return
	}
	if err := checkParameters(op, r); err != nil {
		s.refuse(w, r, err)
		return
	}
	if op.Metadata[patientMark] == nil {
		ctx, cancel := s.bounded(c)
		defer cancel()
		c = huma.WithContext(c, ctx)
	}
	if takesJSON(op) {
		read, err := s.read(c, w, r)
		if err != nil {
			s.refuse(w, r, err)
			return
		}
		c = read
	}
	next(c)
}
