package report

import (
	"strconv"
	"strings"

	"cotejo/api/casework"
)

// sides are both, the probe first.
func (d *document) sides() [2]*casework.ReportSide {
	return [2]*casework.ReportSide{&d.matter.Probe, &d.matter.Other}
}

// opening says what the report is and who made it.
func (p *page) opening() {
	d := p.doc
	if d.matter.About == casework.KindHit {
		p.notice(p.text("report.note.hit", nil))
	} else {
		p.notice(p.text("report.note.lead", nil))
	}
	by := d.name()
	if a := d.matter.By; a != nil {
		by = joined(", ", a.Name, a.Post, a.Badge)
	}
	rows := [][]string{
		{p.text("report.field.number", nil), d.report.Number},
		{p.text("report.field.made", nil), d.when(d.report.CreatedAt)},
		{p.text("report.field.by", nil), by},
	}
	if l := d.matter.Lead; l != nil {
		rows = append(rows, []string{p.text("report.field.lead", nil), joined(", ", l.Number, d.chosen("report.state.", l.State))})
	}
	if h := d.matter.Hit; h != nil {
		rows = append(rows, []string{p.text("report.field.hit", nil), h.Number})
	}
	p.table([]column{{width: 1.2}, {width: 5}}, plainTable, rows)
}

// outcome is what was concluded about a hit.
func (p *page) outcome() {
	d := p.doc
	h, l := d.matter.Hit, d.matter.Lead
	if h == nil {
		return
	}
	p.section(p.text("report.part.hit", nil), 30)
	p.table([]column{{width: 1.6}, {width: 5}}, plainTable, [][]string{
		{p.text("report.field.conclusion", nil), d.chosen("report.conclusion.", h.Finding.Conclusion)},
		{p.text("report.field.examiner", nil), d.person(h.Examiner)},
		{p.text("report.field.examined", nil), string(h.Finding.ExaminedAt)},
		{p.text("report.field.microscope", nil), h.Finding.Microscope},
		{p.text("report.field.finding", nil), h.Finding.Reason},
		{p.text("report.field.first", nil), d.person(l.FirstBy)},
		{p.text("report.field.second", nil), d.person(l.SecondBy)},
		{p.text("report.field.confirmed", nil), string(h.Confirmed)},
	})
}

// exhibits puts both exhibits side by side.
func (p *page) exhibits() {
	d := p.doc
	p.section(p.text("report.part.exhibits", nil), 40)
	var probe, other []string
	values := [2]*[]string{&probe, &other}
	var names []string
	for i, s := range d.sides() {
		names = nil
		add := func(key, value string) {
			names, *values[i] = append(names, p.text("report.field."+key, nil)), append(*values[i], value)
		}
		d.describe(s, add)
	}
	var rows [][]string
	for i, name := range names {
		if probe[i] != "" || other[i] != "" {
			rows = append(rows, []string{name, dash(probe[i]), dash(other[i])})
		}
	}
	p.table([]column{{title: " ", width: 1.3}, {title: p.text("report.side.probe", nil), width: 2.4}, {title: p.text("report.side.candidate", nil), width: 2.4}}, plainTable, rows)
	if d.matter.Other.Exhibit == nil || d.matter.Probe.Exhibit == nil {
		p.paragraph(p.text("report.note.shared", nil), "", 7.6, faded)
	}
}

// describe tells of an exhibit and what it belongs to; what may not be seen is
// empty.
func (d *document) describe(s *casework.ReportSide, add func(key, value string)) {
	e, in, f := s.Exhibit, s.Case, s.Firearm
	if e == nil {
		e = &casework.Exhibit{}
	}
	if in == nil {
		in = &casework.Case{}
	}
	if f == nil {
		f = &casework.Firearm{}
	}
	add("laboratory", joined(" — ", s.Lab.Code, s.Lab.Name))
	add("case", in.Number)
	var refs []string
	for _, r := range in.References {
		refs = append(refs, d.chosen("report.reference.", r.Type)+" "+r.Value)
	}
	add("references", strings.Join(refs, "; "))
	add("agency", joined(", ", in.Agency, in.Unit))
	add("offence", in.Offence)
	add("occurred", string(in.Occurred))
	add("case_place", place(in.Place))
	add("exhibit", e.Number)
	add("origin", d.chosen("report.origin.", string(e.Origin)))
	add("description", e.Description)
	add("found", e.Found)
	add("found_place", place(e.Place))
	add("collected", string(e.Collected))
	add("calibre", e.Calibre)
	add("cartridge", joined(", ", e.Cartridge, e.Brand, e.Headstamp))
	add("material", joined(", ", e.PrimerMaterial, e.CaseMaterial))
	add("firearm", joined(", ", f.Number, joined(" ", f.Maker, f.Model), f.Calibre))
	serial := f.Serial
	if f.Obliterated {
		serial = joined(" ", serial, "("+d.texts.Text("report.obliterated", nil)+")")
	}
	add("serial", serial)
	if f.Consecutive {
		add("subclass", d.texts.Text("report.consecutive", nil))
	} else {
		add("subclass", "")
	}
	add("withdrawn", e.Withdrawn)
}

// place tells where something is, in one line.
func place(at casework.Place) string {
	state := casework.StateName(at.Country, at.State)
	coordinates := ""
	if at.Latitude != nil && at.Longitude != nil {
		coordinates = "(" + strconv.FormatFloat(*at.Latitude, 'f', -1, 64) + ", " + strconv.FormatFloat(*at.Longitude, 'f', -1, 64) + ")"
	}
	return joined(" ", joined(", ", at.Detail, at.Municipality, state, at.Country), coordinates)
}

func dash(text string) string {
	if strings.TrimSpace(text) == "" {
		return "—"
	}
	return text
}
