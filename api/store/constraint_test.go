package store_test

import (
	"fmt"
	"maps"
	"reflect"
	"testing"

	"cotejo/api/casework"
	"cotejo/api/store"
)

// sibling makes a filled record that has the values of another in some fields. What
// it needs of its own, so that it does not clash in others, is inserted.
func (f *filler) sibling(t *testing.T, s *store.Store, like casework.Record, fields ...string) casework.Record {
	t.Helper()
	r := f.record(t, like.Kind())
	own := func(k casework.Kind) string {
		made := f.sibling(t, s, casework.New(k))
		if err := insert(t.Context(), s, made); err != nil {
			t.Fatal(err)
		}
		return casework.HeadOf(made).ID
	}
	switch r := r.(type) {
	case *casework.Candidate:
		r.Mark = own(casework.KindMark)
	case *casework.Lead:
		r.Candidate = own(casework.KindCandidate)
	}
	for _, name := range fields {
		reflect.ValueOf(r).Elem().FieldByName(name).Set(reflect.ValueOf(like).Elem().FieldByName(name))
	}
	return r
}

func uniqueValues(t *testing.T, dsn string) {
	s := open(t, dsn)
	var f filler
	var all map[casework.Kind]casework.Record
	update(t, s, func(tx casework.Tx) {
		all = f.family(t, tx)
		m := all[casework.KindMark].(*casework.Mark) // of those superseded there may be any number
		if m.Superseded, m.Version = false, 2; tx.Update(t.Context(), m) != nil {
			t.Fatal("the mark cannot be changed")
		}
	})
	for _, c := range []struct {
		kind   casework.Kind
		fields []string // that are taken together; the laboratory and other references are always the same
		shown  string
	}{
		{casework.KindLaboratory, []string{"Code"}, "code"},
		{casework.KindAccount, []string{"Login"}, "login"},
		{casework.KindAccount, []string{"Subject"}, "subject"},
		{casework.KindToken, []string{"Hash"}, "hash"},
		{casework.KindCase, []string{"Number"}, "number"},
		{casework.KindFirearm, []string{"Number"}, "number"},
		{casework.KindExhibit, []string{"Number"}, "number"},
		{casework.KindAcquisition, []string{"SHA256"}, "sha256"},
		{casework.KindReport, []string{"Number"}, "number"},
		{casework.KindMark, []string{"Seq"}, "seq"},
		{casework.KindMark, []string{"MarkKind", "Engine", "Params"}, "mark_kind"},
		{casework.KindRegion, []string{"Revision"}, "revision"},
		{casework.KindCandidate, []string{"Mark"}, "mark"},
		{casework.KindLead, []string{"Number"}, "number"},
		{casework.KindLead, []string{"Candidate"}, "candidate"},
		{casework.KindHit, []string{"Number"}, "number"},
		{casework.KindTraceRequest, []string{"Number"}, "number"},
		{casework.KindCase, []string{"ID"}, "id"},
	} {
		t.Run(fmt.Sprint(c.kind, c.fields), func(t *testing.T) {
			r := f.sibling(t, s, all[c.kind], c.fields...)
			if m, ok := r.(*casework.Mark); ok {
				m.Superseded = false
			}
			e := told(t, insert(t.Context(), s, r), casework.CodeConflict, "store.taken")
			if e.Params["field"] != c.shown || e.Params["kind"] != string(c.kind) || len(e.Fields) != 1 || e.Fields[0].Path != c.shown {
				t.Errorf("%+v", e)
			}
		})
	}
	t.Run("by a change", func(t *testing.T) {
		r := f.sibling(t, s, all[casework.KindCase]).(*casework.Case)
		if err := insert(t.Context(), s, r); err != nil {
			t.Fatal(err)
		}
		r.Number, r.Version = all[casework.KindCase].(*casework.Case).Number, 2
		err := s.Update(t.Context(), func(tx casework.Tx) error { return tx.Update(t.Context(), r) })
		if e := told(t, err, casework.CodeConflict, "store.taken"); e.Params["field"] != "number" {
			t.Error(e)
		}
	})
	t.Run("elsewhere it is free", func(t *testing.T) {
		lab(t, s, "elsewhere")
		update(t, s, func(tx casework.Tx) {
			for _, k := range []casework.Kind{casework.KindCase, casework.KindFirearm, casework.KindHit, casework.KindTraceRequest} {
				r := f.sibling(t, s, all[k], "Number")
				casework.HeadOf(r).Lab = "elsewhere"
				if err := tx.Insert(t.Context(), r); err != nil {
					t.Fatal(err)
				}
			}
			first, second := f.sibling(t, s, all[casework.KindAccount]).(*casework.Account), f.sibling(t, s, all[casework.KindAccount]).(*casework.Account)
			first.Subject, second.Subject = "", "" // local accounts have none
			for _, r := range []casework.Record{first, second} {
				if err := tx.Insert(t.Context(), r); err != nil {
					t.Fatal(err)
				}
			}
			// An exhibit's number is its own in the case and in the firearm; one of neither is free.
			e := f.sibling(t, s, all[casework.KindExhibit], "Number").(*casework.Exhibit)
			e.Case, e.Firearm = "", ""
			if err := tx.Insert(t.Context(), e); err != nil {
				t.Fatal(err)
			}
		})
		for _, drop := range []string{"Case", "Firearm"} {
			e := f.sibling(t, s, all[casework.KindExhibit], "Number")
			reflect.ValueOf(e).Elem().FieldByName(drop).SetString("")
			want(t, insert(t.Context(), s, e), casework.CodeConflict, "store.taken")
		}
	})
}

func loginsInEveryCase(t *testing.T, dsn string) {
	s := open(t, dsn)
	account := func(id, login string) *casework.Account {
		return &casework.Account{Head: casework.Head{ID: id, Version: 1}, Login: login}
	}
	if err := insert(t.Context(), s, account("1", "José.Ñuñez")); err != nil {
		t.Fatal(err)
	}
	for _, login := range []string{"josé.ñuñez", "JOSÉ.ÑUÑEZ", "José.Ñuñez", "Jose\u0301.N\u0303un\u0303ez"} {
		e := told(t, insert(t.Context(), s, account("2", login)), casework.CodeConflict, "store.taken")
		if e.Params["field"] != "login" {
			t.Errorf("%q: %v", login, e)
		}
		var found []*casework.Account
		err := s.View(t.Context(), func(tx casework.Tx) error { return tx.Find(t.Context(), &found, casework.Where("login", login)) })
		if err != nil || len(found) != 1 || found[0].ID != "1" {
			t.Errorf("%q finds %v, %v", login, found, err)
		}
	}
	if err := insert(t.Context(), s, account("2", "jose.nunez")); err != nil {
		t.Fatal(err)
	}
	change := func(to *casework.Account, version int) error {
		to.Version = version
		return s.Update(t.Context(), func(tx casework.Tx) error { return tx.Update(t.Context(), to) })
	}
	want(t, change(account("2", "JOSÉ.ñuñez"), 2), casework.CodeConflict, "store.taken")
	if err := change(account("1", "JOSÉ.Ñuñez"), 2); err != nil { // one's own login in another case
		t.Error(err)
	}
	if err := change(account("1", "other"), 3); err != nil {
		t.Error(err)
	}
	if err := change(account("2", "josé.ñuñez"), 2); err != nil { // which is free now
		t.Error(err)
	}
}

func danglingReferences(t *testing.T, dsn string) {
	s := open(t, dsn)
	var f filler
	var all map[casework.Kind]casework.Record
	update(t, s, func(tx casework.Tx) { all = f.family(t, tx) })
	tried := 0
	names := maps.Clone(references)
	names["Hit"] = casework.KindHit
	for kind, like := range all {
		if kind == casework.KindLaboratory {
			continue // its laboratory is itself
		}
		for _, field := range reflect.VisibleFields(reflect.TypeOf(like).Elem()) {
			if _, names := names[field.Name]; !names || field.Type.Kind() != reflect.String {
				continue
			}
			tried++
			r := f.sibling(t, s, like)
			reflect.ValueOf(r).Elem().FieldByIndex(field.Index).SetString("none")
			e := told(t, insert(t.Context(), s, r), casework.CodeInvalid, "store.reference")
			shown, _ := jsonName(field)
			if e.Params["field"] != shown || e.Params["kind"] != string(kind) {
				t.Errorf("%s.%s: %+v", kind, field.Name, e)
			}
		}
	}
	if tried < 40 {
		t.Errorf("only %d references", tried)
	}
}
