package casework

import (
	"context"
	"slices"
)

// Actor is who asks: a person, a program with a person's token, or the service
// itself. It does not change after it was made.
type Actor struct {
	Account *Account
	Scopes  []Scope // of a token; nil for a person who is signed in
	Request string  // request id
	Address string  // network address
	Service bool    // the service's own work; Account is nil
}

type actorKey struct{}

// WithActor returns a context that carries who asks.
func WithActor(ctx context.Context, a *Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, a)
}

// ActorOf returns who asks, nil when nobody is signed in.
func ActorOf(ctx context.Context) *Actor {
	a, _ := ctx.Value(actorKey{}).(*Actor)
	return a
}

// ID names the actor in records: its account, or "service".
func (a *Actor) ID() string {
	if a.Account == nil {
		return "service"
	}
	return a.Account.ID
}

// roles are those that the actor has in a laboratory, by itself or for the whole
// service.
func (a *Actor) roles(lab string) []Role {
	if a.Account == nil {
		return nil
	}
	var out []Role
	for _, m := range a.Account.Memberships {
		if m.Lab == lab || m.Lab == WholeService {
			out = append(out, m.Roles...)
		}
	}
	return out
}

// labs are the laboratories in which the actor has a role that reads records.
func (a *Actor) labs() []string {
	var out []string
	if a.Account == nil {
		return nil
	}
	for _, m := range a.Account.Memberships {
		if m.Lab != WholeService && slices.ContainsFunc(m.Roles, func(r Role) bool { return slices.Contains(rights[Read], r) }) {
			out = append(out, m.Lab)
		}
	}
	return out
}
