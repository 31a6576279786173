package store_test

import (
	"context"
	"testing"

	"cotejo/api/casework"
	"cotejo/api/store"
	"cotejo/api/store/storetest"
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

func TestBoth(t *testing.T) { storetest.Both(t, suite) }

func open(t testing.TB, dsn string) *store.Store {
	t.Helper()
	return storetest.Open(t, dsn)
}

// update runs fn in an update that must succeed.
func update(t testing.TB, s *store.Store, fn func(tx casework.Tx)) {
	t.Helper()
	storetest.Update(t, s, func(tx casework.Tx) error {
		fn(tx)
		return nil
	})
}

// view runs fn in a view that must succeed.
func view(t testing.TB, s *store.Store, fn func(tx casework.Tx)) {
	t.Helper()
	storetest.View(t, s, func(tx casework.Tx) error {
		fn(tx)
		return nil
	})
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
