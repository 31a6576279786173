package casework

import (
	"time"
	_ "time/tzdata" // the same zones on every machine
)

// Zone returns the time zone of a laboratory by its place, and whether it is
// known; UTC where it is not. States that lie in several zones have that of most of
// their people, or of their capital.
func (l *Laboratory) Zone() (*time.Location, bool) {
	name := ""
	switch l.Place.Country {
	case "MX":
		if name = mexicanZones[l.Place.State]; name == "" && l.Place.State != "" {
			name = "America/Mexico_City"
		}
	case "US":
		name = usZones[l.Place.State]
	}
	if name == "" {
		return time.UTC, false
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC, false
	}
	return zone, true
}

// mexicanZones are those of states other than the centre's (Ley de los Husos
// Horarios en los Estados Unidos Mexicanos, 2022).
var mexicanZones = map[string]string{
	"02": "America/Tijuana", "03": "America/Mazatlan", "08": "America/Chihuahua", "18": "America/Mazatlan",
	"23": "America/Cancun", "25": "America/Mazatlan", "26": "America/Hermosillo",
}

// usZones are those of the states (49 CFR part 71) and territories.
var usZones = zonesByState(map[string][]string{
	"America/New_York": {
		"CT", "DE", "DC", "FL", "GA", "IN", "KY", "ME", "MD", "MA", "MI", "NH", "NJ", "NY", "NC", "OH", "PA", "RI", "SC", "VT", "VA", "WV",
	},
	"America/Chicago":     {"AL", "AR", "IL", "IA", "KS", "LA", "MN", "MS", "MO", "NE", "ND", "OK", "SD", "TN", "TX", "WI"},
	"America/Denver":      {"CO", "ID", "MT", "NM", "UT", "WY"},
	"America/Phoenix":     {"AZ"},
	"America/Los_Angeles": {"CA", "NV", "OR", "WA"},
	"America/Anchorage":   {"AK"},
	"Pacific/Honolulu":    {"HI"},
	"America/Puerto_Rico": {"PR", "VI"},
	"Pacific/Guam":        {"GU", "MP"},
	"Pacific/Pago_Pago":   {"AS"},
})

func zonesByState(states map[string][]string) map[string]string {
	out := map[string]string{}
	for zone, all := range states {
		for _, state := range all {
			out[state] = zone
		}
	}
	return out
}
