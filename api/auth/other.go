package auth

import (
	"context"
	"strconv"

	"cotejo/api/casework"
)

// AccountSessions are the sessions of an account that the asking person looks
// after.
func (a *Auth) AccountSessions(ctx context.Context, id string) (sessions []casework.Session, err error) {
	err = a.store.View(ctx, func(tx casework.Tx) error {
		if _, err := lookedAfter(ctx, tx, id); err != nil {
			return err
		}
		sessions, err = tx.AccountSessions(ctx, id, a.now())
		return err
	})
	return sessions, err
}

// EndSessions ends all sessions of an account that the asking person looks after,
// and tells how many.
func (a *Auth) EndSessions(ctx context.Context, id string) (ended int, err error) {
	err = a.store.Update(ctx, func(tx casework.Tx) error {
		account, err := lookedAfter(ctx, tx, id)
		if err != nil {
			return err
		}
		sessions, err := tx.AccountSessions(ctx, id, a.now())
		if ended = len(sessions); err != nil || ended == 0 {
			return err
		}
		if err := a.endSessions(ctx, tx, id, ""); err != nil {
			return err
		}
		actor := casework.ActorOf(ctx)
		e := client{address: actor.Address, request: actor.Request}.event(a.now(), "sessions_end", actor.Account)
		e.Account, e.Kind, e.Subject, e.Lab = actor.ID(), account.Kind(), account.ID, account.Lab
		e.Detail = map[string]string{"count": strconv.Itoa(ended)}
		return a.audit.Record(ctx, tx, e)
	})
	return ended, err
}

// lookedAfter returns an account whose password the context's actor may reset.
func lookedAfter(ctx context.Context, tx casework.Tx, id string) (*casework.Account, error) {
	actor := casework.ActorOf(ctx)
	if actor == nil {
		return nil, casework.Fail(casework.CodeUnauthenticated, "auth.sign_in")
	}
	account := &casework.Account{}
	if err := tx.Get(ctx, account, id); err != nil {
		return nil, err
	}
	return account, mayReset(actor, account)
}
