package match

import (
	"strings"
	"unicode"

	"cotejo/api/casework"
	"cotejo/engine/scan"
)

// stated turns what a file says of its measurement into what a record can hold.
func stated(m scan.Meta) casework.Measurement {
	return casework.Measurement{
		Maker: clean(m.Manufacturer, 120), Model: clean(m.Model, 120), Serial: clean(m.Serial, 120),
		Objective:  clean(m.ProbingIdentifier, 120),
		Calibrated: date(m.CalibrationDate), MeasuredAt: date(m.Date), MeasuredBy: clean(m.Creator, 200),
		Software: clean(m.Version, 200), Description: clean(m.Comment, 1000),
	}
}

// clean makes a text of foreign origin fit to be kept: valid, without control
// characters, of at most so many characters.
func clean(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r) || r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	s = strings.TrimSpace(s)
	if runes := []rune(s); len(runes) > most {
		s = strings.TrimSpace(string(runes[:most]))
	}
	return s
}

// date reads the beginning of an ISO 8601 date, to the minute when it goes that
// far: "" for anything else.
func date(s string) casework.Date {
	s = strings.TrimSpace(s)
	const day, minute = len("2006-01-02"), len("2006-01-02T15:04")
	if len(s) > day && s[day] == ' ' {
		s = s[:day] + "T" + s[day+1:]
	}
	for _, n := range []int{minute, day} {
		if len(s) >= n {
			if d := casework.Date(s[:n]); d.Day() {
				return d
			}
		}
	}
	if d := casework.Date(s); d.Valid() { // a year or a month
		return d
	}
	return ""
}
