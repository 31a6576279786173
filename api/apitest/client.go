package apitest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"cotejo/api"
	"cotejo/api/casework"
)

// Root is where the operations are.
const Root = "/api/v1"

// Client sends requests as one person, or as nobody.
type Client struct {
	HTTP     *http.Client
	Account  *casework.Account // nil for nobody
	Token    string            // in place of a session
	Language string            // of the Accept-Language header

	service *Service
	scopes  []casework.Scope // of the token
}

// In returns the client with another language.
func (c *Client) In(language string) *Client {
	other := *c
	other.Language = language
	return &other
}

// Do sends a request and reads its answer, unless that is a stream of events. A path without /api/v1 gets it, unless
// it begins with two slashes: "//healthz" is /healthz. A body that is neither nil,
// bytes, a string nor a reader is sent as JSON; headers are pairs of name and value.
func (c *Client) Do(t testing.TB, method, path string, body any, headers ...string) *Answer {
	t.Helper()
	answer, err := c.HTTP.Do(c.Request(t, method, path, body, headers...))
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.Header.Get("Content-Type") == "text/event-stream" { // has no end
		return &Answer{Status: answer.StatusCode, Header: answer.Header, of: method + " " + path}
	}
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatalf("%s %s: reading the answer: %v", method, path, err)
	}
	return &Answer{Status: answer.StatusCode, Header: answer.Header, Body: text, of: method + " " + path}
}

// Request makes a request as Do sends it.
func (c *Client) Request(t testing.TB, method, path string, body any, headers ...string) *http.Request {
	t.Helper()
	var reader io.Reader
	kind := ""
	switch b := body.(type) {
	case nil:
	case []byte:
		reader = bytes.NewReader(b)
	case string:
		reader = strings.NewReader(b)
	case io.Reader:
		reader = b
	default:
		text, err := json.Marshal(b)
		must(t, "request as JSON", err)
		reader, kind = bytes.NewReader(text), "application/json"
	}
	if at, whole := strings.CutPrefix(path, "//"); whole {
		path = "/" + at
	} else if !strings.HasPrefix(path, Root) {
		path = Root + path
	}
	r, err := http.NewRequestWithContext(t.Context(), method, c.service.URL+path, reader)
	must(t, "request", err)
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	if c.Language != "" {
		r.Header.Set("Accept-Language", c.Language)
	}
	if c.Token != "" {
		r.Header.Set("Authorization", "Bearer "+c.Token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

// Answer is an answer that was read.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte

	of string
}

// Want fails the test unless the answer has a status.
func (a *Answer) Want(t testing.TB, status int) *Answer {
	t.Helper()
	if a.Status != status {
		t.Fatalf("%s: %d, want %d: %s", a.of, a.Status, status, a.Body)
	}
	return a
}

// JSON reads the answer's body.
func (a *Answer) JSON(t testing.TB, v any) *Answer {
	t.Helper()
	if err := json.Unmarshal(a.Body, v); err != nil {
		t.Fatalf("%s: %v in %s", a.of, err, a.Body)
	}
	return a
}

// Problem is why a request could not be done.
type Problem api.Problem // which is an error: here it is what was asked for

// Problem reads the answer as one, and fails the test when it is none or does not
// say what to do.
func (a *Answer) Problem(t testing.TB) *Problem {
	t.Helper()
	p := &Problem{}
	if kind := a.Header.Get("Content-Type"); kind != "application/problem+json" {
		t.Fatalf("%s: %d with %q and not with a problem: %s", a.of, a.Status, kind, a.Body)
	}
	a.JSON(t, p)
	if p.Status != a.Status || p.Detail == "" || p.Title == "" || p.Type == "" || p.Instance == "" {
		t.Fatalf("%s: %d with an incomplete problem: %s", a.of, a.Status, a.Body)
	}
	return p
}

// Create enters a record and returns it as it was made.
func Create[T any](t testing.TB, c *Client, path string, v T) *T {
	t.Helper()
	made := new(T)
	c.Do(t, http.MethodPost, path, v).Want(t, http.StatusCreated).JSON(t, made)
	return made
}

// Get reads a record.
func Get[T any](t testing.TB, c *Client, path string) *T {
	t.Helper()
	found := new(T)
	c.Do(t, http.MethodGet, path, nil).Want(t, http.StatusOK).JSON(t, found)
	return found
}
