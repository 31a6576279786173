package compare

import (
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

// maxTurned bounds the turned planes that are kept of each level: all whole
// degrees of the coarse level, fewer of those that hold more points.
var maxTurned = [feature.Levels]int{feature.Fine: 24, feature.Middle: 180, feature.Coarse: 360}

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
	w.last = a
	return &pair{Worker: w, a: a, b: b}
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
