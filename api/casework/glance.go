package casework

import "context"

// Glance is what tells a record apart in a list of what was found; what does not
// apply, and what the reader may not see, is empty.
type Glance struct {
	LabCode      string `json:"lab_code"`
	LabName      string `json:"lab_name"`
	Origin       Origin `json:"origin,omitempty" enum:",questioned,test_fire"`
	Calibre      string `json:"calibre,omitempty"`
	Occurred     Date   `json:"occurred,omitempty" doc:"Of a case or exhibit when it happened, of a firearm when it was recovered, of a hit when it was confirmed, of a trace request its date."`
	Place        Place  `json:"place,omitzero" doc:"Of an exhibit that of its case, unless it has its own."`
	Status       string `json:"status,omitempty" doc:"Of a case: open or closed; of a trace request: draft, sent, answered or closed."`
	Case         string `json:"case,omitempty"`
	CaseNumber   string `json:"case_number,omitempty"`
	Firearm      string `json:"firearm,omitempty"`
	FirearmLabel string `json:"firearm_label,omitempty" doc:"Its number, maker and model."`
	Agency       string `json:"agency,omitempty"`
	Offence      string `json:"offence,omitempty"`
	Description  string `json:"description,omitempty"`
	Brand        string `json:"brand,omitempty"`
	Type         string `json:"type,omitempty" doc:"Of a firearm, as there."`
	Maker        string `json:"maker,omitempty"`
	Model        string `json:"model,omitempty"`
	Serial       string `json:"serial,omitempty"`
	Obliterated  bool   `json:"obliterated,omitempty"`
	Withdrawn    string `json:"withdrawn,omitempty"`
	ProbeNumber  string `json:"probe_number,omitempty" doc:"Of a hit: the number of one exhibit."`
	OtherNumber  string `json:"other_number,omitempty" doc:"Of a hit: the number of the other."`
}

// glancing are the records behind a page of what was found, read together.
type glancing struct {
	sight    *sight
	parties  *parties
	cases    map[string]*Case
	firearms map[string]*Firearm
	hits     map[string]*Hit
	traces   map[string]*TraceRequest
}

// glance fills in what a list shows of what was found, in a number of queries that
// does not depend on how much it is.
func glance(ctx context.Context, tx Tx, a *Actor, page []Found) error {
	ids := map[Kind][]string{}
	for _, f := range page {
		ids[f.Kind] = append(ids[f.Kind], f.ID)
	}
	g := &glancing{}
	var err error
	if g.hits, err = byID[Hit](ctx, tx, ids[KindHit]); err != nil {
		return err
	}
	if g.traces, err = byID[TraceRequest](ctx, tx, ids[KindTraceRequest]); err != nil {
		return err
	}
	exhibits, firearms, cases := ids[KindExhibit], ids[KindFirearm], ids[KindCase]
	for _, h := range g.hits {
		exhibits = append(exhibits, h.ExhibitA, h.ExhibitB)
	}
	for _, t := range g.traces {
		firearms, cases = append(firearms, t.Firearm), append(cases, t.Case)
	}
	if g.parties, err = gather(ctx, tx, a, nil, exhibits...); err != nil {
		return err
	}
	g.sight = g.parties.sight
	if g.firearms, err = byID[Firearm](ctx, tx, firearms); err != nil {
		return err
	}
	for _, f := range g.firearms {
		cases = append(cases, f.Case)
	}
	if g.cases, err = byID[Case](ctx, tx, cases); err != nil {
		return err
	}
	for i := range page {
		if g.sight.may(page[i].Kind, page[i].Lab) {
			page[i].Glance = g.of(&page[i])
		}
	}
	return nil
}

// of is the glance at one record; nil when it is not there.
func (g *glancing) of(f *Found) *Glance {
	out := &Glance{}
	if l := g.sight.labs[f.Lab]; l != nil {
		out.LabCode, out.LabName = l.Code, l.Name
	}
	there := false
	switch f.Kind {
	case KindCase:
		there = g.ofCase(out, f.ID)
	case KindExhibit:
		there = g.ofExhibit(out, f.ID)
	case KindFirearm:
		there = g.ofFirearm(out, f.ID)
	case KindHit:
		if h := g.hits[f.ID]; h != nil {
			there, out.Occurred = true, h.Confirmed
			out.ProbeNumber, out.OtherNumber = g.parties.exhibit(h.ExhibitA).Number, g.parties.exhibit(h.ExhibitB).Number
		}
	case KindTraceRequest:
		there = g.ofTrace(out, f.ID)
	}
	if !there {
		return nil
	}
	return out
}

func (g *glancing) ofCase(out *Glance, id string) bool {
	c := g.cases[id]
	if c == nil {
		return false
	}
	out.Occurred, out.Place, out.Status, out.Agency, out.Offence = c.Occurred, c.Place, c.Status, c.Agency, c.Offence
	return true
}

func (g *glancing) ofExhibit(out *Glance, id string) bool {
	e := g.parties.exhibits[id]
	if e == nil {
		return false
	}
	p := g.parties.exhibit(id)
	out.Origin, out.Calibre, out.Occurred, out.Place = p.Origin, p.Calibre, p.Occurred, p.Place
	out.Case, out.CaseNumber, out.Firearm, out.FirearmLabel = p.Case, p.CaseNumber, p.Firearm, p.FirearmLabel
	out.Description, out.Brand, out.Withdrawn = e.Description, e.Brand, e.Withdrawn
	return true
}

func (g *glancing) ofFirearm(out *Glance, id string) bool {
	f := g.firearms[id]
	if f == nil {
		return false
	}
	out.Calibre, out.Occurred, out.Place, out.Type = f.Calibre, f.Recovered, f.Place, f.Type
	out.Maker, out.Model, out.Serial, out.Obliterated = f.Maker, f.Model, f.Serial, f.Obliterated
	g.inCase(out, f.Case)
	return true
}

func (g *glancing) ofTrace(out *Glance, id string) bool {
	t := g.traces[id]
	if t == nil {
		return false
	}
	out.Status, out.Occurred, out.Calibre = t.State, t.Date, t.Weapon.Calibre
	out.Maker, out.Model, out.Type, out.Serial = t.Weapon.Maker, t.Weapon.Model, t.Weapon.Type, t.Weapon.Serial
	out.Obliterated = t.Weapon.Obliterated
	if f := g.firearms[t.Firearm]; f != nil && g.sight.may(KindFirearm, f.Lab) {
		out.Firearm, out.FirearmLabel = f.ID, f.Number
	}
	g.inCase(out, t.Case)
	return true
}

// inCase names the case that a record belongs to.
func (g *glancing) inCase(out *Glance, id string) {
	if c := g.cases[id]; c != nil && g.sight.may(KindCase, c.Lab) {
		out.Case, out.CaseNumber = c.ID, c.Number
	}
}
