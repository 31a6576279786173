package auth

import (
	"context"
	"slices"

	"cotejo/api/casework"
)

// Sessions are those of the person who asks, the last used first.
func (a *Auth) Sessions(ctx context.Context) (sessions []casework.Session, err error) {
	v, err := person(ctx)
	if err != nil {
		return nil, err
	}
	err = a.store.View(ctx, func(tx casework.Tx) error {
		sessions, err = tx.AccountSessions(ctx, v.account.ID, a.now())
		return err
	})
	slices.SortStableFunc(sessions, func(x, y casework.Session) int { return y.Seen.Compare(x.Seen) })
	return sessions, err
}

// CurrentSession is the identifier of the request's own session, "" when there is
// none.
func (a *Auth) CurrentSession(ctx context.Context) string {
	v, err := visitOf(ctx)
	if err != nil || v.account == nil {
		return ""
	}
	return v.session.ID
}

// RevokeSession ends one of the asking person's sessions; one of somebody else is
// not found.
func (a *Auth) RevokeSession(ctx context.Context, id string) error {
	v, err := person(ctx)
	if err != nil {
		return err
	}
	return a.store.Update(ctx, func(tx casework.Tx) error {
		session, err := tx.GetSession(ctx, id, a.now())
		if err != nil {
			return err
		}
		if session == nil || session.Account != v.account.ID {
			return casework.Fail(casework.CodeNotFound, "auth.session_gone")
		}
		return a.revoke(ctx, tx, v, id)
	})
}

// RevokeOtherSessions ends all of the asking person's sessions but this one, and
// tells how many.
func (a *Auth) RevokeOtherSessions(ctx context.Context) (ended int, err error) {
	v, err := person(ctx)
	if err != nil {
		return 0, err
	}
	err = a.store.Update(ctx, func(tx casework.Tx) error {
		ended = 0
		sessions, err := tx.AccountSessions(ctx, v.account.ID, a.now())
		if err != nil {
			return err
		}
		for _, s := range sessions {
			if s.ID == v.session.ID {
				continue
			}
			if err := a.revoke(ctx, tx, v, s.ID); err != nil {
				return err
			}
			ended++
		}
		return nil
	})
	return ended, err
}

// stands makes sure, in the transaction of an act that outlives its session, that
// the session was not ended since the request began.
func (a *Auth) stands(ctx context.Context, tx casework.Tx, v *visit) error {
	session, err := tx.GetSession(ctx, v.session.ID, a.now())
	if err == nil && session == nil {
		err = casework.Fail(casework.CodeUnauthenticated, "auth.sign_in")
	}
	return err
}

func (a *Auth) revoke(ctx context.Context, tx casework.Tx, v *visit, id string) error {
	if err := tx.DeleteSession(ctx, id); err != nil {
		return err
	}
	e := v.client.event(a.now(), "session_revoke", v.account)
	e.Detail = map[string]string{"session": id}
	return a.audit.Record(ctx, tx, e)
}

// endSessions ends all sessions of an account but one.
func (a *Auth) endSessions(ctx context.Context, tx casework.Tx, account, but string) error {
	sessions, err := tx.AccountSessions(ctx, account, a.now())
	if err != nil {
		return err
	}
	for _, s := range sessions {
		if s.ID == but {
			continue
		}
		if err := tx.DeleteSession(ctx, s.ID); err != nil {
			return err
		}
	}
	return nil
}
