// Package storetest gives tests stores on both databases.
package storetest

import (
	"log/slog"
	"path/filepath"
	"testing"

	"cotejo/api/casework"
	"cotejo/api/store"
	"cotejo/api/store/pgtest"
)

// Both runs tests by their names on SQLite and on PostgreSQL, each with the DSN of
// an empty database of its own. The latter are skipped where PostgreSQL is not
// installed.
func Both(t *testing.T, suite map[string]func(t *testing.T, dsn string)) {
	t.Run("SQLite", func(t *testing.T) {
		for name, test := range suite {
			t.Run(name, func(t *testing.T) { test(t, filepath.Join(t.TempDir(), "records.db")) })
		}
	})
	t.Run("Postgres", func(t *testing.T) {
		cluster := pgtest.Start(t)
		for name, test := range suite {
			t.Run(name, func(t *testing.T) { test(t, pgtest.Database(t, cluster)) })
		}
	})
}

// Open opens a store that is closed with the test.
func Open(t testing.TB, dsn string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), dsn, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// Update runs fn in an update that must succeed.
func Update(t testing.TB, s *store.Store, fn func(tx casework.Tx) error) {
	t.Helper()
	if err := s.Update(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// View runs fn in a view that must succeed.
func View(t testing.TB, s *store.Store, fn func(tx casework.Tx) error) {
	t.Helper()
	if err := s.View(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}
