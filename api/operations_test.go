package api_test

import (
	"net/http"
	"testing"

	"cotejo/api/apitest"
	"cotejo/api/casework"
)

func TestOperationsAreCounted(t *testing.T) {
	limits := casework.DefaultLimits()
	limits.Attempts = 1
	s := newScene(t, apitest.Options{Idle: true, Limits: limits})
	c, operator := s.As(t, "NORTE", casework.Technician), s.As(t, "*", casework.Administrator)
	for _, other := range []*apitest.Client{c, s.As(t, "NORTE", casework.Supervisor), s.As(t, "NORTE", casework.Administrator), s.As(t, "*", casework.Auditor)} {
		other.Do(t, http.MethodGet, "/operations", nil).Want(t, http.StatusForbidden)
	}
	s.upload(c, s.exhibit(c, "good").ID, noise(t, 1, 1), "")
	s.upload(c, s.exhibit(c, "blank").ID, blankPicture(t), "&pitch_um=5")
	s.upload(c, s.exhibit(c, "unreadable").ID, []byte("no picture at all"), "")
	s.spoil(s.upload(c, s.exhibit(c, "damaged").ID, noise(t, 7, 7), "").SHA256)
	s.work()
	s.work() // the search on entry
	s.upload(c, s.exhibit(c, "new").ID, noise(t, 2, 1), "")
	o := apitest.Get[casework.Operations](t, operator, "/operations")
	version, params, all := s.engine()
	if o.Engine != version || o.Params != params || o.AllParams != all || o.Version != "test" {
		t.Errorf("%+v", o)
	}
	// The good, the blank and the unreadable one are judged; the damaged one could not be looked at.
	if o.Acquisitions != 5 || o.Current != 3 || o.Waiting != 1 || o.Outdated != 1 || o.Refused != 2 || o.Failed != 1 {
		t.Errorf("%+v", o)
	}
	if o.Marks != 1 || len(o.ByEngine) != 1 || o.ByEngine[0] != (casework.EngineMarks{Engine: version, Params: params, Marks: 1}) {
		t.Errorf("%+v", o.ByEngine)
	}
	if o.Jobs[casework.JobExtract] != (casework.JobTally{Queued: 1, Done: 3, Dead: 1}) || o.Jobs[casework.JobSearch] != (casework.JobTally{Done: 1}) || o.Jobs[casework.JobReindex] != (casework.JobTally{}) {
		t.Errorf("%+v", o.Jobs)
	}
	if o.Queue == nil || o.Queue.Interactive < 1 || o.Changes == 0 || o.AuditSize == 0 {
		t.Errorf("%+v", o)
	}
	var queued struct{ Queued int }
	operator.Do(t, http.MethodPost, "/operations/re-extract", nil).Want(t, http.StatusAccepted).JSON(t, &queued)
	if queued.Queued != 2 { // the damaged one, and the unreadable one, should the engine have learnt to read it
		t.Errorf("%d are extracted again", queued.Queued)
	}
}

// engine is what marks of the engine as it is now say of it.
func (s *scene) engine() (version, params, all string) { return s.Cases.Matcher.Engine() }
