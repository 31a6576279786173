package casework_test

import (
	"errors"
	"strings"
	"testing"

	"cotejo/api/casework"
)

func TestOtherLaboratoriesRecordsDoNotExist(t *testing.T) {
	w := newWorld(t, casework.DefaultLimits())
	e := w.entered("tec", "A-1")
	notFound := func(err error) {
		t.Helper()
		w.want(err, casework.CodeNotFound, "record.not_found")
	}
	for _, who := range []string{"eva", "tom", "adm", "aud"} {
		notFound(w.cases.Get(w.as(who), &casework.Exhibit{}, e.ID))
		notFound(w.cases.Get(w.as(who), &casework.Case{}, e.Case))
		_, err := w.cases.History(w.as(who), casework.KindExhibit, e.ID)
		notFound(err)
		_, err = w.cases.Links(w.as(who), casework.KindExhibit, e.ID, true)
		notFound(err)
		_, err = w.cases.AddAcquisition(w.as(who), casework.Upload{Exhibit: e.ID}, strings.NewReader("x"))
		notFound(err)
		list, _, err := casework.List[casework.Exhibit](w.as(who), w.cases, casework.Narrow{}, casework.Page{Limit: 10})
		w.must(err)
		if len(list) != 0 {
			t.Errorf("%s sees %d exhibits", who, len(list))
		}
	}
	lab := *w.labs["A"]
	lab.Sharing = casework.ShareView
	w.must(w.cases.Change(w.as("sup"), &lab))
	w.must(w.cases.Get(w.as("eva"), &casework.Exhibit{}, e.ID))
	notFound(w.cases.Get(w.as("adm"), &casework.Exhibit{}, e.ID)) // sharing is among those who read evidence
	_, err := w.cases.AddAcquisition(w.as("eva"), casework.Upload{Exhibit: e.ID}, strings.NewReader("x"))
	w.want(err, casework.CodeForbidden, "auth.forbidden")
}

func TestSharingBoundsSearches(t *testing.T) {
	w := newWorld(t, casework.DefaultLimits())
	w.entered("tom", "B-1")
	probe := w.entered("tec", "A-1")
	if n := len(w.searched("ana", probe)); n != 1 {
		t.Fatalf("%d candidates of a laboratory that shares searches, want 1", n)
	}
	lab := *w.labs["B"]
	lab.Sharing = casework.ShareNothing
	w.must(w.cases.Change(casework.AsService(t.Context()), &lab))
	if n := len(w.searched("ana", probe)); n != 0 {
		t.Fatalf("%d candidates of a laboratory that shares nothing, want 0", n)
	}
}

func TestChanges(t *testing.T) {
	w := newWorld(t, casework.DefaultLimits())
	e := w.entered("tec", "A-1")
	in := &casework.Case{}
	w.must(w.cases.Get(w.as("tec"), in, e.Case))
	stale := *in
	in.Occurred, in.Place = "2026-03", casework.Place{Country: "MX", State: "26"}
	in.Lab = w.labs["B"].ID // cannot be given away
	w.must(w.cases.Change(w.as("tec"), in))
	if in.Lab != w.labs["A"].ID || in.Version != 2 {
		t.Errorf("case %+v", in.Head)
	}
	w.want(w.cases.Change(w.as("tec"), &stale), casework.CodeStale, "record.stale")
	stale.Version = 0
	w.want(w.cases.Change(w.as("tec"), &stale), casework.CodeInvalid, "record.version_missing")
	w.must(w.cases.Get(w.as("tec"), e, e.ID))
	if e.Occurred != "2026-03" || e.State != "26" || e.Calibre != "9 mm Luger" {
		t.Errorf("the exhibit did not follow its case: %+v", e)
	}
	history, err := w.cases.History(w.as("tec"), casework.KindCase, in.ID)
	w.must(err)
	if len(history) != 2 || history[0].Version != 1 || history[1].By != w.people["tec"].ID {
		t.Errorf("history %+v", history)
	}
}

func TestOncePerKey(t *testing.T) {
	w := newWorld(t, casework.DefaultLimits())
	once := casework.WithIdempotency(w.as("tec"), "key", "request")
	enter := func() *casework.Case {
		c := &casework.Case{Head: casework.Head{Lab: w.labs["A"].ID}, Number: "1"}
		w.must(w.cases.Create(once, c))
		return c
	}
	if first, second := enter(), enter(); first.ID != second.ID {
		t.Errorf("one key made %s and %s", first.ID, second.ID)
	}
	other := casework.WithIdempotency(w.as("tec"), "key", "another request")
	w.want(w.cases.Create(other, &casework.Case{Head: casework.Head{Lab: w.labs["A"].ID}, Number: "2"}), casework.CodeConflict, "record.key_reused")
}

func TestNobodyGivesThemselvesRoles(t *testing.T) {
	w := newWorld(t, casework.DefaultLimits())
	adm := *w.people["adm"]
	adm.Memberships = append(adm.Memberships, casework.Membership{Lab: w.labs["A"].ID, Roles: []casework.Role{casework.Examiner}})
	w.want(w.cases.Change(w.as("adm"), &adm), casework.CodeForbidden, "account.own_roles")
	ana := *w.people["ana"]
	ana.Name = "Ana"
	w.must(w.cases.Change(w.as("adm"), &ana))
	if ana.PasswordHash != w.people["ana"].PasswordHash {
		t.Error("a change of the name lost the password")
	}
}

func TestJobsThatFail(t *testing.T) {
	limits := casework.DefaultLimits()
	limits.Attempts = 2
	w := newWorld(t, limits)
	w.engine.fail = errors.New("the disk said no")
	e := w.entered("tec", "A-1")
	list, _, err := casework.List[casework.Acquisition](w.as("tec"), w.cases, casework.Narrow{Equal: map[string]string{"exhibit_id": e.ID}}, casework.Page{Limit: 1})
	w.must(err)
	if list[0].State != casework.StateFailed {
		t.Fatalf("state %s after all attempts failed", list[0].State)
	}
	jobs, _, err := casework.List[casework.Job](w.as("sup"), w.cases, casework.Narrow{Equal: map[string]string{"state": casework.JobDead}}, casework.Page{Limit: 10})
	w.must(err)
	if len(jobs) != 1 || jobs[0].Attempts != 2 || !strings.Contains(jobs[0].Problem, "the disk said no") {
		t.Fatalf("dead letters %+v", jobs)
	}
	w.engine.fail = nil
	_, err = w.cases.Retry(w.as("tec"), jobs[0].ID)
	if err == nil {
		t.Error("a technician retried a job")
	}
	_, err = w.cases.Retry(w.as("sup"), jobs[0].ID)
	w.must(err)
	w.work()
	a := &casework.Acquisition{}
	w.must(w.cases.Get(w.as("tec"), a, list[0].ID))
	if a.State != casework.StateExtracted || a.Maker != "from the file" || a.Model != "" {
		t.Errorf("after the retry: %+v", a)
	}
}

func TestPanicEndsInTheDeadLetterList(t *testing.T) {
	limits := casework.DefaultLimits()
	limits.Attempts = 2
	w := newWorld(t, limits)
	w.engine.panics = true
	w.entered("tec", "A-1")
	jobs, _, err := casework.List[casework.Job](w.as("sup"), w.cases, casework.Narrow{Equal: map[string]string{"state": casework.JobDead}}, casework.Page{Limit: 10})
	w.must(err)
	if len(jobs) != 1 || !strings.Contains(jobs[0].Problem, "the file made it so") {
		t.Fatalf("dead letters %+v", jobs)
	}
}

func TestRefusal(t *testing.T) {
	w := newWorld(t, casework.DefaultLimits())
	w.engine.refuse = &casework.Refusal{Reason: "no cartridge case in it"}
	e := w.entered("tec", "A-1")
	list, _, err := casework.List[casework.Acquisition](w.as("tec"), w.cases, casework.Narrow{Equal: map[string]string{"exhibit_id": e.ID}}, casework.Page{Limit: 1})
	w.must(err)
	if list[0].State != casework.StateRefused || list[0].Refusal != "no cartridge case in it" {
		t.Errorf("%+v", list[0])
	}
}

// TestExtractedOnce: the same job again, and the same file again, make nothing new.
func TestExtractedOnce(t *testing.T) {
	w := newWorld(t, casework.DefaultLimits())
	e := w.entered("tec", "A-1")
	again, err := w.cases.AddAcquisition(w.as("tec"), casework.Upload{Exhibit: e.ID, FileName: "other name.x3p"}, strings.NewReader("scan of A-1"))
	w.must(err)
	if again.FileName != "scan.x3p" || again.State != casework.StateExtracted {
		t.Errorf("the same bytes made %+v", again)
	}
	jobs, _, err := casework.List[casework.Job](w.as("sup"), w.cases, casework.Narrow{}, casework.Page{Limit: 10})
	w.must(err)
	if len(jobs) != 1 {
		t.Fatalf("%d jobs", len(jobs))
	}
	w.queue.offered = append(w.queue.offered, jobs[0].ID)
	w.work()
	n, err := w.cases.ReExtract(w.as("adm"))
	w.must(err)
	if n != 0 {
		t.Errorf("%d extracted again by the same engine", n)
	}
	w.engine.version = "2"
	if n, err = w.cases.ReExtract(w.as("adm")); err != nil || n != 1 {
		t.Fatalf("%d extracted again by a new engine: %v", n, err)
	}
	w.work()
	marks, _, err := casework.List[casework.Mark](w.as("tec"), w.cases, casework.Narrow{}, casework.Page{Limit: 10})
	w.must(err)
	if len(marks) != 2 || marks[0].Engine != "2" || marks[1].Engine != "1" {
		t.Errorf("marks %+v: want one of each engine", marks)
	}
}

func TestFullQueueTakesNothing(t *testing.T) {
	limits := casework.DefaultLimits()
	limits.Queued = 1
	w := newWorld(t, limits)
	e := w.entered("tec", "A-1")
	_, err := w.cases.AddAcquisition(w.as("tec"), casework.Upload{Exhibit: e.ID}, strings.NewReader("one"))
	w.must(err)
	_, err = w.cases.AddAcquisition(w.as("tec"), casework.Upload{Exhibit: e.ID}, iNeverRead{t})
	w.want(err, casework.CodeBusy, "queue.full")
}

// iNeverRead fails the test when it is read.
type iNeverRead struct{ t *testing.T }

func (r iNeverRead) Read([]byte) (int, error) {
	r.t.Error("a file was read that could not be taken")
	return 0, errors.New("read")
}
