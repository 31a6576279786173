package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"cotejo/api/casework"
)

// Check looks for damage: in the database's own structures, as far as it can tell,
// and whether the history is complete and agrees with the records. It reads the
// whole database, beside updates. What it finds is a storage Error with the key
// store.corrupt.
func (s *Store) Check(ctx context.Context) error {
	if err := s.engine.check(ctx, s.read); err != nil {
		return s.fault(ctx, err)
	}
	return s.View(ctx, func(t casework.Tx) error { return t.(*tx).checkHistory(ctx) })
}

func (t *tx) checkHistory(ctx context.Context) error {
	var rows, end int64
	err := t.NewRaw("SELECT (SELECT count(*) FROM history WHERE seq BETWEEN 1 AND e.seq), e.seq FROM history_end AS e").Scan(ctx, &rows, &end)
	if err != nil {
		return t.fail(ctx, err)
	}
	if rows != end {
		return damaged(fmt.Errorf("the history has %d of %d changes", rows, end))
	}
	for _, k := range casework.Kinds() {
		if !casework.Historic(k) {
			continue
		}
		s, err := sheetOf(t, k)
		if err != nil {
			return err
		}
		var lost []string
		err = t.NewSelect().TableExpr("? AS r", bun.Ident(s.Name)).Column("r.id").
			Where("NOT EXISTS (SELECT 1 FROM history AS h WHERE h.kind = ? AND h.id = r.id AND h.version = r.version)", k).
			Limit(5).Scan(ctx, &lost)
		if err != nil {
			return t.fail(ctx, err)
		}
		if len(lost) > 0 {
			return damaged(fmt.Errorf("the history lacks %s %s", k, strings.Join(lost, ", ")))
		}
	}
	return nil
}

func damaged(err error) error {
	return casework.Fail(casework.CodeStorage, "store.corrupt").Because(errors.Join(casework.ErrCorrupt, err))
}

// check runs SQLite's own checks.
func (sqlite) check(ctx context.Context, read *bun.DB) error {
	var found []string
	if err := read.NewRaw("SELECT integrity_check FROM pragma_integrity_check").Scan(ctx, &found); err != nil {
		return err
	}
	if len(found) != 1 || found[0] != "ok" {
		return damaged(errors.New(strings.Join(found[:min(len(found), 10)], "; ")))
	}
	var dangling []string
	err := read.NewRaw(`SELECT DISTINCT "table" || ' -> ' || parent FROM pragma_foreign_key_check LIMIT 10`).Scan(ctx, &dangling)
	if err != nil {
		return err
	}
	if len(dangling) > 0 {
		return damaged(fmt.Errorf("references to records that do not exist: %s", strings.Join(dangling, "; ")))
	}
	return nil
}

// check has nothing to do: PostgreSQL looks after its pages by checksums.
func (postgres) check(context.Context, *bun.DB) error { return nil }
