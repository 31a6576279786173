package api_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"testing"

	"cotejo/api/apitest"
	"cotejo/api/casework"
)

func workOf(t *testing.T, c *apitest.Client) *casework.Waiting {
	t.Helper()
	return apitest.Get[casework.Waiting](t, c, "/work")
}

// Each step of a lead's way takes it from one person's work to another's.
func TestWorkWaitsForThoseWhoMayDoIt(t *testing.T) {
	p := reviewed(t, 2)
	second, third := p.As(t, "NORTE", casework.Examiner, "second"), p.As(t, "NORTE", casework.Examiner, "third")
	supervisor, technician := p.As(t, "NORTE", casework.Supervisor), p.As(t, "NORTE", casework.Technician)
	stranger, auditor := p.As(t, "SUR", casework.Examiner), p.As(t, "*", casework.Auditor)
	counts := func(c *apitest.Client) casework.WaitingCounts { return workOf(t, c).Counts }
	for _, c := range []*apitest.Client{p.first, second, supervisor, technician, stranger, auditor} {
		if n := counts(c); n != (casework.WaitingCounts{}) {
			t.Errorf("before there is a lead, %+v waits for %s", n, c.Account.Login)
		}
	}
	lead := p.declare()
	if w := workOf(t, p.first); w.Counts != (casework.WaitingCounts{}) || w.UnreadNotices != 3 {
		t.Errorf("what one has put up waits for others: %+v", w)
	}
	w := workOf(t, second)
	if w.Counts != (casework.WaitingCounts{Lists: 1, SecondReviews: 3}) || len(w.SecondReviews) != 3 {
		t.Fatalf("the lead and two decoys wait: %+v", w)
	}
	if l := w.Lists[0]; l.Search != p.search || l.Fresh != 3 || l.Found != len(p.list) || l.Number != p.probe.Number || l.CaseNumber == "" || l.BestScore != p.list[0].Score || l.Finished.IsZero() {
		t.Errorf("%+v", l)
	}
	for _, l := range w.SecondReviews {
		if l.Number != "" || l.Candidate == "" || l.Exhibit != p.probe.ID || l.ExhibitNo != p.probe.Number || !l.Since.Equal(w.SecondReviews[0].Since) {
			t.Errorf("%+v", l)
		}
		second.Do(t, http.MethodPost, "/leads/"+l.Lead+"/second-review", casework.Review{Verdict: casework.Discard, Reason: "nothing agrees"}).Want(t, http.StatusOK)
	}
	for c, want := range map[*apitest.Client]casework.WaitingCounts{p.first: {}, second: {}, third: {}, supervisor: {Disputed: 1}, technician: {}, stranger: {}} {
		if n := counts(c); n != want {
			t.Errorf("%+v waits for %s after the second review", n, c.Account.Login)
		}
	}
	if d := workOf(t, supervisor).Disputed; d[0].Lead != lead.ID || d[0].Number != lead.Number {
		t.Errorf("%+v", d[0])
	}
	supervisor.Do(t, http.MethodPost, "/leads/"+lead.ID+"/settle", map[string]any{"to_microscope": true, "reason": "look"}).Want(t, http.StatusOK)
	for c, want := range map[*apitest.Client]casework.WaitingCounts{p.first: {}, second: {Microscope: 1}, third: {Microscope: 1}, supervisor: {}} {
		if n := counts(c); n != want {
			t.Errorf("%+v waits for %s on the way to the microscope", n, c.Account.Login)
		}
	}
	log := list[struct{ Event casework.Event }](t, auditor, "/audit/entries?action=view_work&account="+second.Account.ID)
	if len(log) == 0 || log[0].Event.Detail["count"] != "1" {
		t.Errorf("what was shown is not in the log: %+v", log)
	}
}

// Files that hold nothing, failed work, drafts and lists that nobody has read.
func TestFilesAndFailuresWait(t *testing.T) {
	limits := casework.DefaultLimits()
	limits.Attempts = 1
	s := newScene(t, apitest.Options{Idle: true, Limits: limits})
	c, examiner, supervisor := s.As(t, "NORTE", casework.Technician), s.As(t, "NORTE", casework.Examiner), s.As(t, "NORTE", casework.Supervisor)
	for shot := range uint64(2) {
		s.upload(c, s.exhibit(c, fmt.Sprint("good ", shot)).ID, noise(t, 1, shot), "")
		s.work()
	}
	s.work() // the searches on entry
	e := s.exhibit(c, "bad")
	s.upload(c, e.ID, blankPicture(t), "&pitch_um=5")
	damaged := s.upload(c, s.exhibit(c, "damaged").ID, noise(t, 7, 7), "")
	s.spoil(damaged.SHA256)
	s.work()
	firearm := apitest.Create(t, c, "/firearms", casework.Firearm{Head: casework.Head{Lab: c.Lab(t)}, Number: "F", Serial: "1"})
	c.Do(t, http.MethodPost, "/trace-requests", map[string]any{"firearm": firearm.ID}).Want(t, http.StatusCreated)

	w := workOf(t, examiner)
	if w.Counts != (casework.WaitingCounts{Lists: 1, Refused: 1}) || w.Lists[0].Fresh != 1 || !w.Lists[0].Automatic || w.TraceDrafts != 1 {
		t.Fatalf("%+v, %+v", w.Counts, w)
	}
	if w = workOf(t, c); w.Counts != (casework.WaitingCounts{Refused: 1}) || w.UnreadNotices != 1 {
		t.Errorf("for a technician: %+v", w)
	}
	if r := w.Refused[0]; r.Exhibit != e.ID || r.Number != "bad" || r.FileName != "scan.x3p" || r.RefusalCode == "" || r.Remedy == "" || r.Since.IsZero() {
		t.Errorf("%+v", r)
	}
	if en, es := workOf(t, c.In("en")).Refused[0], workOf(t, c.In("es")).Refused[0]; en.Reason == es.Reason || en.Remedy == es.Remedy {
		t.Errorf("a refusal is told in one language: %+v", en)
	}
	if w = workOf(t, supervisor); w.Counts.FailedJobs != 1 || w.FailedJobs[0].Subject != damaged.ID || w.FailedJobs[0].Problem == "" {
		t.Errorf("for a supervisor: %+v", w)
	}
	if w = workOf(t, s.As(t, "*", casework.Administrator)); w.Counts != (casework.WaitingCounts{FailedJobs: 1}) || w.UnreadNotices+w.TraceDrafts != 0 {
		t.Errorf("for an administrator: %+v", w)
	}
	if w = workOf(t, s.As(t, "SUR", casework.Supervisor)); w.Counts != (casework.WaitingCounts{}) {
		t.Errorf("for another laboratory: %+v", w)
	}
	if w = workOf(t, supervisor.WithToken(t, casework.ScopeRead)); w.Counts != (casework.WaitingCounts{}) {
		t.Errorf("for a program that only reads: %+v", w)
	}
	// A better file takes the place of the bad one.
	s.upload(c, e.ID, noise(t, 3, 1), "&no_search=true")
	s.work()
	if w = workOf(t, c); w.Counts.Refused != 0 {
		t.Errorf("%+v", w.Refused)
	}
	s.Anyone(t).Do(t, http.MethodGet, "/work", nil).Want(t, http.StatusUnauthorized)
}

// blankPicture is a photograph in which there is nothing.
func blankPicture(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 400, 400))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
