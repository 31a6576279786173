package report

import (
	"strconv"
	"strings"

	"cotejo/api/casework"
)

// decisions lists who decided what about the pair, and why.
func (p *page) decisions() {
	d := p.doc
	p.section(p.text("report.part.decisions", nil), 15)
	var rows [][]string
	declared := false
	for _, one := range d.matter.Decisions {
		step := p.text("report.step."+one.Step, nil)
		if l := d.matter.Lead; l != nil && one.Step != casework.StepReview && !declared {
			declared = true
			rows = append(rows, d.declared(l))
		}
		if f := one.Finding; f != nil {
			rows = append(rows, []string{step, string(one.Day), d.person(one.By), d.chosen("report.conclusion.", f.Conclusion), joined("; ", string(f.ExaminedAt), f.Microscope, f.Reason)})
			continue
		}
		r := one.Review
		rows = append(rows, []string{step, d.when(r.CreatedAt), d.person(one.By), d.chosen("report.verdict.", string(r.Verdict)), r.Reason})
	}
	if l := d.matter.Lead; l != nil && !declared {
		rows = append(rows, d.declared(l))
	}
	if len(rows) == 0 {
		p.paragraph(p.text("report.no_decisions", nil), "", 8.2, ink)
		return
	}
	title := func(key string) string { return p.text("report.field."+key, nil) }
	p.table([]column{
		{title: title("step"), width: 1.5}, {title: title("at"), width: 1.5}, {title: title("by"), width: 1.5},
		{title: title("decision"), width: 1.2}, {title: title("reason"), width: 3},
	}, plainTable, rows)
}

// declared is who declared a lead, and what they said of it.
func (d *document) declared(l *casework.Lead) []string {
	return []string{d.texts.Text("report.step.lead", nil), d.when(l.CreatedAt), d.person(l.FirstBy), l.Number, l.Comment}
}

// searched tells how the pair was found.
func (p *page) searched() {
	d, s := p.doc, p.doc.matter.Search
	if s == nil {
		return
	}
	p.section(p.text("report.part.search", nil), 30)
	how := "report.search.asked"
	if s.Automatic {
		how = "report.search.automatic"
	}
	p.table([]column{{width: 1.5}, {width: 5}}, plainTable, [][]string{
		{p.text("report.field.search", nil), joined(", ", s.ID, p.text(how, nil))},
		{p.text("report.field.finished", nil), d.when(s.Finished)},
		{p.text("report.field.filter", nil), d.filter(s.Filter)},
		{p.text("report.field.searched", nil), p.text("report.marks", map[string]any{"count": s.Searched})},
		{p.text("report.field.top", nil), strconv.Itoa(s.Top)},
		{p.text("report.field.engine", nil), s.Engine},
	})
	p.table([]column{{width: 1.5}, {width: 5, exact: true}}, plainTable, [][]string{
		{p.text("report.field.params", nil), s.Params},
		{p.text("report.field.snapshot", nil), s.Snapshot},
	})
}

// filter tells what narrowed a search.
func (d *document) filter(f casework.Filter) string {
	var out []string
	add := func(key, value string) {
		if value != "" {
			out = append(out, d.texts.Text("report.filter."+key, nil)+" "+value)
		}
	}
	var labs []string
	for _, id := range f.Labs {
		if code := d.matter.Labs[id]; code != "" {
			id = code
		}
		labs = append(labs, id)
	}
	add("labs", strings.Join(labs, ", "))
	add("calibres", strings.Join(f.Calibres, ", "))
	add("origin", d.chosen("report.origin.", string(f.Origin)))
	add("breech_face_class", f.BreechFaceClass)
	add("firing_pin_class", f.FiringPinClass)
	add("occurred_from", string(f.OccurredFrom))
	add("occurred_to", string(f.OccurredTo))
	add("entered_from", string(f.EnteredFrom))
	add("entered_to", string(f.EnteredTo))
	add("state", joined(", ", casework.StateName(f.Country, f.State), f.Country))
	add("case", f.Case)
	add("firearm", f.Firearm)
	if f.IncludeWithdrawn {
		out = append(out, d.texts.Text("report.filter.withdrawn", nil))
	}
	if len(out) == 0 {
		return d.texts.Text("report.filter.none", nil)
	}
	return strings.Join(out, "; ")
}

// marks tells what was compared, and where it comes from.
func (p *page) marks() {
	d := p.doc
	p.section(p.text("report.part.marks", nil), 40)
	head := []column{{title: " ", width: 1.3}, {title: p.text("report.side.probe", nil), width: 2.6}, {title: p.text("report.side.candidate", nil), width: 2.6}}
	var plain, hashes [2][]string
	var names, hashNames []string
	for i, s := range d.sides() {
		m, a := s.Mark, s.Acquisition
		if a == nil {
			a = &casework.Acquisition{}
		}
		names, hashNames = nil, nil
		add := func(key, value string) {
			names, plain[i] = append(names, p.text("report.field."+key, nil)), append(plain[i], dash(value))
		}
		add("mark_kind", d.chosen("report.mark_kind.", m.MarkKind))
		add("modality", d.chosen("report.modality.", m.Modality))
		add("instrument", joined(" ", a.Maker, a.Model, a.Serial))
		add("optics", joined(", ", a.Objective, d.chosen("report.lighting.", a.Lighting)))
		add("measured", joined(", ", string(a.MeasuredAt), a.MeasuredBy))
		add("pitch", number(m.PitchXUm, 3)+" × "+number(m.PitchYUm, 3)+" µm")
		add("area", number(m.AreaMM2, 3)+" mm²")
		region := "automatic"
		if m.Region != "" {
			region = "drawn"
		}
		add("region", p.text("report.region."+region, nil))
		add("file", a.FileName)
		add("engine", m.Engine)
		hash := func(key, value string) {
			hashNames, hashes[i] = append(hashNames, p.text("report.field."+key, nil)), append(hashes[i], dash(value))
		}
		hash("original", a.SHA256)
		hash("template", m.Template)
		hash("template_params", m.Params)
	}
	rows := func(names []string, of [2][]string) (out [][]string) {
		for i, name := range names {
			out = append(out, []string{name, of[0][i], of[1][i]})
		}
		return out
	}
	p.table(head, plainTable, rows(names, plain))
	head[1].exact, head[2].exact = true, true
	p.table(head, plainTable, rows(hashNames, hashes))
}

// vouched names the signed head of the audit log.
func (p *page) vouched() {
	h := p.doc.meta.Head
	p.section(p.text("report.part.audit", nil), 30)
	p.paragraph(p.text("report.note.audit", nil), "", 8, ink)
	p.table([]column{{width: 1.5}, {width: 5, exact: true}}, plainTable, [][]string{
		{p.text("report.field.log_key", nil), h.Key},
		{p.text("report.field.log_size", nil), strconv.FormatInt(h.Size, 10)},
		{p.text("report.field.log_root", nil), h.Hash},
		{p.text("report.field.log_at", nil), p.doc.when(h.At)},
	})
}

// rests says what the document can and cannot be taken for.
func (p *page) rests() {
	p.section(p.text("report.part.limits", nil), 25)
	for _, key := range []string{"score", "lead", "images", "subclass", "copies"} {
		p.paragraph("• "+p.text("report.limit."+key, nil), "", 8.2, ink)
	}
}
