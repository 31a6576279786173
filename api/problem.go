package api

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"maps"
	"net/http"
	"strconv"

	"cotejo/api/casework"
	"cotejo/api/message"
)

// Problem is the answer to a request that could not be done, as RFC 9457 has it,
// in the language of whoever asked.
type Problem struct {
	Type     string         `json:"type" format:"uri-reference" doc:"Kind of problem: urn:cotejo:problem: and its key."`
	Title    string         `json:"title" doc:"What kind of problem it is."`
	Status   int            `json:"status" doc:"HTTP status."`
	Detail   string         `json:"detail" doc:"What is wrong and what to do."`
	Instance string         `json:"instance" format:"uri-reference" doc:"Number of the request, as in the header X-Request-Id and in the service's log."`
	Errors   []ProblemField `json:"errors,omitempty" nullable:"false" doc:"What is wrong with single fields."`

	headers http.Header
}

// ProblemField is what is wrong with one field.
type ProblemField struct {
	Location string `json:"location" doc:"Where: body, query, path or header, and the path in it, such as body.place.state."`
	Message  string `json:"message"`
	Key      string `json:"key,omitempty" doc:"What it is, the same in every language."`
}

// Error tells the detail, for logs.
func (p *Problem) Error() string { return p.Detail }

// GetStatus tells huma the status.
func (p *Problem) GetStatus() int { return p.Status }

// GetHeaders tells huma the headers.
func (p *Problem) GetHeaders() http.Header { return p.headers }

// ContentType tells huma the content type.
func (p *Problem) ContentType(string) string { return problemType }

const (
	problemType = "application/problem+json"
	problemURN  = "urn:cotejo:problem:"
)

// statusGone is what is logged for a client that did not wait for its answer.
const statusGone = 499

// protocolError is an error of HTTP rather than of casework, with its own status.
type protocolError struct {
	err     *casework.Error
	status  int
	headers http.Header
}

// Error tells key and parameters, for logs.
func (e *protocolError) Error() string { return e.err.Error() }

func (e *protocolError) Unwrap() error { return e.err }

// protocol makes an error with a status of its own; params are pairs of name and
// value.
func protocol(status int, key string, params ...any) *protocolError {
	return &protocolError{err: casework.Fail(casework.CodeInvalid, key, params...), status: status}
}

// answers turns errors into answers.
type answers struct {
	texts *message.Catalogue
	log   *slog.Logger
}

// problem turns an error into the answer to the context's request. It is the one
// place where statuses of errors are chosen. Faults of ours are logged here, and
// show nothing of themselves.
func (a answers) problem(ctx context.Context, err error) error {
	var done *Problem
	if errors.As(err, &done) {
		return done
	}
	return a.of(ctx, err)
}

func (a answers) of(ctx context.Context, err error) *Problem {
	status, headers := statusOf(ctx, err)
	switch {
	case status == http.StatusServiceUnavailable:
		a.log.WarnContext(ctx, "request turned away", "error", err, "request", requestOf(ctx).id)
	case status >= http.StatusInternalServerError:
		a.log.ErrorContext(ctx, "request failed", "error", err, "request", requestOf(ctx).id)
	}
	shown := asCasework(status, err)
	texts := a.textsFor(ctx)
	p := &Problem{
		Type: problemURN + shown.Key, Title: texts.Text("status."+strconv.Itoa(status), nil), Status: status,
		Detail: texts.Text(shown.Key, shown.Params), Instance: requestOf(ctx).id, headers: headers,
	}
	where := "body."
	if requestOf(ctx).reads {
		where = "query."
	}
	for _, f := range shown.Fields {
		p.Errors = append(p.Errors, ProblemField{Location: where + f.Path, Message: texts.Text(f.Key, f.Params), Key: f.Key})
	}
	p.headers.Set("Content-Language", texts.Language())
	return p
}

// statusOf chooses the status of an error, and the headers that go with it.
func statusOf(ctx context.Context, err error) (int, http.Header) {
	headers := http.Header{}
	var p *protocolError
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &p):
		if p.headers != nil {
			headers = p.headers.Clone()
		}
		return p.status, headers
	case errors.As(err, &tooLarge):
		return http.StatusRequestEntityTooLarge, headers
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return statusGone, headers
	case errors.Is(err, context.DeadlineExceeded):
		headers.Set("Retry-After", retryAfter)
		return http.StatusServiceUnavailable, headers
	}
	switch casework.CodeOf(err) {
	case casework.CodeInvalid:
		return http.StatusUnprocessableEntity, headers
	case casework.CodeUnauthenticated:
		headers.Set("WWW-Authenticate", `Bearer realm="cotejo"`)
		return http.StatusUnauthorized, headers
	case casework.CodeForbidden:
		return http.StatusForbidden, headers
	case casework.CodeNotFound:
		return http.StatusNotFound, headers
	case casework.CodeConflict:
		return http.StatusConflict, headers
	case casework.CodeStale:
		return http.StatusPreconditionFailed, headers
	case casework.CodeTooLarge:
		return http.StatusRequestEntityTooLarge, headers
	case casework.CodeUnsupported:
		return http.StatusUnsupportedMediaType, headers
	case casework.CodeBusy:
		headers.Set("Retry-After", retryAfter)
		return http.StatusServiceUnavailable, headers
	case casework.CodeStorage:
		return http.StatusInsufficientStorage, headers
	}
	return http.StatusInternalServerError, headers
}

// retryAfter is after how many seconds a client that was told to come back may.
const retryAfter = "5"

// asCasework is what of an error is shown.
func asCasework(status int, err error) *casework.Error {
	var e *casework.Error
	switch {
	case status == http.StatusInternalServerError:
	case errors.As(err, &e):
		return e
	case status == http.StatusRequestEntityTooLarge:
		return casework.Fail(casework.CodeTooLarge, "http.too_large")
	case status == http.StatusServiceUnavailable:
		return casework.Fail(casework.CodeBusy, "http.too_slow")
	}
	return casework.Fail(casework.CodeInternal, "error.internal")
}

// textsFor are the texts in the language of the context's request: what it asks
// for, else the language of the account.
func (a answers) textsFor(ctx context.Context) *message.Texts {
	wanted := []string{requestOf(ctx).language}
	if actor := casework.ActorOf(ctx); actor != nil && actor.Account != nil {
		wanted = append(wanted, actor.Account.Language)
	}
	return a.texts.For(wanted...)
}

// refuse answers a request with an error, outside of huma.
func (a answers) refuse(w http.ResponseWriter, r *http.Request, err error) {
	p := a.of(r.Context(), err)
	body, err := json.Marshal(p)
	if err != nil {
		a.log.ErrorContext(r.Context(), "problem not written", "error", err)
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	h := w.Header()
	maps.Copy(h, p.headers)
	h.Set("Content-Type", problemType)
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(p.Status)
	_, _ = w.Write(body)
}
