package api

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-chi/chi/v5"
	"github.com/prometheus/client_golang/prometheus"

	"cotejo/api/audit"
	"cotejo/api/auth"
	"cotejo/api/casework"
	"cotejo/api/message"
)

// root is where all operations are.
const root = "/api/v1"

// Parts are what the HTTP interface is made of.
type Parts struct {
	Cases    *casework.Service
	Auth     *auth.Auth
	OIDC     *auth.OIDC // nil where nobody signs in with a provider
	Audit    *audit.Log
	Store    casework.Store
	Texts    *message.Catalogue
	Registry *prometheus.Registry
	Log      *slog.Logger
	Version  string
	// Desk are the built pages of the desk; nil leaves them out.
	Desk fs.FS
	// Ready asks every part of the service whether it can serve: nil for one that
	// can, by name. What its errors say is logged and not shown.
	Ready func(context.Context) map[string]error
	// Stop is closed when the service is about to end, so that streams end too; it
	// may be nil.
	Stop <-chan struct{}
}

func (p Parts) complete() bool {
	return p.Cases != nil && p.Auth != nil && p.Audit != nil && p.Store != nil && p.Texts != nil && p.Registry != nil &&
		p.Log != nil && p.Ready != nil
}

// server holds what the operations need.
type server struct {
	Parts
	answers
	config Config
	api    huma.API
	router chi.Router
	meters *meters
	page   []byte // of the desk
	// streams are the streams of events that each account has open.
	streams counted
	// verifying lets one verification of the audit log run at a time.
	verifying sync.Mutex
	// drawing lets the pictures of one report be made at a time.
	drawing chan struct{}
}

// New makes the handler of the whole HTTP interface: the operations under /api/v1,
// their description, health and metrics. Its metrics are registered in p.Registry.
func New(p Parts, c Config) (http.Handler, error) {
	if !p.complete() {
		return nil, errors.New("api: a part of the service is missing")
	}
	if err := c.Validate(); err != nil {
		return nil, err
	}
	meters, err := newMeters(p.Registry)
	if err != nil {
		return nil, err
	}
	s := &server{Parts: p, answers: answers{texts: p.Texts, log: p.Log}, config: c, meters: meters, drawing: make(chan struct{}, 1)}
	return s.build()
}
