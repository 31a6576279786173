package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"cotejo/api/casework"
)

// Get fills r with the record that id names.
func (t *tx) Get(ctx context.Context, r casework.Record, id string) error {
	s, err := sheetFor(t, r)
	if err != nil {
		return err
	}
	if err := t.ready(ctx); err != nil {
		return err
	}
	if !sound(reflect.ValueOf(id)) {
		return casework.NotFound(s.kind, strings.ToValidUTF8(id, ""))
	}
	found := reflect.New(s.Type)
	err = t.NewSelect().Model(found.Interface()).Where("id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return casework.NotFound(s.kind, id)
	}
	if err != nil {
		return t.fail(ctx, err)
	}
	s.align(found.Elem())
	reflect.ValueOf(r).Elem().Set(found.Elem())
	return nil
}

// Insert adds a record. Its times are brought to UTC and microseconds.
func (t *tx) Insert(ctx context.Context, r casework.Record) error {
	s, err := t.writable(ctx, r)
	if err != nil {
		return err
	}
	if head := casework.HeadOf(r); head.ID == "" || head.Version != 1 {
		return fmt.Errorf("store: a new %s has identifier %q and version %d", s.kind, head.ID, head.Version)
	}
	q := t.NewInsert().Model(r).Returning("NULL")
	if a, ok := r.(*casework.Account); ok {
		q.Value("login_key", "?", loginKey(a.Login))
	}
	if _, err := q.Exec(ctx); err != nil {
		return t.refused(ctx, s, r, err)
	}
	return t.remember(ctx, r)
}

// Update replaces a record whose stored version is the one before. Its times are
// brought to UTC and microseconds.
func (t *tx) Update(ctx context.Context, r casework.Record) error {
	s, err := t.writable(ctx, r)
	if err != nil {
		return err
	}
	head := casework.HeadOf(r)
	q := t.NewUpdate().Model(r).Where("id = ?", head.ID).Where("version = ?", head.Version-1)
	if a, ok := r.(*casework.Account); ok {
		q.Value("login_key", "?", loginKey(a.Login))
	}
	result, err := q.Exec(ctx)
	if err != nil {
		return t.refused(ctx, s, r, err)
	}
	changed, err := result.RowsAffected()
	if err != nil {
		return t.fail(ctx, err)
	}
	if changed == 0 {
		return t.stale(ctx, s, head.ID)
	}
	return t.remember(ctx, r)
}

// writable prepares a record for being stored.
func (t *tx) writable(ctx context.Context, r casework.Record) (*sheet, error) {
	s, err := sheetFor(t, r)
	if err != nil {
		return nil, err
	}
	if err := t.mayChange(ctx, r); err != nil {
		return nil, err
	}
	s.align(reflect.ValueOf(r).Elem())
	return s, nil
}

// stale says why no record had the version that a change is based on.
func (t *tx) stale(ctx context.Context, s *sheet, id string) error {
	var version int
	err := t.NewSelect().Model(casework.New(s.kind)).Column("version").Where("id = ?", id).Scan(ctx, &version)
	if errors.Is(err, sql.ErrNoRows) {
		return casework.NotFound(s.kind, id)
	}
	if err != nil {
		return t.fail(ctx, err)
	}
	return casework.Fail(casework.CodeStale, "record.stale", "kind", string(s.kind), "version", version)
}

// refused says which value made the database refuse a record.
func (t *tx) refused(ctx context.Context, s *sheet, r casework.Record, err error) error {
	c := t.store.engine.class(err)
	if ctx.Err() != nil || c != taken && c != missing {
		return t.fail(ctx, err)
	}
	field := s.shown(t.store.engine.blame(ctx, t.Tx, s, r, c, err))
	told := casework.Fail(casework.CodeConflict, "store.taken", "kind", string(s.kind), "field", field)
	if c == missing {
		told = casework.Fail(casework.CodeInvalid, "store.reference", "kind", string(s.kind), "field", field)
	}
	if field != "" {
		told.Fields = []casework.Fault{{Path: field, Key: told.Key, Params: told.Params}}
	}
	return t.fail(ctx, told.Because(err))
}

// loginKey is the same for logins that differ only in case, or in how an accented
// letter is put together.
func loginKey(login string) string { return norm.NFC.String(cases.Fold().String(login)) }
