package casework

import (
	"context"
	"slices"
)

// sight is what an actor may see of the laboratories' records.
type sight struct {
	actor *Actor
	// labs are all laboratories by identifier.
	labs map[string]*Laboratory
}

func look(ctx context.Context, tx Tx, a *Actor) (*sight, error) {
	var all []*Laboratory
	if err := tx.Find(ctx, &all, Query{}); err != nil {
		return nil, err
	}
	v := &sight{actor: a, labs: make(map[string]*Laboratory, len(all))}
	for _, l := range all {
		v.labs[l.ID] = l
	}
	return v, nil
}

// shares tells how a laboratory shares.
func (v *sight) shares(lab string) Sharing {
	l := v.labs[lab]
	switch {
	case l == nil:
		return ShareNothing
	case l.Sharing == "":
		return ShareSearch
	}
	return l.Sharing
}

// viewable are the kinds that a laboratory shares for viewing.
var viewable = []Kind{KindCase, KindExhibit, KindTransfer, KindFirearm, KindAcquisition, KindMark, KindSegmentation, KindRegion}

// public are the kinds that everyone who is signed in may see.
var public = []Kind{KindLaboratory}

// may tells whether the actor may see records of a kind of a laboratory.
func (v *sight) may(k Kind, lab string) bool {
	return slices.Contains(public, k) || v.actor.allowed(readingOf(k), lab) ||
		(slices.Contains(viewable, k) && v.shares(lab) == ShareView && v.readsAnywhere())
}

// readsAnywhere: sharing is among people who read records, so that neither an
// administrator nor an auditor sees evidence through it.
func (v *sight) readsAnywhere() bool {
	return slices.ContainsFunc(v.actor.labs(), func(lab string) bool { return v.actor.allowed(Read, lab) })
}

// readingOf is the action that seeing a kind of record is.
func readingOf(k Kind) Action {
	switch k {
	case KindAccount:
		return People
	case KindJob:
		return Rule
	}
	return Read
}

// seen are the laboratories whose records of a kind the actor may see.
func (v *sight) seen(k Kind) []string {
	var out []string
	for id := range v.labs {
		if v.may(k, id) {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// searchable are the laboratories whose marks a search for a laboratory may
// rank: its own, and what the others share.
func (v *sight) searchable(lab string) []string {
	var out []string
	for id := range v.labs {
		if id == lab || v.shares(id) != ShareNothing {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// sees tells whether the actor may see a record: by its laboratory, or because a
// lead or hit joins it with a laboratory of the actor's.
func (v *sight) sees(ctx context.Context, tx Tx, r Record) (bool, error) {
	if v.may(r.Kind(), r.header().Lab) {
		return true, nil
	}
	switch r := r.(type) {
	case *Lead:
		return r.State != LeadDecoy && r.State != LeadSecondReview && v.actor.allowed(Read, r.LabB), nil
	case *Hit:
		return v.actor.allowed(Read, r.LabB), nil
	case *Account:
		return v.actor.Account != nil && v.actor.Account.ID == r.ID, nil
	case *Exhibit:
		return v.joined(ctx, tx, r.ID)
	case *Acquisition:
		return v.joined(ctx, tx, r.Exhibit)
	case *Mark:
		return v.joined(ctx, tx, r.Exhibit)
	case *Segmentation:
		return v.joined(ctx, tx, r.Exhibit)
	case *Region:
		return v.joined(ctx, tx, r.Exhibit)
	}
	return false, nil
}

// joined tells whether a hit joins an exhibit with one of a laboratory of the
// actor's: then both laboratories see both.
func (v *sight) joined(ctx context.Context, tx Tx, exhibit string) (bool, error) {
	all, err := v.joinedOf(ctx, tx, []string{exhibit})
	return all[exhibit], err
}

// joinedOf are those of the exhibits that hits join with one of a laboratory of the
// actor's.
func (v *sight) joinedOf(ctx context.Context, tx Tx, exhibits []string) (map[string]bool, error) {
	if len(exhibits) == 0 {
		return nil, nil
	}
	out := make(map[string]bool, len(exhibits))
	for some := range slices.Chunk(exhibits, mostAtOnce) {
		var hits []*Hit
		err := tx.Find(ctx, &hits, Query{Where: []Cond{{Any: []Cond{
			{Column: "exhibit_a", Op: In, Value: some}, {Column: "exhibit_b", Op: In, Value: some},
		}}}})
		if err != nil {
			return nil, err
		}
		for _, h := range hits {
			if v.actor.allowed(Read, h.Lab) || v.actor.allowed(Read, h.LabB) {
				out[h.ExhibitA], out[h.ExhibitB] = true, true
			}
		}
	}
	return out, nil
}

// get fills a record if the actor may see it; what may not be seen is not there.
func get(ctx context.Context, tx Tx, a *Actor, r Record, id string) error {
	if err := tx.Get(ctx, r, id); err != nil {
		return err
	}
	if a.Service {
		return nil
	}
	v, err := look(ctx, tx, a)
	if err != nil {
		return err
	}
	ok, err := v.sees(ctx, tx, r)
	if err == nil && !ok {
		err = NotFound(r.Kind(), id)
	}
	return err
}

// getTo fills a record on which the actor may act; the act is forbidden where
// the record may only be seen.
func getTo(ctx context.Context, tx Tx, a *Actor, do Action, r Record, id string) error {
	if err := get(ctx, tx, a, r, id); err != nil {
		return err
	}
	return may(a, do, r.header().Lab)
}
