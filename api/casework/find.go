package casework

import (
	"context"
	"slices"
	"strconv"
)

// FindByWords finds records by words and filters among those that the actor may
// see.
func (s *Service) FindByWords(ctx context.Context, q TextQuery) (*TextPage, error) {
	err := s.view(ctx, func(tx Tx, a *Actor) error {
		v, err := look(ctx, tx, a)
		if err != nil {
			return err
		}
		q.Labs = v.seen(KindHit) // which is not shared
		q.Shared = slices.DeleteFunc(v.seen(KindCase), func(lab string) bool { return slices.Contains(q.Labs, lab) })
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(q.Kinds) == 0 {
		for k := range indexed {
			q.Kinds = append(q.Kinds, k)
		}
	}
	if len(q.Labs)+len(q.Shared) == 0 {
		return nil, Fail(CodeForbidden, "auth.forbidden", "action", string(Read))
	}
	page, err := s.Catalog.Find(ctx, q)
	if err != nil {
		return nil, err
	}
	var asked Event
	err = s.view(ctx, func(tx Tx, a *Actor) error {
		asked = event(a, s.now(), "find", nil)
		asked.Detail = map[string]string{"text": q.Text, "count": strconv.Itoa(len(page.IDs))}
		return glance(ctx, tx, a, page.IDs)
	})
	if err != nil {
		return nil, err
	}
	return page, s.Views.View(ctx, asked)
}
