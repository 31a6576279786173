package selection_test

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the drivers by their names
	_ "github.com/mattn/go-sqlite3"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/dialect/sqlitedialect"

	"cotejo/api/casework"
)

// database is the store's database without the store between.
func database(t testing.TB, dsn string) *bun.DB {
	t.Helper()
	postgres := strings.HasPrefix(dsn, "postgres:")
	driver := map[bool]string{false: "sqlite3", true: "pgx"}[postgres]
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if postgres {
		return bun.NewDB(db, pgdialect.New())
	}
	return bun.NewDB(db, sqlitedialect.New())
}

// searchable is the definition that the selector is held against: a selection as
// one question to the database, which compares dates as text.
func searchable(ctx context.Context, db *bun.DB, s casework.Selection) ([]uint64, error) {
	labs := s.Labs
	if len(s.Filter.Labs) > 0 {
		labs = slices.DeleteFunc(slices.Clone(labs), func(lab string) bool { return !slices.Contains(s.Filter.Labs, lab) })
	}
	if len(labs) == 0 {
		return nil, nil
	}
	q := db.NewSelect().ColumnExpr("m.seq").TableExpr("marks AS m").Join("JOIN exhibits AS e ON e.id = m.exhibit_id").
		Where("m.mark_kind = ?", s.MarkKind).Where("m.modality = ?", s.Modality).
		Where("m.engine = ?", s.Engine).Where("m.params = ?", s.Params).Where("m.superseded = ?", false).
		Where("e.lab IN (?)", bun.List(labs)).Where("e.id <> ?", s.Not).OrderExpr("m.seq")
	if s.UpTo > 0 {
		q.Where("m.seq <= ?", s.UpTo)
	}
	where(q, s.Filter)
	var seqs []uint64
	return seqs, q.Scan(ctx, &seqs)
}

// where adds a filter's conditions on the exhibit.
func where(q *bun.SelectQuery, f casework.Filter) {
	if !f.IncludeWithdrawn {
		q.Where("e.withdrawn = ''")
	}
	if len(f.Calibres) > 0 {
		q.Where("e.calibre IN (?)", bun.List(f.Calibres))
	}
	for _, c := range []struct{ column, value string }{
		{"e.origin", string(f.Origin)}, {"e.breech_face_class", f.BreechFaceClass}, {"e.firing_pin_class", f.FiringPinClass},
		{"e.country", f.Country}, {"e.state", f.State}, {"e.case_id", f.Case}, {"e.firearm_id", f.Firearm},
	} {
		if c.value != "" {
			q.Where("? = ?", bun.Ident(c.column), c.value)
		}
	}
	if from := f.OccurredFrom; from != "" {
		q.Where("(e.occurred >= ? OR e.occurred IN (?))", from, bun.List(lessExact(from)))
	}
	if to := f.OccurredTo; to != "" {
		// What is more exact than the bound begins with it, and "~" comes after all that a date is made of.
		q.Where("e.occurred <> ''").Where("e.occurred <= ?", string(to)+"~")
	}
	if f.EnteredFrom != "" {
		q.Where("e.created_at >= ?", f.EnteredFrom.From())
	}
	if f.EnteredTo != "" {
		q.Where("e.created_at < ?", f.EnteredTo.To().Add(time.Second))
	}
}

// lessExact returns the dates that may mean d and say less.
func lessExact(d casework.Date) []string {
	out := []string{string(d)}
	for _, n := range []int{len("2006"), len("2006-01"), len("2006-01-02")} {
		if n < len(d) {
			out = append(out, string(d[:n]))
		}
	}
	return out
}
