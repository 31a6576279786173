package api

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"cotejo/api/casework"
	"cotejo/api/form"
)

const traceTag = "Trace requests"

// traceFinding is something to mend in a trace request before it is sent.
type traceFinding struct {
	Location string        `json:"location" doc:"Path of the field in the request."`
	Message  string        `json:"message"`
	Key      string        `json:"key" doc:"What it is, the same in every language."`
	Severity form.Severity `json:"severity" enum:"missing,implausible" doc:"What is missing keeps a request from being sent."`
}

// traceCheck is what stands between a trace request and its sending.
type traceCheck struct {
	Complete bool           `json:"complete" doc:"Nothing that is required is missing: it may be sent."`
	Findings []traceFinding `json:"findings" nullable:"false" doc:"In the order of the form."`
}

type stateInput struct {
	ByID
	Body struct {
		State string `json:"state" enum:"draft,sent,closed"`
	}
}

type formInput struct {
	ByID
	Lang  string `query:"lang" enum:"en,es" doc:"Language; that of the request unless stated."`
	Draft bool   `query:"draft" doc:"Mark it as a draft. A request in which something is missing can only be one."`
}

type traceResultInput struct {
	ByID
	Body casework.TraceResult
}

func (s *server) traceRoutes() {
	collectionRoutes[casework.TraceRequest](s, collection{path: "/trace-requests", one: "trace-request", many: "trace-requests", tag: traceTag})
	register(s, operation("check-trace-request", http.MethodGet, "/trace-requests/{id}/check", "What is missing or implausible in a trace request", traceTag), s.checkTrace)
	register(s, operation("set-trace-state", http.MethodPost, "/trace-requests/{id}/state", "Move a trace request on", traceTag, acting,
		described("A draft is sent, if nothing is missing in it; what was sent or answered is closed; what was sent goes back to draft to be mended.")), s.setTraceState)
	for _, f := range []struct{ ext, kind string }{{"pdf", "application/pdf"}, {"json", "application/json"}, {"csv", "text/csv"}} {
		register(s, operation("get-trace-form-"+f.ext, http.MethodGet, "/trace-requests/{id}/form."+f.ext, "Trace request as "+strings.ToUpper(f.ext), traceTag,
			giving("The form.", f.kind), acting), func(ctx context.Context, in *formInput) (*streamOutput, error) {
			return s.traceForm(ctx, in, f.ext, f.kind)
		})
	}
	collectionRoutes[casework.TraceResult](s, collection{path: "/trace-results", one: "trace-result", many: "trace-results", tag: traceTag})
	register(s, operation("create-request-result", http.MethodPost, "/trace-requests/{id}/results", "Enter: result of a trace request", traceTag, entering),
		func(ctx context.Context, in *traceResultInput) (*createOutput[casework.TraceResult], error) {
			in.Body.Request = in.ID
			out, err := create[casework.TraceResult](ctx, s, "/trace-results", &in.Body)
			return out, lost(err, "request", casework.NotFound(casework.KindTraceRequest, in.ID))
		})
	register(s, operation("list-request-results", http.MethodGet, "/trace-requests/{id}/results", "List: results of a trace request", traceTag,
		narrowed(casework.KindTraceResult, "request_id", "lab")),
		func(ctx context.Context, in *listOfInput) (*listOutput[casework.TraceResult], error) {
			return listOf[casework.TraceResult](ctx, s, in, &casework.TraceRequest{}, "request_id")
		})
	s.traceImportRoutes()
}

// now is the present in the service's time zone: dates of requests are local days.
func (s *server) now() time.Time { return s.Cases.Now().Local() }

func (s *server) checkTrace(ctx context.Context, in *ByID) (*struct{ Body traceCheck }, error) {
	r := &casework.TraceRequest{}
	if err := s.Cases.Get(ctx, r, in.ID); err != nil {
		return nil, err
	}
	texts, found := s.textsFor(ctx), form.Check(r, s.now())
	out := traceCheck{Complete: form.Complete(found), Findings: make([]traceFinding, len(found))}
	for i, f := range found {
		out.Findings[i] = traceFinding{Location: f.Path, Message: texts.Text(f.Key, f.Params), Key: f.Key, Severity: f.Severity}
	}
	return &struct{ Body traceCheck }{out}, nil
}

func (s *server) setTraceState(ctx context.Context, in *stateInput) (*getOutput[casework.TraceRequest], error) {
	r, err := s.Cases.SetTraceState(ctx, in.ID, in.Body.State, func(r *casework.TraceRequest) error {
		return form.Ready(form.Check(r, s.now()))
	})
	if err != nil {
		return nil, err
	}
	return standing(r), nil
}

// traceForm answers with a request as a form, whole or not at all.
func (s *server) traceForm(ctx context.Context, in *formInput, ext, kind string) (*streamOutput, error) {
	r := &casework.TraceRequest{}
	if err := s.Cases.Get(ctx, r, in.ID); err != nil {
		return nil, err
	}
	now := s.now()
	findings := form.Check(r, now)
	if err := form.Ready(findings); err != nil && !in.Draft {
		requestOf(ctx).reads = false // what is missing is in the record
		return nil, err
	}
	var out bytes.Buffer
	var err error
	switch ext {
	case "pdf":
		err = s.tracePDF(ctx, &out, r, findings, in, now)
	case "json":
		err = form.JSON(&out, r)
	default:
		err = form.CSV(&out, r)
		kind += "; charset=utf-8"
	}
	if err != nil {
		return nil, err
	}
	name := r.Number
	if in.Draft {
		name += "-draft"
	}
	return s.stream(http.Header{
		"Content-Type":        {kind},
		"Content-Disposition": {attachment(name + "." + ext)},
		"Content-Length":      {strconv.Itoa(out.Len())},
	}, func(w io.Writer) error {
		_, err := out.WriteTo(w)
		return err
	}), nil
}

func (s *server) tracePDF(ctx context.Context, w io.Writer, r *casework.TraceRequest, findings []form.Finding, in *formInput, now time.Time) error {
	lab := &casework.Laboratory{}
	if err := s.Cases.Get(ctx, lab, r.Lab); err != nil {
		return err
	}
	me, err := s.Cases.Me(ctx)
	if err != nil {
		return err
	}
	texts := s.textsFor(ctx)
	if in.Lang != "" {
		texts = s.texts.For(in.Lang)
	}
	return form.PDF(w, r, texts, findings, form.Meta{Laboratory: lab.Name, By: me.Name, At: now, Draft: in.Draft})
}
