package casework

import "testing"

func TestTimeToCrime(t *testing.T) {
	for _, test := range []struct {
		purchased, recovered Date
		want                 int
	}{
		{"2025-11-23", "2026-11-23", 365},
		{"2024-02-28", "2024-03-01", 2}, // a leap year
		{"2026-11-23", "2026-11-23", 0},
		{"2026-11-22T23:59", "2026-11-23T00:01", 1}, // days, not hours
		{"2026-11-23T23:00", "2026-11-23T01:00", 0},
		{"1800-01-01", "2199-12-31", 146096}, // 400 years have 146097 days
		{"1969-12-31T23:00", "1970-01-01", 1},
		{"2026-11-24", "2026-11-23", -1},
		{"2026-11", "2026-11-23", -1},
		{"2025-11-23", "2026", -1},
		{"", "2026-11-23", -1},
		{"2025-11-23", "", -1},
		{"2025-02-30", "2026-11-23", -1},
		{"0001-01-01", "2026-11-23", -1},
		{"yesterday!", "2026-11-23", -1},
	} {
		if got := TimeToCrime(test.purchased, test.recovered); got != test.want {
			t.Errorf("%s to %s: %d, want %d", test.purchased, test.recovered, got, test.want)
		}
	}
}
