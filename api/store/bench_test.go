package store_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"cotejo/api/casework"
	"cotejo/api/store/pgtest"
)

func BenchmarkSQLite(b *testing.B) { bench(b, filepath.Join(b.TempDir(), "records.db")) }

func BenchmarkPostgres(b *testing.B) { bench(b, pgtest.Start(b)) }

// bench measures what a search and a reviewer wait for, with 100,000 marks.
func bench(b *testing.B, dsn string) {
	const marks = 100_000
	s := open(b, dsn)
	var f filler
	update(b, s, func(tx casework.Tx) {
		f.family(b, tx)
		comment := fmt.Sprintf("%01000d", 0)
		for n := range marks {
			id := fmt.Sprintf("00000000-0000-7000-8000-%012d", n)
			head := casework.Head{ID: id, Lab: f.ids[casework.KindLaboratory], Version: 1}
			for _, r := range []casework.Record{
				&casework.Exhibit{
					Head: head, Case: f.ids[casework.KindCase], Number: id, Occurred: casework.Date(fmt.Sprintf("20%02d-%02d", n%30, 1+n%12)),
					Specimen: casework.Specimen{Calibre: calibres[n%3], Comment: comment},
				},
				&casework.Acquisition{Head: head, Exhibit: id, SHA256: id},
				&casework.Mark{Head: head, Seq: int64(n + 1), Acquisition: id, Exhibit: id, MarkKind: "breech_face", Modality: "topography", Engine: "1", Params: "p"},
			} {
				if err := tx.Insert(b.Context(), r); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	selection := casework.Selection{
		MarkKind: "breech_face", Modality: "topography", Engine: "1", Params: "p", Labs: []string{f.ids[casework.KindLaboratory]}, Not: "x", UpTo: marks,
	}
	narrow := selection
	narrow.Filter = casework.Filter{Calibres: calibres[:1], OccurredFrom: "2010-06", OccurredTo: "2012"}
	for name, one := range map[string]casework.Selection{"all": selection, "narrow": narrow} {
		b.Run("Searchable/"+name, func(b *testing.B) {
			view(b, s, func(tx casework.Tx) {
				n := 0
				for b.Loop() {
					seqs, err := tx.Searchable(b.Context(), one)
					if err != nil {
						b.Fatal(err)
					}
					n = len(seqs)
				}
				b.ReportMetric(float64(n), "marks")
			})
		})
	}
	b.Run("Page", func(b *testing.B) {
		view(b, s, func(tx casework.Tx) {
			for b.Loop() {
				var list []casework.Exhibit
				q := casework.Query{Where: []casework.Cond{
					{Column: "lab", Op: casework.In, Value: selection.Labs}, {Column: "id", Op: casework.Less, Value: "00000000-0000-7000-8000-000000050000"},
				}, Order: []string{"-id"}, Limit: 50}
				if err := tx.Find(b.Context(), &list, q); err != nil || len(list) != 50 {
					b.Fatal(len(list), err)
				}
			}
		})
	})
	b.Run("Update", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			c := newCase(fmt.Sprintf("case-%d-%p", i, b), f.ids[casework.KindLaboratory])
			if err := insert(b.Context(), s, c); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Check", func(b *testing.B) {
		for b.Loop() {
			if err := s.Check(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	})
}
