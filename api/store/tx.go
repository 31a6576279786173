package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"cotejo/api/casework"
)

// tx is a view or an update under way.
type tx struct {
	bun.Tx
	store   *Store
	changes bool
	failed  error // of the first statement that failed: the transaction is over
}

var _ casework.Tx = (*tx)(nil)

var errView = errors.New("store: a view cannot change anything")

// ready tells whether the transaction can go on. A statement that fails may have
// ended the transaction, and a database in which none is open would keep what
// comes next.
func (t *tx) ready(ctx context.Context) error {
	if t.failed != nil {
		return t.failed
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return nil
}

// mayChange is ready for methods that change something. values are what is to be
// stored.
func (t *tx) mayChange(ctx context.Context, values ...any) error {
	if !t.changes {
		return errView
	}
	if err := t.ready(ctx); err != nil {
		return err
	}
	return storable(values...)
}

// fail keeps the first failure. A nil err is no failure.
func (t *tx) fail(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	mapped := t.store.fault(ctx, err)
	if t.failed == nil {
		t.failed = mapped
	}
	return mapped
}

// done ends something whose failure changes nothing for the caller.
func (s *Store) done(ctx context.Context, end func() error) {
	if err := end(); err != nil && !errors.Is(err, sql.ErrTxDone) && !errors.Is(err, sql.ErrConnDone) {
		s.log.DebugContext(ctx, "a transaction did not end in order", "error", err)
	}
}
