// Package match is the engine and its gallery as the service uses them: it
// extracts marks from originals, keeps a signature of every mark of the store at
// hand, and searches and compares. It implements casework.Matcher.
package match

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"

	"cotejo/api/casework"
	"cotejo/engine"
	"cotejo/engine/gallery"
	"cotejo/engine/pool"
	"cotejo/engine/scan"
)

var _ casework.Matcher = (*Matcher)(nil)

// Config says where the gallery is kept and how much may be done at once.
type Config struct {
	// Dir is the gallery's folder. Nothing in it is precious: it is rebuilt from
	// the store's marks and their templates.
	Dir string
	// Workers is how many tasks work at once: extractions, comparisons. 0 means as
	// many as there are processors.
	Workers int
	// Limits bound what an original may ask for; scan.DefaultLimits unless stated.
	// An extraction needs up to MaxBytes and 24 bytes for each of MaxPoints.
	Limits scan.Limits
	// LargeBytes is the size of an original from which on only one is extracted
	// at a time, so that several do not fill the memory; 64 MiB unless stated.
	LargeBytes int64
}

// Matcher implements casework.Matcher. Work that is not batch work comes first
// whenever a worker is free.
type Matcher struct {
	limits     scan.Limits
	largeBytes int64
	blobs      casework.Blobs
	log        *slog.Logger
	engine     *engine.Engine
	gallery    *gallery.Gallery
	follow     follower

	// How many may be under way, for the memory that each holds.
	large                *pool.Pool
	searches, background *pool.Pool

	// What goes on beside searches ends with life, and Close waits for it.
	life    context.Context
	end     context.CancelFunc
	beside  sync.WaitGroup
	tidying atomic.Bool

	shown    *cache
	previews *pool.Pool
}

// Open opens the gallery. What was damaged in it is reported to the log and
// comes back with the next CatchUp; what a search finds damaged comes back at once. The Matcher must be closed.
func Open(c Config, blobs casework.Blobs, log *slog.Logger) (*Matcher, error) {
	if c.Workers <= 0 {
		c.Workers = pool.Cores()
	}
	if c.Limits == (scan.Limits{}) {
		c.Limits = scan.DefaultLimits()
	}
	if c.LargeBytes <= 0 {
		c.LargeBytes = 64 << 20
	}
	if err := c.Limits.Validate(); err != nil {
		return nil, err
	}
	eng, err := engine.New(engine.DefaultParams(), c.Workers)
	if err != nil {
		return nil, err
	}
	g, report, err := gallery.Open(c.Dir)
	if err != nil {
		return nil, fmt.Errorf("matcher: %w", err)
	}
	if !report.Whole() {
		log.Warn("the gallery was damaged; what is lost is taken from the templates again", "found", report.String())
	}
	m := &Matcher{
		limits: c.Limits, largeBytes: c.LargeBytes, blobs: blobs, log: log, engine: eng, gallery: g,
		large: pool.New(1, 0), searches: pool.New(c.Workers, 0), background: pool.New(1, 0),
		shown: newCache(shownBytes), previews: pool.New(c.Workers, 0),
	}
	m.life, m.end = context.WithCancel(context.Background())
	m.follow.start()
	return m, nil
}

// Close closes the gallery. Nothing that was called may be under way.
func (m *Matcher) Close() error {
	m.end()
	m.beside.Wait()
	return m.gallery.Close()
}

// Engine implements casework.Matcher.
func (m *Matcher) Engine() (version, templateParams, allParams string) {
	template, all := m.engine.Fingerprints()
	return engine.Version, template, all
}

// current refuses marks that another version of the engine made: what would come
// out could not be told from this version's results.
func (m *Matcher) current(marks ...*casework.Mark) error {
	template, _ := m.engine.Fingerprints()
	for _, k := range marks {
		if k.Engine != engine.Version || k.Params != template {
			return casework.Fail(casework.CodeConflict, "match.other_engine", "mark", k.ID)
		}
	}
	return nil
}
