package api_test

import (
	"net/http"
	"testing"
	"time"

	"cotejo/api/apitest"
	"cotejo/api/casework"
)

// The way of exhibits from receipt to image, as one laboratory sees it.
func TestTurnaround(t *testing.T) {
	now := time.Date(2026, 11, 25, 18, 0, 0, 0, time.UTC) // a Wednesday
	s := newScene(t, apitest.Options{Idle: true, Now: func() time.Time { return now }})
	lab := s.Lab(t, "NORTE")
	lab.Place = casework.Place{Country: "MX", State: "26"}
	if err := s.Cases.Change(casework.AsService(t.Context()), lab); err != nil {
		t.Fatal(err)
	}
	c := s.As(t, "NORTE", casework.Technician)
	received := map[string]string{"quick": "2026-11-24", "slow": "2026-11-16T10:00", "waits": "2026-11-24T23:30", "late": "2026-11-20", "future": "2026-12-24"}
	for name, at := range received {
		e := s.exhibit(c, name)
		c.Do(t, http.MethodPost, "/exhibits/"+e.ID+"/transfers", map[string]any{
			"from": map[string]any{"name": "A"}, "to": map[string]any{"name": "B"}, "at": at, "reason": "x",
		}).Want(t, http.StatusCreated)
		if name == "quick" || name == "slow" {
			s.upload(c, e.ID, noise(t, 1, uint64(len(name))), "&no_search=true")
		}
	}
	got := apitest.Get[casework.Turnaround](t, c, "/turnaround?lab="+lab.ID+"&days=5")
	if got.Targets.EntryBusinessDays != 2 || got.Targets.LeadHours != [2]int{24, 48} || len(got.Items) != 5 || got.Truncated {
		t.Fatalf("%+v", got)
	}
	if want := (casework.TurnaroundSum{EnteredInTime: 1, EnteredLate: 1, Waiting: 3}); got.Summary != want {
		t.Errorf("%+v", got.Summary)
	}
	want := map[string]struct {
		state string
		days  int
		at    string
	}{
		"quick": {casework.InTime, 1, "2026-11-24T07:00:00Z"}, "slow": {casework.Late, 7, "2026-11-16T17:00:00Z"}, "waits": {casework.Due, 1, "2026-11-25T06:30:00Z"},
		"late": {casework.Late, 3, "2026-11-20T07:00:00Z"}, "future": {casework.Due, 0, "2026-11-25T18:00:00Z"},
	}
	for _, item := range got.Items {
		w := want[item.Number]
		if item.State != w.state || item.EntryBusinessDays != w.days || item.Received.Format(time.RFC3339) != w.at || item.TimeZone != "America/Hermosillo" || item.CaseNumber != "C-"+item.Number {
			t.Errorf("%+v, want %+v", item, w)
		}
	}
	other := s.As(t, "SUR", casework.Supervisor)
	if n := len(apitest.Get[casework.Turnaround](t, other, "/turnaround?lab="+lab.ID).Items); n != 0 {
		t.Errorf("another laboratory sees %d exhibits", n)
	}
	now = now.AddDate(0, 0, 6)
	c.Renew(t)
	if n := len(apitest.Get[casework.Turnaround](t, c, "/turnaround?days=5").Items); n != 0 {
		t.Errorf("%d exhibits were entered within 5 days", n)
	}
	for _, bad := range []string{"days=0", "days=4000", "days=x", "lab=x"} {
		c.Do(t, http.MethodGet, "/turnaround?"+bad, nil).Want(t, http.StatusUnprocessableEntity).Problem(t)
	}
}

// A lead counts from receipt, and not before whoever asks may know of it.
func TestTurnaroundOfALead(t *testing.T) {
	p := reviewed(t, 1)
	lead := p.declare()
	second := p.As(t, "NORTE", casework.Examiner, "second")
	leads := func(c *apitest.Client) (n int) {
		for _, item := range apitest.Get[casework.Turnaround](t, c, "/turnaround").Items {
			if !item.Lead.IsZero() {
				n++
			}
		}
		return n
	}
	if a, b := leads(p.first), leads(second); a != 2 || b != 0 {
		t.Errorf("%d exhibits have a lead for who found it, %d for the second reviewer", a, b)
	}
	second.Do(t, http.MethodPost, "/leads/"+lead.ID+"/second-review", casework.Review{Verdict: casework.Keep}).Want(t, http.StatusOK)
	if n := leads(second); n != 2 {
		t.Errorf("%d exhibits have a lead after the second review", n)
	}
	if sum := apitest.Get[casework.Turnaround](t, second, "/turnaround").Summary; sum.Lead24+sum.Lead48+sum.LeadLater != 2 {
		t.Errorf("%+v", sum)
	}
}
