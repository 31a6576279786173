package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"cotejo/api/casework"
)

// unseen is true for a candidate that a reader sees as new: nobody judged it, or
// it waits for a second review and the reader did not put it up.
const unseen = `(c.state = 'new' OR EXISTS (SELECT 1 FROM leads AS l WHERE l.candidate_id = c.id AND l.first_by <> ?
	AND (l.state = 'second_review' OR l.state = 'decoy' AND l.second_by = '')))`

// FreshLists returns the lists on which a reader sees what nobody has judged.
func (t *tx) FreshLists(ctx context.Context, labs []string, reader string, limit int) (out []*casework.FreshList, total int, err error) {
	if len(labs) == 0 {
		return nil, 0, nil
	}
	lists := func() *bun.SelectQuery {
		return t.NewSelect().TableExpr("searches AS s").
			Join("JOIN exhibits AS e ON e.id = s.exhibit_id").Join("JOIN marks AS m ON m.id = s.mark_id").
			Where("s.state = 'done'").Where("s.lab IN (?)", bun.List(labs)).Where("e.active").Where("NOT m.superseded").
			Where("EXISTS (SELECT 1 FROM candidates AS c WHERE c.search_id = s.id AND "+unseen+")", reader)
	}
	page := lists().Join("LEFT JOIN cases AS k ON k.id = e.case_id").
		ColumnExpr("s.id AS search, s.exhibit_id AS exhibit, e.number, COALESCE(k.number, '') AS case_number, m.mark_kind").
		ColumnExpr("s.found, s.finished, s.automatic").
		ColumnExpr("(SELECT count(*) FROM candidates AS c WHERE c.search_id = s.id AND "+unseen+") AS fresh", reader).
		ColumnExpr("(SELECT c.score FROM candidates AS c WHERE c.search_id = s.id ORDER BY c.place LIMIT 1) AS best_score").
		OrderExpr("s.id DESC").Limit(int64(limit))
	err = t.pageAndCount(ctx, page, lists(), &out, &total, labs, reader)
	for _, l := range out {
		l.Finished = moment(l.Finished)
	}
	return out, total, err
}

// StillRefused returns the refused acquisitions that nothing took the place of.
func (t *tx) StillRefused(ctx context.Context, labs []string, limit int) (out []*casework.RefusedFile, total int, err error) {
	if len(labs) == 0 {
		return nil, 0, nil
	}
	refused := func() *bun.SelectQuery {
		return t.NewSelect().TableExpr("acquisitions AS a").Join("JOIN exhibits AS e ON e.id = a.exhibit_id").
			Where("a.state = 'refused'").Where("a.lab IN (?)", bun.List(labs)).Where("e.active").
			Where("NOT EXISTS (SELECT 1 FROM acquisitions AS n WHERE n.exhibit_id = a.exhibit_id AND n.state = 'extracted' AND n.id > a.id)")
	}
	page := refused().ColumnExpr("a.id AS acquisition, a.file_name, a.exhibit_id AS exhibit, e.number, a.refusal AS reason").
		ColumnExpr("a.refusal_code, a.refusal_value, a.refusal_limit, a.updated_at AS since").
		OrderExpr("a.id DESC").Limit(int64(limit))
	err = t.pageAndCount(ctx, page, refused(), &out, &total, labs)
	for _, r := range out {
		r.Since = moment(r.Since)
	}
	return out, total, err
}

// pageAndCount reads a page, and counts all that it is a part of.
func (t *tx) pageAndCount(ctx context.Context, page, all *bun.SelectQuery, out any, total *int, values ...any) error {
	if err := t.ready(ctx); err != nil {
		return err
	}
	if err := storable(values...); err != nil {
		return err
	}
	if err := page.Scan(ctx, out); err != nil {
		return t.fail(ctx, err)
	}
	return t.fail(ctx, all.ColumnExpr("count(*)").Scan(ctx, total))
}

// CountBy counts records by the values of columns.
func (t *tx) CountBy(ctx context.Context, k casework.Kind, q casework.Query, columns ...string) ([]casework.Tally, error) {
	s, err := sheetOf(t, k)
	if err != nil {
		return nil, err
	}
	if err := t.ready(ctx); err != nil {
		return nil, err
	}
	query, err := s.where(t.NewSelect().Model(casework.New(k)), q.Where)
	if err != nil {
		return nil, err
	}
	for _, name := range columns {
		f, err := s.column(name)
		if err != nil {
			return nil, err
		}
		if f.IndirectType.Kind().String() != "string" {
			return nil, fmt.Errorf("store: column %q of %s records is no text", name, k)
		}
		query.ColumnExpr("?", f.SQLName).GroupExpr("?", f.SQLName).OrderExpr("?", f.SQLName)
	}
	rows, err := query.ColumnExpr("count(*)").Rows(ctx)
	if err != nil {
		return nil, t.fail(ctx, err)
	}
	defer func() { _ = rows.Close() }()
	var out []casework.Tally
	for rows.Next() {
		one := casework.Tally{Values: make([]string, len(columns))}
		to := make([]any, 0, len(columns)+1)
		for i := range columns {
			to = append(to, &one.Values[i])
		}
		if err := rows.Scan(append(to, &one.Count)...); err != nil {
			return nil, t.fail(ctx, err)
		}
		out = append(out, one)
	}
	return out, t.fail(ctx, rows.Err())
}

// Judged counts the acquisitions that an engine has been through.
func (t *tx) Judged(ctx context.Context, engine, params string) (judged, unseen int, err error) {
	if err := t.ready(ctx); err != nil {
		return 0, 0, err
	}
	if err := storable(engine, params); err != nil {
		return 0, 0, err
	}
	const (
		mark    = "EXISTS (SELECT 1 FROM marks AS m WHERE m.acquisition_id = a.id AND m.engine = ? AND m.params = ?)"
		verdict = "EXISTS (SELECT 1 FROM segmentations AS s WHERE s.acquisition_id = a.id AND s.engine = ? AND s.params = ?)"
		broken  = "a.state = 'refused' AND NOT EXISTS (SELECT 1 FROM segmentations AS s WHERE s.acquisition_id = a.id)"
		never   = "a.state = 'queued' AND NOT EXISTS (SELECT 1 FROM marks AS m WHERE m.acquisition_id = a.id)"
	)
	err = t.NewSelect().TableExpr("acquisitions AS a").
		ColumnExpr("count(CASE WHEN "+mark+" OR "+verdict+" OR "+broken+" THEN 1 END)", engine, params, engine, params).
		ColumnExpr("count(CASE WHEN NOT "+verdict+" AND "+never+" THEN 1 END)", engine, params).
		Scan(ctx, &judged, &unseen)
	return judged, unseen, t.fail(ctx, err)
}

// Progress tells how far exhibits have come.
func (t *tx) Progress(ctx context.Context, labs []string, reader string, since time.Time, limit int) ([]casework.Progress, error) {
	if len(labs) == 0 {
		return nil, nil
	}
	if err := t.ready(ctx); err != nil {
		return nil, err
	}
	if err := storable(labs, reader, since); err != nil {
		return nil, err
	}
	const known = `(l.first_by = ? OR l.state <> 'second_review') AND l.state <> 'decoy'`
	var out []casework.Progress
	err := t.NewSelect().TableExpr("exhibits AS e").Join("LEFT JOIN cases AS k ON k.id = e.case_id").
		ColumnExpr("e.id AS exhibit, e.number, COALESCE(k.number, '') AS case_number, e.lab, e.collected, e.created_at AS entered").
		ColumnExpr(`COALESCE((SELECT min(x."at") FROM transfers AS x WHERE x.exhibit_id = e.id), '') AS transferred`).
		ColumnExpr("(SELECT min(x.created_at) FROM acquisitions AS x WHERE x.exhibit_id = e.id) AS imaged").
		ColumnExpr("(SELECT min(x.finished) FROM searches AS x WHERE x.exhibit_id = e.id AND x.state = 'done') AS searched").
		ColumnExpr(`(SELECT min(created_at) FROM (
			SELECT l.created_at FROM leads AS l WHERE l.exhibit_a = e.id AND `+known+`
			UNION ALL SELECT l.created_at FROM leads AS l WHERE l.exhibit_b = e.id AND `+known+`) AS x) AS lead`, reader, reader).
		ColumnExpr(`(SELECT min(created_at) FROM (
			SELECT h.created_at FROM hits AS h WHERE h.exhibit_a = e.id
			UNION ALL SELECT h.created_at FROM hits AS h WHERE h.exhibit_b = e.id) AS x) AS hit`).
		Where("e.lab IN (?)", bun.List(labs)).Where("e.created_at >= ?", moment(since)).
		OrderExpr("e.id DESC").Limit(int64(limit)).Scan(ctx, &out)
	if err != nil {
		return nil, t.fail(ctx, err)
	}
	for i := range out {
		p := &out[i]
		for _, at := range []*time.Time{&p.Entered, &p.Imaged, &p.Searched, &p.Lead, &p.Hit} {
			*at = moment(*at)
		}
	}
	return out, nil
}
