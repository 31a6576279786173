package apitest

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"cotejo/api/casework"
)

// Event is one of a stream of server-sent events.
type Event struct {
	ID, Name, Data string
}

// Change reads the event's data.
func (e Event) Change(t testing.TB) casework.Change {
	t.Helper()
	var c casework.Change
	if err := json.Unmarshal([]byte(e.Data), &c); err != nil {
		t.Fatalf("event %+v: %v", e, err)
	}
	return c
}

// Stream is a stream of events that is being read.
type Stream struct {
	answer *http.Response
	lines  *bufio.Reader
	// Last is the number from which another stream would go on.
	Last string
}

// Follow opens the stream of events, with a query such as "?kinds=job", and returns
// once the service has begun it: what changes from then on is in it.
func (c *Client) Follow(t testing.TB, query string, headers ...string) *Stream {
	t.Helper()
	answer, err := c.HTTP.Do(c.Request(t, http.MethodGet, "/events"+query, nil, headers...))
	must(t, "events", err)
	t.Cleanup(func() { _ = answer.Body.Close() })
	if answer.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(answer.Body)
		t.Fatalf("events: %d %s", answer.StatusCode, text)
	}
	s := &Stream{answer: answer, lines: bufio.NewReader(answer.Body)}
	if e, more := s.block(t); !more || e.Name != "" {
		t.Fatalf("events begin with %+v", e)
	}
	return s
}

// Next returns the next event; more is false when the stream has ended.
func (s *Stream) Next(t testing.TB) (e Event, more bool) {
	t.Helper()
	for {
		if e, more = s.block(t); !more || e.Name != "" {
			return e, more
		}
	}
}

// block reads to the next empty line.
func (s *Stream) block(t testing.TB) (e Event, more bool) {
	t.Helper()
	for {
		line, err := s.lines.ReadString('\n')
		if err != nil {
			if !errors.Is(err, io.EOF) {
				t.Logf("events: %v", err)
			}
			return Event{}, false
		}
		line = strings.TrimSuffix(line, "\n")
		if line == "" {
			return e, true
		}
		name, value, _ := strings.Cut(line, ": ")
		switch name {
		case "id":
			e.ID, s.Last = value, value
		case "event":
			e.Name = value
		case "data":
			e.Data = value
		}
	}
}

// Until returns the first change that is taken; the test fails when the stream
// ends before.
func (s *Stream) Until(t testing.TB, take func(casework.Change) bool) casework.Change {
	t.Helper()
	for {
		e, more := s.Next(t)
		if !more {
			t.Fatal("events: the stream ended")
		}
		if e.Name != "change" {
			continue
		}
		if c := e.Change(t); take(c) {
			return c
		}
	}
}

// Close leaves the stream.
func (s *Stream) Close() { _ = s.answer.Body.Close() }

var errSettled = errors.New("no job waits")

// Settle returns when no job waits or is being worked on.
func (s *Service) Settle(t testing.TB) {
	t.Helper()
	ctx := casework.AsService(t.Context())
	err := s.Cases.Follow(ctx, 0, func(int64, []casework.Change) error {
		return s.Store.View(ctx, func(tx casework.Tx) error {
			n, err := tx.Count(ctx, casework.KindJob, casework.Where("state", casework.JobQueued))
			if err == nil && n == 0 {
				err = errSettled
			}
			return err
		})
	})
	if !errors.Is(err, errSettled) {
		t.Fatalf("waiting for jobs: %v", err)
	}
	must(t, "text index", s.Cases.IndexAll(ctx))
}
