package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"cotejo/api/casework"
)

// postgres is the engine of a PostgreSQL database.
type postgres struct {
	database string
	patience time.Duration // how long the database may take to come back after a connection broke during a commit
}

// updateLock is the advisory lock that an update holds: "cotejo" as a number.
const updateLock = 0x636f74656a6f

func openPostgres(dsn string) (*Store, error) {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err) // pgx leaves the password out
	}
	// bun writes values into the statements, so each is another one and there is nothing to prepare; the extended
	// protocol takes one statement at a time.
	config.DefaultQueryExecMode = pgx.QueryExecModeExec
	for name, value := range map[string]string{
		"timezone":                    "UTC",
		"standard_conforming_strings": "on", // bun doubles quotes and leaves backslashes as they are
		"client_encoding":             "UTF8",
		"DateStyle":                   "ISO",
		"bytea_output":                "hex",
	} {
		config.RuntimeParams[name] = value
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "cotejo"
	}
	write := stdlib.OpenDB(*config)
	write.SetMaxOpenConns(1)
	read := stdlib.OpenDB(*config)
	read.SetMaxOpenConns(2 * readers)
	read.SetMaxIdleConns(readers)
	kind := exactPostgres{pgdialect.New()}
	return &Store{write: bun.NewDB(write, kind), read: bun.NewDB(read, kind), engine: postgres{config.Database, 10 * time.Second}}, nil
}

// exactPostgres writes JSON as it is: bun's own way changes some escapes.
type exactPostgres struct{ *pgdialect.Dialect }

func (d exactPostgres) AppendJSON(b, json []byte) []byte { return d.AppendString(b, string(json)) }

// begin waits for the lock. What the update reads then is what is committed, since
// the default isolation takes a new snapshot for each statement.
func (postgres) begin(ctx context.Context, tx bun.Tx) (update string, err error) {
	if _, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock(?)", updateLock); err != nil {
		return "", err
	}
	err = tx.NewRaw("SELECT pg_current_xact_id()::text").Scan(ctx, &update)
	return update, err
}

// settle asks the database what became of a transaction when the connection was
// lost before the answer to its commit came.
func (p postgres) settle(ctx context.Context, read *bun.DB, update string, failure error) error {
	if p.class(failure) != unavailable {
		return failure
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), p.patience)
	defer cancel()
	wait := time.NewTicker(p.patience / 100)
	defer wait.Stop()
	for {
		var status sql.NullString
		err := read.NewRaw("SELECT pg_xact_status(?::text::xid8)", update).Scan(ctx, &status)
		var refused *pgconn.PgError
		switch {
		case err == nil && status.String == "committed":
			return nil
		case err == nil && status.String == "aborted", errors.As(err, &refused) && refused.Code == "22023":
			return failure // 22023: a crash took even the number back
		}
		select {
		case <-ctx.Done():
			return casework.Fail(casework.CodeStorage, "store.unknown").Because(failure)
		case <-wait.C:
		}
	}
}

// prepare makes the type of text: its order must not depend on the locale of the
// database, since dates and pages are compared by it.
func (postgres) prepare(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `CREATE DOMAIN text_c AS text COLLATE "C"`)
	return err
}

func (postgres) whole(expression string) string { return "CAST(trunc(" + expression + ") AS bigint)" }

func (postgres) filtered() string { return "" }

func (postgres) class(err error) class {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		var connect *pgconn.ConnectError
		if cut(err) || errors.As(err, &connect) || errors.Is(err, pgconn.ErrConnClosed) {
			return unavailable
		}
		return other
	}
	switch e.Code {
	case "23505":
		return taken
	case "23503":
		return missing
	case "53100":
		return full
	case "XX001", "XX002":
		return corrupt
	case "55P03", "40001", "40P01":
		return busy
	case "22021", "22P05":
		return badText
	case "25006", "53200", "53300", "53400", "57P01", "57P02", "57P03", "57P05", "58030", "28000", "28P01", "3D000":
		return unavailable
	}
	if strings.HasPrefix(e.Code, "08") {
		return unavailable
	}
	return other
}

// blame reads the column out of the constraint's name: TABLE__COLUMN of a unique
// index, TABLE_COLUMN_fkey or TABLE_COLUMN_ref_fkey of a foreign key.
func (postgres) blame(_ context.Context, _ bun.Tx, s *sheet, _ casework.Record, c class, err error) string {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return ""
	}
	if c == missing {
		column := strings.TrimSuffix(strings.TrimPrefix(e.ConstraintName, s.Name+"_"), "_fkey")
		return strings.TrimSuffix(column, "_ref")
	}
	if e.ConstraintName == s.Name+"_pkey" {
		return "id"
	}
	_, column, _ := strings.Cut(e.ConstraintName, "__")
	return column
}
