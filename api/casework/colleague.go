package casework

import (
	"cmp"
	"context"
	"slices"
)

// Colleague is a person as others see them: whose name stands beside an act.
type Colleague struct {
	ID   string `json:"id" doc:"Identifier of the account."`
	Name string `json:"name"`
	Post string `json:"post,omitempty"`
	Lab  string `json:"lab,omitempty" doc:"Laboratory of the account; empty for the service's own."`
}

// Colleagues returns the people whose names the actor may know: those who have a
// role in a laboratory of the actor's, and everybody for whoever looks after
// accounts or reads the audit log of the whole service.
func (s *Service) Colleagues(ctx context.Context) ([]Colleague, error) {
	out := []Colleague{}
	err := s.view(ctx, func(tx Tx, a *Actor) error {
		var all []*Account
		if err := tx.Find(ctx, &all, Query{Order: []string{"id"}}); err != nil {
			return err
		}
		everybody := a.allowed(People, WholeService) || a.allowed(ReadLog, WholeService)
		for _, account := range all {
			if everybody || account.ID == a.ID() || slices.ContainsFunc(account.Memberships, func(m Membership) bool {
				return m.Lab != WholeService && len(a.roles(m.Lab)) > 0
			}) {
				out = append(out, Colleague{account.ID, account.Name, account.Post, account.Lab})
			}
		}
		return nil
	})
	slices.SortStableFunc(out, func(x, y Colleague) int { return cmp.Compare(x.Name, y.Name) })
	return out, err
}
