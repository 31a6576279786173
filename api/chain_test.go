package api_test

import (
	"io"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"cotejo/api"
	"cotejo/api/apitest"
	"cotejo/api/casework"
)

// addressLogged is the address in the log under a request's identifier.
func addressLogged(t *testing.T, s *apitest.Service, request string) string {
	t.Helper()
	for _, entry := range s.Log.Entries("request") {
		if entry["request"] == request {
			return entry["address"]
		}
	}
	t.Fatalf("request %s is not in the log", request)
	return ""
}

func TestAddressesComeFromProxiesThatAreKnown(t *testing.T) {
	tests := map[string]struct {
		proxies []netip.Prefix
		want    string
	}{
		"none":     {nil, "127.0.0.1"},
		"this one": {[]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8")}, "203.0.113.9"},
		"others":   {[]netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}, "127.0.0.1"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := apitest.Start(t, apitest.Options{Idle: true, Config: func(c *api.Config) { c.Proxies = test.proxies }})
			s.Anyone(t).Do(t, http.MethodGet, "/service", nil, "X-Forwarded-For", "198.51.100.1, 203.0.113.9, 10.1.1.1", "X-Request-Id", "r1").Want(t, http.StatusOK)
			if got := addressLogged(t, s, "r1"); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

func TestABodyThatDoesNotArriveIsNotWaitedFor(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true, Config: func(c *api.Config) { c.BodyTime = 50 * time.Millisecond }})
	r, w := io.Pipe()
	defer func() { _ = w.Close() }()
	go func() { _, _ = w.Write([]byte(`{"login":"x",`)) }()
	c := s.Anyone(t)
	c.Do(t, http.MethodPost, "/session", io.Reader(r), "Content-Type", "application/json").Want(t, http.StatusRequestTimeout).Problem(t)
}

func TestABodyThatIsCutOffIsNotTaken(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	r := c.Request(t, http.MethodPost, "/cases", strings.NewReader(`{"lab":"`+c.Lab(t)+`","number":"N-1"}`), "Content-Type", "application/json")
	r.ContentLength = 1000
	if answer, err := c.HTTP.Do(r); err == nil {
		_ = answer.Body.Close()
		t.Errorf("answered with %d", answer.StatusCode)
	}
	if found := list[casework.Case](t, c, "/cases"); len(found) != 0 {
		t.Errorf("%+v", found)
	}
}

func TestAnAnswerThatTakesTooLongIsGivenUp(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true, Config: func(c *api.Config) { c.Patience = 1 }})
	answer := s.Anyone(t).Do(t, http.MethodPost, "/session", credentials("x", "y")).Want(t, http.StatusServiceUnavailable)
	if answer.Problem(t); answer.Header.Get("Retry-After") == "" {
		t.Errorf("headers %v", answer.Header)
	}
}

func TestWhatIsPossibleAtAnAddressIsTold(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	for path, want := range map[string]string{"/cases": "GET, POST", "/cases/" + unknownID: "GET, PUT", "/session": "GET, POST, DELETE", "//docs": "GET"} {
		answer := c.Do(t, http.MethodPatch, path, nil).Want(t, http.StatusMethodNotAllowed)
		if answer.Problem(t); answer.Header.Get("Allow") != want {
			t.Errorf("%s: %q, want %q", path, answer.Header.Get("Allow"), want)
		}
	}
}

func TestHTTP2(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true, HTTP2: true})
	c := s.As(t, "NORTE", casework.Technician)
	events := c.Follow(t, "?kinds=case")
	in := enterCase(t, c, "N-1")
	if e, _ := events.Next(t); e.Change(t).ID != in.ID {
		t.Errorf("%+v", e)
	}
	answer, err := c.HTTP.Do(c.Request(t, http.MethodGet, "/cases", nil))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.ProtoMajor != 2 {
		t.Errorf("the test goes by %s", answer.Proto)
	}
	s.Stop()
	if e, more := events.Next(t); more {
		t.Errorf("the stream goes on with %+v", e)
	}
}

func TestConfigurationsThatCannotBe(t *testing.T) {
	for name, change := range map[string]func(*api.Config){
		"no body": func(c *api.Config) { c.BodyBytes = 0 }, "no patience": func(c *api.Config) { c.Patience = -1 }, "no time": func(c *api.Config) { c.BodyTime = 0 },
		"no heart": func(c *api.Config) { c.Heartbeat = 0 }, "no sign-ins": func(c *api.Config) { c.SignIns = 0 }, "no uploads": func(c *api.Config) { c.Uploads = 0 },
		"no streams": func(c *api.Config) { c.Streams = 0 }, "no network": func(c *api.Config) { c.Proxies = []netip.Prefix{{}} },
	} {
		c := api.DefaultConfig()
		if err := c.Validate(); err != nil {
			t.Fatal(err)
		}
		if change(&c); c.Validate() == nil {
			t.Errorf("%s: taken", name)
		}
	}
	if _, err := api.New(api.Parts{}, api.DefaultConfig()); err == nil {
		t.Error("made of nothing")
	}
}
