package form

import (
	"fmt"
	"strconv"
	"strings"

	"cotejo/api/casework"
	"cotejo/api/message"
)

// part is one part of the form: a heading and rows of boxes.
type part struct {
	title string
	rows  [][]box
}

// box is one box of the form. Its width is its share of the row.
type box struct {
	path  string // JSON path of the field, for findings
	item  string // number on the ATF form; "" where the box has none of its own
	label string
	value string
	width float64
	// starred boxes are required on the ATF form. Exact ones hold characters that
	// must not be confused, and are set in a typeface that tells 0 from O.
	starred, exact bool
	choices        []choice // in place of a value
}

// choice is a check box.
type choice struct {
	label  string
	chosen bool
}

func starred(b box) box { b.starred = true; return b }
func exact(b box) box   { b.exact = true; return b }

// layout makes the parts of a request in one language.
type layout struct {
	texts *message.Texts
}

// parts returns the form of a request, in the order and with the numbers of ATF
// form 3312.1. Part III is for the ATF's own agents. Boxes of the form that a
// laboratory does not record (height, weight, race) are left out.
func (l layout) parts(r *casework.TraceRequest) []part {
	parts := []part{
		{l.title("initiation"), l.initiation(r)},
		{l.title("crime"), [][]box{{
			starred(l.box("2a", "crime_code", "crime_code", r.CrimeCode, 1)),
			l.box("2b", "project_code", "project_code", r.ProjectCode, 2),
		}}},
		{l.title("agent"), [][]box{{{value: l.text("form.note.agent"), width: 1}}}},
		{l.title("requester"), l.requester(&r.Requester)},
		{l.title("weapon"), l.weapon(&r.Weapon)},
		{l.title("possessor"), l.person("6", "possessor", &r.Possessor)},
	}
	for i := range r.Associate {
		title := l.title("associate") + ": " + l.texts.Text("form.note.associate_of", map[string]any{"number": i + 1, "total": len(r.Associate)})
		parts = append(parts, part{title, l.person("", "associates["+strconv.Itoa(i)+"]", &r.Associate[i])})
	}
	if len(r.Associate) == 0 {
		parts = append(parts, part{l.title("associate"), [][]box{{{value: l.text("form.note.no_associates"), width: 1}}}})
	}
	return append(parts,
		part{l.title("recovery"), l.recovery(&r.Recovery)},
		part{l.title("remarks"), [][]box{{l.box("", "notes", "recovery.notes", r.Recovery.Notes, 1)}}},
	)
}

func (l layout) initiation(r *casework.TraceRequest) [][]box {
	priority := starred(l.box("1b", "priority", "priority", "", 2))
	for _, p := range []string{"routine", "urgent"} {
		priority.choices = append(priority.choices, choice{l.text("form.priority." + p), r.Priority == p})
	}
	return [][]box{
		{l.box("1a", "date", "date", string(r.Date), 1), priority, exact(l.box("", "number", "number", r.Number, 1.4))},
		{l.box("", "urgency", "urgency", r.Urgency, 1)},
		{l.box("1c", "instructions", "instructions", r.Instructions, 1)},
	}
}

func (l layout) requester(r *casework.Requester) [][]box {
	return [][]box{
		{
			exact(starred(l.box("4a", "ori", "requester.ori", r.ORI, 1.2))),
			l.box("4b", "phone", "requester.phone", r.Phone, 1.2),
			l.box("", "email", "requester.email", r.Email, 2),
		},
		{
			l.box("4c", "officer", "requester.officer", r.Officer, 2),
			l.box("4d", "badge", "requester.badge", r.Badge, 1),
			l.box("4e", "case_number", "requester.case_number", r.CaseNumber, 1.6),
		},
		{
			l.box("", "agency", "requester.agency", r.Agency, 2),
			l.box("4f", "unit", "requester.unit", r.Unit, 2.6),
		},
		{l.box("4g", "address", "requester.address", r.Address, 1)},
	}
}

func (l layout) weapon(w *casework.TracedWeapon) [][]box {
	obliterated := l.box("5b", "obliterated", "weapon.obliterated", "", 1.3)
	obliterated.choices = []choice{{l.text("form.choice.yes"), w.Obliterated}, {l.text("form.choice.no"), !w.Obliterated}}
	kind := ""
	if w.Type != "" {
		kind = l.text("weapon_type." + w.Type)
	}
	return [][]box{
		{
			exact(starred(l.box("5a", "serial", "weapon.serial", w.Serial, 2))),
			obliterated,
			starred(l.box("5c", "maker", "weapon.maker", w.Maker, 2)),
		},
		{
			starred(l.box("5d", "type", "weapon.type", kind, 1)),
			starred(l.box("5e", "calibre", "weapon.calibre", w.Calibre, 1)),
			starred(l.box("5f", "model", "weapon.model", w.Model, 1.3)),
		},
		{
			starred(l.box("5g", "country", "weapon.country", w.Country, 1)),
			starred(l.box("5h", "importer", "weapon.importer", w.Importer, 2.3)),
		},
		{l.box("5i", "markings", "weapon.markings", w.Markings, 1)},
	}
}

// person makes part VI or VII; prefix is the number of the part's items, "" for
// boxes without numbers.
func (l layout) person(prefix, path string, p *casework.Person) [][]box {
	item := func(letter string) string {
		if prefix == "" {
			return ""
		}
		return prefix + letter
	}
	name := p.Surname
	if p.GivenNames != "" {
		name = strings.TrimPrefix(name+", "+p.GivenNames, ", ")
	}
	sex := ""
	if p.Sex != "" {
		sex = l.text("form.sex." + p.Sex)
	}
	return [][]box{
		{
			l.box(item("a"), "name", path+".surname", name, 2.4),
			l.box(item("b"), "alias", path+".alias", p.Alias, 1.4),
			l.box(item("f"), "sex", path+".sex", sex, 0.8),
		},
		{
			l.box("", "birth_date", path+".birth_date", string(p.BirthDate), 0.9),
			l.box("", "birth_place", path+".birth_place", p.BirthPlace, 1.4),
			l.box("", "nationality", path+".nationality", p.Nationality, 0.9),
			l.box("", "id_type", path+".id_type", p.IDType, 1),
			exact(l.box("", "id_number", path+".id_number", p.IDNumber, 1.3)),
		},
		{l.box("", "person_address", path+".address", p.Address, 1)},
	}
}

func (l layout) recovery(r *casework.TracedRecovery) [][]box {
	day, hour, _ := strings.Cut(string(r.Date), "T")
	p := &r.Place
	country, state, position := "", p.State, ""
	if p.Country != "" {
		country = l.text("form.place_country." + strings.ToLower(p.Country))
	}
	if name := casework.StateName(p.Country, p.State); name != "" {
		state = name
	}
	if p.Latitude != nil && p.Longitude != nil {
		position = fmt.Sprintf("%.6f, %.6f", *p.Latitude, *p.Longitude)
	}
	return [][]box{
		{
			l.box("", "recovery_date", "recovery.date", day, 1),
			l.box("", "recovery_time", "recovery.time", hour, 0.7),
			l.box("", "recovery_country", "recovery.place.country", country, 1.1),
			l.box("", "recovery_state", "recovery.place.state", state, 1.6),
			l.box("", "recovery_municipality", "recovery.place.municipality", p.Municipality, 1.6),
		},
		{
			l.box("", "recovery_detail", "recovery.place.detail", p.Detail, 2.8),
			l.box("", "recovery_position", "recovery.place.latitude", position, 1.2),
		},
	}
}

func (l layout) text(key string) string { return l.texts.Text(key, nil) }

func (l layout) title(name string) string { return l.text("form.part." + name) }

func (l layout) box(item, label, path, value string, width float64) box {
	return box{path: path, item: item, label: l.text("form.label." + label), value: value, width: width}
}
