package api

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"cotejo/api/casework"
)

type eventsInput struct {
	Kinds []casework.Kind `query:"kinds" maxItems:"40" doc:"Only changes of records of these kinds, separated by commas."`
	After string          `query:"after" doc:"Number of the change to go on from; changes that come now unless stated."`
	Last  string          `header:"Last-Event-ID" doc:"The same, as a browser sends it when it comes back."`
}

// eventsRoutes tell of changes as they happen.
func (s *server) eventsRoutes() {
	text := "Server-sent events: \"change\" with kind, identifier and version of a record that the person may read; \"reset\" when the service no longer " +
		"knows the change to go on from, and everything should be read again; \"end\" when the session has ended. Each has the number of its change, from which the " +
		"stream goes on when it is asked for with Last-Event-ID."
	op := operation("follow-events", http.MethodGet, "/events", "Changes as they happen", serviceTag, patient, described(text), failing(http.StatusTooManyRequests))
	op.Responses = map[string]*huma.Response{"200": {
		Description: "The stream.",
		Content:     map[string]*huma.MediaType{"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString}}},
	}}
	register(s, op, s.events)
}

func (s *server) events(ctx context.Context, in *eventsInput) (*streamOutput, error) {
	var c casework.Checker
	for _, k := range in.Kinds {
		if casework.New(k) == nil {
			c.Fault("kinds", "http.kind", "value", clipped(string(k)))
		}
	}
	after, given := in.Last, in.Last != ""
	if !given {
		after, given = in.After, in.After != ""
	}
	from, err := strconv.ParseInt(strings.TrimSpace(after), 10, 64)
	if given && (err != nil || from < 0) {
		c.Fault("after", "http.change")
	}
	if err := c.Err(); err != nil {
		return nil, err
	}
	last, err := s.Cases.LastChange(ctx)
	if err != nil {
		return nil, err
	}
	e := &eventStream{server: s, kinds: in.Kinds, from: last}
	if given {
		e.from, e.reset = min(from, last), from > last
	}
	if !s.streams.take(requestOf(ctx).account, s.config.Streams) {
		return nil, protocol(http.StatusTooManyRequests, "http.streams", "most", s.config.Streams)
	}
	return &streamOutput{Body: e.serve}, nil
}
