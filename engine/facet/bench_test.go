package facet_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"cotejo/engine/facet"
)

const million = 1_000_000

// national is a collection as a country might have it: 12 fields of values and
// three of minutes.
func national(r *rand.Rand, n int) []facet.Entry {
	of := func(f facet.Field, values int) facet.Value {
		// Common values are common: the first half of the numbers is taken three times in four.
		k := r.IntN(values)
		if r.IntN(2) == 0 {
			k = r.IntN((values + 1) / 2)
		}
		return facet.Value{Field: f, Is: fmt.Sprint(k)}
	}
	all := make([]facet.Entry, n)
	for i := range all {
		entered := int64(29_000_000 + i*3)
		happened := entered - r.Int64N(600_000)
		all[i] = facet.Entry{
			Seq: uint64(i + 1),
			Values: []facet.Value{
				of("kind", 2), of("modality", 2), of("made", 1), of("lab", 64), of("calibre", 40), of("origin", 2), of("breech", 7),
				of("pin", 6), of("country", 2), of("state", 82), of("municipality", 2500), {Field: "active", Is: "yes"},
			},
			Numbers: []facet.Number{{"entered", entered}, {"earliest", happened}, {"latest", happened + 1439}},
		}
	}
	return all
}

func BenchmarkPut(b *testing.B) {
	all := national(rand.New(rand.NewPCG(1, 1)), million)
	for b.Loop() {
		var x facet.Index
		x.Put(all...)
		b.ReportMetric(float64(x.Bytes()), "bytes")
	}
}

func BenchmarkReplace(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	all := national(r, million)
	var x facet.Index
	x.Put(all...)
	for b.Loop() {
		x.Put(all[r.IntN(len(all))])
	}
}

func BenchmarkSelect(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	all := national(r, million)
	var x facet.Index
	for i := range all { // about so much of the collection, all over it
		for _, share := range []int{1, 10, 100, 1000} {
			if r.IntN(share) == 0 {
				all[i].Values = append(all[i].Values, facet.Value{Field: facet.Field(fmt.Sprint("one in ", share)), Is: "yes"})
			}
		}
		x.Put(all[i])
	}
	always := []facet.Choice{{"active", []string{"yes"}}, {"made", []string{"0"}}}
	for _, share := range []int{1, 10, 100, 1000} {
		one := facet.Choice{Field: facet.Field(fmt.Sprint("one in ", share)), Values: []string{"yes"}}
		b.Run(fmt.Sprint("one in ", share), func(b *testing.B) {
			var left uint64
			for b.Loop() {
				left = x.Select(facet.Query{
					Any: append([]facet.Choice{one}, always...),
					In:  []facet.Range{{"entered", 0, 40_000_007}, {"latest", 28_000_001, 40_000_007}, {"earliest", 0, 40_000_007}},
				}).GetCardinality()
			}
			b.ReportMetric(float64(left), "left")
		})
	}
	b.Run("several values and a range", func(b *testing.B) {
		var labs []string
		for n := range 50 {
			labs = append(labs, fmt.Sprint(n))
		}
		var left uint64
		for b.Loop() {
			left = x.Select(facet.Query{
				Any: append([]facet.Choice{{"lab", labs}, {"calibre", []string{"1", "2"}}, {"breech", []string{"1"}}}, always...),
				In:  []facet.Range{{"entered", 30_000_001, 31_000_007}},
			}).GetCardinality()
		}
		b.ReportMetric(float64(left), "left")
	})
}
