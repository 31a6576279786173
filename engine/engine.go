// Package engine is the facade of the matching engine: it enrols scans as
// templates, compares two marks and searches a collection. It alone composes the
// stages; it knows no files, no network and no database.
package engine

import (
	"context"
	"encoding/hex"
	"fmt"
	"sync"

	"cotejo/engine/compare"
	"cotejo/engine/extract"
	"cotejo/engine/feature"
	"cotejo/engine/mark"
	"cotejo/engine/pool"
	"cotejo/engine/prepare"
	"cotejo/engine/scan"
	"cotejo/engine/trace"
)

// Version names the engine's behaviour: it changes whenever a score could.
const Version = "1"

// Engine is safe for concurrent use. It holds no state but its parameters, its
// pool and scratch memory, so it needs no Close.
type Engine struct {
	params  Params
	prints  fingerprints
	pool    *pool.Pool
	workers sync.Pool // of *compare.Worker
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
	e := &Engine{params: p, prints: prints, pool: pool.New(workers, 0)}
	e.workers.New = func() any { return compare.NewWorker(p.Compare) }
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

// Enrol makes the template of a scan that shows one breech face impression,
// cropped to it or with a mask. The error is a *prepare.Unusable when there is
// no mark to compare. sink may be nil.
func (e *Engine) Enrol(ctx context.Context, s *scan.Scan, sink trace.Sink) (*feature.Template, error) {
	sink = trace.OrDiscard(sink)
	t := &feature.Template{Kind: mark.BreechFace, Engine: Version, Params: e.prints.template}
	if n, err := hex.Decode(t.Source[:], []byte(s.SHA256)); err != nil || n != len(t.Source) {
		return nil, fmt.Errorf("enrol: the scan's hash %q is no SHA-256", s.SHA256)
	}
	prepared, err := e.prepare(t, s)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	t.CentreUm = [2]float64{prepared.Centre.XUm, prepared.Centre.YUm}
	t.CentreFrom = centreMethods[prepared.Centre.Method]
	showPrepared(sink, prepared)
	if err := extract.Features(t, prepared, e.params.Extract, sink); err != nil {
		return nil, err
	}
	return t, t.Check()
}

var centreMethods = map[prepare.CentreMethod]feature.CentreMethod{
	prepare.CentreHole:  feature.CentreHole,
	prepare.CentreRim:   feature.CentreRim,
	prepare.CentreFrame: feature.CentreFrame,
}

func (e *Engine) prepare(t *feature.Template, s *scan.Scan) (*prepare.Prepared, error) {
	switch {
	case s.Surface != nil:
		t.Modality = feature.Topography
		t.PitchUm = [2]float64{s.Surface.PitchX * 1e6, s.Surface.PitchY * 1e6}
		return prepare.Surface(s.Surface, s.Region, e.params.Prepare)
	case s.Image != nil:
		t.Modality = feature.Reflectance
		t.PitchUm = [2]float64{s.Image.PitchX * 1e6, s.Image.PitchY * 1e6}
		return prepare.Image(s.Image, s.Region, e.params.Prepare)
	}
	return nil, fmt.Errorf("enrol: the scan holds neither a surface nor an image")
}

// Subject lays a template out for comparison. It may be shared between
// goroutines.
func (e *Engine) Subject(t *feature.Template) *compare.Subject {
	return compare.NewSubject(t, e.params.Extract.Signature)
}

func showPrepared(sink trace.Sink, p *prepare.Prepared) {
	if !sink.Enabled() {
		return
	}
	sink.Put("centre", trace.JSON{Value: p.Centre})
	r := p.Relief
	if pic, err := trace.ReliefPicture(r.Side, r.Side, r.Z, func(i int) bool { return r.M[i] > 0 }, 3*deviation(r)); err == nil {
		sink.Put("levelled", pic)
	}
}

// deviation is the root mean square of a relief, at least a nanometre.
func deviation(r *prepare.Relief) float32 {
	return float32(max(1e-3, r.Deviation()))
}
