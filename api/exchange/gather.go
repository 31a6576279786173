package exchange

import (
	"errors"
	"strings"

	"cotejo/api/casework"
)

// rows puts the values of all lines in their places, fills in what other lines
// say of the same records, and checks them.
func (m *manifest) rows() []Row {
	for i := range m.lines {
		m.own(&m.lines[i])
	}
	for i := range m.lines {
		m.join(&m.lines[i])
	}
	places := m.places()
	files := map[string]int{}
	var out []Row
	for i := range m.lines {
		l := &m.lines[i]
		m.shared(l)
		l.complete(places)
		m.check(l)
		if first, twice := files[l.key()]; twice {
			m.fault(l.number, m.called("file"), "import.twice", "line", first)
		}
		files[l.key()] = l.number
		if !m.faulty[l.number] {
			out = append(out, l.row)
		}
	}
	return out
}

// key is a file of an exhibit: the same twice is a mistake.
func (l *line) key() string {
	return strings.Join([]string{l.row.File, l.row.Case.Number, l.row.Firearm.Number, l.row.Exhibit.Number}, "\x00")
}

// own sets what a line says about its file, and what it belongs to.
func (m *manifest) own(l *line) {
	l.row.Line = l.number
	for i, value := range l.cells {
		if c := m.columns[i]; c != nil && value != "" && (c.of == ofFile || c.of == ofPlace) {
			m.set(l, i, value)
		}
	}
	name := localName(l.row.File)
	if l.row.File != "" && name == "" {
		m.fault(l.number, m.called("file"), "import.outside")
	}
	l.row.File = name
}

func (m *manifest) set(l *line, i int, value string) {
	if !m.columns[i].set(&l.row, value) {
		m.fault(l.number, m.names[i], "import.value", "value", shorten(value))
	}
}

// group is what is said of the record that a column of a line speaks of, nil for
// none.
func (m *manifest) group(l *line, of owner) *group {
	var key string
	switch of {
	case ofCaseRecord:
		key = l.row.Case.Number
	case ofFirearmRecord:
		key = l.row.Firearm.Number
	case ofExhibitRecord:
		key = l.row.Case.Number + "\x00" + l.row.Firearm.Number + "\x00" + l.row.Exhibit.Number
	default:
		return nil
	}
	if m.groups[of] == nil {
		m.groups[of] = map[string]*group{}
	}
	g := m.groups[of][key]
	if g == nil {
		g = &group{values: map[int]string{}, lines: map[int]int{}}
		m.groups[of][key] = g
	}
	return g
}

// join gathers what a line says about records that others speak of too.
func (m *manifest) join(l *line) {
	for i, value := range l.cells {
		c := m.columns[i]
		if c == nil || value == "" {
			continue
		}
		g := m.group(l, c.of)
		if g == nil {
			continue
		}
		if said, ok := g.values[i]; ok && said != value {
			m.fault(l.number, m.names[i], "import.contradicts", "line", g.lines[i], "value", shorten(said))
			continue
		} else if !ok {
			g.values[i], g.lines[i] = value, l.number
		}
	}
}

// shared sets what all lines together say.
func (m *manifest) shared(l *line) {
	for i, c := range m.columns {
		if c == nil {
			continue
		}
		if g := m.group(l, c.of); g != nil && g.values[i] != "" {
			m.set(l, i, g.values[i])
		}
	}
}

// at is when and where, as lines of a case or firearm agree on it.
type at struct {
	date       casework.Date
	place      casework.Place
	otherPlace bool
}

// places gathers when and where each case and each firearm's recovery was. Dates
// that differ are a fault; places may: exhibits of a case lie apart.
func (m *manifest) places() map[string]*at {
	out := map[string]*at{}
	for i := range m.lines {
		l := &m.lines[i]
		a := out[l.event()]
		if a == nil {
			a = &at{}
			out[l.event()] = a
		}
		switch {
		case l.row.date == "" || l.row.date == a.date:
		case a.date == "":
			a.date = l.row.date
		default:
			m.fault(l.number, m.called("date"), "import.date", "value", string(a.date))
		}
		switch {
		case l.row.place == (casework.Place{}) || samePlace(l.row.place, a.place):
		case a.place == (casework.Place{}):
			a.place = l.row.place
		default:
			a.otherPlace = true
		}
	}
	return out
}

func samePlace(a, b casework.Place) bool {
	same := func(x, y *float64) bool { return x == nil && y == nil || x != nil && y != nil && *x == *y }
	ok := same(a.Latitude, b.Latitude) && same(a.Longitude, b.Longitude)
	a.Latitude, a.Longitude, b.Latitude, b.Longitude = nil, nil, nil, nil
	return ok && a == b
}

// event names the case or the firearm whose time and place a line states.
func (l *line) event() string {
	if l.row.Case.Number != "" {
		return "case " + l.row.Case.Number
	}
	return "firearm " + l.row.Firearm.Number
}

// complete brings origin, time and place into the records.
func (l *line) complete(places map[string]*at) {
	r := &l.row
	if r.Exhibit.Origin == "" {
		r.Exhibit.Origin = casework.Questioned
		if r.Case.Number == "" && r.Firearm.Number != "" {
			r.Exhibit.Origin = casework.TestFire
		}
	}
	r.Exhibit.Calibre = casework.Calibre(r.Exhibit.Calibre)
	a := places[l.event()]
	if r.Case.Number != "" {
		r.Case.Occurred = a.date
		if !a.otherPlace {
			r.Case.Place = a.place
		}
		r.Exhibit.Place = r.place
		return
	}
	r.Firearm.Recovered = a.date
	if !a.otherPlace {
		r.Firearm.Place = a.place
	}
}

// check holds a line's records against their rules.
func (m *manifest) check(l *line) {
	r := &l.row
	if r.File == "" && !m.faulty[l.number] {
		m.fault(l.number, m.called("file"), "field.required")
	}
	e := r.Exhibit
	e.Case, e.Firearm = r.Case.Number, r.Firearm.Number // stand for their identifiers
	m.faults(l, &e, map[string]string{"number": "exhibit", "calibre": "calibre", "place.": ""})
	if r.Case.Number != "" {
		m.faults(l, &r.Case, map[string]string{"number": "case", "occurred": "date", "place.": ""})
	}
	if r.Firearm.Number != "" {
		m.faults(l, &r.Firearm, map[string]string{"number": "firearm", "recovered": "date", "place.": ""})
	}
	m.faults(l, &casework.Acquisition{Measurement: r.Measurement, State: casework.StateQueued}, map[string]string{"description": "scan_description"})
}

// faults reports what is wrong with a record under the names of the columns.
func (m *manifest) faults(l *line, r casework.Record, columns map[string]string) {
	var bad *casework.Error
	if !errors.As(casework.Check(r), &bad) {
		return
	}
	for _, f := range bad.Fields {
		if f.Key == "firearm.serial" || f.Path == "calibre" && f.Key == "field.required" {
			continue // not needed of what is there already; the service says so of what is not
		}
		name := strings.TrimPrefix(f.Path, "place.")
		if name == "detail" {
			name = "place"
		}
		if other, ok := columns[name]; ok {
			name = other
		}
		params := make([]any, 0, 2*len(f.Params))
		for k, v := range f.Params {
			params = append(params, k, v)
		}
		m.fault(l.number, m.called(name), f.Key, params...)
	}
}

// called is a column as the manifest calls it, or its own name where the manifest
// has none.
func (m *manifest) called(name string) string {
	for i, c := range m.columns {
		if c != nil && c.names[0] == name {
			return m.names[i]
		}
	}
	return name
}
