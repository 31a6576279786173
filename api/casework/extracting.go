package casework

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
)

// Original is an acquisition with what is known of it besides its file.
type Original struct {
	*Acquisition
	// Calibre is that of the exhibit, whose primer is the scale of an image without
	// a pitch.
	Calibre string
	// Regions are the marks as people drew them; they go before what is found.
	Regions []*Region
}

// extract finds the marks of an acquisition and keeps their templates. Done
// twice it has the effect of once: what is there as it came out now is not kept
// again.
func (s *Service) extract(ctx context.Context, j *Job) error {
	var o Original
	err := s.Store.View(ctx, func(tx Tx) (err error) {
		o, err = original(ctx, tx, j.Subject)
		return err
	})
	if err != nil {
		return err
	}
	found, err := s.Matcher.Extract(ctx, o, j.Batch)
	var refusal *Refusal
	if err != nil && !errors.As(err, &refusal) {
		return err
	}
	return settled(s.update(ctx, func(u *act) error {
		if err := finish(ctx, u, j.ID); err != nil {
			return err
		}
		now, err := original(ctx, u.Tx, j.Subject)
		if err != nil {
			return err
		}
		if !reflect.DeepEqual(now.Regions, o.Regions) {
			return nil // drawn meanwhile, with a job of its own
		}
		if err := s.segmented(ctx, u, now.Acquisition, found); err != nil {
			return err
		}
		if refusal != nil {
			return s.refuse(ctx, u, now.Acquisition, refusal, found)
		}
		return s.extracted(ctx, u, &now, found, j)
	}))
}

// original reads what is known of an acquisition.
func original(ctx context.Context, tx Tx, id string) (Original, error) {
	o := Original{Acquisition: &Acquisition{}}
	if err := tx.Get(ctx, o.Acquisition, id); err != nil {
		return o, err
	}
	var e Exhibit
	if err := tx.Get(ctx, &e, o.Exhibit); err != nil {
		return o, err
	}
	o.Calibre = e.Calibre
	all, err := regionsOf(ctx, tx, id)
	o.Regions = byHand(all)
	return o, err
}

// OriginalOf returns a mark's acquisition with the regions that were in force when
// the mark was made: the engine that made it makes the same of them again.
func (s *Service) OriginalOf(ctx context.Context, m *Mark) (o Original, err error) {
	err = s.Store.View(ctx, func(tx Tx) error {
		if o, err = original(ctx, tx, m.Acquisition); err != nil {
			return err
		}
		all, err := regionsOf(ctx, tx, m.Acquisition)
		o.Regions = byHand(slices.DeleteFunc(all, func(r *Region) bool { return r.CreatedAt.After(m.CreatedAt) }))
		return err
	})
	return o, err
}

// segmented keeps what was found automatically, unless it is what was found
// before.
func (s *Service) segmented(ctx context.Context, u *act, a *Acquisition, found *Extraction) error {
	if found == nil || found.Found == nil {
		return nil
	}
	now := *found.Found
	now.Acquisition, now.Exhibit = a.ID, a.Exhibit
	before, err := segmentationsOf(ctx, u.Tx, a.ID, 1)
	if err != nil {
		return err
	}
	if len(before) > 0 {
		old := *before[0]
		old.Head = now.Head
		var texts [2][]byte
		for i, one := range []*Segmentation{&now, &old} {
			if texts[i], err = json.Marshal(one); err != nil {
				return fmt.Errorf("segmentation as JSON: %w", err)
			}
		}
		if string(texts[0]) == string(texts[1]) {
			return nil
		}
	}
	return u.insert(ctx, &now, a.Lab, "segment")
}

// refuse notes why nothing of an acquisition can be compared. Marks of an
// earlier engine stay.
func (s *Service) refuse(ctx context.Context, u *act, a *Acquisition, r *Refusal, found *Extraction) error {
	if a.Warnings = nil; found != nil {
		a.Format, a.Warnings = found.Format, found.Warnings
	}
	a.Refusal, a.RefusalCode, a.RefusalValue, a.RefusalLimit = cut(r.Reason, 2000), r.Code, r.Value, r.Limit
	if err := s.replace(ctx, u, a, nil, nil); err != nil {
		return err
	}
	n, err := u.Count(ctx, KindMark, Where("acquisition_id", a.ID, "superseded", false))
	switch {
	case err != nil:
		return err
	case n == 0:
		a.State = StateRefused
	case a.State == StateExtracted:
		return nil
	default:
		a.State = StateExtracted
	}
	return u.change(ctx, a, "refuse")
}

// extracted keeps what was found in an acquisition and asks for the searches of
// the laboratory's rule.
func (s *Service) extracted(ctx context.Context, u *act, o *Original, found *Extraction, j *Job) error {
	a := o.Acquisition
	a.State, a.Format, a.Assumptions, a.Warnings = StateExtracted, found.Format, found.Assumptions, found.Warnings
	a.Refusal, a.RefusalCode, a.RefusalValue, a.RefusalLimit = "", "", 0, 0
	fill(&a.Measurement, found.Stated)
	if err := u.change(ctx, a, "extract"); err != nil {
		return err
	}
	for i := range found.Marks {
		if r := lastOf(o.Regions, found.Marks[i].MarkKind); r != nil {
			found.Marks[i].Region = r.ID
		}
	}
	return s.replace(ctx, u, a, found.Marks, j)
}

// replace makes marks those of an acquisition that stand. What stood and came out
// the same again goes on standing; the others are superseded. Each new one is
// searched on entry, in its kind.
func (s *Service) replace(ctx context.Context, u *act, a *Acquisition, marks []Mark, j *Job) error {
	stood, err := s.standing(ctx, u.Tx, a.ID)
	if err != nil {
		return err
	}
	before := map[string]*Mark{}
	for _, m := range stood {
		before[m.MarkKind] = m
	}
	var fresh []*Mark
	for i := range marks {
		m := &marks[i]
		if old := before[m.MarkKind]; old != nil {
			if old.Template == m.Template && old.Region == m.Region {
				delete(before, m.MarkKind)
				continue
			}
			m.Supersedes = old.ID
		}
		fresh = append(fresh, m)
	}
	for _, m := range stood { // in their order
		if before[m.MarkKind] != m {
			continue
		}
		m.Superseded = true
		if err := u.change(ctx, m, "supersede"); err != nil {
			return err
		}
	}
	for _, m := range fresh {
		if m.Seq, err = u.Next(ctx, "mark"); err != nil {
			return err
		}
		m.Acquisition, m.Exhibit = a.ID, a.Exhibit
		if err := u.insert(ctx, m, a.Lab, "mark"); err != nil {
			return err
		}
		if err := s.searchOnEntry(ctx, u, m, j); err != nil {
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
