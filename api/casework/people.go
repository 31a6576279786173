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

// follow ends the sessions of an account that may no longer sign in.
func (a *Account) follow(ctx context.Context, _ *Service, u *act) error {
	if !a.Disabled {
		return nil
	}
	open, err := u.AccountSessions(ctx, a.ID, u.now)
	for _, session := range open {
		if err == nil {
			err = u.DeleteSession(ctx, session.ID)
		}
	}
	return err
}
