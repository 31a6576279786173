package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"syscall"

	"github.com/mattn/go-sqlite3"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/sqlitedialect"

	"cotejo/api/casework"
)

// Limits of SQLite's connections.
const (
	readers       = 8     // views at a time; more wait
	lockWait      = 10000 // milliseconds for which an update waits for that of another process
	cacheKiB      = 16384 // of pages, a connection
	walLimitBytes = 64 << 20
)

// sqlite is the engine of a SQLite file.
type sqlite struct{ path string }

// connector opens connections to one SQLite file.
type connector struct {
	driver *sqlite3.SQLiteDriver
	dsn    string
}

func (c *connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.dsn) }

func (c *connector) Driver() driver.Driver { return c.driver }

func openSQLite(path string) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	// SQLite would make a file that everyone on the machine may read. One that is there must not be opened here: closing
	// it would end the locks that another Store of this process has on it.
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		err = file.Close()
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, casework.Fail(casework.CodeStorage, "store.unavailable").Because(err)
	}
	write := sqliteDB(path, url.Values{"_txlock": {"immediate"}})
	write.SetMaxOpenConns(1)
	read := sqliteDB(path, url.Values{"_query_only": {"1"}})
	read.SetMaxOpenConns(readers)
	read.SetMaxIdleConns(readers)
	kind := exactSQLite{sqlitedialect.New()}
	return &Store{write: bun.NewDB(write, kind), read: bun.NewDB(read, kind), engine: sqlite{path}}, nil
}

// exactSQLite writes JSON as it is: bun's own way changes some escapes.
type exactSQLite struct{ *sqlitedialect.Dialect }

func (d exactSQLite) AppendJSON(b, json []byte) []byte { return d.AppendString(b, string(json)) }

func sqliteDB(path string, options url.Values) *sql.DB {
	options.Set("_journal_mode", "WAL")
	options.Set("_synchronous", "FULL")
	options.Set("_foreign_keys", "1")
	options.Set("_busy_timeout", fmt.Sprint(lockWait))
	options.Set("_cache_size", fmt.Sprint(-cacheKiB))
	name := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: options.Encode()}
	hook := func(c *sqlite3.SQLiteConn) error {
		_, err := c.Exec(fmt.Sprintf("PRAGMA journal_size_limit = %d; PRAGMA trusted_schema = OFF", walLimitBytes), nil)
		return err
	}
	return sql.OpenDB(&connector{driver: &sqlite3.SQLiteDriver{ConnectHook: hook}, dsn: name.String()})
}

// begin has nothing to do: BEGIN IMMEDIATE took the lock.
func (sqlite) begin(context.Context, bun.Tx) (string, error) { return "", nil }

// settle has nothing to ask: what SQLite could not commit, it has rolled back.
func (sqlite) settle(_ context.Context, _ *bun.DB, _ string, err error) error { return err }

func (sqlite) prepare(context.Context, *sql.Tx) error { return nil }

// filtered names the index: SQLite would look up each exhibit by its identifier and
// read the whole of it, at twice the time.
func (sqlite) filtered() string { return " INDEXED BY exhibits_filter" }

func (sqlite) whole(expression string) string { return "CAST(" + expression + " AS INTEGER)" }

func (sqlite) class(err error) class {
	var e sqlite3.Error
	if !errors.As(err, &e) {
		if cut(err) {
			return unavailable
		}
		return other
	}
	switch e.ExtendedCode {
	case sqlite3.ErrConstraintUnique, sqlite3.ErrConstraintPrimaryKey:
		return taken
	case sqlite3.ErrConstraintForeignKey:
		return missing
	}
	switch e.Code {
	case sqlite3.ErrFull:
		return full
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
		return corrupt
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return busy
	case sqlite3.ErrIoErr, sqlite3.ErrCantOpen, sqlite3.ErrReadonly, sqlite3.ErrPerm, sqlite3.ErrNomem, sqlite3.ErrProtocol:
		if e.SystemErrno == syscall.ENOSPC || e.SystemErrno == syscall.EDQUOT {
			return full
		}
		return unavailable
	}
	return other
}
