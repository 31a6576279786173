package auth

import (
	"context"
	"crypto/rand"
	"strings"
	"time"

	"cotejo/api/casework"
)

// ChangePassword replaces the password of the person who asks. It needs the old
// one, ends the person's other sessions and gives this one another token. A wrong
// old password counts like a failed sign-in.
func (a *Auth) ChangePassword(ctx context.Context, old, password string) error {
	v, err := person(ctx)
	if err != nil {
		return err
	}
	if v.account.PasswordHash == "" {
		return casework.Fail(casework.CodeConflict, "auth.no_password")
	}
	if err := a.checkPassword(password, v.account); err != nil {
		return err
	}
	if normal(old) == normal(password) {
		return casework.Fail(casework.CodeInvalid, "auth.password_same")
	}
	t, err := a.try(ctx, v.account, old)
	if err != nil {
		return err
	}
	hash, err := a.hasher.hash(ctx, password)
	if err != nil {
		return err
	}
	refused := false
	ctx = context.WithoutCancel(ctx)
	err = a.store.Update(ctx, func(tx casework.Tx) error {
		if err := a.stands(ctx, tx, v); err != nil {
			return err
		}
		result, err := a.judge(ctx, tx, t, v.client)
		if err != nil {
			return err
		}
		if result.why != "" {
			refused = true
			return a.audit.Record(ctx, tx, result.events...)
		}
		account := result.account
		account.PasswordHash, account.MustChange = hash, false
		e := v.client.event(a.now(), "password_change", account)
		if err := a.write(ctx, tx, account, account.ID, &e); err != nil {
			return err
		}
		if err := a.endSessions(ctx, tx, account.ID, v.session.ID); err != nil {
			return err
		}
		if err := a.audit.Record(ctx, tx, e); err != nil {
			return err
		}
		v.account = account
		return a.renew(within(ctx, tx)) // last: what scs has done is not undone
	})
	if err != nil {
		v.void = true
		return err
	}
	if refused {
		return casework.Fail(casework.CodeInvalid, "auth.old_password")
	}
	return nil
}

// ResetPassword gives an account a password for one sign-in, after which it must
// be changed, and ends its sessions and its lock. Whoever asks must look after
// the people of every laboratory in which the account has a role.
func (a *Auth) ResetPassword(ctx context.Context, id string) (password string, err error) {
	password = oneTime()
	if err := a.replacePassword(ctx, id, password, true); err != nil {
		return "", err
	}
	return password, nil
}

// SetPassword gives an account a password that it may keep: for accounts that are
// made by a program. Rights and effects are otherwise those of ResetPassword.
func (a *Auth) SetPassword(ctx context.Context, id, password string) error {
	return a.replacePassword(ctx, id, password, false)
}

func (a *Auth) replacePassword(ctx context.Context, id, password string, mustChange bool) error {
	actor := casework.ActorOf(ctx)
	if actor == nil {
		return casework.Fail(casework.CodeUnauthenticated, "auth.sign_in")
	}
	hash, err := a.hasher.hash(ctx, password)
	if err != nil {
		return err
	}
	return a.store.Update(ctx, func(tx casework.Tx) error {
		account := &casework.Account{}
		if err := tx.Get(ctx, account, id); err != nil {
			return err
		}
		if err := mayReset(actor, account); err != nil {
			return err
		}
		if err := a.checkPassword(password, account); err != nil {
			return err
		}
		account.PasswordHash, account.MustChange, account.Failures, account.LockedUntil = hash, mustChange, 0, time.Time{}
		e := client{address: actor.Address, request: actor.Request}.event(a.now(), "password_reset", actor.Account)
		e.Account = actor.ID()
		if err := a.write(ctx, tx, account, actor.ID(), &e); err != nil {
			return err
		}
		if err := a.endSessions(ctx, tx, account.ID, ""); err != nil {
			return err
		}
		return a.audit.Record(ctx, tx, e)
	})
}

func mayReset(actor *casework.Actor, account *casework.Account) error {
	if actor.May(casework.People, account.Lab) != nil {
		return casework.NotFound(casework.KindAccount, account.ID)
	}
	for _, m := range account.Memberships {
		if err := actor.May(casework.People, m.Lab); err != nil {
			return err // else an administrator here could take over one of elsewhere
		}
	}
	return nil
}

// oneTime is a password of 80 random bits that can be read out and typed.
func oneTime() string {
	t := strings.ToLower(rand.Text()[:16])
	return t[:4] + "-" + t[4:8] + "-" + t[8:12] + "-" + t[12:]
}
