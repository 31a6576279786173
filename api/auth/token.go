package auth

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/google/uuid"

	"cotejo/api/casework"
)

const usedEvery = time.Hour // how often a token's use is written, at most

func hashSecret(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// tokenActor tells for whom a token acts.
func (a *Auth) tokenActor(ctx context.Context, secret string, v *visit) (*casework.Actor, error) {
	if secret == "" {
		return nil, tokenRefused()
	}
	t, account, err := a.readToken(ctx, hashSecret(secret))
	if err != nil {
		return nil, err
	}
	v.token = t.Hash
	if a.now().Sub(t.Used) >= usedEvery {
		a.touchToken(ctx, t.ID, account, v.client)
	}
	scopes := append([]casework.Scope{}, t.Scopes...) // never nil, which would be all
	return &casework.Actor{Account: account, Scopes: scopes, Request: v.client.request, Address: v.client.address}, nil
}

func tokenRefused() error { return casework.Fail(casework.CodeUnauthenticated, "auth.token_refused") }

// readToken reads a token that is valid now, and its account.
func (a *Auth) readToken(ctx context.Context, hash string) (*casework.Token, *casework.Account, error) {
	var found []*casework.Token
	account := &casework.Account{}
	err := a.store.View(ctx, func(tx casework.Tx) error {
		if err := tx.Find(ctx, &found, casework.Where("hash", hash)); err != nil || len(found) != 1 {
			return err
		}
		return tx.Get(ctx, account, found[0].Account)
	})
	if err != nil {
		return nil, nil, err
	}
	if len(found) != 1 || found[0].Revoked || !a.now().Before(found[0].Expires) || account.Disabled {
		return nil, nil, tokenRefused()
	}
	return found[0], account, nil
}

func (a *Auth) touchToken(ctx context.Context, id string, account *casework.Account, c client) {
	now := a.now()
	a.touch(ctx, id, func(tx casework.Tx) error {
		t := &casework.Token{}
		if err := tx.Get(ctx, t, id); err != nil || now.Sub(t.Used) < usedEvery {
			return err
		}
		t.Used, t.UpdatedAt, t.UpdatedBy = now, now, t.Account
		t.Version++
		if err := tx.Update(ctx, t); err != nil {
			return err
		}
		return a.recordToken(ctx, tx, c, "token_use", account, t)
	})
}

// CreateToken makes a token for the person who asks, with the name, the scopes
// and the expiry of t, and fills in the rest. The secret is returned here and
// kept nowhere.
func (a *Auth) CreateToken(ctx context.Context, t *casework.Token) (secret string, err error) {
	v, err := person(ctx)
	if err != nil {
		return "", err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return "", err
	}
	now, owner := a.now(), v.account.ID
	secret = newSecret()
	*t = casework.Token{
		Head:    casework.Head{ID: id.String(), Lab: v.account.Lab, Version: 1, CreatedAt: now, CreatedBy: owner, UpdatedAt: now, UpdatedBy: owner},
		Account: owner, Name: t.Name, Scopes: t.Scopes, Expires: t.Expires.UTC().Truncate(time.Microsecond), Hash: hashSecret(secret),
	}
	if err := checkToken(t, now); err != nil {
		return "", err
	}
	err = a.store.Update(ctx, func(tx casework.Tx) error {
		if err := a.stands(ctx, tx, v); err != nil {
			return err
		}
		if err := tx.Insert(ctx, t); err != nil {
			return err
		}
		return a.recordToken(ctx, tx, v.client, "token_create", v.account, t)
	})
	if err != nil {
		return "", err
	}
	return secret, nil
}

func checkToken(t *casework.Token, now time.Time) error {
	if err := casework.Check(t); err != nil {
		return err
	}
	if !t.Expires.After(now) || t.Expires.After(now.AddDate(1, 0, 0)) {
		var c casework.Checker
		c.Fault("expires", "auth.token_expiry", "latest", now.AddDate(1, 0, 0).Format(time.DateOnly))
		return c.Err()
	}
	return nil
}

func (a *Auth) recordToken(ctx context.Context, tx casework.Tx, c client, action string, by *casework.Account, t *casework.Token) error {
	e := c.event(a.now(), action, by)
	if err := describe(&e, t); err != nil {
		return err
	}
	e.Detail = map[string]string{"account": t.Account, "name": t.Name}
	return a.audit.Record(ctx, tx, e)
}

// Tokens are those of the person who asks, the newest first, revoked and expired
// ones too.
func (a *Auth) Tokens(ctx context.Context) (tokens []*casework.Token, err error) {
	v, err := person(ctx)
	if err != nil {
		return nil, err
	}
	q := casework.Where("account", v.account.ID)
	q.Order = []string{"-created_at", "-id"}
	err = a.store.View(ctx, func(tx casework.Tx) error { return tx.Find(ctx, &tokens, q) })
	return tokens, err
}

// RevokeToken ends a token of the person who asks, or of an account that the
// person looks after. Revoking it again does nothing.
func (a *Auth) RevokeToken(ctx context.Context, id string) error {
	v, err := person(ctx)
	if err != nil {
		return err
	}
	return a.store.Update(ctx, func(tx casework.Tx) error {
		t := &casework.Token{}
		if err := tx.Get(ctx, t, id); err != nil {
			return err
		}
		if t.Account != v.account.ID && casework.ActorOf(ctx).May(casework.People, t.Lab) != nil {
			return casework.NotFound(casework.KindToken, id)
		}
		if t.Revoked {
			return nil
		}
		t.Revoked, t.UpdatedAt, t.UpdatedBy = true, a.now(), v.account.ID
		t.Version++
		if err := tx.Update(ctx, t); err != nil {
			return err
		}
		return a.recordToken(ctx, tx, v.client, "token_revoke", v.account, t)
	})
}
