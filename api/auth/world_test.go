package auth

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"cotejo/api/audit"
	"cotejo/api/casework"
	"cotejo/api/store"
)

const goodPassword = "caballo-correcto-grapa"

// clock is a clock that tests turn.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// world is a service with real storage, a real audit log and a TLS server.
type world struct {
	*testing.T
	auth   *Auth
	store  *store.Store
	log    *audit.Log
	clock  *clock
	mux    *http.ServeMux
	server *httptest.Server
}

func testConfig() Config {
	c := DefaultConfig()
	c.Argon2 = Argon2{MemoryKiB: 64, Passes: 1, Lanes: 1, Parallel: 2, Waiting: 64}
	c.Refuse = refuse
	c.Exempt = func(r *http.Request) bool { return r.URL.Path == "/password" || r.URL.Path == "/sign-out" }
	return c
}

func newWorld(t *testing.T, change ...func(*Config)) *world {
	t.Helper()
	w := &world{T: t, clock: &clock{now: time.Now()}, mux: http.NewServeMux()}
	logger := slog.New(slog.NewTextHandler(io.Discard, nil))
	var err error
	if w.store, err = store.Open(t.Context(), filepath.Join(t.TempDir(), "cotejo.db"), logger); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.store.Close(); err != nil {
			t.Error(err)
		}
	})
	key, err := audit.LoadKey(filepath.Join(t.TempDir(), "audit.key"))
	if err != nil {
		t.Fatal(err)
	}
	w.log = audit.New(key)
	config := testConfig()
	for _, f := range change {
		f(&config)
	}
	if w.auth, err = New(config, w.store, w.log, logger, w.clock.Now); err != nil {
		t.Fatal(err)
	}
	w.routes()
	w.server = httptest.NewTLSServer(w.auth.Middleware(w.mux))
	t.Cleanup(w.server.Close)
	return w
}

// routes are the least that an HTTP layer would do with an Auth.
func (w *world) routes() {
	a := w.auth
	w.handle("POST /sign-in", func(r *http.Request) (any, error) {
		return a.SignIn(r.Context(), r.FormValue("login"), r.FormValue("password"))
	})
	w.handle("POST /sign-out", func(r *http.Request) (any, error) { return nil, a.SignOut(r.Context()) })
	w.handle("POST /password", func(r *http.Request) (any, error) {
		return nil, a.ChangePassword(r.Context(), r.FormValue("old"), r.FormValue("new"))
	})
	w.handle("POST /reset", func(r *http.Request) (any, error) { return a.ResetPassword(r.Context(), r.FormValue("id")) })
	w.handle("GET /sessions", func(r *http.Request) (any, error) { return a.Sessions(r.Context()) })
	w.handle("GET /session", func(r *http.Request) (any, error) { return a.CurrentSession(r.Context()), nil })
	w.handle("POST /sessions/end", func(r *http.Request) (any, error) {
		if id := r.FormValue("id"); id != "" {
			return nil, a.RevokeSession(r.Context(), id)
		}
		return a.RevokeOtherSessions(r.Context())
	})
	w.handle("POST /tokens", func(r *http.Request) (any, error) {
		t := &casework.Token{Name: r.FormValue("name"), Expires: w.clock.Now().Add(24 * time.Hour)}
		for _, s := range r.Form["scope"] {
			t.Scopes = append(t.Scopes, casework.Scope(s))
		}
		if text := r.FormValue("expires"); text != "" {
			var err error
			if t.Expires, err = time.Parse(time.RFC3339Nano, text); err != nil {
				return nil, err
			}
		}
		secret, err := a.CreateToken(r.Context(), t)
		return map[string]string{"id": t.ID, "secret": secret}, err
	})
	w.handle("GET /tokens", func(r *http.Request) (any, error) { return a.Tokens(r.Context()) })
	w.handle("POST /tokens/revoke", func(r *http.Request) (any, error) { return nil, a.RevokeToken(r.Context(), r.FormValue("id")) })
	w.handle("/me", func(r *http.Request) (any, error) {
		actor := casework.ActorOf(r.Context())
		if actor == nil {
			return nil, casework.Fail(casework.CodeUnauthenticated, "auth.sign_in")
		}
		return map[string]any{"id": actor.Account.ID, "scopes": actor.Scopes, "address": actor.Address}, nil
	})
}

func (w *world) handle(pattern string, fn func(*http.Request) (any, error)) {
	w.mux.HandleFunc(pattern, func(out http.ResponseWriter, r *http.Request) {
		result, err := fn(r)
		if err != nil {
			refuse(out, r, err)
			return
		}
		_ = json.NewEncoder(out).Encode(result)
	})
}

var statuses = map[casework.Code]int{
	casework.CodeInvalid: 422, casework.CodeUnauthenticated: 401, casework.CodeForbidden: 403,
	casework.CodeNotFound: 404, casework.CodeConflict: 409, casework.CodeBusy: 503,
}

func refuse(w http.ResponseWriter, _ *http.Request, err error) {
	status, known := statuses[casework.CodeOf(err)]
	if !known {
		status = 500
	}
	key := "? " + err.Error()
	var e *casework.Error
	if errors.As(err, &e) {
		key = e.Key
		for _, f := range e.Fields {
			key += " " + f.Key
		}
		if subject, ok := e.Params["subject"].(string); ok {
			key += " " + subject
		}
	}
	w.WriteHeader(status)
	_, _ = io.WriteString(w, key)
}

// account adds an account with a password.
func (w *world) account(login, password string, change ...func(*casework.Account)) *casework.Account {
	w.Helper()
	id, err := uuid.NewV7()
	if err != nil {
		w.Fatal(err)
	}
	now := w.auth.now()
	a := &casework.Account{
		Head:  casework.Head{ID: id.String(), Version: 1, CreatedAt: now, CreatedBy: "service", UpdatedAt: now, UpdatedBy: "service"},
		Login: login, Name: "Persona " + login,
	}
	if password != "" {
		if a.PasswordHash, err = w.auth.hasher.hash(w.Context(), password); err != nil {
			w.Fatal(err)
		}
	}
	for _, f := range change {
		f(a)
	}
	w.update(func(tx casework.Tx) error { return tx.Insert(w.Context(), a) })
	return a
}

// laboratory adds a laboratory and returns its identifier.
func (w *world) laboratory(code string) string {
	w.Helper()
	id, now := "lab-"+strings.ToLower(code), w.auth.now()
	l := &casework.Laboratory{
		Head: casework.Head{ID: id, Lab: id, Version: 1, CreatedAt: now, CreatedBy: "service", UpdatedAt: now, UpdatedBy: "service"},
		Code: code, Name: code,
	}
	w.update(func(tx casework.Tx) error { return tx.Insert(w.Context(), l) })
	return id
}

func (w *world) update(fn func(casework.Tx) error) {
	w.Helper()
	if err := w.store.Update(w.Context(), fn); err != nil {
		w.Fatal(err)
	}
}

// stored is an account as it stands.
func (w *world) stored(id string) *casework.Account {
	w.Helper()
	a := &casework.Account{}
	if err := w.store.View(w.Context(), func(tx casework.Tx) error { return tx.Get(w.Context(), a, id) }); err != nil {
		w.Fatal(err)
	}
	return a
}

// alter changes an account as casework would.
func (w *world) alter(id string, fn func(*casework.Account)) {
	w.Helper()
	w.update(func(tx casework.Tx) error {
		a := &casework.Account{}
		if err := tx.Get(w.Context(), a, id); err != nil {
			return err
		}
		fn(a)
		a.Version++
		return tx.Update(w.Context(), a)
	})
}

// events are those of an action in the audit log, oldest first.
func (w *world) events(action string) []casework.Event {
	w.Helper()
	var out []casework.Event
	err := w.store.View(w.Context(), func(tx casework.Tx) error {
		n, err := tx.LedgerSize(w.Context())
		if err != nil {
			return err
		}
		texts, err := tx.Entries(w.Context(), 0, int(n))
		for _, text := range texts {
			var e casework.Event
			if err := json.Unmarshal(text, &e); err != nil {
				return err
			}
			if action == "" || e.Action == action {
				out = append(out, e)
			}
		}
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return out
}

// session is a stored session, nil when there is none.
func (w *world) session(token string) (s *casework.Session) {
	w.Helper()
	err := w.store.View(w.Context(), func(tx casework.Tx) (err error) {
		s, err = tx.GetSession(w.Context(), sessionID(token), w.clock.Now())
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return s
}

// inVisit is a context as the middleware makes it, for calls without HTTP.
func (w *world) inVisit(ctx context.Context) context.Context {
	w.Helper()
	ctx, err := w.auth.sessions.Load(context.WithValue(ctx, visitKey{}, &visit{cookies: true}), "")
	if err != nil {
		w.Fatal(err)
	}
	return ctx
}
