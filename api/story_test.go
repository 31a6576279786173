package api_test

import (
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"cotejo/api/apitest"
	"cotejo/api/casework"
)

// story is what a laboratory has of every kind of record, each with the
// laboratory's mark in all of its texts.
type story struct {
	*scene
	code, mark string
	ids        map[casework.Kind]string
}

// tell fills a laboratory that shares nothing: from the scene of a crime to a hit
// and a traced firearm.
func tell(t *testing.T, s *scene, code string, face uint64) *story {
	t.Helper()
	st := &story{scene: s, code: code, mark: "ZQX" + code + "ZQX", ids: map[casework.Kind]string{}}
	lab := s.Lab(t, code)
	lab.Sharing = casework.ShareNothing
	if err := s.Cases.Change(casework.AsService(t.Context()), lab); err != nil {
		t.Fatal(err)
	}
	first, second := s.As(t, code, casework.Examiner), s.As(t, code, casework.Examiner, "second")
	st.create(s.As(t, code, casework.Supervisor), "/instruments", map[string]any{"lab": lab.ID, "maker": st.mark, "model": st.mark, "serial": st.mark})
	in := st.create(first, "/cases", map[string]any{"lab": lab.ID, "number": st.mark, "comment": st.mark, "place": map[string]any{"country": "MX", "state": "26", "detail": st.mark}})
	firearm := st.create(first, "/firearms", map[string]any{
		"lab": lab.ID, "case": in, "number": st.mark, "serial": st.mark, "maker": st.mark, "possessor": map[string]any{"surname": st.mark},
	})
	for shot := range uint64(2) {
		number := fmt.Sprintf("%s-%d", st.mark, shot)
		e := st.create(first, "/exhibits", map[string]any{"case": in, "number": number, "origin": "questioned", "calibre": "9 mm Luger", "comment": st.mark, "found": st.mark})
		s.upload(first, e, noise(t, face, shot), "&no_search=true&description="+st.mark)
	}
	step := map[string]any{"from": map[string]any{"name": st.mark}, "to": map[string]any{"name": st.mark}, "at": "2026-11-23", "reason": st.mark}
	st.create(first, "/exhibits/"+st.exhibit(first)+"/transfers", step)
	s.Settle(t)
	taken := list[casework.Acquisition](t, first, "/exhibits/"+st.exhibit(first)+"/acquisitions")[0].ID
	draw(t, first, taken, `"1"`, drawing(narrower, st.mark)).Want(t, http.StatusOK)
	s.Settle(t)
	mark := list[casework.Mark](t, first, "/exhibits/"+st.exhibit(first)+"/marks")[0]
	search := st.create(first, "/searches", map[string]any{"mark": mark.ID})
	s.Settle(t)
	candidate := found(t, first, search, 1)[0].ID
	st.create(first, "/candidates/"+candidate+"/annotations", map[string]any{
		"shapes": []any{map[string]any{"type": "text", "side": "probe", "points": []any{map[string]any{"x_um": 1, "y_um": 2}}, "label": st.mark}}, "note": st.mark,
	})
	st.create(first, "/saved-searches", map[string]any{"name": st.mark, "about": "find", "query": map[string]any{st.mark: st.mark}, "shared": true})
	picture, kind := snapshotForm(t, dotted(t, 8, 8, 1), st.mark, `{"`+st.mark+`": "`+st.mark+`"}`)
	first.Do(t, http.MethodPost, "/candidates/"+candidate+"/snapshots", picture, "Content-Type", kind).Want(t, http.StatusCreated)
	st.create(first, "/candidates/"+candidate+"/reviews", map[string]any{"verdict": "keep", "reason": st.mark})
	lead := st.create(first, "/leads", map[string]any{"candidate": candidate, "comment": st.mark})
	second.Do(t, http.MethodPost, "/leads/"+lead+"/second-review", map[string]any{"verdict": "keep", "reason": st.mark}).Want(t, http.StatusOK)
	s.As(t, code, casework.Examiner, "third").Do(t, http.MethodPost, "/leads/"+lead+"/microscope", map[string]any{
		"conclusion": "identification", "microscope": st.mark, "reason": st.mark, "examined_at": "2026-11-23",
	}).Want(t, http.StatusOK)
	st.create(first, "/candidates/"+candidate+"/reports", map[string]any{"language": "es"})
	request := st.create(first, "/trace-requests", map[string]any{"firearm": firearm, "instructions": st.mark})
	st.create(first, "/trace-requests/"+request+"/results", map[string]any{"received": "2026-11-23", "status": "no_result", "no_result": st.mark})
	first.WithToken(t, casework.ScopeRead)
	st.look(t)
	// Accounts are changed by those who look after them: not that of anyone who is to sign in.
	scratch := &casework.Account{Login: "scratch." + strings.ToLower(code), Name: "Scratch", Memberships: []casework.Membership{{Lab: lab.ID, Roles: []casework.Role{casework.Technician}}}}
	scratch.Lab = lab.ID
	if err := s.Cases.Create(casework.AsService(t.Context()), scratch); err != nil {
		t.Fatal(err)
	}
	st.ids[casework.KindAccount] = scratch.ID
	return st
}

// create enters a record and returns its identifier.
func (st *story) create(c *apitest.Client, path string, body any) string {
	st.t.Helper()
	var made casework.Head
	c.Do(st.t, http.MethodPost, path, body).Want(st.t, http.StatusCreated).JSON(st.t, &made)
	return made.ID
}

func (st *story) exhibit(c *apitest.Client) string {
	st.t.Helper()
	return list[casework.Exhibit](st.t, c, "/exhibits")[0].ID
}

// look finds a record of each kind that belongs to the laboratory.
func (st *story) look(t *testing.T) {
	t.Helper()
	ctx, lab := t.Context(), st.Lab(t, st.code).ID
	err := st.Store.View(ctx, func(tx casework.Tx) error {
		for _, k := range casework.Kinds() {
			all := reflect.New(reflect.SliceOf(reflect.TypeOf(casework.New(k))))
			q := casework.Where("lab", lab)
			q.Limit = 1
			if err := tx.Find(ctx, all.Interface(), q); err != nil {
				return fmt.Errorf("%s: %w", k, err)
			}
			if all.Elem().Len() > 0 {
				st.ids[k] = casework.HeadOf(all.Elem().Index(0).Interface().(casework.Record)).ID
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range casework.Kinds() {
		if st.ids[k] == "" {
			t.Fatalf("the story of %s has no %s", st.code, k)
		}
	}
}

// idFor is the identifier that belongs into a path such as /cases/{id}.
func (st *story) idFor(path string) string {
	segment := strings.Split(strings.TrimPrefix(path, apitest.Root+"/"), "/")[0]
	for _, k := range casework.Kinds() {
		plural := strings.ReplaceAll(string(k), "_", "-")
		switch {
		case strings.HasSuffix(plural, "y"):
			plural = strings.TrimSuffix(plural, "y") + "ies"
		case strings.HasSuffix(plural, "ch"):
			plural += "es"
		default:
			plural += "s"
		}
		if plural == segment {
			return st.ids[k]
		}
	}
	return ""
}
