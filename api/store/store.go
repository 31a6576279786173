package store

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"strings"

	"github.com/uptrace/bun"

	"cotejo/api/casework"
)

// Store keeps the records in one database. It implements casework.Store and is
// safe for concurrent use until Close.
type Store struct {
	write  *bun.DB // one connection: updates of this process wait for one another here
	read   *bun.DB
	engine engine
	log    *slog.Logger
}

var _ casework.Store = (*Store)(nil)

// engine is what the two databases do each in their own way.
type engine interface {
	// begin is the first thing in an update: it waits until no other process has
	// one under way.
	begin(ctx context.Context, tx bun.Tx) (update string, err error)
	// settle says what became of an update whose commit failed: nil when it is
	// stored after all.
	settle(ctx context.Context, read *bun.DB, update string, err error) error
	// class tells what kind of failure a driver's error is.
	class(err error) class
	// blame returns the column that made a change of r fail with class taken or
	// missing, "" when that cannot be told.
	blame(ctx context.Context, tx bun.Tx, s *sheet, r casework.Record, c class, err error) string
	// prepare makes what the migrations need.
	prepare(ctx context.Context, tx *sql.Tx) error
	// filtered is what follows the table of exhibits in a query that reads of all of
	// them what the index exhibits_filter holds.
	filtered() string
	// whole is the whole part of an expression that is not negative.
	whole(expression string) string
	// check reports damage of the database itself.
	check(ctx context.Context, read *bun.DB) error
	backup(ctx context.Context, path string) error
}

// Open opens the database that dsn names, a file for SQLite or postgres://..., and
// brings its schema up to date. The file is made when there is none; its directory
// must exist. A database that a newer version has changed is refused.
func Open(ctx context.Context, dsn string, log *slog.Logger) (*Store, error) {
	open := openSQLite
	if strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://") {
		open = openPostgres
	}
	s, err := open(dsn)
	if err != nil {
		return nil, err
	}
	s.log = log
	if err := s.migrate(ctx); err != nil {
		return nil, s.closeAfter(s.fault(ctx, err))
	}
	return s, nil
}

// Close ends all connections. Updates and views must have ended.
func (s *Store) Close() error {
	err := s.read.Close()
	if again := s.write.Close(); err == nil {
		err = again
	}
	if err != nil {
		return fmt.Errorf("closing the store: %w", err)
	}
	return nil
}

func (s *Store) closeAfter(err error) error {
	if again := s.Close(); again != nil {
		s.log.Warn("the store was not closed", "error", again)
	}
	return err
}

// Ping reports whether the store answers.
func (s *Store) Ping(ctx context.Context) error {
	var seq int64
	return s.fault(ctx, s.read.NewSelect().Table("history_end").Column("seq").Scan(ctx, &seq))
}

// View runs fn on one consistent state, beside any update. As many views as there
// are connections run at a time: one within fn takes another and may wait for it.
func (s *Store) View(ctx context.Context, fn func(casework.Tx) error) error {
	conn, err := s.read.Conn(ctx)
	if err != nil {
		return s.fault(ctx, err)
	}
	defer s.done(ctx, conn.Close)
	// An end of ctx ends statements, not the transaction under them: its one end is here.
	t, err := conn.BeginTx(context.WithoutCancel(ctx), &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return s.fault(ctx, err)
	}
	defer s.done(ctx, t.Rollback)
	return fn(&tx{Tx: t, store: s})
}

// Update runs fn in one transaction, after those that came before. When it
// returns an error, fn's own or one of the database, nothing is changed, unless
// its key is store.unknown: the connection broke during the commit and did not
// come back. An update within fn waits for itself: use the Tx.
//
// After a failed statement nothing more can be done in fn: all that follows fails
// with the same error, and so does Update even if fn returns nil.
func (s *Store) Update(ctx context.Context, fn func(casework.Tx) error) error {
	conn, err := s.write.Conn(ctx)
	if err != nil {
		return s.fault(ctx, err)
	}
	defer s.done(ctx, conn.Close)
	t, err := conn.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return s.fault(ctx, err)
	}
	defer s.done(ctx, t.Rollback) // does nothing after a commit
	name, err := s.engine.begin(ctx, t)
	if err != nil {
		return s.fault(ctx, err)
	}
	change := &tx{Tx: t, store: s, changes: true}
	if err := fn(change); err != nil {
		return err
	}
	if change.failed != nil {
		return change.failed
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if err := t.Commit(); err != nil {
		return s.fault(context.WithoutCancel(ctx), s.engine.settle(ctx, s.read, name, err))
	}
	return nil
}
