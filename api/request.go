package api

import (
	"context"
	"crypto/rand"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"github.com/go-chi/chi/v5/middleware"
)

// request is what is known of a request before anyone asks who sent it. It
// belongs to the request's goroutine.
type request struct {
	id       string
	address  string // network address, without port
	language string // of the Accept-Language header
	reads    bool   // its parameters are in the address, not in a body
	account  string // identifier of whoever asks, for the log
}

type requestKey struct{}

func requestOf(ctx context.Context) *request {
	if r, ok := ctx.Value(requestKey{}).(*request); ok {
		return r
	}
	return &request{}
}

const requestIDHeader = "X-Request-Id"

// identify gives each request an identifier, that of its client where it is one.
func (s *server) identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get(requestIDHeader)
		if !validRequestID(id) {
			id = rand.Text()
		}
		w.Header().Set(requestIDHeader, id)
		q := &request{
			id: id, address: address(r), language: strings.Join(r.Header.Values("Accept-Language"), ","),
			reads: r.Method == http.MethodGet || r.Method == http.MethodHead || r.Method == http.MethodDelete,
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), requestKey{}, q)))
	})
}

// validRequestID takes what can stand in a log and in a header as it is.
func validRequestID(id string) bool {
	if id == "" || len(id) > 64 {
		return false
	}
	return !strings.ContainsFunc(id, func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' && c != '_' && c != '.'
	})
}

// clientAddress finds where requests come from, behind the proxies that are known.
func clientAddress(proxies []netip.Prefix) func(http.Handler) http.Handler {
	if len(proxies) == 0 {
		return middleware.ClientIPFromRemoteAddr
	}
	networks := make([]string, len(proxies))
	for i, p := range proxies {
		networks[i] = p.String()
	}
	return middleware.ClientIPFromXFF(networks...)
}

func address(r *http.Request) string {
	if ip := middleware.GetClientIP(r.Context()); ip != "" {
		return ip
	}
	if host, _, err := net.SplitHostPort(r.RemoteAddr); err == nil {
		return host
	}
	return r.RemoteAddr
}
