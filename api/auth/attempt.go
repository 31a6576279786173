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

// verdict is what an attempt comes to.
type verdict struct {
	// account as it stands after the attempt; nil when the login is unknown.
	account *casework.Account
	// why it failed, for the audit log; "" for a success.
	why string
	// changed: a success changed the account, which is not written yet.
	changed bool
	// events of a failure, to be recorded in the transaction.
	events []casework.Event
}

// judge decides an attempt on the account as it stands now. It writes what a
// failure changes; what a success does is up to the caller.
//
// Attempts that were started together are judged one after another, so a lock
// stops all after the last failure that is allowed. The transactions of the
// different failures differ by a row or two, which is not work that can be told
// apart: an account that can be asked more often than Lock.Failures is locked, and
// then takes the path of an unknown login.
func (a *Auth) judge(ctx context.Context, tx casework.Tx, t attempt, c client) (verdict, error) {
	now := a.now()
	if t.account == "" {
		// What was typed is not recorded: it may be a password in the wrong field,
		// and the log is for ever.
		e := c.event(now, "sign_in_failed", nil)
		e.Detail = map[string]string{"reason": "unknown"}
		return verdict{why: "unknown", events: []casework.Event{e}}, nil
	}
	account := &casework.Account{}
	if err := tx.Get(ctx, account, t.account); err != nil {
		return verdict{}, err
	}
	v := verdict{account: account}
	switch {
	case account.Disabled:
		v.why = "disabled"
	case now.Before(account.LockedUntil):
		v.why = "locked"
	case !t.ok || account.PasswordHash != t.against:
		v.why = "password"
	default:
		v.changed = account.Failures > 0 || !account.LockedUntil.IsZero() || t.rehash != ""
		account.Failures, account.LockedUntil = 0, time.Time{}
		if t.rehash != "" {
			account.PasswordHash = t.rehash
		}
		return v, nil
	}
	e := c.upon(now, "sign_in_failed", account)
	e.Detail = map[string]string{"reason": v.why}
	if v.why != "password" {
		v.events = []casework.Event{e}
		return v, nil
	}
	var err error
	v.events, err = a.fail(ctx, tx, account, e, c)
	return v, err
}

// fail counts a failure, which event e tells of, and locks the account when there
// were too many.
func (a *Auth) fail(ctx context.Context, tx casework.Tx, account *casework.Account, e casework.Event, c client) ([]casework.Event, error) {
	account.Failures++
	lock := a.config.Lock.after(account.Failures)
	if lock > 0 {
		account.LockedUntil = e.At.Add(lock)
	}
	if err := a.write(ctx, tx, account, "service", &e); err != nil {
		return nil, err
	}
	if lock == 0 {
		return []casework.Event{e}, nil
	}
	locked := c.upon(e.At, "lock", account)
	locked.Detail = map[string]string{"failures": strconv.Itoa(account.Failures), "until": account.LockedUntil.Format(time.RFC3339)}
	return []casework.Event{e, locked}, nil
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
