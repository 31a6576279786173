package casework

import (
	"context"
	"fmt"
	"reflect"
)

// entry says how people enter and change records of a kind.
type entry struct {
	create, change Action // "" where people do not
	// own is what nobody changes but whoever entered it.
	own bool
	// evidence is what a view of must be logged.
	evidence bool
}

// entries are the kinds of record that people enter. The others come about by
// acts of their own: uploads, searches, reviews, leads.
var entries = map[Kind]entry{
	KindLaboratory:   {create: Operate, change: Rule},
	KindAccount:      {create: People, change: People},
	KindInstrument:   {create: Rule, change: Rule},
	KindCase:         {create: Enter, change: Enter, evidence: true},
	KindExhibit:      {create: Enter, change: Enter, evidence: true},
	KindTransfer:     {create: Enter, evidence: true},
	KindFirearm:      {create: Enter, change: Enter, evidence: true},
	KindAcquisition:  {change: Enter, evidence: true},
	KindMark:         {evidence: true},
	KindSearch:       {evidence: true},
	KindReview:       {evidence: true},
	KindLead:         {evidence: true},
	KindHit:          {evidence: true},
	KindTraceRequest: {create: Enter, change: Enter, evidence: true},
	KindTraceResult:  {create: Enter, change: Enter, evidence: true},
	KindSegmentation: {evidence: true},
	KindRegion:       {evidence: true},
	KindSnapshot:     {evidence: true},
	KindSavedSearch:  {create: Enter, change: Enter, own: true},
	KindAnnotation:   {change: Judge, own: true, evidence: true},
	KindReport:       {evidence: true},
	KindNotice:       {},
	KindJob:          {},
}

// derived is a record of which the service fills a part, from what it refers to.
type derived interface {
	// derive completes a new or changed record; old is nil for a new one. It
	// returns the laboratory that owns a new record.
	derive(ctx context.Context, s *Service, u *act, old Record) (lab string, err error)
}

// follower is a record whose entering or change changes others.
type follower interface {
	follow(ctx context.Context, s *Service, u *act) error
}

// Create enters a record: its identifiers, owner and derived fields are filled
// in. The laboratory is that of the record it belongs to, or Head.Lab.
func (s *Service) Create(ctx context.Context, r Record) error {
	rule := entries[r.Kind()]
	if rule.create == "" {
		return Fail(CodeForbidden, "record.not_entered", "kind", string(r.Kind()))
	}
	return s.once(ctx, r, func(u *act) error { return s.enter(ctx, u, r, "create") })
}

// enter completes, checks and keeps a record that a person enters.
func (s *Service) enter(ctx context.Context, u *act, r Record, action string) error {
	rule := entries[r.Kind()]
	lab := r.header().Lab
	if d, ok := r.(derived); ok {
		owner, err := d.derive(ctx, s, u, nil)
		if err != nil {
			return err
		}
		lab = owner
	}
	if rule.create == Operate {
		lab = WholeService
	}
	if lab == "" && r.Kind() != KindAccount {
		return invalid("lab", "field.required")
	}
	if err := may(u.actor, rule.create, lab); err != nil {
		return err
	}
	if err := Check(r); err != nil { // before the references are looked up
		return err
	}
	if err := u.insert(ctx, r, lab, action); err != nil {
		return err
	}
	if f, ok := r.(follower); ok {
		return f.follow(ctx, s, u)
	}
	return nil
}

// Get fills an empty record and logs that evidence was seen.
func (s *Service) Get(ctx context.Context, r Record, id string) error {
	if entries[r.Kind()].evidence {
		return s.see(ctx, r, id, "view")
	}
	return s.view(ctx, func(tx Tx, a *Actor) error {
		if err := get(ctx, tx, a, r, id); err != nil {
			return err
		}
		return veil(ctx, tx, a, r)
	})
}

// Change replaces a record by r, whose identifier and version name the one that
// it is based on. What the service fills in is kept.
func (s *Service) Change(ctx context.Context, r Record) error {
	rule := entries[r.Kind()]
	if rule.change == "" {
		return Fail(CodeForbidden, "record.not_changed", "kind", string(r.Kind()))
	}
	return s.update(ctx, func(u *act) error {
		old := New(r.Kind())
		if err := u.open(ctx, rule, old, r.header().ID); err != nil {
			return err
		}
		if err := based(r, old); err != nil {
			return err
		}
		keep(r, old)
		if d, ok := r.(derived); ok {
			if _, err := d.derive(ctx, s, u, old); err != nil {
				return err
			}
		}
		if err := u.change(ctx, r, "change"); err != nil {
			return err
		}
		if f, ok := r.(follower); ok {
			return f.follow(ctx, s, u)
		}
		return nil
	})
}

// open fills a record that the actor may change.
func (u *act) open(ctx context.Context, rule entry, r Record, id string) error {
	if err := get(ctx, u.Tx, u.actor, r, id); err != nil {
		return err
	}
	if err := veil(ctx, u.Tx, u.actor, r); err != nil { // what is veiled is not there
		return err
	}
	if rule.own && !u.actor.Service && r.header().CreatedBy != u.actor.ID() {
		return Fail(CodeForbidden, "record.own", "kind", string(r.Kind()))
	}
	return may(u.actor, rule.change, r.header().Lab)
}

// based checks that a change rests on the version that stands.
func based(r, old Record) error {
	switch r.header().Version {
	case 0:
		return Fail(CodeInvalid, "record.version_missing")
	case old.header().Version:
		return nil
	}
	return Fail(CodeStale, "record.stale", "kind", string(r.Kind()), "version", old.header().Version)
}

// keep carries head and read-only fields over from the record that stands, so
// that no client can set them.
func keep(r, old Record) {
	*r.header() = *old.header()
	keepFields(reflect.ValueOf(r).Elem(), reflect.ValueOf(old).Elem())
}

func keepFields(dst, src reflect.Value) {
	for i := range dst.NumField() {
		f := dst.Type().Field(i)
		switch {
		case f.Type == reflect.TypeFor[Head]():
		case f.Tag.Get("readOnly") == "true" || f.Tag.Get("json") == "-":
			dst.Field(i).Set(src.Field(i))
		case f.Anonymous:
			keepFields(dst.Field(i), src.Field(i))
		}
	}
}

// clearReadOnly empties what only the service fills in.
func clearReadOnly(r Record) {
	keepFields(reflect.ValueOf(r).Elem(), reflect.Zero(reflect.TypeOf(r).Elem()))
}

// once runs the entering of r in an update, once for each idempotency key: the
// same key again, with the same request, fills r with the record that the first
// one made.
func (s *Service) once(ctx context.Context, r Record, fn func(*act) error) error {
	key, fingerprint := idempotencyOf(ctx)
	clearReadOnly(r)
	if key == "" {
		return s.update(ctx, fn)
	}
	return s.update(ctx, func(u *act) error {
		note := fmt.Sprintf("once:%s:%s", u.actor.ID(), key)
		made, err := u.Note(ctx, note)
		if err != nil {
			return err
		}
		if made != "" {
			return replay(ctx, u, r, made, fingerprint)
		}
		if err := fn(u); err != nil {
			return err
		}
		return u.SetNote(ctx, note, fingerprint+" "+string(r.Kind())+" "+r.header().ID, u.now.Add(onceFor))
	})
}
