package casework_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"cotejo/api/casework"
)

func TestBusinessDays(t *testing.T) {
	hermosillo, known := (&casework.Laboratory{Place: casework.Place{Country: "MX", State: "26"}}).Zone()
	if !known || hermosillo.String() != "America/Hermosillo" {
		t.Fatalf("%v", hermosillo)
	}
	at := func(text string) time.Time {
		m, err := time.Parse("2006-01-02T15:04", text)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	for _, test := range []struct {
		from, to string // UTC
		zone     *time.Location
		want     int
	}{
		{"2026-11-20T20:00", "2026-11-23T16:00", time.UTC, 1}, // Friday to Monday
		{"2026-11-20T20:00", "2026-11-24T16:00", time.UTC, 2},
		{"2026-11-21T12:00", "2026-11-22T12:00", time.UTC, 0}, // a weekend
		{"2026-11-23T00:01", "2026-11-23T23:59", time.UTC, 0},
		{"2026-11-24T12:00", "2026-11-20T12:00", time.UTC, 0}, // the wrong way round
		{"2026-11-23T12:00", "2026-11-24T03:00", time.UTC, 1},
		{"2026-11-23T12:00", "2026-11-24T03:00", hermosillo, 0}, // still Monday there
		{"2026-01-01T12:00", "2026-12-31T12:00", time.UTC, 260},
	} {
		if n := casework.BusinessDays(at(test.from), at(test.to), test.zone); n != test.want {
			t.Errorf("%s to %s in %s: %d, want %d", test.from, test.to, test.zone, n, test.want)
		}
	}
	r := rand.New(rand.NewPCG(3, 3))
	for range 300 { // counted one by one
		from := at("2026-01-01T00:00").Add(time.Duration(r.IntN(8000)) * time.Hour)
		to := from.Add(time.Duration(r.IntN(2000)) * time.Hour)
		want := 0
		for d := from.Truncate(24*time.Hour).AddDate(0, 0, 1); !d.After(to); d = d.AddDate(0, 0, 1) {
			if d.Weekday() != time.Saturday && d.Weekday() != time.Sunday {
				want++
			}
		}
		if n := casework.BusinessDays(from, to, time.UTC); n != want {
			t.Fatalf("%v to %v: %d, want %d", from, to, n, want)
		}
	}
}

func TestZones(t *testing.T) {
	for place, want := range map[casework.Place]string{
		{Country: "MX", State: "09"}: "America/Mexico_City", {Country: "MX", State: "02"}: "America/Tijuana", {Country: "MX"}: "UTC", {}: "UTC",
		{Country: "US", State: "AZ"}: "America/Phoenix", {Country: "US", State: "TX"}: "America/Chicago", {Country: "US"}: "UTC", {Country: "XX", State: "26"}: "UTC",
	} {
		zone, known := (&casework.Laboratory{Place: place}).Zone()
		if zone.String() != want || known != (want != "UTC") {
			t.Errorf("%+v: %s, %v", place, zone, known)
		}
	}
	for _, country := range []string{"MX", "US"} {
		for _, s := range casework.States(country) {
			if _, known := (&casework.Laboratory{Place: casework.Place{Country: country, State: s.Code}}).Zone(); !known {
				t.Errorf("the time zone of %s is not known", s.Name)
			}
		}
	}
}
