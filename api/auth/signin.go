package auth

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"cotejo/api/casework"
)

// SignIn signs a person in with a password and begins a session, whose cookie
// goes out with the response; the context must come through the middleware.
// Whatever does not fit - login, password, a locked or disabled account - is one
// and the same unauthenticated Error, after the same work: nobody learns which
// accounts there are. The answer is busy when too many wait.
func (a *Auth) SignIn(ctx context.Context, login, password string) (*casework.Account, error) {
	v, err := visitOf(ctx)
	if err != nil {
		return nil, err
	}
	if !v.cookies {
		return nil, casework.Fail(casework.CodeForbidden, "auth.session_needed")
	}
	known, err := a.byLogin(ctx, login)
	if err != nil {
		return nil, err
	}
	t, err := a.try(ctx, known, password)
	if err != nil {
		return nil, err
	}
	var result verdict
	ctx = context.WithoutCancel(ctx) // hanging up does not make a failure undone
	err = a.store.Update(ctx, func(tx casework.Tx) error {
		if result, err = a.judge(ctx, tx, t, v.client); err != nil {
			return err
		}
		if result.why != "" {
			return a.audit.Record(ctx, tx, result.events...)
		}
		e := v.client.event(a.now(), "sign_in", result.account)
		if result.changed {
			if err := a.write(ctx, tx, result.account, result.account.ID, &e); err != nil {
				return err
			}
		}
		return a.begin(ctx, tx, v, result.account, e)
	})
	if err != nil {
		v.void = true
		return nil, err
	}
	if result.why != "" {
		return nil, casework.Fail(casework.CodeUnauthenticated, "auth.refused")
	}
	return result.account, nil
}

// begin begins a session for an account, under a new token, in the transaction
// that records it. The last of the events is that of the sign-in.
func (a *Auth) begin(ctx context.Context, tx casework.Tx, v *visit, account *casework.Account, events ...casework.Event) error {
	v.session, v.account = casework.Session{Account: account.ID, Created: a.now()}, account
	if err := a.renew(within(ctx, tx)); err != nil {
		return err
	}
	events[len(events)-1].Detail = map[string]string{"session": v.session.ID}
	return a.audit.Record(ctx, tx, events...)
}

// renew gives the session another token, in the transaction of the context.
func (a *Auth) renew(ctx context.Context) error {
	if err := a.sessions.RenewToken(ctx); err != nil {
		return err
	}
	_, _, err := a.sessions.Commit(ctx)
	return err
}

// SignOut ends the session of the person who asks.
func (a *Auth) SignOut(ctx context.Context) error {
	v, err := person(ctx)
	if err != nil {
		return err
	}
	err = a.store.Update(ctx, func(tx casework.Tx) error {
		if err := a.sessions.Destroy(within(ctx, tx)); err != nil {
			return err
		}
		e := v.client.event(a.now(), "sign_out", v.account)
		e.Detail = map[string]string{"session": v.session.ID}
		return a.audit.Record(ctx, tx, e)
	})
	v.void = true
	return err
}

// byLogin finds an account, nil when there is none.
func (a *Auth) byLogin(ctx context.Context, login string) (*casework.Account, error) {
	login = strings.TrimSpace(login)
	if login == "" || utf8.RuneCountInString(login) > loginMost || !utf8.ValidString(login) || strings.ContainsFunc(login, unicode.IsControl) {
		return nil, nil
	}
	var found []*casework.Account
	err := a.store.View(ctx, func(tx casework.Tx) error { return tx.Find(ctx, &found, casework.Where("login", login)) })
	if err != nil || len(found) != 1 {
		return nil, err
	}
	return found[0], nil
}

const loginMost = 120 // characters, as the record's tag has it
