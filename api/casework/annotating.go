package casework

import "context"

// Annotate keeps what a reviewer marks on a pair.
func (s *Service) Annotate(ctx context.Context, candidate string, a *Annotation) error {
	return s.once(ctx, a, func(u *act) error {
		var c Candidate
		probe, err := u.pairOf(ctx, &c, candidate)
		if err != nil {
			return err
		}
		a.Candidate, a.Exhibit = c.ID, probe
		if a.Shapes == nil {
			a.Shapes = []Figure{}
		}
		return u.insert(ctx, a, c.Lab, "annotate")
	})
}

// pairOf fills a candidate of which the actor may judge and returns the probe's
// exhibit.
func (u *act) pairOf(ctx context.Context, c *Candidate, id string) (exhibit string, err error) {
	if err := getTo(ctx, u.Tx, u.actor, Judge, c, id); err != nil {
		return "", err
	}
	var sr Search
	err = u.Get(ctx, &sr, c.Search)
	return sr.Exhibit, err
}
