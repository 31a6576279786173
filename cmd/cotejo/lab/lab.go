// Package lab is the service's wiring: it opens what the settings name, embedded
// in a data folder or on servers elsewhere, makes the service of it, and runs its
// background work. The commands serve, worker and check, and end-to-end tests,
// start from here.
package lab

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"cotejo/api/audit"
	"cotejo/api/blob"
	"cotejo/api/casework"
	"cotejo/api/catalog"
	"cotejo/api/jobs"
	"cotejo/api/match"
	"cotejo/api/selection"
	"cotejo/api/store"
)

// The parts of a data folder. Only the first three are precious: the others are
// rebuilt from them.
const (
	DatabaseFile = "cotejo.db"
	BlobDir      = "blobs"
	KeyFile      = "keys/audit.key"
	queueDir     = "queue"
	catalogDir   = "catalog"
	galleryDir   = "gallery"
)

// Lab is an open service. Close it.
type Lab struct {
	Settings Settings
	Log      *slog.Logger
	Store    *store.Store
	Blobs    casework.Blobs
	Queue    *jobs.Queue
	Catalog  *catalog.Catalog
	Matcher  *match.Matcher
	Key      *audit.Key
	Audit    *audit.Log
	Cases    *casework.Service
	// Registry has the metrics of all parts.
	Registry *prometheus.Registry

	closers []func() error // in the order of opening
}

// Open opens all parts, and closes those that it opened when one fails.
func Open(ctx context.Context, s Settings, log *slog.Logger) (l *Lab, err error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	l = &Lab{Settings: s, Log: log, Registry: prometheus.NewRegistry()}
	defer func() {
		if err != nil {
			err = errors.Join(err, l.Close())
			l = nil
		}
	}()
	for _, open := range []func(context.Context) error{l.openFolder, l.openStore, l.openBlobs, l.openAudit, l.openQueue, l.openCatalog, l.openMatcher} {
		if err := open(ctx); err != nil {
			return l, err
		}
	}
	l.Cases, err = casework.NewService(casework.Parts{
		Store: l.Store, Blobs: l.Blobs, Queue: l.Queue, Catalog: l.Catalog, Matcher: l.Matcher, Selector: selection.New(log),
		Audit: l.Audit, Views: audit.NewRecorder(l.Store, l.Audit), Log: log, Now: s.Now,
		Observe: l.observeJobs(),
	}, s.Limits)
	if err != nil {
		return l, err
	}
	l.Registry.MustRegister(&state{lab: l}, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return l, l.align(ctx)
}

func (l *Lab) path(name string) string {
	return filepath.Join(l.Settings.DataDir, filepath.FromSlash(name))
}

func (l *Lab) opened(closer func() error) { l.closers = append(l.closers, closer) }

func (l *Lab) openFolder(context.Context) error {
	if err := os.MkdirAll(l.Settings.DataDir, 0o700); err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	held, err := lock(l.Settings.DataDir)
	if err == nil {
		l.opened(held.Close)
	}
	return err
}

// DSN names the database as the store takes it.
func (s Settings) DSN() string {
	if s.Database != "" {
		return s.Database
	}
	return filepath.Join(s.DataDir, DatabaseFile)
}

func (l *Lab) openStore(ctx context.Context) (err error) {
	if l.Store, err = store.Open(ctx, l.Settings.DSN(), l.Log); err != nil {
		return fmt.Errorf("database: %w", err)
	}
	l.opened(l.Store.Close)
	return nil
}

// OpenBlobs opens the blob store that the settings name. The returned function
// closes it.
func (s Settings) OpenBlobs(ctx context.Context) (casework.Blobs, func() error, error) {
	if s.Blobs == "" {
		dir, err := blob.OpenDir(filepath.Join(s.DataDir, BlobDir))
		if err != nil {
			return nil, nil, err
		}
		return dir, dir.Close, nil
	}
	bucket, err := blob.OpenS3(ctx, s.Blobs, blob.Credentials{AccessKey: s.S3Key, SecretKey: s.S3Secret})
	return bucket, func() error { return nil }, err
}

func (l *Lab) openBlobs(ctx context.Context) error {
	blobs, closer, err := l.Settings.OpenBlobs(ctx)
	if err != nil {
		return fmt.Errorf("blobs: %w", err)
	}
	l.Blobs = blobs
	l.opened(closer)
	return nil
}

// openAudit reads the key that heads are signed with, and makes it at a first
// start. A worker writes entries and signs nothing.
func (l *Lab) openAudit(context.Context) (err error) {
	if l.Settings.Worker {
		l.Audit = audit.New(nil)
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(l.path(KeyFile)), 0o700); err != nil {
		return fmt.Errorf("audit key: %w", err)
	}
	if l.Key, err = audit.LoadKey(l.path(KeyFile)); err != nil {
		return fmt.Errorf("audit key: %w", err)
	}
	l.Audit = audit.New(l.Key)
	return nil
}

func (l *Lab) openQueue(ctx context.Context) (err error) {
	c := jobs.Config{URL: l.Settings.NATS, Credentials: l.Settings.NATSCredentials}
	if c.URL == "" {
		c.Dir = l.path(queueDir)
	}
	if l.Queue, err = jobs.Open(ctx, c, l.Log); err != nil {
		return fmt.Errorf("queue: %w", err)
	}
	l.opened(l.Queue.Close)
	return nil
}

func (l *Lab) openCatalog(context.Context) (err error) {
	if l.Catalog, err = catalog.Open(l.path(catalogDir)); err != nil {
		return fmt.Errorf("text index: %w", err)
	}
	l.opened(l.Catalog.Close)
	if why := l.Catalog.Damaged(); why != "" {
		l.Log.Warn("the text index was damaged and is built anew", slog.String("found", why))
	}
	return nil
}

func (l *Lab) openMatcher(context.Context) (err error) {
	c := match.Config{Dir: l.path(galleryDir), Workers: l.Settings.Workers}
	if l.Matcher, err = match.Open(c, l.Blobs, l.Log); err != nil {
		return err
	}
	l.opened(l.Matcher.Close)
	return nil
}

// align empties a text index that is ahead of the database, as after a restore:
// it then follows from the start. The gallery looks through all marks at a start.
func (l *Lab) align(ctx context.Context) error {
	var last int64
	err := l.Store.View(ctx, func(tx casework.Tx) (err error) {
		last, err = tx.LastChange(ctx)
		return err
	})
	if err != nil || l.Catalog.Applied() <= last {
		return err
	}
	l.Log.Warn("the text index is ahead of the database and is built anew")
	return l.Catalog.Reset(ctx)
}

// Close closes all parts, the last opened first.
func (l *Lab) Close() error {
	var all []error
	for i := len(l.closers) - 1; i >= 0; i-- {
		all = append(all, l.closers[i]())
	}
	l.closers = nil
	return errors.Join(all...)
}
