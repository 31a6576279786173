package store

import (
	"context"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"cotejo/api/casework"
)

// Searchable returns the sequence numbers of the marks that a selection takes. A
// partial date is taken when it may lie in the range; days of entry are those of
// UTC.
func (t *tx) Searchable(ctx context.Context, s casework.Selection) ([]int64, error) {
	if err := t.ready(ctx); err != nil {
		return nil, err
	}
	if err := storable(s); err != nil {
		return nil, err
	}
	labs := s.Labs
	if len(s.Filter.Labs) > 0 {
		labs = slices.DeleteFunc(slices.Clone(labs), func(lab string) bool { return !slices.Contains(s.Filter.Labs, lab) })
	}
	if len(labs) == 0 {
		return nil, nil
	}
	q := t.NewSelect().ColumnExpr("m.seq").Where("e.id = m.exhibit_id").
		Where("m.mark_kind = ?", s.MarkKind).Where("m.modality = ?", s.Modality).
		Where("m.engine = ?", s.Engine).Where("m.params = ?", s.Params).Where("m.superseded = ?", false).
		Where("e.lab IN (?)", bun.List(labs)).Where("e.id <> ?", s.Not).OrderExpr("m.seq")
	// SQLite takes the tables of a CROSS JOIN in the order in which they stand here.
	if s.Filter.Case != "" || s.Filter.Firearm != "" {
		q.TableExpr("exhibits AS e CROSS JOIN marks AS m")
	} else {
		q.TableExpr("marks AS m CROSS JOIN exhibits AS e" + t.store.engine.filtered())
	}
	if s.UpTo > 0 {
		q.Where("m.seq <= ?", s.UpTo)
	}
	narrow(q, s.Filter)
	var seqs []int64
	err := q.Scan(ctx, &seqs)
	return seqs, t.fail(ctx, err)
}

// narrow adds a filter's conditions on the exhibit.
func narrow(q *bun.SelectQuery, f casework.Filter) {
	if !f.IncludeWithdrawn {
		q.Where("e.active")
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
