package compare

import (
	"maps"
	"slices"

	"cotejo/engine/feature"
	"cotejo/engine/kernel"
)

// Worker compares pairs one after the other and keeps what they can share: the
// memory of turned planes and, while the first mark of consecutive pairs stays
// the same, the turned planes themselves. Nothing kept influences a result. A
// Worker is used by one goroutine at a time.
type Worker struct {
	params Params
	last   *Subject
	turned [feature.Levels]map[int]*kernel.Plane
	spare  map[int][]*kernel.Plane // by side
	// Scratch of the innermost calls.
	shifts   []kernel.Shift
	products []int64
	one      [1]kernel.Shift
	sum      [1]kernel.Sums
}

// NewWorker returns a worker for the given numbers, which must be valid.
func NewWorker(p Params) *Worker {
	w := &Worker{params: p, spare: map[int][]*kernel.Plane{}}
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
				w.spare[t.Side] = append(w.spare[t.Side], t)
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

// drop gives back the spare planes of sides that a mark has no use for: frames
// differ, and a worker that lives long would gather all of them.
func (w *Worker) drop(a *Subject) {
	maps.DeleteFunc(w.spare, func(side int, _ []*kernel.Plane) bool {
		return !slices.ContainsFunc(a.planes[:], func(p *kernel.Plane) bool { return p.Side == side })
	})
}

// plane returns a plane of the side, used before or new; its content is
// undefined.
func (w *Worker) plane(side int) *kernel.Plane {
	free := w.spare[side]
	if len(free) == 0 {
		return kernel.NewPlane(side)
	}
	w.spare[side] = free[:len(free)-1]
	return free[len(free)-1]
}
