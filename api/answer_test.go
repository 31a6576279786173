package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/go-chi/chi/v5/middleware"
	"github.com/prometheus/client_golang/prometheus"

	"cotejo/api/casework"
	"cotejo/api/message"
)

func answersFor(t *testing.T) (answers, *bytes.Buffer) {
	t.Helper()
	texts, err := message.Load()
	if err != nil {
		t.Fatal(err)
	}
	log := &bytes.Buffer{}
	return answers{texts: texts, log: slog.New(slog.NewTextHandler(log, nil))}, log
}

func TestStatusOfErrors(t *testing.T) {
	const secret = "postgres://cotejo:hunter2@db"
	cause := errors.New(secret)
	gone, leave := context.WithCancel(t.Context())
	leave()
	tests := map[string]struct {
		err    error
		ctx    context.Context
		status int
		header string
	}{
		"invalid":                    {err: casework.Fail(casework.CodeInvalid, "record.invalid", "count", 1), status: 422},
		"unauthenticated":            {err: casework.Fail(casework.CodeUnauthenticated, "auth.sign_in"), status: 401, header: "WWW-Authenticate"},
		"forbidden":                  {err: casework.Fail(casework.CodeForbidden, "auth.forbidden", "action", "enter"), status: 403},
		"not found":                  {err: casework.NotFound(casework.KindCase, unknown), status: 404},
		"conflict":                   {err: casework.Fail(casework.CodeConflict, "record.key_reused"), status: 409},
		"stale":                      {err: casework.Fail(casework.CodeStale, "record.stale", "kind", "case", "version", 2), status: 412},
		"too large":                  {err: casework.Fail(casework.CodeTooLarge, "http.too_large"), status: 413},
		"unsupported":                {err: casework.Fail(casework.CodeUnsupported, "http.not_json_type", "type", "x"), status: 415},
		"busy":                       {err: casework.Fail(casework.CodeBusy, "auth.busy").Because(cause), status: 503, header: "Retry-After"},
		"storage":                    {err: casework.Fail(casework.CodeStorage, "jobs.unavailable").Because(cause), status: 507},
		"internal":                   {err: casework.Fail(casework.CodeInternal, "record.invalid").Because(cause), status: 500},
		"a code of no meaning":       {err: casework.Fail("odd", "record.invalid").Because(cause), status: 500},
		"any error":                  {err: cause, status: 500},
		"wrapped":                    {err: fmt.Errorf("%s: %w", secret, casework.NotFound(casework.KindCase, unknown)), status: 404},
		"damaged":                    {err: fmt.Errorf("%s: %w", secret, casework.ErrCorrupt), status: 500},
		"the client left":            {err: context.Canceled, ctx: gone, status: 499},
		"cancelled by something":     {err: fmt.Errorf("%s: %w", secret, context.Canceled), status: 500},
		"too slow":                   {err: fmt.Errorf("%s: %w", secret, context.DeadlineExceeded), status: 503, header: "Retry-After"},
		"a body that is too large":   {err: fmt.Errorf("%s: %w", secret, &http.MaxBytesError{Limit: 1}), status: 413},
		"with a status":              {err: protocol(http.StatusTooManyRequests, "http.too_often", "most", 3), status: 429},
		"with a status, and wrapped": {err: fmt.Errorf("%s: %w", secret, protocol(http.StatusPreconditionRequired, "http.version_missing")), status: 428},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			a, log := answersFor(t)
			ctx := test.ctx
			if ctx == nil {
				ctx = t.Context()
			}
			var p *Problem
			if !errors.As(a.problem(ctx, test.err), &p) || p.Status != test.status {
				t.Fatalf("%+v, want status %d", p, test.status)
			}
			if p.Detail == "" || p.Title == "" || strings.Contains(p.Detail+p.Title+p.Type, secret) || strings.Contains(p.Title, "status.") || strings.Contains(p.Detail, "<no value>") {
				t.Errorf("%+v", p)
			}
			if test.header != "" && p.headers.Get(test.header) == "" {
				t.Errorf("no %s in %v", test.header, p.headers)
			}
			if p.Status >= 500 != strings.Contains(log.String(), "request") {
				t.Errorf("status %d, logged: %s", p.Status, log)
			}
			var again *Problem
			if !errors.As(a.problem(ctx, fmt.Errorf("more: %w", p)), &again) || again != p {
				t.Errorf("a problem becomes another one: %+v", again)
			}
		})
	}
}

const unknown = "0190a5f0-0000-7000-8000-000000000000"

func TestAPanicIsAnswered(t *testing.T) {
	a, log := answersFor(t)
	meters, err := newMeters(prometheus.NewRegistry())
	if err != nil {
		t.Fatal(err)
	}
	s := &server{answers: a, meters: meters, Parts: Parts{Log: a.log}}
	serve := func(h http.HandlerFunc) (w *httptest.ResponseRecorder, fault any) {
		w = httptest.NewRecorder()
		defer func() { fault = recover() }()
		s.recover(h).ServeHTTP(middleware.NewWrapResponseWriter(w, 1), httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil))
		return w, nil
	}
	w, fault := serve(func(http.ResponseWriter, *http.Request) { panic("hunter2") })
	if fault != nil || w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "hunter2") || w.Header().Get("Content-Type") != problemType {
		t.Errorf("%v, %d %s", fault, w.Code, w.Body)
	}
	if !strings.Contains(log.String(), "hunter2") {
		t.Errorf("the log says nothing of it: %s", log)
	}
	_, fault = serve(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("half"))
		panic("later")
	})
	if fault != http.ErrAbortHandler { //nolint:errorlint // a panic's value
		t.Errorf("an answer that has begun ends with %v, so that half of it looks whole", fault)
	}
}

func TestRequestIDs(t *testing.T) {
	a, _ := answersFor(t)
	s := &server{answers: a}
	for given, kept := range map[string]bool{
		"01JD-x_y.9": true, "": false, "a b": false, "é": false, "a\"b": false, strings.Repeat("a", 64): true, strings.Repeat("a", 65): false, "a/b": false,
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
		r.Header.Set(requestIDHeader, given)
		w := httptest.NewRecorder()
		inside := ""
		s.identify(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { inside = requestOf(r.Context()).id })).ServeHTTP(w, r)
		got := w.Header().Get(requestIDHeader)
		if (got == given) != kept || got != inside || !validRequestID(got) {
			t.Errorf("%q becomes %q, inside %q", given, got, inside)
		}
	}
}

func TestWhatIsNotKnownIsToldInGeneral(t *testing.T) {
	a, _ := answersFor(t)
	en, es := a.texts.For("en"), a.texts.For("es")
	msg := `parsing time "hunter2" as "2006-01-02"`
	inEnglish, key := translate(en, msg)
	inSpanish, _ := translate(es, msg)
	if strings.Contains(inEnglish+inSpanish, "hunter2") || inEnglish == inSpanish || key == "" {
		t.Errorf("%q, %q", inEnglish, inSpanish)
	}
}
