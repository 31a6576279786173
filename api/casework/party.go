package casework

import (
	"context"
	"maps"
	"slices"
	"strings"
)

// Party is one side of a pair as a list shows it: an exhibit with what there is to
// know of it at a glance. What the reader may not see is empty.
type Party struct {
	Exhibit      string `json:"exhibit,omitempty" doc:"Empty when its laboratory shares searches only."`
	Number       string `json:"number,omitempty" doc:"Of the exhibit."`
	Origin       Origin `json:"origin,omitempty" enum:",questioned,test_fire"`
	Calibre      string `json:"calibre,omitempty"`
	Case         string `json:"case,omitempty"`
	CaseNumber   string `json:"case_number,omitempty"`
	Occurred     Date   `json:"occurred,omitempty" doc:"Date of the case."`
	Place        Place  `json:"place,omitzero" doc:"Where it was found; that of the case unless the exhibit has its own."`
	Firearm      string `json:"firearm,omitempty"`
	FirearmLabel string `json:"firearm_label,omitempty" doc:"Its number, maker and model."`
	Lab          string `json:"lab"`
	LabCode      string `json:"lab_code"`
	LabName      string `json:"lab_name"`
	Mark         string `json:"mark,omitempty" doc:"Empty for an exhibit without marks."`
	MarkKind     string `json:"mark_kind,omitempty" enum:",breech_face,firing_pin,aperture_shear,ejector"`
	Modality     string `json:"modality,omitempty" enum:",topography,reflectance"`
	Acquisition  string `json:"acquisition,omitempty"`
}

// parties are the records behind a list of pairs, which are read together, so that
// a long list asks the store no more often than a short one.
type parties struct {
	sight    *sight
	marks    map[string]*Mark
	exhibits map[string]*Exhibit // those that the actor may see
	cases    map[string]*Case
	firearms map[string]*Firearm
}

// gather reads the marks of these identifiers with all that they belong to, and
// exhibits besides.
func gather(ctx context.Context, tx Tx, a *Actor, marks []string, exhibits ...string) (*parties, error) {
	v, err := look(ctx, tx, a)
	if err != nil {
		return nil, err
	}
	p := &parties{sight: v}
	if p.marks, err = byID[Mark](ctx, tx, marks); err != nil {
		return nil, err
	}
	for _, m := range p.marks {
		exhibits = append(exhibits, m.Exhibit)
	}
	if p.exhibits, err = byID[Exhibit](ctx, tx, exhibits); err != nil {
		return nil, err
	}
	if err := v.only(ctx, tx, p.exhibits); err != nil {
		return nil, err
	}
	var cases, firearms []string
	for _, e := range p.exhibits {
		if e.Case != "" && v.may(KindCase, e.Lab) {
			cases = append(cases, e.Case)
		}
		if e.Firearm != "" && v.may(KindFirearm, e.Lab) {
			firearms = append(firearms, e.Firearm)
		}
	}
	if p.cases, err = byID[Case](ctx, tx, cases); err != nil {
		return nil, err
	}
	p.firearms, err = byID[Firearm](ctx, tx, firearms)
	return p, err
}

// only leaves those of the exhibits that the actor may see.
func (v *sight) only(ctx context.Context, tx Tx, exhibits map[string]*Exhibit) error {
	var others []string
	for id, e := range exhibits {
		if !v.actor.Service && !v.may(KindExhibit, e.Lab) {
			others = append(others, id)
		}
	}
	joined, err := v.joinedOf(ctx, tx, others)
	for _, id := range others {
		if !joined[id] {
			delete(exhibits, id)
		}
	}
	return err
}

// byID reads records by their identifiers, each once.
func byID[T any, P RecordPtr[T]](ctx context.Context, tx Tx, ids []string) (map[string]P, error) {
	slices.Sort(ids)
	ids = slices.Compact(ids)
	out := make(map[string]P, len(ids))
	for some := range slices.Chunk(ids, mostAtOnce) {
		var found []P
		if err := tx.Find(ctx, &found, Query{Where: []Cond{{Column: "id", Op: In, Value: some}}}); err != nil {
			return nil, err
		}
		for _, r := range found {
			out[r.header().ID] = r
		}
	}
	return out, nil
}

// mostAtOnce is how many identifiers one query names: databases bound that.
const mostAtOnce = 1000

// of is the party of a mark.
func (p *parties) of(mark string) Party {
	m := p.marks[mark]
	if m == nil {
		return Party{Mark: mark}
	}
	out := p.exhibit(m.Exhibit)
	out.Mark, out.MarkKind, out.Modality = m.ID, m.MarkKind, m.Modality
	if out.Exhibit != "" {
		out.Acquisition = m.Acquisition
	}
	p.owner(&out, m.Lab)
	return out
}

func (p *parties) owner(out *Party, lab string) {
	out.Lab = lab
	if l := p.sight.labs[lab]; l != nil {
		out.LabCode, out.LabName = l.Code, l.Name
	}
}

// exhibit is a party without its mark, empty where it may not be seen.
func (p *parties) exhibit(id string) Party {
	e := p.exhibits[id]
	if e == nil {
		return Party{}
	}
	out := Party{Exhibit: e.ID, Number: e.Number, Origin: e.Origin, Calibre: e.Calibre, Occurred: e.Occurred, Place: e.Place}
	p.owner(&out, e.Lab)
	if c := p.cases[e.Case]; c != nil {
		out.Case, out.CaseNumber = c.ID, c.Number
		if e.Place.Country == "" {
			out.Place = c.Place
		}
	}
	if f := p.firearms[e.Firearm]; f != nil {
		out.Firearm = f.ID
		out.FirearmLabel = strings.Join(slices.DeleteFunc([]string{f.Number, f.Maker, f.Model}, func(s string) bool { return s == "" }), " ")
	}
	return out
}

// frames are what the pictures of all marks gathered show.
func (s *Service) frames(ctx context.Context, p *parties) (map[string]*Frame, error) {
	ids := slices.Sorted(maps.Keys(p.marks))
	marks := make([]*Mark, len(ids))
	for i, id := range ids {
		marks[i] = p.marks[id]
	}
	found, err := s.Matcher.Frames(ctx, marks)
	if err != nil {
		return nil, err
	}
	out := make(map[string]*Frame, len(ids))
	for i, id := range ids {
		out[id] = found[i]
	}
	return out, nil
}
