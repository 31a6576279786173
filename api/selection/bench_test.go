package selection_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"cotejo/api/casework"
	"cotejo/api/selection"
)

// generated is a store of so many marks that are made when they are asked for: what is
// measured is the selector, not the database.
type generated struct {
	casework.Tx
	marks int
}

func (generated) LastChange(context.Context) (int64, error) { return 1, nil }

func (generated) Changes(context.Context, int64, int) ([]casework.Change, error) {
	return []casework.Change{{Seq: 1}}, nil
}

func (g generated) Facts(_ context.Context, of casework.FactsOf) ([]casework.MarkFacts, error) {
	if of.Exhibits != nil {
		return []casework.MarkFacts{{Seq: 7}}, nil
	}
	out := make([]casework.MarkFacts, 0, of.Limit)
	r := rand.New(rand.NewPCG(1, uint64(of.After)))
	for seq := of.After + 1; seq <= int64(g.marks) && len(out) < of.Limit; seq++ {
		day := time.Unix(1_600_000_000+seq*180, 0).UTC()
		out = append(out, casework.MarkFacts{
			Seq: seq, MarkKind: "breech_face", Modality: pick(r, "topography", "reflectance"), Engine: "1", Params: "p", Superseded: r.IntN(20) == 0,
			Lab: fmt.Sprint("lab", r.IntN(64)), Active: r.IntN(50) > 0, Calibre: fmt.Sprint("calibre ", r.IntN(40)), Origin: pick(r, casework.Questioned, casework.TestFire),
			BreechFaceClass: pick(r, "", "arched", "parallel", "smooth"), FiringPinClass: pick(r, "", "circular", "elliptical"),
			Country: pick(r, "MX", "US"), State: fmt.Sprint(r.IntN(32)), Occurred: casework.Date(day.Format("2006-01-02")), Entered: day,
		})
	}
	return out, nil
}

const million = 1_000_000

func BenchmarkFollow(b *testing.B) {
	for b.Loop() {
		if err := selection.New(quiet()).Follow(b.Context(), generated{marks: million}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSelect(b *testing.B) {
	s, tx := selection.New(quiet()), generated{marks: million}
	if err := s.Follow(b.Context(), tx); err != nil {
		b.Fatal(err)
	}
	all := casework.Selection{MarkKind: "breech_face", Modality: "topography", Engine: "1", Params: "p", Not: "exhibit"}
	for n := range 64 {
		all.Labs = append(all.Labs, fmt.Sprint("lab", n))
	}
	for name, f := range map[string]casework.Filter{
		"all": {}, "calibre": {Calibres: []string{"calibre 3"}},
		"narrow": {Calibres: []string{"calibre 3", "calibre 5"}, Country: "MX", State: "14", OccurredFrom: "2021", EnteredTo: "2024-06"},
	} {
		b.Run(name, func(b *testing.B) {
			of := all
			of.Filter = f
			left := uint64(0)
			for b.Loop() {
				set, err := s.Select(b.Context(), tx, of)
				if err != nil {
					b.Fatal(err)
				}
				left = set.GetCardinality()
			}
			b.ReportMetric(float64(left), "marks")
		})
	}
}
