package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"cotejo/api/casework"
)

// change is a row of the history.
type change struct {
	bun.BaseModel `bun:"table:history"`

	Seq     int64         `bun:"seq,pk"`
	Kind    casework.Kind `bun:"kind"`
	ID      string        `bun:"id"`
	Lab     string        `bun:"lab"`
	Version int           `bun:"version"`
	At      time.Time     `bun:"at"`
	By      string        `bun:"by"`
	Body    string        `bun:"body"`
}

// remember appends a record's version to the history.
func (t *tx) remember(ctx context.Context, r casework.Record) error {
	if !casework.Historic(r.Kind()) {
		return nil
	}
	body, err := json.Marshal(r)
	if err != nil {
		return t.fail(ctx, fmt.Errorf("writing a %s as JSON: %w", r.Kind(), err))
	}
	var seq int64
	if err := t.NewRaw("UPDATE history_end SET seq = seq + 1 RETURNING seq").Scan(ctx, &seq); err != nil {
		return t.fail(ctx, err)
	}
	head := casework.HeadOf(r)
	_, err = t.NewInsert().Model(&change{
		Seq: seq, Kind: r.Kind(), ID: head.ID, Lab: head.Lab, Version: head.Version,
		At: head.UpdatedAt, By: head.UpdatedBy, Body: string(body),
	}).Returning("NULL").Exec(ctx)
	return t.fail(ctx, err)
}

// History returns every version of a record, oldest first.
func (t *tx) History(ctx context.Context, k casework.Kind, id string) ([]casework.Change, error) {
	return t.selectChanges(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("kind = ?", k).Where("id = ?", id).Order("version")
	}, k, id)
}

// Changes returns up to limit changes after a sequence number, all when limit is
// not positive.
func (t *tx) Changes(ctx context.Context, after int64, limit int) ([]casework.Change, error) {
	return t.selectChanges(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		if limit > 0 {
			q.Limit(int64(limit))
		}
		return q.Where("seq > ?", after).Order("seq")
	})
}

func (t *tx) selectChanges(ctx context.Context, narrow func(*bun.SelectQuery) *bun.SelectQuery, values ...any) ([]casework.Change, error) {
	if err := t.ready(ctx); err != nil {
		return nil, err
	}
	if err := storable(values...); err != nil {
		return nil, err
	}
	var rows []change
	if err := narrow(t.NewSelect().Model(&rows)).Scan(ctx); err != nil {
		return nil, t.fail(ctx, err)
	}
	out := make([]casework.Change, len(rows))
	for i, r := range rows {
		out[i] = casework.Change{
			Seq: r.Seq, Kind: r.Kind, ID: r.ID, Lab: r.Lab, Version: r.Version,
			At: r.At.UTC(), By: r.By, Body: []byte(r.Body),
		}
	}
	return out, nil
}

// LastChange returns the highest sequence number.
func (t *tx) LastChange(ctx context.Context) (int64, error) {
	if err := t.ready(ctx); err != nil {
		return 0, err
	}
	var seq int64
	err := t.NewSelect().Table("history_end").Column("seq").Scan(ctx, &seq)
	return seq, t.fail(ctx, err)
}
