package api_test

import (
	"net/http"
	"testing"

	"cotejo/api/apitest"
	"cotejo/api/casework"
)

func TestBackgroundWorkIsLookedAfter(t *testing.T) {
	limits := casework.DefaultLimits()
	limits.Attempts = 1
	s := newScene(t, apitest.Options{Idle: true, Limits: limits})
	c, supervisor, administrator := s.As(t, "NORTE", casework.Technician), s.As(t, "NORTE", casework.Supervisor), s.As(t, "*", casework.Administrator)
	e := s.exhibit(c, "A")
	a := s.upload(c, e.ID, noise(t, 1, 1), "&no_search=true")
	s.work()
	if n := len(list[casework.Job](t, c, "/jobs")); n != 0 { // technicians do not look after it
		t.Errorf("%d jobs are shown to a technician", n)
	}
	done := one[casework.Job](t, supervisor, "/jobs?state=done&kind=extract&subject="+a.ID)
	supervisor.Do(t, http.MethodPost, "/jobs/"+done.ID+"/retry", nil).Want(t, http.StatusConflict).Problem(t)
	c.Do(t, http.MethodPost, "/jobs/"+done.ID+"/retry", nil).Want(t, http.StatusNotFound)

	// A damaged original cannot be extracted: the job ends in the dead-letter list.
	bad := s.exhibit(c, "B")
	b := s.upload(c, bad.ID, noise(t, 7, 7), "")
	s.spoil(b.SHA256)
	s.work()
	job := one[casework.Job](t, supervisor, "/jobs?state=dead")
	if job.Subject != b.ID || job.Problem == "" {
		t.Errorf("%+v", job)
	}
	one[casework.Notice](t, c, "/notices?key=job_failed")
	s.As(t, "SUR", casework.Supervisor).Do(t, http.MethodPost, "/jobs/"+job.ID+"/drop", nil).Want(t, http.StatusNotFound)
	supervisor.Do(t, http.MethodPost, "/jobs/"+job.ID+"/retry", nil).Want(t, http.StatusOK)
	s.work()
	job = one[casework.Job](t, administrator, "/jobs?state=dead")
	var dropped casework.Job
	administrator.Do(t, http.MethodPost, "/jobs/"+job.ID+"/drop", nil).Want(t, http.StatusOK).JSON(t, &dropped)
	if dropped.State != casework.JobDrop {
		t.Error(dropped.State)
	}

	supervisor.Do(t, http.MethodPost, "/operations/reindex", nil).Want(t, http.StatusForbidden)
	supervisor.Do(t, http.MethodPost, "/operations/re-extract", nil).Want(t, http.StatusForbidden)
	answer := administrator.Do(t, http.MethodPost, "/operations/reindex", nil).Want(t, http.StatusAccepted)
	s.work()
	reindexed := apitest.Get[casework.Job](t, administrator, answer.Header.Get("Location"))
	if reindexed.State != casework.JobDone {
		t.Errorf("%+v", reindexed)
	}
	one[casework.Job](t, administrator, "/jobs?kind=reindex")
	var queued struct{ Queued int }
	administrator.Do(t, http.MethodPost, "/operations/re-extract", nil).Want(t, http.StatusAccepted).JSON(t, &queued)
	if queued.Queued != 1 { // the one that could not be extracted
		t.Errorf("%+v", queued)
	}
}

// work does what is queued, as a worker would.
func (s *scene) work() {
	s.t.Helper()
	var queued []*casework.Job
	err := s.Store.View(s.t.Context(), func(tx casework.Tx) error {
		return tx.Find(s.t.Context(), &queued, casework.Where("state", casework.JobQueued))
	})
	if err != nil {
		s.t.Fatal(err)
	}
	for _, j := range queued {
		s.Cases.Work(s.t.Context(), j.ID)
	}
}
