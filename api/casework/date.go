package casework

import "time"

// Date is a date that may be unknown or partial, as ISO 8601 text: "" (unknown),
// "2026", "2026-11", "2026-11-23", or with a time of day "2026-11-23T14:05", local
// to the place. Such texts sort by time, so that stores compare them as text.
type Date string

var dateLayouts = []string{"2006", "2006-01", "2006-01-02", "2006-01-02T15:04"}

// Valid tells whether the text is one of the forms above and a real date.
func (d Date) Valid() bool {
	if d == "" {
		return true
	}
	_, _, ok := d.span()
	return ok
}

// span returns the first and the last second that the date can mean.
func (d Date) span() (from, to time.Time, ok bool) {
	for i, layout := range dateLayouts {
		t, err := time.Parse(layout, string(d))
		if err != nil || len(d) != len(layout) {
			continue
		}
		switch i {
		case 0:
			to = t.AddDate(1, 0, 0)
		case 1:
			to = t.AddDate(0, 1, 0)
		case 2:
			to = t.AddDate(0, 0, 1)
		default:
			to = t.Add(time.Minute)
		}
		return t, to.Add(-time.Second), t.Year() >= 1800 && t.Year() < 2200
	}
	return time.Time{}, time.Time{}, false
}

// From returns the earliest moment that the date can mean, zero when unknown.
func (d Date) From() time.Time { from, _, _ := d.span(); return from }

// To returns the latest moment that the date can mean, zero when unknown.
func (d Date) To() time.Time { _, to, _ := d.span(); return to }

// Day tells whether the day is known.
func (d Date) Day() bool { return len(d) >= len("2006-01-02") && d.Valid() }
