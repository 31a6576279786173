package casework

import "context"

// refer fills a record that a field refers to, of the laboratory lab when that
// is not empty; one that is not there or not to be seen is a fault of the field.
func (u *act) refer(ctx context.Context, path string, r Record, id, lab string) error {
	err := get(ctx, u.Tx, u.actor, r, id)
	if CodeOf(err) == CodeNotFound || err == nil && lab != "" && r.header().Lab != lab {
		return invalid(path, "field.reference", "kind", string(r.Kind()), "id", id)
	}
	return err
}

func (e *Exhibit) derive(ctx context.Context, _ *Service, u *act, old Record) (string, error) {
	lab := e.Lab
	if old != nil {
		lab = old.header().Lab
	}
	var in Case
	if e.Case != "" {
		if err := u.refer(ctx, "case", &in, e.Case, lab); err != nil {
			return "", err
		}
		lab = in.Lab
	}
	if e.Firearm != "" {
		var f Firearm
		if err := u.refer(ctx, "firearm", &f, e.Firearm, lab); err != nil {
			return "", err
		}
		lab = f.Lab
	}
	e.Calibre = Calibre(e.Calibre)
	e.inherit(&in)
	return lab, nil
}

// inherit takes from the case what filters need.
func (e *Exhibit) inherit(in *Case) {
	e.Occurred = in.Occurred
	place := e.Place
	if place.Country == "" {
		place = in.Place
	}
	e.Country, e.State = place.Country, place.State
}

// follow brings a changed case's date and place to its exhibits.
func (in *Case) follow(ctx context.Context, _ *Service, u *act) error {
	var all []*Exhibit
	if err := u.Find(ctx, &all, Where("case_id", in.ID)); err != nil {
		return err
	}
	for _, e := range all {
		before := *e
		e.inherit(in)
		if e.Occurred == before.Occurred && e.Country == before.Country && e.State == before.State {
			continue
		}
		if err := u.change(ctx, e, "change"); err != nil {
			return err
		}
	}
	return nil
}

func (t *Transfer) derive(ctx context.Context, _ *Service, u *act, _ Record) (string, error) {
	var e Exhibit
	err := u.refer(ctx, "exhibit", &e, t.Exhibit, "")
	return e.Lab, err
}

func (f *Firearm) derive(ctx context.Context, _ *Service, u *act, old Record) (string, error) {
	lab := f.Lab
	if old != nil {
		lab = old.header().Lab
	}
	if f.Calibre != "" {
		f.Calibre = Calibre(f.Calibre)
	}
	if f.Case == "" {
		return lab, nil
	}
	var in Case
	err := u.refer(ctx, "case", &in, f.Case, lab)
	return in.Lab, err
}

func (a *Acquisition) derive(ctx context.Context, s *Service, u *act, old Record) (string, error) {
	lab := old.header().Lab // uploads make them
	if before, ok := old.(*Acquisition); ok && before.PitchUm != a.PitchUm {
		// What was refused for want of a scale, or measured with a wrong one.
		a.State = StateQueued
		if err := s.enqueue(ctx, u, &Job{JobKind: JobExtract, Subject: a.ID}, lab); err != nil {
			return "", err
		}
	}
	if a.Instrument == "" {
		return lab, nil
	}
	var i Instrument
	return lab, u.refer(ctx, "instrument", &i, a.Instrument, lab)
}
