// Package engine is the facade of the matching engine: it enrols scans as
// templates, compares two marks and searches a collection. It alone composes the
// stages; it knows no files, no network and no database.
package engine

import (
	"sync"

	"cotejo/engine/compare"
	"cotejo/engine/feature"
	"cotejo/engine/mark"
	"cotejo/engine/pool"
)

// Version names the engine's behaviour: it changes whenever a score could.
const Version = "3"

// Engine is safe for concurrent use. It holds no state but its parameters, its
// pool and scratch memory, so it needs no Close.
type Engine struct {
	params  Params
	prints  fingerprints
	pool    *pool.Pool
	workers map[mark.Kind]*sync.Pool // of *compare.Worker
}

// New returns an engine whose searches run at most so many comparisons at once;
// 0 or less means as many as there are processors. The error names the parameter
// that is wrong.
func New(p Params, workers int) (*Engine, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	prints, err := p.fingerprints()
	if err != nil {
		return nil, err
	}
	e := &Engine{params: p, prints: prints, pool: pool.New(workers, 0), workers: map[mark.Kind]*sync.Pool{}}
	for _, k := range mark.Kinds() {
		e.workers[k] = &sync.Pool{New: func() any { return compare.NewWorker(p.surface(k).Compare) }}
	}
	return e, nil
}

// Params returns the engine's parameters.
func (e *Engine) Params() Params { return e.params }

// Fingerprints names the parameters that a template depends on, as templates bear
// it, and all parameters, as a search's record needs it.
func (e *Engine) Fingerprints() (template, all string) { return e.prints.template, e.prints.all }

// Pool returns the pool in which the engine works. Who runs other work of its own
// in it, such as enrolment, keeps all of it within the number of workers. No task
// of the pool may call the engine's searches, which wait for the pool.
func (e *Engine) Pool() *pool.Pool { return e.pool }

// Subject lays a template out for comparison. It may be shared between
// goroutines.
func (e *Engine) Subject(t *feature.Template) *compare.Subject {
	if t.Profile != nil {
		return compare.NewProfileSubject(t, e.params.Shear.Extract.Signature)
	}
	return compare.NewSubject(t, e.params.surface(t.Kind).Extract.Signature)
}
