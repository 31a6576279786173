package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/uptrace/bun/dialect"

	"cotejo/api/casework"
)

//go:embed migration/*.sql
var migrations embed.FS

// migrate brings the schema up to date: what the engine prepares, then the SQL
// files, each in a transaction of its own.
func (s *Store) migrate(ctx context.Context) error {
	files, err := fs.Sub(migrations, "migration")
	if err != nil {
		return fmt.Errorf("reading the migrations: %w", err)
	}
	kind := goose.DialectSQLite3
	if s.write.Dialect().Name() == dialect.PG {
		kind = goose.DialectPostgres
	}
	provider, err := goose.NewProvider(kind, s.write.DB, files, goose.WithDisableGlobalRegistry(true),
		goose.WithGoMigrations(goose.NewGoMigration(1, &goose.GoFunc{RunTx: s.engine.prepare}, nil)))
	if err != nil {
		return fmt.Errorf("preparing to migrate: %w", err)
	}
	for reached := int64(-1); ; {
		err := s.up(ctx, provider)
		if err == nil || casework.CodeOf(err) == casework.CodeStorage {
			return err
		}
		// What failed may be done already, by another process that started at the same time.
		now, unknown := provider.GetDBVersion(ctx)
		if unknown != nil || now <= reached {
			return err
		}
		reached = now
	}
}

func (s *Store) up(ctx context.Context, provider *goose.Provider) error {
	stored, known, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("reading the version of the schema: %w", err)
	}
	if stored > known {
		return casework.Fail(casework.CodeStorage, "store.newer", "stored", stored, "known", known)
	}
	done, err := provider.Up(ctx)
	var partial *goose.PartialError
	if errors.As(err, &partial) {
		err = partial.Err // what came before it stands, and the next start goes on from there
	}
	if err != nil {
		return fmt.Errorf("migrating: %w", err)
	}
	if len(done) > 0 {
		s.log.InfoContext(ctx, "schema brought up to date", "from", stored, "to", known)
	}
	return nil
}
