package casework

import (
	"context"
	"reflect"
)

// derive checks that whoever gives or takes roles may do so in every laboratory
// concerned, and that nobody changes their own.
func (a *Account) derive(_ context.Context, _ *Service, u *act, old Record) (string, error) {
	concerned := a.Memberships
	lab := a.Lab
	if before, ok := old.(*Account); ok {
		lab = before.Lab
		if before.ID == u.actor.ID() && !reflect.DeepEqual(before.Memberships, a.Memberships) {
			return "", Fail(CodeForbidden, "account.own_roles")
		}
		concerned = append(append([]Membership{}, concerned...), before.Memberships...)
	}
	if !u.actor.allowed(People, WholeService) {
		for _, m := range concerned {
			if err := may(u.actor, People, m.Lab); err != nil {
				return "", err
			}
		}
	}
	return lab, nil
}

// Me returns the account of whoever asks.
func (s *Service) Me(ctx context.Context) (*Account, error) {
	a := ActorOf(ctx)
	if a == nil || a.Account == nil {
		return nil, Fail(CodeUnauthenticated, "auth.sign_in")
	}
	return a.Account, nil
}

// MayReset tells whether the actor may give an account a new password.
func (s *Service) MayReset(ctx context.Context, account string) error {
	return s.view(ctx, func(tx Tx, a *Actor) error {
		var acc Account
		if err := tx.Get(ctx, &acc, account); err != nil {
			return err
		}
		if a.allowed(People, WholeService) {
			return nil
		}
		for _, m := range acc.Memberships {
			if err := may(a, People, m.Lab); err != nil {
				return NotFound(KindAccount, account)
			}
		}
		return may(a, People, acc.Lab)
	})
}
