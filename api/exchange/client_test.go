package exchange_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"cotejo/api/exchange"
)

// service answers as a service does, by a script of what it says to uploads.
type service struct {
	t       *testing.T
	server  *httptest.Server
	answers []func(http.ResponseWriter, *http.Request) // to uploads, one after another; then 201
	uploads int
	keys    []string
	sent    []string
}

func newService(t *testing.T, answers ...func(http.ResponseWriter, *http.Request)) *service {
	t.Helper()
	s := &service{t: t, answers: answers}
	s.server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.server.Close)
	return s
}

func (s *service) serve(w http.ResponseWriter, r *http.Request) {
	reply := func(status int, v any) {
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(v)
	}
	at := strings.TrimPrefix(r.URL.Path, "/api/v1")
	switch {
	case r.Header.Get("Authorization") != "Bearer secret":
		reply(401, map[string]any{"type": "urn:cotejo:problem:auth.sign_in", "detail": "Sign in first."})
	case at == "/me":
		reply(200, map[string]any{"account": map[string]any{"memberships": []any{map[string]any{"lab": "L"}}}})
	case strings.HasSuffix(at, "/acquisitions"):
		s.uploads++
		if len(s.answers) >= s.uploads {
			s.answers[s.uploads-1](w, r)
			return
		}
		text, _ := io.ReadAll(r.Body)
		s.sent, s.keys = append(s.sent, string(text)), append(s.keys, r.Header.Get("Idempotency-Key"))
		reply(201, map[string]any{"id": "a-" + string(text)})
	case r.Method == http.MethodGet:
		reply(200, map[string]any{"items": []any{}})
	default:
		var got map[string]any
		_ = json.NewDecoder(r.Body).Decode(&got)
		got["id"] = strings.Trim(at, "/") + "-" + got["number"].(string)
		reply(201, got)
	}
}

// batch is an import of three files into a service.
func (s *service) batch(t *testing.T, dir string) (*exchange.Batch, []exchange.Row, *[]time.Duration) {
	t.Helper()
	rows, wrong, err := exchange.ReadManifest(strings.NewReader("file,case,exhibit,calibre\n1.x3p,C,A,9mm\n2.x3p,C,B,9mm\n3.x3p,C,C,9mm\n"))
	if err != nil || len(wrong) > 0 {
		t.Fatal(err, wrong)
	}
	var waits []time.Duration
	client := &exchange.Client{URL: s.server.URL, Token: "secret", HTTP: s.server.Client(), Wait: func(ctx context.Context, d time.Duration) error {
		waits = append(waits, d)
		return ctx.Err()
	}}
	return &exchange.Batch{
		Client: client, Journal: journal(t, filepath.Join(dir, "journal")),
		Files: fstest.MapFS{"1.x3p": {Data: []byte("one")}, "2.x3p": {Data: []byte("two")}, "3.x3p": {Data: []byte("three")}},
	}, rows, &waits
}

func status(code int, headers ...string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
		_, _ = io.WriteString(w, `{"type":"urn:cotejo:problem:test","detail":"Not now."}`)
	}
}

// cut breaks the connection.
func cut(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

func TestAnImportIsPatient(t *testing.T) {
	s := newService(t, status(503, "Retry-After", "7"), status(429, "Retry-After", "100000"), status(503), cut, status(502), status(500), status(503, "Retry-After", "0"))
	b, rows, waits := s.batch(t, t.TempDir())
	rep, err := b.Run(t.Context(), rows)
	if err != nil || rep.Sent != 3 || !rep.OK() || len(s.sent) != 3 || s.uploads != 10 {
		t.Fatalf("%v, %+v, %d uploads", err, rep, s.uploads)
	}
	w := *waits
	if len(w) != 7 || w[0] != 7*time.Second || w[1] != 5*time.Minute || w[2] != 5*time.Second || w[3] <= 0 || w[6] != time.Second {
		t.Errorf("%v", w)
	}
}

func TestRefusedRowsDoNotStopAnImport(t *testing.T) {
	s := newService(t, status(201), status(422), status(500), status(500), status(500), status(500))
	s.answers[0] = func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusCreated)
		_, _ = io.WriteString(w, `{"id":"first"}`)
	}
	dir := t.TempDir()
	b, rows, _ := s.batch(t, dir)
	delete(b.Files.(fstest.MapFS), "3.x3p")
	rows = append(rows, rows[1])
	rows[3].Line = 9
	rep, err := b.Run(t.Context(), rows)
	if err != nil || rep.Sent != 1 || len(rep.Refused) != 3 {
		t.Fatalf("%v, %+v", err, rep)
	}
	if r := rep.Refused; r[0].Line != 3 || r[0].Status != 422 || r[0].Reason != "Not now." || r[1].File != "3.x3p" || r[1].Reason == "" || r[2].Status != 500 {
		t.Errorf("%+v", rep.Refused)
	}
	var text strings.Builder
	if err := rep.Print(&text, func(key string, _ map[string]any) string { return key }); err != nil || !strings.Contains(text.String(), "- 3 2.x3p: Not now.") {
		t.Errorf("%v, %s", err, &text)
	}
	if out, err := json.Marshal(rep); err != nil || !strings.Contains(string(out), `"line":3`) {
		t.Errorf("%v, %s", err, out)
	}
}

func TestAnImportGoesOnFromItsJournal(t *testing.T) {
	s := newService(t, status(507))
	dir := t.TempDir()
	s.answers = []func(http.ResponseWriter, *http.Request){nil, status(507)}
	s.answers[0] = func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusCreated)
		_, _ = io.WriteString(w, `{"id":"first"}`)
	}
	b, rows, _ := s.batch(t, dir)
	rep, err := b.Run(t.Context(), rows)
	var refusal *exchange.Refusal
	if !errors.As(err, &refusal) || refusal.Status != 507 || rep.Sent != 1 {
		t.Fatalf("%v, %+v", err, rep)
	}
	if err := b.Journal.Close(); err != nil {
		t.Fatal(err)
	}
	b, rows, _ = s.batch(t, dir)
	rep, err = b.Run(t.Context(), rows)
	if err != nil || rep.Before != 1 || rep.Sent != 2 {
		t.Fatalf("%v, %+v", err, rep)
	}
	// A file that has changed is sent again; another table does not stand in the way.
	files := b.Files.(fstest.MapFS)
	files["2.x3p"] = &fstest.MapFile{Data: []byte("two again")}
	rep, err = b.Run(t.Context(), rows)
	if err != nil || rep.Before != 2 || rep.Sent != 1 || s.sent[len(s.sent)-1] != "two again" {
		t.Fatalf("%v, %+v", err, rep)
	}
}

func TestAnImportEndsWhereNothingGoesThrough(t *testing.T) {
	down := newService(t)
	b, rows, waits := down.batch(t, t.TempDir())
	down.server.Close()
	if _, err := b.Run(t.Context(), rows); err == nil || len(*waits) < 5 {
		t.Errorf("%v after %d waits", err, len(*waits))
	}
	s := newService(t)
	b, rows, _ = s.batch(t, t.TempDir())
	b.Client.Token = "another"
	var refusal *exchange.Refusal
	if _, err := b.Run(t.Context(), rows); !errors.As(err, &refusal) || refusal.Status != 401 {
		t.Errorf("%v", err)
	}
	b, rows, _ = s.batch(t, t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Run(ctx, rows); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	b, rows, _ = s.batch(t, t.TempDir())
	b.Lab = "NORTE"
	if _, err := b.Run(t.Context(), rows); err == nil {
		t.Error("a laboratory that is not there")
	}
}
