package casework

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"time"
)

// BeginExport tells whether the actor may take a case, or everything of a
// laboratory, out of the service, fills the record, and logs that it was done.
// Whoever sees a case may export it; a whole laboratory's collection is exported
// by someone who reads it and is responsible for it.
func (s *Service) BeginExport(ctx context.Context, r Record, id string) error {
	switch r.(type) {
	case *Case:
		return s.see(ctx, r, id, "export")
	case *Laboratory:
		err := s.view(ctx, func(_ Tx, a *Actor) error { return mayAll(a, id, Read, Rule) })
		if err != nil {
			return err
		}
		return s.see(ctx, r, id, "export")
	}
	return NotFound(r.Kind(), id)
}

// MayImport tells whether the actor may bring records of another instance into a
// laboratory.
func (s *Service) MayImport(ctx context.Context, lab string) error {
	return s.view(ctx, func(tx Tx, a *Actor) error {
		if err := mayAll(a, lab, Enter, Rule); err != nil {
			return err
		}
		return tx.Get(ctx, &Laboratory{}, lab)
	})
}

func mayAll(a *Actor, lab string, actions ...Action) error {
	for _, do := range actions {
		if err := may(a, do, lab); err != nil {
			return err
		}
	}
	return nil
}

// Source names a record as it stood in another instance.
type Source struct {
	ID string
	// Fingerprint is a hash of the record as it stood there.
	Fingerprint string
}

// Brought tells what became of a record of another instance.
type Brought int

// What can become of it.
const (
	BroughtNew     Brought = iota // entered now
	BroughtBefore                 // entered by an earlier import, and the same there since
	BroughtChanged                // entered by an earlier import, and another there since; what is here stays
)

// Bring enters a record of another instance into the laboratory that its head
// names, once for each identifier that it had there: brought again, it fills r
// with the record that is here. The identifier that it had is kept with the entry
// in the audit log.
func (s *Service) Bring(ctx context.Context, from Source, r Record) (was Brought, err error) {
	if entries[r.Kind()].create == "" {
		return was, Fail(CodeForbidden, "record.not_entered", "kind", string(r.Kind()))
	}
	lab := r.header().Lab
	clearReadOnly(r)
	err = s.update(ctx, func(u *act) error {
		if err := may(u.actor, Enter, lab); err != nil {
			return err
		}
		note := fmt.Sprintf("origin:%s:%s:%s", lab, r.Kind(), from.ID)
		made, err := u.Note(ctx, note)
		if err != nil {
			return err
		}
		if id, fingerprint, found := strings.Cut(made, " "); found {
			was = BroughtChanged
			if fingerprint == from.Fingerprint {
				was = BroughtBefore
			}
			v := reflect.ValueOf(r).Elem()
			v.Set(reflect.Zero(v.Type()))
			return get(ctx, u.Tx, u.actor, r, id)
		}
		was = BroughtNew
		first := len(u.events)
		if err := s.enter(ctx, u, r, "import"); err != nil {
			return err
		}
		if got := r.header().Lab; got != lab {
			return fmt.Errorf("casework: a %s of laboratory %s was brought to %s", r.Kind(), got, lab)
		}
		u.events[first].Detail = map[string]string{"origin": from.ID}
		return u.SetNote(ctx, note, r.header().ID+" "+from.Fingerprint, time.Time{})
	})
	return was, err
}
