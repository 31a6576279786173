package auth

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"cotejo/api/casework"
)

const (
	seenEvery = time.Minute      // how often a session's use is written, at most
	anonymous = 10 * time.Minute // for which a session lasts that nobody signed in to
)

// newSessions configures scs. Its own clock and time-outs are not used: the
// sessionStore knows when a session ends.
func (a *Auth) newSessions() *scs.SessionManager {
	m := scs.New()
	m.Store = sessionStore{a}
	m.Lifetime = a.config.Lifetime
	m.Cookie.Name = "cotejo"
	m.Cookie.Secure = a.config.Secure
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode // not strict: an OIDC provider sends people back here
	m.Cookie.Persist = false                 // ends with the browser
	if a.config.Secure {
		m.Cookie.Name = "__Host-cotejo" // browsers then take it from this host and TLS only
	}
	m.ErrorFunc = func(w http.ResponseWriter, r *http.Request, err error) { a.config.Refuse(w, r, err) }
	return m
}

// sessionID is what a session's token is known by in the store.
func sessionID(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// sessionStore keeps the sessions of scs as rows of the store.
type sessionStore struct{ a *Auth }

var errNoContext = errors.New("auth: a session needs the request's context")

// Find, Commit and Delete are part of scs.Store; scs calls the others.
func (sessionStore) Find(string) ([]byte, bool, error) { return nil, false, errNoContext }

// Commit is not called.
func (sessionStore) Commit(string, []byte, time.Time) error { return errNoContext }

// Delete is not called.
func (sessionStore) Delete(string) error { return errNoContext }

// FindCtx reads a session and its account in one view and puts them into the
// visit. A session of a disabled account ends here.
func (s sessionStore) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	v, err := visitOf(ctx)
	if err != nil {
		return nil, false, err
	}
	if raw, err := base64.RawURLEncoding.DecodeString(token); err != nil || len(raw) != 32 {
		return nil, false, nil //nolint:nilerr // not a token of ours: no session
	}
	session, account, err := s.a.readSession(ctx, sessionID(token))
	if err != nil || session == nil {
		return nil, false, err
	}
	if account != nil && account.Disabled {
		s.a.touch(ctx, session.ID, func(tx casework.Tx) error { return tx.DeleteSession(ctx, session.ID) })
		return nil, false, nil
	}
	v.session, v.account = *session, account
	s.a.touchSession(ctx, session, s.a.now())
	return session.Data, true, nil
}

// readSession reads a session, nil when there is none, and its account, nil until
// somebody signed in.
func (a *Auth) readSession(ctx context.Context, id string) (session *casework.Session, account *casework.Account, err error) {
	err = a.store.View(ctx, func(tx casework.Tx) error {
		if session, err = tx.GetSession(ctx, id, a.now()); err != nil || session == nil || session.Account == "" {
			return err
		}
		account = &casework.Account{}
		return tx.Get(ctx, account, session.Account)
	})
	if err != nil {
		return nil, nil, err
	}
	return session, account, nil
}

// touchSession writes that a session was used. That it cannot be written is no
// reason to turn the person away.
func (a *Auth) touchSession(ctx context.Context, session *casework.Session, now time.Time) {
	if session.Account == "" || now.Sub(session.Seen) < seenEvery {
		return
	}
	a.touch(ctx, session.ID, func(tx casework.Tx) error {
		stored, err := tx.GetSession(ctx, session.ID, now)
		if err != nil || stored == nil || now.Sub(stored.Seen) < seenEvery {
			return err
		}
		stored.Seen, stored.Expires = now, a.expiry(*stored, now)
		return tx.PutSession(ctx, *stored)
	})
}

// touch writes a last use, once at a time for each key, also when the client has
// gone by then.
func (a *Auth) touch(ctx context.Context, key string, fn func(casework.Tx) error) {
	if _, busy := a.touching.LoadOrStore(key, true); busy {
		return
	}
	defer a.touching.Delete(key)
	if err := a.store.Update(context.WithoutCancel(ctx), fn); err != nil {
		a.log.WarnContext(ctx, "last use not written", "error", err)
	}
}

// expiry is when a session ends unless it is used.
func (a *Auth) expiry(s casework.Session, now time.Time) time.Time {
	if s.Account == "" {
		return s.Created.Add(anonymous)
	}
	idle, end := now.Add(a.config.Idle), s.Created.Add(a.config.Lifetime)
	if end.Before(idle) {
		return end
	}
	return idle
}

// CommitCtx writes the visit's session under a token. One that was revoked since
// it was read is not written again.
func (s sessionStore) CommitCtx(ctx context.Context, token string, data []byte, _ time.Time) error {
	v, err := visitOf(ctx)
	if err != nil {
		return err
	}
	id, now := sessionID(token), s.a.now()
	known := v.session.ID == id
	if v.void || known && bytes.Equal(v.session.Data, data) {
		return nil
	}
	next := v.session
	next.ID, next.Data, next.Seen = id, data, now
	if next.Created.IsZero() {
		next.Created = now
	}
	next.Expires = s.a.expiry(next, now)
	next.Address, next.Agent = v.client.address, v.client.agent
	err = s.a.update(ctx, func(tx casework.Tx) error {
		if !known {
			if err := tx.DropExpired(ctx, now); err != nil {
				return err
			}
			return tx.PutSession(ctx, next)
		}
		if stored, err := tx.GetSession(ctx, id, now); err != nil || stored == nil {
			return err
		}
		return tx.PutSession(ctx, next)
	})
	if err != nil {
		return err
	}
	v.session = next
	return nil
}

// DeleteCtx ends a session.
func (s sessionStore) DeleteCtx(ctx context.Context, token string) error {
	return s.a.update(ctx, func(tx casework.Tx) error { return tx.DeleteSession(ctx, sessionID(token)) })
}
