package casework

import "context"

// CompareMarks compares two marks that the actor may see: pose, cells and every term
// of the score, as JSON. Marks that cannot be compared are a conflict Error.
func (s *Service) CompareMarks(ctx context.Context, mark, other string) ([]byte, error) {
	var a, b Mark
	var seen Event
	err := s.view(ctx, func(tx Tx, who *Actor) error {
		if err := get(ctx, tx, who, &a, mark); err != nil {
			return err
		}
		if err := get(ctx, tx, who, &b, other); err != nil {
			return err
		}
		seen = event(who, s.now(), "compare_marks", &a)
		seen.Detail = map[string]string{"other": b.ID}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if !ActorOf(ctx).Service {
		if err := s.Views.View(ctx, seen); err != nil {
			return nil, err
		}
	}
	return s.Matcher.Compare(ctx, &a, &b)
}
