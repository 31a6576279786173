package auth

import (
	"context"
	"strconv"
	"time"

	"cotejo/api/casework"
)

// attempt is a password held against an account's.
type attempt struct {
	account string // identifier, "" when the login is unknown
	against string // the hash that the account had
	ok      bool
	rehash  string // for an account whose hash was made with other parameters
}

// try does the costly part of checking a password, outside any transaction. The
// account may be nil.
func (a *Auth) try(ctx context.Context, account *casework.Account, password string) (attempt, error) {
	var t attempt
	if account != nil {
		t.account, t.against = account.ID, account.PasswordHash
	}
	ok, outdated, err := a.hasher.match(ctx, password, t.against)
	if err != nil {
		return t, err
	}
	t.ok = ok
	if ok && outdated {
		if t.rehash, err = a.hasher.hash(ctx, password); err != nil {
			return t, err
		}
	}
	return t, nil
}

// judge decides an attempt on the account as it stands now, and writes what it
// changes: failures and locks, or, after a success, their end. why is empty for a
// success. The events are to be recorded in the same transaction.
//
// Attempts that were started together are judged one after another, so a lock
// stops all after the last failure that is allowed.
func (a *Auth) judge(ctx context.Context, tx casework.Tx, t attempt, c client) (_ *casework.Account, why string, _ []casework.Event, _ error) {
	now := a.now()
	if t.account == "" {
		// What was typed is not recorded: it may be a password in the wrong field,
		// and the log is for ever.
		e := c.event(now, "sign_in_failed", nil)
		e.Detail = map[string]string{"reason": "unknown"}
		return nil, "unknown", []casework.Event{e}, nil
	}
	account := &casework.Account{}
	if err := tx.Get(ctx, account, t.account); err != nil {
		return nil, "", nil, err
	}
	switch {
	case account.Disabled:
		why = "disabled"
	case now.Before(account.LockedUntil):
		why = "locked"
	case !t.ok || account.PasswordHash != t.against:
		why = "password"
	default:
		events, err := a.succeed(ctx, tx, account, t.rehash, c)
		return account, "", events, err
	}
	e := c.upon(now, "sign_in_failed", account)
	e.Detail = map[string]string{"reason": why}
	if why != "password" {
		return account, why, []casework.Event{e}, nil
	}
	account.Failures++
	lock := a.config.Lock.after(account.Failures)
	if lock > 0 {
		account.LockedUntil = now.Add(lock)
	}
	if err := a.write(ctx, tx, account, "service", &e); err != nil {
		return nil, "", nil, err
	}
	events := []casework.Event{e}
	if lock > 0 {
		e := c.upon(now, "lock", account)
		e.Detail = map[string]string{"failures": strconv.Itoa(account.Failures), "until": account.LockedUntil.Format(time.RFC3339)}
		events = append(events, e)
	}
	return account, why, events, nil
}

// succeed forgets the failures of an account and renews an outdated hash.
func (a *Auth) succeed(ctx context.Context, tx casework.Tx, account *casework.Account, rehash string, c client) ([]casework.Event, error) {
	if account.Failures == 0 && account.LockedUntil.IsZero() && rehash == "" {
		return nil, nil
	}
	account.Failures, account.LockedUntil = 0, time.Time{}
	if rehash != "" {
		account.PasswordHash = rehash
	}
	e := c.event(a.now(), "unlock", account)
	if err := a.write(ctx, tx, account, account.ID, &e); err != nil {
		return nil, err
	}
	return []casework.Event{e}, nil
}

// after is for how long an account is locked after so many failures in a row.
func (l Lock) after(failures int) time.Duration {
	if failures < l.Failures {
		return 0
	}
	d := l.First
	for range failures - l.Failures {
		if d *= 2; d >= l.Most {
			break
		}
	}
	return min(d, l.Most)
}
