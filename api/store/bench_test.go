package store_test

import (
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
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
	update(b, s, func(tx casework.Tx) { f.family(b, tx) })
	for _, c := range []struct {
		like casework.Record
		own  map[string]string
	}{
		{&casework.Exhibit{}, map[string]string{
			"number": "n.id", "calibre": "'calibre ' || CAST(n.i % 3 AS text)", "occurred": "CAST(2000 + n.i % 30 AS text) || '-0' || CAST(1 + n.i % 9 AS text)", "withdrawn": "''",
		}},
		{&casework.Acquisition{}, map[string]string{"exhibit_id": "n.id"}},
		{&casework.Mark{}, map[string]string{
			"acquisition_id": "n.id", "exhibit_id": "n.id", "seq": "n.i + 1", "mark_kind": "'breech_face'", "modality": "'topography'", "engine": "'1'", "params": "'p'",
		}},
	} {
		raw(b, dsn, copies(c.like, f.ids[c.like.Kind()], marks, c.own))
	}
	if strings.HasPrefix(dsn, "postgres:") {
		raw(b, dsn, "VACUUM ANALYZE") // as PostgreSQL does by itself, in a minute
	}
	b.Run("Facts", func(b *testing.B) { // as they are read at a start
		view(b, s, func(tx casework.Tx) {
			for b.Loop() {
				n := 0
				for after, page := int64(0), 10000; ; {
					facts, err := tx.Facts(b.Context(), casework.FactsOf{After: after, Limit: page})
					if err != nil {
						b.Fatal(err)
					}
					if n += len(facts); len(facts) < page {
						break
					}
					after = facts[page-1].Seq
				}
				b.ReportMetric(float64(n), "marks")
			}
		})
	})
	b.Run("Page", func(b *testing.B) {
		view(b, s, func(tx casework.Tx) {
			for b.Loop() {
				var list []casework.Exhibit
				q := casework.Query{Where: []casework.Cond{
					{Column: "lab", Op: casework.In, Value: []string{f.ids[casework.KindLaboratory]}}, {Column: "id", Op: casework.Less, Value: "1050000"},
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
}

// copies is a statement that copies a record n times with columns of their own, in
// the SQL of both databases.
func copies(like casework.Record, id string, n int, own map[string]string) string {
	var columns, values []string
	for _, f := range reflect.VisibleFields(reflect.TypeOf(like).Elem()) {
		column, _, _ := strings.Cut(f.Tag.Get("bun"), ",")
		if column == "" {
			continue
		}
		value, ok := own[column]
		switch {
		case column == "id":
			value = "n.id"
		case !ok:
			value = fmt.Sprintf("r.%q", column)
		}
		columns, values = append(columns, fmt.Sprintf("%q", column)), append(values, value)
	}
	table := string(like.Kind()) + "s"
	return fmt.Sprintf(`WITH RECURSIVE c (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM c WHERE i < %d),
		n AS (SELECT i, CAST(1000000 + i AS text) AS id FROM c)
		INSERT INTO %s (%s) SELECT %s FROM n CROSS JOIN %s AS r WHERE r.id = '%s'`,
		n-1, table, strings.Join(columns, ", "), strings.Join(values, ", "), table, id)
}
