package api_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"cotejo/api/apitest"
	"cotejo/api/casework"
)

func TestACaseIsEnteredReadAndChanged(t *testing.T) {
	s := apitest.Start(t, apitest.Options{})
	c := s.As(t, "NORTE", casework.Technician)
	made := c.Do(t, http.MethodPost, "/cases", map[string]any{"lab": c.Lab(t), "number": "N-1"}).Want(t, http.StatusCreated)
	var in casework.Case
	made.JSON(t, &in)
	if at := made.Header.Get("Location"); at != apitest.Root+"/cases/"+in.ID {
		t.Errorf("Location %q", at)
	}
	tag := made.Header.Get("ETag")
	if tag != `"1"` {
		t.Errorf("ETag %q", tag)
	}
	at := made.Header.Get("Location")
	c.Do(t, http.MethodGet, at, nil, "If-None-Match", tag).Want(t, http.StatusNotModified)
	in.Comment = "changed"
	c.Do(t, http.MethodPut, at, in).Want(t, http.StatusPreconditionRequired).Problem(t)
	changed := c.Do(t, http.MethodPut, at, in, "If-Match", tag).Want(t, http.StatusOK)
	if got := changed.Header.Get("ETag"); got != `"2"` {
		t.Errorf("ETag %q after the change", got)
	}
	c.Do(t, http.MethodPut, at, in, "If-Match", tag).Want(t, http.StatusPreconditionFailed).Problem(t)
}

func TestListsAreReadFromPageToPage(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	enterCase(t, s.As(t, "SUR", casework.Technician), "S-1")
	var want []string
	for i := range 7 {
		want = append([]string{enterCase(t, c, fmt.Sprintf("N-%d", i)).ID}, want...)
	}
	var got []string
	for next, pages := "/cases?limit=3", 0; next != ""; pages++ {
		var page struct {
			Items []casework.Case
			Next  string
		}
		answer := c.Do(t, http.MethodGet, next, nil).Want(t, http.StatusOK).JSON(t, &page)
		for _, one := range page.Items {
			got = append(got, one.ID)
		}
		if link := answer.Header.Get("Link"); page.Next != "" && link != "<"+page.Next+`>; rel="next"` || page.Next == "" && link != "" {
			t.Errorf("Link %q, next %q", link, page.Next)
		}
		if pages == 1 { // what is entered meanwhile does not shift the list
			enterCase(t, c, "N-9")
		}
		next = page.Next
	}
	if !slices.Equal(got, want) {
		t.Errorf("the pages have\n%q, want\n%q", got, want)
	}
}

func TestListsAreNarrowed(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	in := enterCase(t, c, "N-1")
	other := enterCase(t, c, "N-2")
	exhibit := casework.Exhibit{Case: in.ID, Number: "E-1", Origin: casework.Questioned, Specimen: casework.Specimen{Calibre: "9x19"}}
	apitest.Create(t, c, "/exhibits", exhibit)
	exhibit.Case, exhibit.Calibre = other.ID, ".45 ACP"
	apitest.Create(t, c, "/exhibits", exhibit)
	for query, want := range map[string]int{
		"/cases?number=N-1": 1, "/cases?number=N-3": 0, "/cases?lab=" + c.Lab(t): 2, "/cases?lab=" + unknownID: 0, "/cases?status=open": 0, "/cases": 2,
		"/exhibits?case=" + in.ID: 1, "/exhibits?number=E-1": 2, "/exhibits?number=E-1&case=" + other.ID: 1, "/exhibits?calibre=9%20mm%20para": 1,
		"/exhibits?origin=test_fire": 0, "/laboratories?code=NORTE": 1, "/firearms?serial=1": 0, "/acquisitions?state=queued": 0,
	} {
		var page struct{ Items []map[string]any }
		c.Do(t, http.MethodGet, query, nil).Want(t, http.StatusOK).JSON(t, &page)
		if page.Items == nil || len(page.Items) != want {
			t.Errorf("%s: %d records (%v), want %d", query, len(page.Items), page.Items, want)
		}
	}
}

func TestARecordIsEnteredOnceForItsKey(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	body := casework.Case{Head: casework.Head{Lab: c.Lab(t)}, Number: "N-1"}
	var all sync.WaitGroup
	answers := make([]*apitest.Answer, 8)
	for i := range answers {
		all.Go(func() { answers[i] = c.Do(t, http.MethodPost, "/cases", body, "Idempotency-Key", "k1") })
	}
	all.Wait()
	for _, a := range answers {
		if a.Want(t, http.StatusCreated); a.Header.Get("Location") != answers[0].Header.Get("Location") {
			t.Errorf("%s and %s", a.Header.Get("Location"), answers[0].Header.Get("Location"))
		}
	}
	body.Number = "N-2"
	c.Do(t, http.MethodPost, "/cases", body, "Idempotency-Key", "k1").Want(t, http.StatusConflict).Problem(t)
	c.Do(t, http.MethodPost, "/firearms", casework.Firearm{Head: body.Head, Number: "F", Serial: "1"}, "Idempotency-Key", "k1").Want(t, http.StatusConflict).Problem(t)
	c.Do(t, http.MethodPost, "/cases", body, "Idempotency-Key", "k2").Want(t, http.StatusCreated)
	body.Number = "N-3"
	s.As(t, "NORTE", casework.Examiner).Do(t, http.MethodPost, "/cases", body, "Idempotency-Key", "k1").Want(t, http.StatusCreated)
	// What failed is not remembered.
	c.Do(t, http.MethodPost, "/cases", body, "Idempotency-Key", "k3").Want(t, http.StatusConflict)
	c.Do(t, http.MethodPost, "/cases", body, "Idempotency-Key", "k3").Want(t, http.StatusConflict).Problem(t)
}

func TestReadOnlyFieldsAreTheServices(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	sent := map[string]any{
		"lab": c.Lab(t), "number": "N-1", "id": unknownID, "version": 7, "created_by": "someone", "created_at": "2001-01-01T00:00:00Z", "updated_by": "someone",
	}
	var in casework.Case
	c.Do(t, http.MethodPost, "/cases", sent).Want(t, http.StatusCreated).JSON(t, &in)
	if in.ID == unknownID || in.Version != 1 || in.CreatedBy != c.Account.ID || in.UpdatedBy != c.Account.ID || in.CreatedAt.Year() < 2020 {
		t.Errorf("%+v", in.Head)
	}
	sent["lab"] = s.Lab(t, "SUR").ID
	c.Do(t, http.MethodPut, "/cases/"+in.ID, sent, "If-Match", tag(&in)).Want(t, http.StatusOK).JSON(t, &in)
	if in.Lab != c.Lab(t) || in.Version != 2 || in.CreatedBy != c.Account.ID {
		t.Errorf("%+v", in.Head)
	}
}

func TestEveryVersionIsKept(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	c, other := s.As(t, "NORTE", casework.Technician), s.As(t, "NORTE", casework.Examiner)
	in := enterCase(t, c, "N-1")
	in.Comment = "found later"
	other.Do(t, http.MethodPut, "/cases/"+in.ID, in, "If-Match", tag(in)).Want(t, http.StatusOK)
	var history struct {
		Items []struct {
			Version int
			By      string
			Record  casework.Case
		}
	}
	c.Do(t, http.MethodGet, "/cases/"+in.ID+"/history", nil).Want(t, http.StatusOK).JSON(t, &history)
	if h := history.Items; len(h) != 2 || h[0].Record.Comment != "" || h[1].Record.Comment != in.Comment || h[1].By != other.Account.ID || h[1].Version != 2 {
		t.Errorf("%+v", h)
	}
	s.As(t, "SUR", casework.Technician).Do(t, http.MethodGet, "/cases/"+in.ID+"/history", nil).Want(t, http.StatusNotFound).Problem(t)
}

func TestChainOfCustody(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	c, south := s.As(t, "NORTE", casework.Technician), s.As(t, "SUR", casework.Technician)
	in := enterCase(t, c, "N-1")
	e := apitest.Create(t, c, "/exhibits", casework.Exhibit{Case: in.ID, Number: "E-1", Origin: casework.Questioned, Specimen: casework.Specimen{Calibre: "9x19"}})
	path := "/exhibits/" + e.ID + "/transfers"
	step := map[string]any{"from": map[string]string{"name": "A"}, "to": map[string]string{"name": "B"}, "at": "2026-11-23", "reason": "examination"}
	made := c.Do(t, http.MethodPost, path, step).Want(t, http.StatusCreated)
	var transfer casework.Transfer
	made.JSON(t, &transfer)
	if transfer.Exhibit != e.ID || transfer.Lab != e.Lab {
		t.Errorf("%+v", transfer)
	}
	at := made.Header.Get("Location")
	c.Do(t, http.MethodGet, at, nil).Want(t, http.StatusOK)
	c.Do(t, http.MethodPut, at, step, "If-Match", `"1"`).Want(t, http.StatusMethodNotAllowed).Problem(t)
	var list struct{ Items []casework.Transfer }
	if c.Do(t, http.MethodGet, path, nil).Want(t, http.StatusOK).JSON(t, &list); len(list.Items) != 1 {
		t.Errorf("%d steps", len(list.Items))
	}
	delete(step, "to")
	c.Do(t, http.MethodPost, path, step).Want(t, http.StatusUnprocessableEntity).Problem(t)
	step["to"], step["at"] = map[string]string{"name": "B"}, "2026"
	c.Do(t, http.MethodPost, path, step).Want(t, http.StatusUnprocessableEntity).Problem(t)
	step["at"] = "2026-11-23T10:00"
	for _, act := range []string{http.MethodPost, http.MethodGet} {
		south.Do(t, act, path, step).Want(t, http.StatusNotFound).Problem(t)
		c.Do(t, act, "/exhibits/"+unknownID+"/transfers", step).Want(t, http.StatusNotFound).Problem(t)
	}
	south.Do(t, http.MethodGet, at, nil).Want(t, http.StatusNotFound).Problem(t)
}

func TestWhoMayEnter(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	lab := s.Lab(t, "NORTE").ID
	bodies := map[string]any{
		"/cases":        map[string]any{"lab": lab, "number": "1"},
		"/firearms":     map[string]any{"lab": lab, "number": "1", "serial": "1"},
		"/instruments":  map[string]any{"lab": lab, "maker": "M", "model": "M", "serial": "1"},
		"/laboratories": map[string]any{"code": "NEW", "name": "New"},
		"/accounts":     map[string]any{"lab": lab, "login": "new", "name": "New", "memberships": []any{}},
	}
	works, rules, looks := []string{"/cases", "/firearms"}, []string{"/instruments"}, []string{"/accounts"}
	may := map[casework.Role][]string{
		casework.Technician: works, casework.Examiner: works, casework.Supervisor: slices.Concat(works, rules), casework.Administrator: slices.Concat(rules, looks),
	}
	n := 0
	enter := func(c *apitest.Client, path string, allowed bool) {
		n++
		body := maps.Clone(bodies[path].(map[string]any))
		for _, name := range []string{"number", "serial", "code", "login"} {
			if _, ok := body[name]; ok {
				body[name] = fmt.Sprintf("%v%d", body[name], n)
			}
		}
		status := http.StatusForbidden
		if allowed {
			status = http.StatusCreated
		}
		c.Do(t, http.MethodPost, path, body).Want(t, status)
	}
	for path := range bodies {
		for role, paths := range may {
			enter(s.As(t, "NORTE", role), path, slices.Contains(paths, path))
			enter(s.As(t, "SUR", role), path, false)
		}
		enter(s.As(t, "*", casework.Auditor), path, false)
		enter(s.As(t, "*", casework.Administrator), path, slices.Contains([]string{"/laboratories", "/instruments", "/accounts"}, path))
		s.Anyone(t).Do(t, http.MethodPost, path, bodies[path]).Want(t, http.StatusUnauthorized).Problem(t)
	}
}

func TestNobodyLearnsOfAnotherLaboratorysRecords(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	in := enterCase(t, c, "N-1")
	for _, other := range []*apitest.Client{
		s.As(t, "SUR", casework.Supervisor), s.As(t, "SUR", casework.Administrator), s.As(t, "*", casework.Administrator), s.As(t, "*", casework.Auditor),
	} {
		for _, act := range []string{http.MethodGet, http.MethodPut} {
			there := other.Do(t, act, "/cases/"+in.ID, in, "If-Match", tag(in)).Want(t, http.StatusNotFound).Problem(t)
			nowhere := other.Do(t, act, "/cases/"+unknownID, in, "If-Match", tag(in)).Want(t, http.StatusNotFound).Problem(t)
			if there.Type != nowhere.Type || strings.ReplaceAll(there.Detail, in.ID, unknownID) != nowhere.Detail {
				t.Errorf("%s tells a record from none: %+v and %+v", act, there, nowhere)
			}
		}
		var list struct{ Items []casework.Case }
		if other.Do(t, http.MethodGet, "/cases", nil).JSON(t, &list); len(list.Items) != 0 {
			t.Errorf("the list has %+v", list.Items)
		}
	}
}

func TestFindingByWords(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	north, south := s.As(t, "NORTE", casework.Technician), s.As(t, "SUR", casework.Technician)
	for _, c := range []*apitest.Client{north, south} {
		apitest.Create(t, c, "/cases", casework.Case{
			Head: casework.Head{Lab: c.Lab(t)}, Number: "C-2026-17", Comment: "robo a la joyería", Occurred: "2026-03", Place: casework.Place{Country: "MX", State: "26"},
		})
	}
	s.Settle(t)
	type page struct {
		Total  int
		Items  []casework.Found
		Facets map[string][]casework.Facet
	}
	for query, want := range map[string]int{
		"?q=joyeria": 1, "?q=C-2026": 1, "?q=robos": 1, "?q=zapatos": 0, "": 1, "?kinds=exhibit,firearm": 0, "?kinds=case&state=26": 1, "?state=27": 0,
		"?from=2026-03-15&to=2026-04": 1, "?from=2026-04": 0, "?lab=" + south.Lab(t): 0, "?offset=1": 0, "?q=%22%28*": 0,
	} {
		var p page
		north.Do(t, http.MethodGet, "/search"+query, nil).Want(t, http.StatusOK).JSON(t, &p)
		if len(p.Items) != want || p.Items == nil || p.Facets == nil {
			t.Errorf("%s: %+v, want %d", query, p, want)
		}
		for _, one := range p.Items {
			if one.Lab != north.Lab(t) || one.Title != "C-2026-17" {
				t.Errorf("%s: %+v", query, one)
			}
		}
	}
	for _, query := range []string{"?kinds=job", "?limit=0", "?limit=101", "?offset=-1", "?offset=99999", "?from=soon", "?country=FR", "?lab=x", "?words=x"} {
		north.Do(t, http.MethodGet, "/search"+query, nil).Want(t, http.StatusUnprocessableEntity).Problem(t)
	}
	s.As(t, "*", casework.Auditor).Do(t, http.MethodGet, "/search?q=robo", nil).Want(t, http.StatusForbidden).Problem(t)
}
