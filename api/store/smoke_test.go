package store_test

import (
	"log/slog"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cotejo/api/casework"
	"cotejo/api/store"
)

func TestSmoke(t *testing.T) {
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "a?b %41.db"), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	var f filler
	err = s.Update(t.Context(), func(tx casework.Tx) error {
		for k, r := range f.family(t, tx) {
			got := casework.New(k)
			if err := tx.Get(t.Context(), got, casework.HeadOf(r).ID); err != nil {
				return err
			}
			if d := cmp.Diff(r, got); d != "" {
				t.Errorf("%s: %s", k, d)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if err := s.Backup(t.Context(), filepath.Join(t.TempDir(), "b")); err != nil {
		t.Error(err)
	}
}
