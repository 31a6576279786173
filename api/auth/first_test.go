package auth

import (
	"sync"
	"sync/atomic"
	"testing"

	"cotejo/api/casework"
)

func TestFirstAdministrator(t *testing.T) {
	w := newWorld(t)
	created, password, err := w.auth.FirstAdministrator(t.Context())
	if err != nil || !created {
		t.Fatal(created, err)
	}
	b := w.browser()
	b.signIn("admin", password)
	if key := b.want(403, "GET", "/me"); key != "auth.must_change" {
		t.Error(key)
	}
	b.want(200, "POST", "/password", "old", password, "new", "una-frase-muy-larga")
	b.want(200, "GET", "/me")
	e := w.events("create")[0]
	admin := w.stored(e.Subject)
	if err := casework.Check(admin); err != nil || e.Version != 1 || e.Body == "" {
		t.Errorf("%v, %+v", err, e)
	}
	if err := (&casework.Actor{Account: admin}).May(casework.People, casework.WholeService); err != nil {
		t.Error(err)
	}
	again, password, err := w.auth.FirstAdministrator(t.Context())
	if err != nil || again || password != "" {
		t.Errorf("a second one: %v %q %v", again, password, err)
	}
}

func TestNoFirstAdministratorBesideOthers(t *testing.T) {
	w := newWorld(t)
	w.account("maria", goodPassword)
	if created, _, err := w.auth.FirstAdministrator(t.Context()); created || err != nil {
		t.Error(created, err)
	}
}

// TestFirstAdministratorsAtOnce: of several that start together one makes the
// account, and its password is the one that works.
func TestFirstAdministratorsAtOnce(t *testing.T) {
	w := newWorld(t)
	var made atomic.Int32
	var working atomic.Value
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			created, password, err := w.auth.FirstAdministrator(t.Context())
			if err != nil {
				t.Error(err)
			}
			if created {
				made.Add(1)
				working.Store(password)
			}
		})
	}
	wait.Wait()
	if made.Load() != 1 {
		t.Fatalf("%d made one", made.Load())
	}
	w.browser().signIn("admin", working.Load().(string))
	err := w.store.View(t.Context(), func(tx casework.Tx) error {
		n, err := tx.Count(t.Context(), casework.KindAccount, casework.Query{})
		if n != 1 {
			t.Errorf("%d accounts", n)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
