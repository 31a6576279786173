package casework_test

import (
	"errors"
	"strings"
	"testing"

	"cotejo/api/casework"
)

func TestCheck(t *testing.T) {
	far := 91.0
	for _, c := range []struct {
		name string
		r    casework.Record
		want string // path and key of each fault
	}{
		{"whole", &casework.Case{Number: "1", Occurred: "2026-02"}, ""},
		{"empty", &casework.Case{}, "number field.required"},
		{"blank", &casework.Case{Number: "  "}, "number field.required"},
		{"no such day", &casework.Case{Number: "1", Occurred: "2026-02-30"}, "occurred field.date"},
		{"no such state", &casework.Case{Number: "1", Place: casework.Place{Country: "MX", State: "33"}}, "place.state place.state_mx"},
		{"half a position", &casework.Case{Number: "1", Place: casework.Place{Latitude: &far}}, "place.latitude field.too_large, place.latitude place.coordinates"},
		{"long", &casework.Case{Number: strings.Repeat("é", 81)}, "number field.too_long"},
		{"control character", &casework.Case{Number: "1\x00"}, "number field.characters"},
		{"no such choice", &casework.Case{Number: "1", References: []casework.Reference{{Type: "x", Value: "1"}}}, "references[0].type field.choice"},
		{"questioned without case", &casework.Exhibit{Number: "1", Origin: casework.Questioned, Specimen: casework.Specimen{Calibre: "x"}}, "case exhibit.needs_case"},
		{"test fire without firearm", &casework.Exhibit{Number: "1", Origin: casework.TestFire, Specimen: casework.Specimen{Calibre: "x"}}, "firearm exhibit.needs_firearm"},
		{"no serial", &casework.Firearm{Number: "1"}, "serial firearm.serial"},
		{"obliterated", &casework.Firearm{Number: "1", Obliterated: true}, ""},
		{"bought after", &casework.TraceResult{Received: "2026-01-01", Status: "pending", Purchased: "2026-01-02", Recovered: "2025"}, "purchased trace.purchased_after_recovery"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			var e *casework.Error
			if err := casework.Check(c.r); errors.As(err, &e) {
				for _, f := range e.Fields {
					got = append(got, f.Path+" "+f.Key)
				}
			}
			if text := strings.Join(got, ", "); text != c.want {
				t.Errorf("faults %q, want %q", text, c.want)
			}
		})
	}
}

func TestDate(t *testing.T) {
	for text, want := range map[casework.Date][2]string{
		"2024":             {"2024-01-01 00:00:00", "2024-12-31 23:59:59"},
		"2024-02":          {"2024-02-01 00:00:00", "2024-02-29 23:59:59"},
		"2024-02-29":       {"2024-02-29 00:00:00", "2024-02-29 23:59:59"},
		"2024-02-29T14:05": {"2024-02-29 14:05:00", "2024-02-29 14:05:59"},
	} {
		const layout = "2006-01-02 15:04:05"
		if from, to := text.From().Format(layout), text.To().Format(layout); !text.Valid() || from != want[0] || to != want[1] {
			t.Errorf("%s: from %s to %s, want %v", text, from, to, want)
		}
	}
	for _, text := range []casework.Date{"24", "2024-13", "2023-02-29", "2024-1-1", "2024-01-01T25:00", "2024-01-01 10:00", "1700", "0000"} {
		if text.Valid() {
			t.Errorf("%q is taken for a date", text)
		}
	}
}

func TestCalibre(t *testing.T) {
	for text, want := range map[string]string{" 9X19 ": "9 mm Luger", "9mm  Luger": "9 mm Luger", ".38 spl": ".38 Special", "6.5 Grendel": "6.5 Grendel"} {
		if got := casework.Calibre(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	names := casework.Calibres()
	seen := map[string]bool{}
	for _, n := range names {
		if casework.Calibre(n) != n || seen[n] {
			t.Errorf("%q is not its own name, or twice there", n)
		}
		seen[n] = true
	}
}
