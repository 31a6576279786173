package rank

import (
	"cmp"
	"container/heap"
	"slices"
)

// Listed is one entry of a gallery in a coarse list.
type Listed struct {
	// Seq is the entry's sequence number.
	Seq int64
	// Score is the correlation of the signatures, at most about 1.
	Score float64
}

// order puts the higher score first, of equal ones the lower number, so that a
// list does not depend on the order of the work.
func order(a, b Listed) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Seq, b.Seq))
}

// top keeps the best k of what is added: a heap whose root is the worst of them.
type top struct {
	k    int
	kept []Listed
}

func (t *top) Len() int           { return len(t.kept) }
func (t *top) Less(i, j int) bool { return order(t.kept[i], t.kept[j]) > 0 }
func (t *top) Swap(i, j int)      { t.kept[i], t.kept[j] = t.kept[j], t.kept[i] }
func (t *top) Push(x any)         { t.kept = append(t.kept, x.(Listed)) }
func (t *top) Pop() any {
	last := t.kept[len(t.kept)-1]
	t.kept = t.kept[:len(t.kept)-1]
	return last
}

func (t *top) add(l Listed) {
	switch {
	case t.k < 1:
	case len(t.kept) < t.k:
		heap.Push(t, l)
	case order(l, t.kept[0]) < 0:
		t.kept[0] = l
		heap.Fix(t, 0)
	}
}

// sorted returns what is kept, best first.
func (t *top) sorted() []Listed {
	slices.SortFunc(t.kept, order)
	return t.kept
}
