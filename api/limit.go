package api

import (
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"github.com/go-chi/httprate"
)

// limited bounds how often a minute an operation is done for each key.
func (s *server) limited(perMinute int, key func(*http.Request) string) func(*huma.Operation) {
	limiter := httprate.NewRateLimiter(perMinute, time.Minute)
	return func(op *huma.Operation) {
		op.Errors = append(op.Errors, http.StatusTooManyRequests)
		op.Middlewares = append(op.Middlewares, func(c huma.Context, next func(huma.Context)) {
			r, w := humachi.Unwrap(c)
			if limiter.OnLimit(w, r, key(r)) {
				s.refuse(w, r, protocol(http.StatusTooManyRequests, "http.too_often", "most", perMinute))
				return
			}
			next(c)
		})
	}
}

// limitedHandler is the same by address for handlers that are not huma's.
func (s *server) limitedHandler(perMinute int) func(http.Handler) http.Handler {
	return httprate.LimitBy(perMinute, time.Minute, func(r *http.Request) (string, error) { return byAddress(r), nil },
		httprate.WithLimitHandler(func(w http.ResponseWriter, r *http.Request) {
			s.refuse(w, r, protocol(http.StatusTooManyRequests, "http.too_often", "most", perMinute))
		}))
}

// byAddress is the key of where a request comes from: whoever holds an IPv6
// network has a great many addresses.
func byAddress(r *http.Request) string {
	return httprate.CanonicalizeIP(requestOf(r.Context()).address)
}

// byAccount is the key of whoever asks.
func byAccount(r *http.Request) string { return requestOf(r.Context()).account }
