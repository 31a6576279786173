package facet

import (
	"cmp"
	"slices"

	"github.com/RoaringBitmap/roaring/v2/roaring64"
)

// Query is what entries are asked for: all of its parts. The empty query takes
// every entry.
type Query struct {
	Any  []Choice // entries that have one of each choice's values
	None []Choice // and none of any of these
	In   []Range
	// Only, unless nil, are the entries that may be taken; Except, unless nil, those
	// that may not. Both are read only.
	Only, Except *roaring64.Bitmap
}

// Choice is one of several values of a field. One of none is nothing.
type Choice struct {
	Field  Field
	Values []string
}

// Range is numbers of a field from From to To, both included. Entries without a
// number are in no range.
type Range struct {
	Field    Field
	From, To int64
}

// Select returns the entries that a query takes. The set is the caller's.
func (x *Index) Select(q Query) *roaring64.Bitmap {
	x.mu.RLock()
	defer x.mu.RUnlock()
	parts := []*roaring64.Bitmap{&x.all}
	if q.Only != nil {
		parts = append(parts, q.Only)
	}
	for _, c := range q.Any {
		parts = append(parts, x.any(c))
	}
	for _, r := range q.In {
		if s := x.numbers[r.Field]; s != nil && r.From <= r.To {
			parts = append(parts, s.between(r.From, r.To))
		} else {
			return roaring64.New()
		}
	}
	out := and(parts)
	for _, c := range q.None {
		for _, value := range c.Values {
			if set := x.values[c.Field][value]; set != nil {
				out.AndNot(set)
			}
		}
	}
	if q.Except != nil {
		out.AndNot(q.Except)
	}
	return out
}

// any returns the entries that have one of several values: a set of the index where
// there is one value only, so it is not to be changed.
func (x *Index) any(c Choice) *roaring64.Bitmap {
	var sets []*roaring64.Bitmap
	for _, value := range c.Values {
		if set := x.values[c.Field][value]; set != nil {
			sets = append(sets, set)
		}
	}
	switch len(sets) {
	case 0:
		return roaring64.New()
	case 1:
		return sets[0]
	}
	out := sets[0].Clone()
	for _, set := range sets[1:] {
		out.Or(set)
	}
	return out
}

// and returns what is in all of some sets, as a set of its own. The smallest comes
// first, so that there is little to look at.
func and(sets []*roaring64.Bitmap) *roaring64.Bitmap {
	slices.SortFunc(sets, func(a, b *roaring64.Bitmap) int { return cmp.Compare(a.GetCardinality(), b.GetCardinality()) })
	out := sets[0].Clone()
	for _, set := range sets[1:] {
		out.And(set)
	}
	return out
}
