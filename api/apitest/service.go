// Package apitest starts a whole service for tests: all adapters, embedded, in a
// temporary directory, behind an HTTPS server, with laboratories and people of
// every role, and clients that are signed in as them.
package apitest

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/sync/errgroup"

	"cotejo/api"
	"cotejo/api/audit"
	"cotejo/api/auth"
	"cotejo/api/blob"
	"cotejo/api/casework"
	"cotejo/api/catalog"
	"cotejo/api/jobs"
	"cotejo/api/match"
	"cotejo/api/message"
	"cotejo/api/selection"
	"cotejo/api/store"
)

// Options change what a service is made of.
type Options struct {
	// Config and Auth change the configurations; cookies are secure unless Config
	// says otherwise, and passwords cost next to nothing unless Auth does.
	Config func(*api.Config)
	Auth   func(*auth.Config)
	// OIDC adds a provider; its redirect URL is filled in.
	OIDC *auth.OIDCConfig
	// Limits are those of casework.DefaultLimits unless given.
	Limits casework.Limits
	// Now is the clock, time.Now unless given.
	Now func() time.Time
	// Ready are parts that are not ready, beside those of the service.
	Ready map[string]error
	// Desk are the pages of the desk, none unless given.
	Desk fs.FS
	// HTTP2 lets clients come by HTTP/2.
	HTTP2 bool
	// Idle leaves out the background work: jobs stay queued.
	Idle bool
}

// Service is a service under test. It ends with the test.
type Service struct {
	URL      string
	Dir      string // of its data
	Cases    *casework.Service
	Store    *store.Store
	Blobs    *blob.Dir
	Auth     *auth.Auth
	Audit    *audit.Log
	Texts    *message.Catalogue
	Registry *prometheus.Registry
	Log      *Log
	Server   *httptest.Server
	// Stop ends streams of events, as the end of the service does.
	Stop func()

	mu     sync.Mutex
	labs   map[string]*casework.Laboratory
	people map[string]*Client
}

// Start starts a service.
func Start(t testing.TB, o Options) *Service {
	t.Helper()
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Limits == (casework.Limits{}) {
		o.Limits = casework.DefaultLimits()
	}
	s := &Service{Registry: prometheus.NewRegistry(), Log: &Log{}, labs: map[string]*casework.Laboratory{}, people: map[string]*Client{}}
	// Opened parts close in the opposite order of their opening.
	t.Cleanup(func() { s.Log.dump(t) })
	queue := s.open(t, o)
	s.serve(t, o, queue)
	if !o.Idle {
		s.work(t, queue)
	}
	return s
}

// open opens the adapters and makes the service of them.
func (s *Service) open(t testing.TB, o Options) *jobs.Queue {
	t.Helper()
	dir, ctx, log := t.TempDir(), t.Context(), slog.New(s.Log)
	s.Dir = dir
	var err error
	s.Store, err = store.Open(ctx, filepath.Join(dir, "cotejo.db"), log)
	must(t, "store", err)
	closing(t, s.Store.Close)
	s.Blobs, err = blob.OpenDir(filepath.Join(dir, "blobs"))
	must(t, "blobs", err)
	closing(t, s.Blobs.Close)
	queue, err := jobs.Open(ctx, jobs.Config{Dir: filepath.Join(dir, "queue")}, log)
	must(t, "queue", err)
	closing(t, queue.Close)
	words, err := catalog.Open(filepath.Join(dir, "catalog"))
	must(t, "catalogue", err)
	closing(t, words.Close)
	matcher, err := match.Open(match.Config{Dir: filepath.Join(dir, "gallery"), Workers: 2}, s.Blobs, log)
	must(t, "matcher", err)
	closing(t, matcher.Close)
	key, err := audit.LoadKey(filepath.Join(dir, "audit.key"))
	must(t, "audit key", err)
	s.Audit = audit.New(key)
	s.Cases, err = casework.NewService(casework.Parts{
		Store: s.Store, Blobs: s.Blobs, Queue: queue, Catalog: words, Matcher: matcher, Selector: selection.New(log),
		Audit: s.Audit, Views: audit.NewRecorder(s.Store, s.Audit), Log: log, Now: o.Now,
	}, o.Limits)
	must(t, "service", err)
	return queue
}

// serve starts the HTTPS server.
func (s *Service) serve(t testing.TB, o Options, queue *jobs.Queue) {
	t.Helper()
	log := slog.New(s.Log)
	var err error
	s.Texts, err = message.Load()
	must(t, "texts", err)
	config := api.DefaultConfig()
	config.SignIns, config.Uploads = 100000, 100000
	if o.Config != nil {
		o.Config(&config)
	}
	people := config.Auth(auth.DefaultConfig(), s.Texts, log)
	people.Argon2 = auth.Argon2{MemoryKiB: 64, Passes: 1, Lanes: 1, Parallel: 4, Waiting: 1000}
	if o.Auth != nil {
		o.Auth(&people)
	}
	s.Auth, err = auth.New(people, s.Store, s.Audit, log, o.Now)
	must(t, "auth", err)
	s.Server = httptest.NewUnstartedServer(nil)
	s.URL = "https://" + s.Server.Listener.Addr().String()
	stop := make(chan struct{})
	s.Stop = sync.OnceFunc(func() { close(stop) })
	parts := api.Parts{
		Cases: s.Cases, Auth: s.Auth, Audit: s.Audit, Store: s.Store, Texts: s.Texts, Registry: s.Registry, Log: log, Version: "test",
		Ready: func(ctx context.Context) map[string]error {
			out := map[string]error{"store": s.Store.Ping(ctx), "blobs": s.Blobs.Ping(ctx), "queue": queue.Ping(ctx)}
			for name, err := range o.Ready {
				out[name] = err
			}
			return out
		},
		Stop: stop, Desk: o.Desk,
	}
	if o.OIDC != nil {
		provider := *o.OIDC
		provider.RedirectURL = s.URL + "/api/v1/oidc/callback"
		parts.OIDC, err = s.Auth.NewOIDC(provider)
		must(t, "OIDC", err)
	}
	s.Server.Config.Handler, err = api.New(parts, config)
	must(t, "HTTP interface", err)
	s.Server.EnableHTTP2 = o.HTTP2
	s.Server.StartTLS()
	t.Cleanup(func() {
		s.Stop()
		s.Server.Close()
	})
}

// work runs the background work until the test ends.
func (s *Service) work(t testing.TB, queue *jobs.Queue) {
	ctx, cancel := context.WithCancel(casework.AsService(context.WithoutCancel(t.Context())))
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return queue.Run(ctx, 2, s.Cases.Work) })
	group.Go(func() error { return s.Cases.FollowCatalog(ctx) })
	group.Go(func() error { return s.Cases.FollowMarks(ctx) })
	t.Cleanup(func() {
		cancel()
		if err := group.Wait(); err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("background work: %v", err)
		}
	})
}

func closing(t testing.TB, closer func() error) {
	t.Cleanup(func() {
		if err := closer(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
}

func must(t testing.TB, what string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}
