package api_test

import (
	"bytes"
	"net/http"
	"slices"
	"testing"

	"cotejo/api/apitest"
	"cotejo/api/casework"
)

func TestPairsAreShownWithoutTheirScores(t *testing.T) {
	p := reviewed(t, 2)
	lead := p.declare()
	second := p.As(t, "NORTE", casework.Examiner, "second")
	for _, path := range []string{"/leads/table", "/leads/table?state=second_review", "/candidates/" + p.list[0].ID + "/pair"} {
		body := second.Do(t, http.MethodGet, path, nil).Want(t, http.StatusOK).Body
		for _, secret := range []string{"secret", lead.Number, "score", "cells", "decoy", `"first_by"`, p.first.Account.ID} {
			if bytes.Contains(body, []byte(secret)) {
				t.Errorf("%s shows %q in %s", path, secret, body)
			}
		}
	}
	rows := list[casework.LeadRow](t, second, "/leads/table?state=second_review")
	if len(rows) != 3 {
		t.Fatalf("%d pairs, want the lead and 2 decoys", len(rows))
	}
	for _, row := range rows {
		if pr := row.Pair; pr == nil || pr.Candidate != row.Candidate || pr.Probe.Number != p.probe.Number || pr.Party.Exhibit != row.ExhibitB || pr.Frame == nil {
			t.Errorf("%+v", row.Pair)
		}
	}
	pair := apitest.Get[casework.ShownPair](t, p.first, "/candidates/"+p.list[0].ID+"/pair")
	if c := p.list[0]; pair.RotationDeg != c.RotationDeg || pair.ShiftXUm != c.ShiftXUm || pair.Party.Mark != c.Mark || pair.Search != p.search {
		t.Errorf("%+v is not %+v", pair, c)
	}
	stranger := p.As(t, "SUR", casework.Examiner)
	stranger.Do(t, http.MethodGet, "/candidates/"+p.list[0].ID+"/pair", nil).Want(t, http.StatusNotFound)
	if n := len(list[casework.LeadRow](t, stranger, "/leads/table")); n != 0 {
		t.Errorf("a stranger sees %d leads", n)
	}
	page := second.Do(t, http.MethodGet, "/leads/table?limit=2", nil).Want(t, http.StatusOK)
	if page.Header.Get("Link") == "" || !bytes.Contains(page.Body, []byte(`"next":"/api/v1/leads/table?`)) {
		t.Errorf("the next page is not told: %s", page.Body)
	}
}

func TestColleaguesKnowOneAnother(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	examiner, technician := s.As(t, "NORTE", casework.Examiner), s.As(t, "NORTE", casework.Technician)
	other, auditor := s.As(t, "SUR", casework.Examiner), s.As(t, "*", casework.Auditor)
	known := func(c *apitest.Client) (ids []string) {
		var out struct{ Items []casework.Colleague }
		c.Do(t, http.MethodGet, "/colleagues", nil).Want(t, http.StatusOK).JSON(t, &out)
		for _, one := range out.Items {
			if one.Name == "" {
				t.Errorf("%+v has no name", one)
			}
			ids = append(ids, one.ID)
		}
		return ids
	}
	all := []string{examiner.Account.ID, technician.Account.ID, other.Account.ID, auditor.Account.ID}
	for _, test := range []struct {
		who  *apitest.Client
		want []string
	}{{examiner, all[:2]}, {technician, all[:2]}, {other, all[2:3]}, {auditor, all}} {
		got := known(test.who)
		for _, id := range all {
			if slices.Contains(got, id) != slices.Contains(test.want, id) {
				t.Errorf("%s knows %v, want %v", test.who.Account.Login, got, test.want)
				break
			}
		}
	}
	s.Anyone(t).Do(t, http.MethodGet, "/colleagues", nil).Want(t, http.StatusUnauthorized)
}
