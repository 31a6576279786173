package facet_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

	"cotejo/engine/facet"
)

// pick returns one of some values.
func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

var fields = []facet.Field{"calibre", "state", "origin"}

// seq is often a number that is there already, and now and then one far away.
func seq(r *rand.Rand) uint64 {
	return pick(r, r.Uint64N(500), r.Uint64N(500), 65000+r.Uint64N(2000), 1<<32+r.Uint64N(5))
}

func number(r *rand.Rand) int64 {
	return pick(r, r.Int64N(20)-10, r.Int64N(1000)*60, math.MinInt64, math.MaxInt64, 0, -1)
}

func entry(r *rand.Rand) facet.Entry {
	e := facet.Entry{Seq: seq(r)}
	for _, f := range fields {
		for range r.IntN(3) {
			e.Values = append(e.Values, facet.Value{Field: f, Is: fmt.Sprint(r.IntN(4))})
		}
	}
	for _, f := range []facet.Field{"entered", "happened"} {
		if r.IntN(3) > 0 {
			e.Numbers = append(e.Numbers, facet.Number{Field: f, Is: number(r)})
		}
	}
	return e
}

func query(r *rand.Rand) facet.Query {
	var q facet.Query
	choice := func() facet.Choice {
		c := facet.Choice{Field: pick(r, append(fields, "unknown")...)}
		for range r.IntN(4) {
			c.Values = append(c.Values, fmt.Sprint(r.IntN(5)))
		}
		return c
	}
	for range r.IntN(3) {
		q.Any = append(q.Any, choice())
	}
	for range r.IntN(2) {
		q.None = append(q.None, choice())
	}
	for range r.IntN(3) {
		q.In = append(q.In, facet.Range{Field: pick[facet.Field](r, "entered", "happened"), From: number(r), To: number(r)})
	}
	if r.IntN(4) == 0 {
		q.In = append(q.In, facet.Range{Field: "unknown", From: math.MinInt64, To: math.MaxInt64})
	}
	for _, set := range []**roaring64.Bitmap{&q.Only, &q.Except} {
		if r.IntN(4) == 0 {
			*set = roaring64.New()
			for range 300 {
				(*set).Add(seq(r))
			}
		}
	}
	return q
}

// takes is the definition that the index is held against.
func takes(q facet.Query, e facet.Entry) bool {
	has := func(c facet.Choice) bool {
		return slices.ContainsFunc(c.Values, func(v string) bool { return slices.Contains(e.Values, facet.Value{Field: c.Field, Is: v}) })
	}
	in := func(r facet.Range) bool {
		return slices.ContainsFunc(e.Numbers, func(n facet.Number) bool { return n.Field == r.Field && r.From <= n.Is && n.Is <= r.To })
	}
	return !slices.ContainsFunc(q.Any, func(c facet.Choice) bool { return !has(c) }) && !slices.ContainsFunc(q.None, has) &&
		!slices.ContainsFunc(q.In, func(r facet.Range) bool { return !in(r) }) &&
		(q.Only == nil || q.Only.Contains(e.Seq)) && (q.Except == nil || !q.Except.Contains(e.Seq))
}

func TestSelectIsItsDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 1))
	var x facet.Index
	known := map[uint64]facet.Entry{}
	some, empty := 0, 0
	for range 4000 {
		switch r.IntN(4) {
		case 0:
			gone := []uint64{seq(r), seq(r)}
			x.Remove(gone...)
			delete(known, gone[0])
			delete(known, gone[1])
		case 1, 2:
			put := []facet.Entry{entry(r), entry(r), entry(r)}
			x.Put(put...)
			for _, e := range put {
				known[e.Seq] = e
			}
		default:
			q := query(r)
			want := roaring64.New()
			for n, e := range known {
				if takes(q, e) {
					want.Add(n)
				}
			}
			got := x.Select(q)
			if !got.Equals(want) {
				t.Fatalf("%+v: %v, want %v", q, got, want)
			}
			got.AddRange(0, 1000) // is ours
			if want.IsEmpty() {
				empty++
			} else {
				some++
			}
		}
	}
	if some < 200 || empty < 50 {
		t.Errorf("%d selections took something, %d nothing", some, empty)
	}
	all := x.All()
	if int(all.GetCardinality()) != len(known) {
		t.Errorf("%d entries, want %d", all.GetCardinality(), len(known))
	}
	x.Remove(all.ToArray()...)
	if left := x.Select(facet.Query{}); !left.IsEmpty() || x.Bytes() > 4096 {
		t.Errorf("after all were removed %v are left, in %d bytes", left, x.Bytes())
	}
}

// An entry has one number of a field: the last that was put.
func TestTheLastNumberCounts(t *testing.T) {
	var x facet.Index
	x.Put(facet.Entry{Seq: 7, Numbers: []facet.Number{{Field: "n", Is: 5}, {Field: "n", Is: 2}}})
	for n := range int64(8) {
		if got := x.Select(facet.Query{In: []facet.Range{{Field: "n", From: n, To: n}}}).Contains(7); got != (n == 2) {
			t.Errorf("number is %d: %v", n, got)
		}
	}
}

// A selection sees all of a Put or nothing of it. Meant for the race detector, too.
func TestASelectionSeesOneState(t *testing.T) {
	var x facet.Index
	both := func(value string) []facet.Entry {
		v := []facet.Value{{Field: "state", Is: value}}
		return []facet.Entry{{Seq: 1, Values: v}, {Seq: 70000, Values: v}}
	}
	x.Put(both("a")...)
	var group sync.WaitGroup
	for range 3 {
		group.Go(func() {
			for range 2000 {
				if n := x.Select(facet.Query{Any: []facet.Choice{{Field: "state", Values: []string{"a"}}}}).GetCardinality(); n == 1 {
					t.Error("one of two entries that change together was seen changed")
					return
				}
			}
		})
	}
	for i := range 2000 {
		x.Put(both([]string{"a", "b"}[i%2])...)
	}
	group.Wait()
}
