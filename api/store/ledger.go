package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"cotejo/api/casework"
)

// entry is a row of the audit log: its text, and what the log is narrowed by.
type entry struct {
	bun.BaseModel `bun:"table:ledger_entries"`

	N       int64         `bun:"n,pk"`
	At      time.Time     `bun:"at"`
	Account string        `bun:"account"`
	Lab     string        `bun:"lab"`
	Action  string        `bun:"action"`
	Kind    casework.Kind `bun:"kind"`
	Subject string        `bun:"subject"`
	Text    []byte        `bun:"text"`
}

type hash struct {
	bun.BaseModel `bun:"table:ledger_hashes"`

	Index int64  `bun:"idx,pk"`
	Hash  []byte `bun:"hash"`
}

type head struct {
	bun.BaseModel `bun:"table:ledger_heads"`

	Size int64  `bun:"size,pk"`
	Note []byte `bun:"note"`
}

// LedgerSize returns the number of entries.
func (t *tx) LedgerSize(ctx context.Context) (int64, error) {
	if err := t.ready(ctx); err != nil {
		return 0, err
	}
	var size int64
	err := t.NewSelect().Model((*entry)(nil)).ColumnExpr("COALESCE(MAX(n) + 1, 0)").Scan(ctx, &size)
	return size, t.fail(ctx, err)
}

// AppendEntry adds entry n, which must be the size.
func (t *tx) AppendEntry(ctx context.Context, n int64, e casework.Event, text []byte) error {
	if err := t.mayChange(ctx, e); err != nil {
		return err
	}
	size, err := t.LedgerSize(ctx)
	if err != nil {
		return err
	}
	if n != size {
		return t.fail(ctx, fmt.Errorf("entry %d of the audit log would follow entry %d", n, size-1))
	}
	_, err = t.NewInsert().Model(&entry{
		N: n, At: moment(e.At), Account: e.Account, Lab: e.Lab, Action: e.Action, Kind: e.Kind, Subject: e.Subject,
		Text: filled(text),
	}).Returning("NULL").Exec(ctx)
	return t.fail(ctx, err)
}

// Entries returns up to limit texts from entry n on, all of them when limit is not
// positive.
func (t *tx) Entries(ctx context.Context, n int64, limit int) ([][]byte, error) {
	if err := t.ready(ctx); err != nil {
		return nil, err
	}
	var texts [][]byte
	q := t.NewSelect().Model((*entry)(nil)).Column("text").Where("n >= ?", n).Order("n")
	if limit > 0 {
		q.Limit(int64(limit))
	}
	err := q.Scan(ctx, &texts)
	return texts, t.fail(ctx, err)
}

// FindEntries returns the numbers of the entries that a filter takes, newest first.
// From is part of the time that the filter takes, To is not.
func (t *tx) FindEntries(ctx context.Context, f casework.EventFilter, before int64, limit int) ([]int64, error) {
	if err := t.ready(ctx); err != nil {
		return nil, err
	}
	if err := storable(f); err != nil {
		return nil, err
	}
	q := t.NewSelect().Model((*entry)(nil)).Column("n").Order("n DESC")
	for _, c := range []struct{ column, value string }{
		{"account", f.Account}, {"lab", f.Lab}, {"action", f.Action}, {"kind", string(f.Kind)}, {"subject", f.Subject},
	} {
		if c.value != "" {
			q.Where("? = ?", bun.Ident(c.column), c.value)
		}
	}
	if !f.From.IsZero() {
		q.Where("at >= ?", moment(f.From))
	}
	if !f.To.IsZero() {
		q.Where("at < ?", moment(f.To))
	}
	if before > 0 {
		q.Where("n < ?", before)
	}
	if limit > 0 {
		q.Limit(int64(limit))
	}
	var numbers []int64
	err := q.Scan(ctx, &numbers)
	return numbers, t.fail(ctx, err)
}

// WriteHashes adds hashes from index first on.
func (t *tx) WriteHashes(ctx context.Context, first int64, hashes [][32]byte) error {
	if err := t.mayChange(ctx); err != nil || len(hashes) == 0 {
		return err
	}
	rows := make([]hash, len(hashes))
	for i := range hashes {
		rows[i] = hash{Index: first + int64(i), Hash: hashes[i][:]}
	}
	_, err := t.NewInsert().Model(&rows).Returning("NULL").Exec(ctx)
	return t.fail(ctx, err)
}

// ReadHashes returns the hashes of the given indexes, in their order.
func (t *tx) ReadHashes(ctx context.Context, indexes []int64) ([][32]byte, error) {
	if err := t.ready(ctx); err != nil || len(indexes) == 0 {
		return nil, err
	}
	var rows []hash
	if err := t.NewSelect().Model(&rows).Where("idx IN (?)", bun.List(indexes)).Scan(ctx); err != nil {
		return nil, t.fail(ctx, err)
	}
	at := make(map[int64][]byte, len(rows))
	for _, r := range rows {
		at[r.Index] = r.Hash
	}
	out := make([][32]byte, len(indexes))
	for i, index := range indexes {
		if copy(out[i][:], at[index]) != len(out[i]) {
			return nil, casework.Fail(casework.CodeStorage, "store.corrupt").
				Because(fmt.Errorf("hash %d of the audit log is missing: %w", index, casework.ErrCorrupt))
		}
	}
	return out, nil
}

// PutHead keeps a signed head.
func (t *tx) PutHead(ctx context.Context, size int64, text []byte) error {
	if err := t.mayChange(ctx); err != nil {
		return err
	}
	_, err := t.NewInsert().Model(&head{Size: size, Note: filled(text)}).Returning("NULL").Exec(ctx)
	return t.fail(ctx, err)
}

// Heads returns all signed heads, oldest first.
func (t *tx) Heads(ctx context.Context) ([][]byte, error) {
	if err := t.ready(ctx); err != nil {
		return nil, err
	}
	var notes [][]byte
	err := t.NewSelect().Model((*head)(nil)).Column("note").Order("size").Scan(ctx, &notes)
	return notes, t.fail(ctx, err)
}

// filled makes no bytes of nil, which SQL would take for NULL.
func filled(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
