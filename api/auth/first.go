package auth

import (
	"context"

	"github.com/google/uuid"

	"cotejo/api/casework"
)

// FirstAdministrator creates the account "admin" in a store without accounts and
// returns its password for one sign-in. It runs in one transaction: of several
// processes that start together one creates it.
func (a *Auth) FirstAdministrator(ctx context.Context) (created bool, password string, err error) {
	empty, err := a.empty(ctx)
	if err != nil || !empty {
		return false, "", err
	}
	password = oneTime()
	hash, err := a.hasher.hash(ctx, password)
	if err != nil {
		return false, "", err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return false, "", err
	}
	err = a.store.Update(ctx, func(tx casework.Tx) error {
		created = false
		n, err := tx.Count(ctx, casework.KindAccount, casework.Query{})
		if err != nil || n > 0 {
			return err
		}
		now := a.now()
		account := &casework.Account{
			Head:         casework.Head{ID: id.String(), Version: 1, CreatedAt: now, CreatedBy: "service", UpdatedAt: now, UpdatedBy: "service"},
			Login:        "admin",
			Name:         "Administrator",
			Memberships:  []casework.Membership{{Lab: casework.WholeService, Roles: []casework.Role{casework.Administrator}}},
			PasswordHash: hash,
			MustChange:   true,
		}
		if err := casework.Check(account); err != nil {
			return err
		}
		if err := tx.Insert(ctx, account); err != nil {
			return err
		}
		e := casework.Event{At: now, Account: "service", Action: "create"}
		if err := describe(&e, account); err != nil {
			return err
		}
		created = true
		return a.audit.Record(ctx, tx, e)
	})
	if err != nil || !created {
		return false, "", err
	}
	return true, password, nil
}

func (a *Auth) empty(ctx context.Context) (empty bool, err error) {
	err = a.store.View(ctx, func(tx casework.Tx) error {
		n, err := tx.Count(ctx, casework.KindAccount, casework.Query{})
		empty = n == 0
		return err
	})
	return empty, err
}
