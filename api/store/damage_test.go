package store_test

import (
	"database/sql"
	"errors"
	"log/slog"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "github.com/mattn/go-sqlite3"

	"cotejo/api/casework"
	"cotejo/api/store"
)

// raw runs statements on the database behind the store's back.
func raw(t testing.TB, dsn string, statements ...string) {
	t.Helper()
	driver := "sqlite3"
	if strings.HasPrefix(dsn, "postgres:") {
		driver = "pgx"
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for _, statement := range statements {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

func newerSchema(t *testing.T, dsn string) {
	open(t, dsn)
	raw(t, dsn, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (1000, true)")
	_, err := store.Open(t.Context(), dsn, slog.New(slog.DiscardHandler))
	if e := told(t, err, casework.CodeStorage, "store.newer"); e.Params["stored"] != int64(1000) {
		t.Error(e)
	}
}

func checkFindsWhatIsLost(t *testing.T, dsn string) {
	s := open(t, dsn)
	lab(t, s, "lab")
	for _, id := range []string{"a", "b", "c"} {
		if err := insert(t.Context(), s, newCase(id, "lab")); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string][2]string{
		"a version":        {"UPDATE cases SET version = 7 WHERE id = 'b'", "UPDATE cases SET version = 1 WHERE id = 'b'"},
		"another record":   {"UPDATE history SET id = 'x' WHERE id = 'b'", "UPDATE history SET id = 'b' WHERE id = 'x'"},
		"a change is lost": {"UPDATE history SET seq = 99 WHERE seq = 2", "UPDATE history SET seq = 2 WHERE seq = 99"},
		"the end is lost":  {"UPDATE history_end SET seq = 5", "UPDATE history_end SET seq = 4"},
	} {
		raw(t, dsn, spoil[0])
		err := s.Check(t.Context())
		want(t, err, casework.CodeStorage, "store.corrupt")
		if !errors.Is(err, casework.ErrCorrupt) {
			t.Errorf("%s: %v", name, err)
		}
		raw(t, dsn, spoil[1])
		if err := s.Check(t.Context()); err != nil {
			t.Errorf("%s, mended: %v", name, err)
		}
	}
}
