package crowd

import (
	"fmt"
	"math/rand/v2"

	"cotejo/engine/facet"
)

// The fields of a mark in a collection.
const (
	Calibre    facet.Field = "calibre"
	Laboratory facet.Field = "laboratory"
	State      facet.Field = "state"
	Breech     facet.Field = "breech_class"
	Origin     facet.Field = "origin"
	Active     facet.Field = "active"
	Entered    facet.Field = "entered" // minutes
	// Sample is no field of a collection: its values leave known shares of any crowd.
	Sample facet.Field = "sample"
)

// Shares are what the filters of Filter leave.
func Shares() []float64 { return []float64{1, 0.1, 0.01, 0.001} }

// Filter is a query as an examiner puts it, with several fields in it, that leaves a
// share of Shares of any crowd.
func Filter(share float64) facet.Query {
	q := facet.Query{
		Any: []facet.Choice{{Field: Active, Values: []string{"yes"}}},
		In:  []facet.Range{{Field: Entered, From: 0, To: 1 << 40}},
	}
	if share < 1 {
		q.Any = append(q.Any, facet.Choice{Field: Sample, Values: []string{sample(share)}})
	}
	return q
}

func sample(share float64) string { return fmt.Sprintf("%g", share) }

// Facts is what a collection knows of the mark of a number: calibres, laboratories
// and states as uneven as they are, and a minute of entry that rises with the
// number.
func Facts(seed, seq uint64) facet.Entry {
	r := rand.New(rand.NewPCG(seed^0xfac75, seq))
	e := facet.Entry{
		Seq: seq,
		Values: []facet.Value{
			{Field: Calibre, Is: uneven(r, 40)},
			{Field: Laboratory, Is: uneven(r, 64)},
			{Field: State, Is: uneven(r, 82)},
			{Field: Breech, Is: uneven(r, 7)},
			{Field: Origin, Is: [2]string{"questioned", "test_fire"}[r.IntN(2)]},
			{Field: Active, Is: "yes"},
		},
		Numbers: []facet.Number{{Field: Entered, Is: 20_000_000 + 5*int64(seq) + r.Int64N(10_000)}},
	}
	for _, share := range Shares() {
		if share < 1 && r.Float64() < share {
			e.Values = append(e.Values, facet.Value{Field: Sample, Is: sample(share)})
		}
	}
	return e
}

// uneven is one of so many values, of which the k-th is half as common as the k/4-th.
func uneven(r *rand.Rand, values int) string {
	u := r.Float64()
	return fmt.Sprint(int(u * u * float64(values)))
}
