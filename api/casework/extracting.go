package casework

import (
	"context"
	"errors"
	"reflect"
)

// extract finds the marks of an acquisition and keeps their templates. Done
// twice it has the effect of once: a mark is kept once for each engine and
// parameter set.
func (s *Service) extract(ctx context.Context, j *Job) error {
	var a Acquisition
	if err := s.Store.View(ctx, func(tx Tx) error { return tx.Get(ctx, &a, j.Subject) }); err != nil {
		return err
	}
	found, err := s.Matcher.Extract(ctx, &a, j.Batch)
	var refusal *Refusal
	if err != nil && !errors.As(err, &refusal) {
		return err
	}
	return settled(s.update(ctx, func(u *act) error {
		if err := finish(ctx, u, j.ID); err != nil {
			return err
		}
		if err := u.Get(ctx, &a, j.Subject); err != nil {
			return err
		}
		if refusal != nil {
			return refuse(ctx, u, &a, refusal)
		}
		return s.extracted(ctx, u, &a, found, j)
	}))
}

// refuse notes why nothing of an acquisition can be compared. Marks of an
// earlier engine stay.
func refuse(ctx context.Context, u *act, a *Acquisition, r *Refusal) error {
	a.Refusal = cut(r.Reason, 2000)
	if n, err := u.Count(ctx, KindMark, Where("acquisition_id", a.ID)); err != nil || n > 0 {
		return err
	}
	a.State = StateRefused
	return u.change(ctx, a, "refuse")
}

// extracted keeps what was found in an acquisition and asks for the searches of
// the laboratory's rule.
func (s *Service) extracted(ctx context.Context, u *act, a *Acquisition, found *Extraction, j *Job) error {
	a.State, a.Refusal, a.Format, a.Assumptions = StateExtracted, "", found.Format, found.Assumptions
	fill(&a.Measurement, found.Stated)
	if err := u.change(ctx, a, "extract"); err != nil {
		return err
	}
	for i := range found.Marks {
		m := found.Marks[i]
		same := Where("acquisition_id", a.ID, "mark_kind", m.MarkKind, "engine", m.Engine, "params", m.Params)
		if n, err := u.Count(ctx, KindMark, same); err != nil || n > 0 {
			if err != nil {
				return err
			}
			continue
		}
		seq, err := u.Next(ctx, "mark")
		if err != nil {
			return err
		}
		m.Seq, m.Acquisition, m.Exhibit = seq, a.ID, a.Exhibit
		if err := u.insert(ctx, &m, a.Lab, "mark"); err != nil {
			return err
		}
		if err := s.searchOnEntry(ctx, u, &m, j); err != nil {
			return err
		}
	}
	return nil
}

// fill sets the fields that nobody stated to what the file says. A file's words
// that break a field's rules are left out: they must not keep the file out.
func fill(m *Measurement, stated Measurement) {
	dst, src := reflect.ValueOf(m).Elem(), reflect.ValueOf(stated)
	for i := range dst.NumField() {
		var c Checker
		c.tagged("", dst.Type().Field(i), src.Field(i))
		if dst.Field(i).IsZero() && len(c.faults) == 0 {
			dst.Field(i).Set(src.Field(i))
		}
	}
}
