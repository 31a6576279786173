package auth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"

	"cotejo/api/casework"
)

// Auth signs people in and out and tells who asks. It is safe for concurrent use.
type Auth struct {
	config   Config
	store    casework.Store
	audit    casework.AuditLog
	log      *slog.Logger
	clock    func() time.Time
	sessions *scs.SessionManager
	hasher   *hasher
	common   map[string]bool
	origins  *http.CrossOriginProtection
	// touching are the sessions and tokens whose last use is being written.
	touching sync.Map
}

// New makes an Auth. It computes one password hash, and fails when the
// configuration makes no sense.
func New(config Config, store casework.Store, audit casework.AuditLog, log *slog.Logger, now func() time.Time) (*Auth, error) {
	config, err := config.complete()
	if err != nil {
		return nil, err
	}
	if store == nil || audit == nil || log == nil || now == nil {
		return nil, errors.New("auth: store, audit log, logger and clock must be given")
	}
	a := &Auth{config: config, store: store, audit: audit, log: log, clock: now, common: commonPasswords(), origins: http.NewCrossOriginProtection()}
	for _, origin := range config.Origins {
		if err := a.origins.AddTrustedOrigin(origin); err != nil {
			return nil, fmt.Errorf("auth: %w", err)
		}
	}
	if a.hasher, err = newHasher(config.Argon2); err != nil {
		return nil, err
	}
	a.sessions = a.newSessions()
	return a, nil
}

// now is the time as records keep it: UTC, whole microseconds.
func (a *Auth) now() time.Time { return a.clock().UTC().Truncate(time.Microsecond) }

// write keeps a changed account under its next version, in the name of by, and
// completes the event that says so.
func (a *Auth) write(ctx context.Context, tx casework.Tx, account *casework.Account, by string, e *casework.Event) error {
	account.Version++
	account.UpdatedAt, account.UpdatedBy = e.At, by
	if err := tx.Update(ctx, account); err != nil {
		return err
	}
	return describe(e, account)
}

// describe names a record and its version in an event.
func describe(e *casework.Event, r casework.Record) error {
	body, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("%s as JSON: %w", r.Kind(), err)
	}
	h := casework.HeadOf(r)
	e.Kind, e.Subject, e.Lab, e.Version, e.Body = r.Kind(), h.ID, h.Lab, h.Version, casework.BodyHash(body)
	return nil
}

// event is something that an account did, or, when it is nil, nobody known.
func (c client) event(at time.Time, action string, account *casework.Account) casework.Event {
	e := casework.Event{At: at, Action: action, Request: c.request, Address: c.address}
	if account != nil {
		e.Account, e.Name, e.Kind, e.Subject, e.Lab = account.ID, account.Login, account.Kind(), account.ID, account.Lab
	}
	return e
}

// upon is something that happened to an account by someone who is not known to be
// its owner.
func (c client) upon(at time.Time, action string, account *casework.Account) casework.Event {
	e := c.event(at, action, account)
	e.Account, e.Name = "", ""
	return e
}
