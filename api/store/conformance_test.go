package store_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"testing"

	"cotejo/api/casework"
	"cotejo/api/store"
	"cotejo/api/store/pgtest"
)

// suite is what every store must do, whatever its database. Each test has an empty
// database of its own.
var suite = map[string]func(t *testing.T, dsn string){
	"EveryFieldComesBack":     everyFieldComesBack,
	"EmptyRecordsComeBack":    emptyRecordsComeBack,
	"RandomNumbersComeBack":   randomNumbersComeBack,
	"UnstorableIsRefused":     unstorableIsRefused,
	"Versions":                versions,
	"UniqueValues":            uniqueValues,
	"LoginsInEveryCase":       loginsInEveryCase,
	"DanglingReferences":      danglingReferences,
	"History":                 history,
	"FailureLeavesNothing":    failureLeavesNothing,
	"SwallowedFailure":        swallowedFailure,
	"EndOfContext":            endOfContext,
	"UpdatersQueue":           updatersQueue,
	"TwoProcessesQueue":       twoStoresQueue,
	"ViewIsOneState":          viewIsOneState,
	"ViewChangesNothing":      viewChangesNothing,
	"Find":                    find,
	"OrderDoesNotKnowLocales": orderDoesNotKnowLocales,
	"FindRefusesForeignNames": findRefusesForeignNames,
	"FindManyIdentifiers":     findManyIdentifiers,
	"PairsThatWait":           pairsThatWait,
	"Facts":                   factsAreTheirDefinition,
	"KnownScores":             knownScoresAreTheirDefinition,
	"Summaries":               summaries,
	"Ledger":                  ledger,
	"LedgerFilters":           ledgerFilters,
	"Sessions":                sessions,
	"Notes":                   notes,
	"OpenAtOnce":              openAtOnce,
	"Reopen":                  reopen,
	"KilledInAnUpdate":        killedInAnUpdate,
	"KilledAmongUpdates":      killedAmongUpdates,
	"NewerSchema":             newerSchema,
	"CheckFindsWhatIsLost":    checkFindsWhatIsLost,
}

func TestSQLite(t *testing.T) {
	for name, test := range suite {
		t.Run(name, func(t *testing.T) { test(t, filepath.Join(t.TempDir(), "records.db")) })
	}
}

func TestPostgres(t *testing.T) {
	cluster := pgtest.Start(t)
	for name, test := range suite {
		t.Run(name, func(t *testing.T) { test(t, pgtest.Database(t, cluster)) })
	}
}

func open(t testing.TB, dsn string) *store.Store {
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

// update runs fn in an update that must succeed.
func update(t testing.TB, s *store.Store, fn func(tx casework.Tx)) {
	t.Helper()
	err := s.Update(t.Context(), func(tx casework.Tx) error {
		fn(tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// view runs fn in a view that must succeed.
func view(t testing.TB, s *store.Store, fn func(tx casework.Tx)) {
	t.Helper()
	err := s.View(t.Context(), func(tx casework.Tx) error {
		fn(tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// insert adds a record in an update of its own.
func insert(ctx context.Context, s *store.Store, r casework.Record) error {
	return s.Update(ctx, func(tx casework.Tx) error { return tx.Insert(ctx, r) })
}

// lab is a laboratory to which other records can belong.
func lab(t testing.TB, s *store.Store, id string) {
	t.Helper()
	if err := insert(t.Context(), s, &casework.Laboratory{Head: casework.Head{ID: id, Lab: id, Version: 1}, Code: id}); err != nil {
		t.Fatal(err)
	}
}

func newCase(id, lab string) *casework.Case {
	return &casework.Case{Head: casework.Head{ID: id, Lab: lab, Version: 1}, Number: id}
}

// want fails the test unless the error has the code and the key.
func want(t testing.TB, err error, code casework.Code, key string) {
	t.Helper()
	_ = told(t, err, code, key)
}

// told is want and returns the error.
func told(t testing.TB, err error, code casework.Code, key string) *casework.Error {
	t.Helper()
	e := asError(err)
	if e == nil || e.Code != code || e.Key != key {
		t.Fatalf("error %v, want %s %s", err, code, key)
	}
	return e
}
