package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cotejo/api/apitest"
	"cotejo/api/casework"
)

func TestPreferencesAreEachPersonsOwn(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	const at = "/me/preferences"
	c, other, auditor := s.As(t, "NORTE", casework.Technician), s.As(t, "NORTE", casework.Examiner), s.As(t, "*", casework.Auditor)
	fresh := casework.Preferences{Theme: "auto", Desk: map[string]any{}}
	if got := apitest.Get[casework.Preferences](t, c, at); !cmp.Equal(*got, fresh) {
		t.Errorf("%+v", got)
	}
	var me struct{ Account casework.Account }
	c.Do(t, http.MethodGet, "/me", nil).Want(t, http.StatusOK).JSON(t, &me)
	changed := me.Account.Version + 1
	mine := casework.Preferences{Language: "es", Theme: "dark", Desk: map[string]any{"columns": []any{"score", "cells"}, "wide": true, "split": 0.5}}
	c.Do(t, http.MethodPut, at, mine).Want(t, http.StatusOK)
	for range 2 {
		if got := apitest.Get[casework.Preferences](t, c, at); !cmp.Equal(*got, mine) {
			t.Errorf("%+v", got)
		}
	}
	for _, someone := range []*apitest.Client{other, auditor} { // who have an account, whatever their roles
		if got := apitest.Get[casework.Preferences](t, someone, at); !cmp.Equal(*got, fresh) {
			t.Errorf("%+v", got)
		}
	}
	auditor.Do(t, http.MethodPut, at, mine).Want(t, http.StatusOK)
	// The language is the account's, and speaks at once.
	c.Do(t, http.MethodGet, "/me", nil).Want(t, http.StatusOK).JSON(t, &me)
	if me.Account.Language != "es" || me.Account.Version != changed {
		t.Errorf("%+v", me.Account)
	}
	if p := c.Do(t, http.MethodGet, "/cases/"+unknownID, nil).Want(t, http.StatusNotFound).Problem(t); !strings.HasPrefix(p.Detail, "No existe") {
		t.Error(p.Detail)
	}
	// What is not the language leaves the account as it is.
	mine.Theme, mine.Desk = "light", map[string]any{}
	c.Do(t, http.MethodPut, at, mine).Want(t, http.StatusOK)
	c.Do(t, http.MethodGet, "/me", nil).Want(t, http.StatusOK).JSON(t, &me)
	if got := apitest.Get[casework.Preferences](t, c, at); !cmp.Equal(*got, mine) || me.Account.Version != changed {
		t.Errorf("%+v, version %d", got, me.Account.Version)
	}
	log := auditor.Do(t, http.MethodGet, "/audit/entries?action=preferences&subject="+c.Account.ID, nil).Want(t, http.StatusOK)
	if strings.Count(string(log.Body), `"preferences"`) != 1 {
		t.Errorf("%s", log.Body)
	}
	c.Renew(t) // still signs in
}

func TestPreferencesThatAreRefused(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	const at = "/me/preferences"
	c := s.As(t, "NORTE", casework.Examiner)
	good := map[string]any{"language": "en", "theme": "auto", "desk": map[string]any{}}
	for what, k := range map[string]struct {
		name  string
		value any
	}{
		"a language": {"language", "fr"}, "a theme": {"theme", "pink"}, "a desk that is a list": {"desk", []any{}}, "no desk": {"desk", nil},
		"a desk that is too much": {"desk", map[string]any{"a": strings.Repeat("x", 32<<10)}}, "a stranger": {"roles", "administrator"},
	} {
		body := map[string]any{}
		for name, v := range good {
			body[name] = v
		}
		body[k.name] = k.value
		if answer := c.Do(t, http.MethodPut, at, body); answer.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d %s", what, answer.Status, answer.Body)
		}
	}
	c.WithToken(t, casework.ScopeRead, casework.ScopeEnter, casework.ScopeReview, casework.ScopeManage).Do(t, http.MethodPut, at, good).Want(t, http.StatusForbidden)
	c.WithToken(t, casework.ScopeRead).Do(t, http.MethodGet, at, nil).Want(t, http.StatusOK)
	s.Anyone(t).Do(t, http.MethodGet, at, nil).Want(t, http.StatusUnauthorized)
	s.Anyone(t).Do(t, http.MethodPut, at, good).Want(t, http.StatusUnauthorized)
	if got := apitest.Get[casework.Preferences](t, c, at); got.Language != "" {
		t.Errorf("%+v", got)
	}
}
