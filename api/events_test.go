package api_test

import (
	"net/http"
	"testing"
	"time"

	"cotejo/api"
	"cotejo/api/apitest"
	"cotejo/api/casework"
)

func enterCase(t *testing.T, c *apitest.Client, number string) *casework.Case {
	t.Helper()
	return apitest.Create(t, c, "/cases", casework.Case{Head: casework.Head{Lab: c.Lab(t)}, Number: number})
}

func TestEventsTellOfWhatThePersonMayRead(t *testing.T) {
	s := apitest.Start(t, apitest.Options{})
	north, south := s.As(t, "NORTE", casework.Technician), s.As(t, "SUR", casework.Technician)
	events := north.Follow(t, "?kinds=case,hit")
	enterCase(t, south, "S-1")
	in := enterCase(t, north, "N-1")
	apitest.Create(t, north, "/firearms", casework.Firearm{Head: casework.Head{Lab: north.Lab(t)}, Number: "F-1", Serial: "1"})
	last := enterCase(t, north, "N-2")
	first, _ := events.Next(t)
	if got := first.Change(t); got.ID != in.ID || got.Kind != casework.KindCase || got.Version != 1 || first.ID == "" {
		t.Errorf("the first event is %+v, want case %s", first, in.ID)
	}
	if second, _ := events.Next(t); second.Change(t).ID != last.ID {
		t.Errorf("the second event is %+v, want case %s", second, last.ID)
	}
}

// Whoever runs the service sees no evidence, and follows its background work.
func TestEventsTellOfBackgroundWorkToThoseWhoRunIt(t *testing.T) {
	s := apitest.Start(t, apitest.Options{})
	admin, supervisor := s.As(t, "*", casework.Administrator), s.As(t, "NORTE", casework.Supervisor)
	toAdmin, toSupervisor := admin.Follow(t, "?kinds=job,case"), supervisor.Follow(t, "?kinds=job,case")
	in := enterCase(t, supervisor, "N-1")
	admin.Do(t, http.MethodPost, "/operations/reindex", nil).Want(t, http.StatusAccepted)
	if e, _ := toAdmin.Next(t); e.Change(t).Kind != casework.KindJob {
		t.Errorf("the administrator's first event is %+v, want a job", e)
	}
	last := enterCase(t, supervisor, "N-2")
	for _, want := range []*casework.Case{in, last} {
		if e, _ := toSupervisor.Next(t); e.Change(t).ID != want.ID {
			t.Errorf("the supervisor is told %+v, want case %s and not the service's own work", e, want.ID)
		}
	}
}

func TestEventsGoOnFromWhereTheyWere(t *testing.T) {
	s := apitest.Start(t, apitest.Options{})
	c := s.As(t, "NORTE", casework.Technician)
	events := c.Follow(t, "")
	first := enterCase(t, c, "N-1")
	events.Until(t, func(ch casework.Change) bool { return ch.ID == first.ID })
	events.Close()
	missed := enterCase(t, c, "N-2")
	again := c.Follow(t, "", "Last-Event-ID", events.Last)
	if e, _ := again.Next(t); e.Change(t).ID != missed.ID {
		t.Errorf("after Last-Event-ID %s comes %+v, want case %s", events.Last, e, missed.ID)
	}
	byQuery := c.Follow(t, "?after="+events.Last)
	if e, _ := byQuery.Next(t); e.Change(t).ID != missed.ID {
		t.Errorf("after=%s gives %+v, want case %s", events.Last, e, missed.ID)
	}
	// As after a restore from a backup.
	unknown := c.Follow(t, "", "Last-Event-ID", "9000000000")
	if e, _ := unknown.Next(t); e.Name != "reset" {
		t.Errorf("after a change that is not known comes %+v, want a reset", e)
	}
}

func TestEventsEnd(t *testing.T) {
	tests := map[string]struct {
		end  func(*testing.T, *apitest.Service, *apitest.Client)
		says bool // with an event
	}{
		"with the session": {func(t *testing.T, _ *apitest.Service, c *apitest.Client) {
			c.Do(t, http.MethodDelete, "/session", nil).Want(t, http.StatusNoContent)
		}, true},
		"when an administrator ends it": {func(t *testing.T, s *apitest.Service, c *apitest.Client) {
			s.As(t, "*", casework.Administrator).Do(t, http.MethodDelete, "/accounts/"+c.Account.ID+"/sessions", nil).Want(t, http.StatusOK)
		}, true},
		"when the roles change": {func(t *testing.T, s *apitest.Service, c *apitest.Client) {
			admin := s.As(t, "*", casework.Administrator)
			account := apitest.Get[casework.Account](t, admin, "/accounts/"+c.Account.ID)
			account.Memberships[0].Roles = []casework.Role{casework.Examiner}
			admin.Do(t, http.MethodPut, "/accounts/"+account.ID, account, "If-Match", tag(account)).Want(t, http.StatusOK)
		}, true},
		"with the service": {func(_ *testing.T, s *apitest.Service, _ *apitest.Client) { s.Stop() }, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := apitest.Start(t, apitest.Options{Idle: true})
			c := s.As(t, "NORTE", casework.Technician)
			events := c.Follow(t, "")
			test.end(t, s, c)
			e, more := events.Next(t)
			if test.says && e.Name != "end" || !test.says && more {
				t.Errorf("the stream goes on with %+v", e)
			}
			if _, more := events.Next(t); more {
				t.Error("the stream goes on after its end")
			}
		})
	}
}

func TestEventsOfATokenEndWithIt(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	program := c.WithToken(t, casework.ScopeRead)
	events := program.Follow(t, "")
	var own struct{ Items []casework.Token }
	c.Do(t, http.MethodGet, "/tokens", nil).Want(t, http.StatusOK).JSON(t, &own)
	c.Do(t, http.MethodDelete, "/tokens/"+own.Items[0].ID, nil).Want(t, http.StatusNoContent)
	if e, _ := events.Next(t); e.Name != "end" {
		t.Errorf("the stream goes on with %+v", e)
	}
}

func TestEventsGiveSignsOfLife(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true, Config: func(c *api.Config) { c.Heartbeat = time.Millisecond }})
	c := s.As(t, "NORTE", casework.Technician)
	answer, err := c.HTTP.Do(c.Request(t, http.MethodGet, "/events", nil))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	buffer := make([]byte, 1000)
	for seen := ""; ; {
		n, err := answer.Body.Read(buffer)
		if err != nil {
			t.Fatalf("%v after %q", err, seen)
		}
		if seen += string(buffer[:n]); len(seen) > 20 && contains(seen, ": alive\nid: ") {
			return
		}
	}
}

func TestEventsAreBounded(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true, Config: func(c *api.Config) { c.Streams = 2 }})
	c := s.As(t, "NORTE", casework.Technician)
	c.Follow(t, "")
	c.Follow(t, "")
	c.Do(t, http.MethodGet, "/events", nil).Want(t, http.StatusTooManyRequests).Problem(t)
	s.As(t, "SUR", casework.Technician).Follow(t, "")
	for query, status := range map[string]int{"?kinds=ufo": 422, "?after=-1": 422, "?after=x": 422, "?kind=case": 422} {
		s.As(t, "SUR", casework.Technician).Do(t, http.MethodGet, "/events"+query, nil).Want(t, status).Problem(t)
	}
	s.Anyone(t).Do(t, http.MethodGet, "/events", nil).Want(t, http.StatusUnauthorized).Problem(t)
}
