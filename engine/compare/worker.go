package compare

import (
	"context"
	"slices"

	"cotejo/engine/feature"
	"cotejo/engine/kernel"
	"cotejo/engine/signature"
	"cotejo/engine/trace"
)

// Worker compares pairs one after the other and keeps what they can share: the
// memory of turned planes and of the templates that it lays out and, while the first
// mark of consecutive pairs stays the same, the turned planes themselves. Nothing
// kept influences a result. A Worker is used by one goroutine at a time.
type Worker struct {
	params Params
	last   *Subject
	turned [feature.Levels]map[int]*kernel.Plane
	spare  [feature.Levels][]*kernel.Plane
	// The memory of the template that CompareTemplate lays out.
	planes  [feature.Levels]kernel.Plane
	meeting meeting
	// Scratch of the innermost calls.
	shifts   []kernel.Shift
	products []int64
	one      [1]kernel.Shift
	sum      [1]kernel.Sums
}

// NewWorker returns a worker for the given numbers, which must be valid.
func NewWorker(p Params) *Worker {
	w := &Worker{params: p}
	for i := range w.turned {
		w.turned[i] = map[int]*kernel.Plane{}
	}
	return w
}

// maxTurned bounds the turned planes that are kept of each level, to about 40 MB
// together for a mark of four millimetres.
var maxTurned = [feature.Levels]int{feature.Fine: 16, feature.Middle: 90, feature.Coarse: 240}

// pair starts a comparison.
func (w *Worker) pair(a, b *Subject) *pair {
	for level := range w.turned {
		if w.last != a || len(w.turned[level]) > maxTurned[level] {
			for _, t := range w.turned[level] {
				w.spare[level] = append(w.spare[level], t)
			}
			clear(w.turned[level])
		}
	}
	if w.last != a {
		w.drop(a)
	}
	w.last = a
	return &pair{Worker: w, a: a, b: b}
}

// drop gives back the spare planes that are far larger or smaller than a mark's:
// frames differ, and a worker that lives long would keep the largest of all.
func (w *Worker) drop(a *Subject) {
	for level, of := range a.planes {
		w.spare[level] = slices.DeleteFunc(w.spare[level], func(p *kernel.Plane) bool {
			return p.Side > 2*of.Side || of.Side > 2*p.Side
		})
	}
}

// plane returns a plane of a level's side, used before or new; its content is
// undefined.
func (w *Worker) plane(level, side int) *kernel.Plane {
	free := w.spare[level]
	if len(free) == 0 {
		return kernel.NewPlane(side)
	}
	p := free[len(free)-1]
	w.spare[level] = free[:len(free)-1]
	p.Resize(side)
	return p
}

// CompareTemplate is Compare of a mark and a template that is needed for this
// comparison only. It is laid out as the mark was, in the worker's own memory, where
// nobody else ever sees it.
func (w *Worker) CompareTemplate(ctx context.Context, a *Subject, t *feature.Template) (Result, error) {
	if err := Comparable(a.Template, t); err != nil {
		return Result{}, err
	}
	b := w.layOut(t, a.params)
	r, err := w.Compare(ctx, a, b, trace.Discard)
	if w.last == b {
		w.last = nil
	}
	return r, err
}

// layOut makes a subject that the next call makes useless.
func (w *Worker) layOut(t *feature.Template, p signature.Params) *Subject {
	s := &Subject{Template: t, params: p}
	for i := range t.Levels {
		t.Levels[i].LayOut(&w.planes[i])
		s.planes[i] = &w.planes[i]
	}
	return s.laid(&w.meeting)
}
