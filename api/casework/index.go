package casework

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
)

// FollowCatalog brings the text index to the store's changes, as they come,
// until ctx ends. What cannot be indexed now is tried again.
func (s *Service) FollowCatalog(ctx context.Context) error {
	for {
		woken := s.feed.waiter()
		more, err := s.indexPage(ctx)
		if err != nil && ctx.Err() == nil {
			s.Log.Error("the text index does not follow", slog.Any("error", err))
		}
		if more && err == nil {
			continue
		}
		if err := wait(ctx, woken); err != nil {
			return err
		}
	}
}

// IndexAll brings the text index to the last change.
func (s *Service) IndexAll(ctx context.Context) error {
	for {
		more, err := s.indexPage(ctx)
		if err != nil || !more {
			return err
		}
	}
}

// indexPage indexes the next changes; more tells whether there are others.
func (s *Service) indexPage(ctx context.Context) (more bool, err error) {
	after := s.Catalog.Applied()
	var changes []Change
	var entries []Entry
	err = s.Store.View(ctx, func(tx Tx) error {
		if changes, err = tx.Changes(ctx, after, followPage); err != nil {
			return err
		}
		entries, err = catalogEntries(ctx, tx, changes)
		return err
	})
	if err != nil || len(changes) == 0 {
		return false, err
	}
	upTo := changes[len(changes)-1].Seq
	if err := s.Catalog.Apply(ctx, upTo, entries); err != nil {
		return false, err
	}
	return len(changes) == followPage, nil
}

// indexed are the kinds of record that are found by words.
var indexed = map[Kind]bool{KindCase: true, KindExhibit: true, KindFirearm: true, KindHit: true, KindTraceRequest: true}

// Indexed tells whether records of a kind are found by words.
func Indexed(k Kind) bool { return indexed[k] }

// catalogEntries makes the entries of changes, the last of each record only.
func catalogEntries(ctx context.Context, tx Tx, changes []Change) ([]Entry, error) {
	last := map[string]int{}
	for i, c := range changes {
		if indexed[c.Kind] {
			last[c.ID] = i
		}
	}
	var out []Entry
	for i, c := range changes {
		if n, ok := last[c.ID]; !ok || n != i {
			continue
		}
		r := New(c.Kind)
		if err := json.Unmarshal(c.Body, r); err != nil {
			return nil, fmt.Errorf("change %d of the history: %w", c.Seq, err)
		}
		e, err := catalogEntry(ctx, tx, r)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	moved, err := movedExhibits(ctx, tx, changes, last)
	return append(out, moved...), err
}

// movedExhibits makes the entries of exhibits that have no place of their own and
// whose case was changed, beside those that were changed themselves.
func movedExhibits(ctx context.Context, tx Tx, changes []Change, changed map[string]int) ([]Entry, error) {
	var cases []string
	for _, c := range changes {
		if c.Kind == KindCase && c.Version > 1 {
			cases = append(cases, c.ID)
		}
	}
	if len(cases) == 0 {
		return nil, nil
	}
	var all []*Exhibit
	if err := tx.Find(ctx, &all, Query{Where: []Cond{{Column: "case_id", Op: In, Value: cases}}}); err != nil {
		return nil, err
	}
	var out []Entry
	for _, x := range all {
		if _, ok := changed[x.ID]; ok || x.Place.Country != "" {
			continue
		}
		e, err := catalogEntry(ctx, tx, x)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

// catalogEntry says what is found of a record.
func catalogEntry(ctx context.Context, tx Tx, r Record) (Entry, error) {
	h := r.header()
	e := Entry{ID: h.ID, Kind: r.Kind(), Lab: h.Lab, Version: h.Version}
	switch r := r.(type) {
	case *Case:
		e.Title, e.Status, e.Occurred = r.Number, r.Status, r.Occurred
		e.Numbers = []string{r.Number}
		for _, ref := range r.References {
			e.Numbers = append(e.Numbers, ref.Value)
		}
		e.at(r.Place)
		e.Text = words(r.Agency, r.Unit, r.Offence, r.Comment, r.Place.Detail)
	case *Exhibit:
		e.Title, e.Calibre, e.Origin, e.Occurred = r.Number, r.Calibre, string(r.Origin), r.Occurred
		e.Numbers = []string{r.Number, r.Headstamp, r.Lot}
		place := r.Place
		if place.Country == "" && r.Case != "" { // found where the case happened
			var in Case
			if err := tx.Get(ctx, &in, r.Case); err != nil {
				return e, err
			}
			place = in.Place
		}
		e.at(place)
		e.Text = words(r.Description, r.Found, r.Cartridge, r.Brand, r.Comment, r.Packaging)
	case *Firearm:
		e.Title, e.Calibre, e.Occurred = r.Number, r.Calibre, r.Recovered
		e.Numbers = []string{r.Number, r.Serial}
		e.at(r.Place)
		e.Text = words(r.Maker, r.Importer, r.Model, r.Type, r.Country, r.Markings, r.Comment, r.Possessor.Surname, r.Possessor.GivenNames, r.Possessor.Alias)
	case *Hit:
		e.Title, e.Numbers, e.Occurred, e.Text = r.Number, []string{r.Number}, r.Confirmed, r.Finding.Reason
	case *TraceRequest:
		e.Title, e.Numbers, e.Status, e.Occurred = r.Number, []string{r.Number, r.Weapon.Serial}, r.State, r.Date
		e.Calibre = r.Weapon.Calibre
		e.Text = words(r.Weapon.Maker, r.Weapon.Model, r.Instructions, r.Requester.Officer, r.Requester.Agency)
	}
	return e, nil
}

func (e *Entry) at(p Place) {
	e.Country, e.State, e.Municipality = p.Country, p.State, p.Municipality
	e.Latitude, e.Longitude = p.Latitude, p.Longitude
}

func words(parts ...string) string { return strings.Join(parts, "\n") }

// reindex rebuilds the text index, the gallery and what tells which marks a search
// takes.
func (s *Service) reindex(ctx context.Context, j *Job) error {
	if err := s.Catalog.Reset(ctx); err != nil {
		return err
	}
	if err := s.IndexAll(ctx); err != nil {
		return err
	}
	if err := s.Matcher.Rebuild(ctx, s.MarksAfter); err != nil {
		return err
	}
	if err := s.selectAnew(ctx); err != nil {
		return err
	}
	return settled(s.update(ctx, func(u *act) error { return finish(ctx, u, j.ID) }))
}
