package store

import (
	"context"

	"github.com/uptrace/bun"

	"cotejo/api/casework"
)

// Facts returns what filters look at of marks, by ascending sequence number.
func (t *tx) Facts(ctx context.Context, of casework.FactsOf) ([]casework.MarkFacts, error) {
	if err := t.ready(ctx); err != nil {
		return nil, err
	}
	if err := storable(of); err != nil {
		return nil, err
	}
	q := t.NewSelect().
		ColumnExpr("m.seq, m.mark_kind, m.modality, m.engine, m.params, m.superseded").
		ColumnExpr("e.lab, e.active, e.calibre, e.origin, e.breech_face_class, e.firing_pin_class").
		ColumnExpr("e.country, e.state, e.occurred, e.created_at AS entered").
		Where("e.id = m.exhibit_id").OrderExpr("m.seq")
	// SQLite takes the tables of a CROSS JOIN in the order in which they stand here.
	if of.Case != "" || of.Firearm != "" {
		q.TableExpr("exhibits AS e CROSS JOIN marks AS m")
	} else {
		q.TableExpr("marks AS m CROSS JOIN exhibits AS e" + t.store.engine.filtered())
	}
	if of.After > 0 {
		q.Where("m.seq > ?", of.After)
	}
	if of.Marks != nil {
		q.Where("m.id IN (?)", bun.List(of.Marks))
	}
	if of.Exhibits != nil {
		q.Where("m.exhibit_id IN (?)", bun.List(of.Exhibits))
	}
	if of.Case != "" {
		q.Where("e.case_id = ?", of.Case)
	}
	if of.Firearm != "" {
		q.Where("e.firearm_id = ?", of.Firearm)
	}
	if of.Limit > 0 {
		q.Limit(int64(of.Limit))
	}
	var facts []casework.MarkFacts
	if err := q.Scan(ctx, &facts); err != nil {
		return nil, t.fail(ctx, err)
	}
	return facts, nil
}
