package catalog

import (
	"encoding/json"
	"math"

	"cotejo/api/casework"
)

// mostSpots is how many places are counted, the most frequent.
const mostSpots = 1000

// spotOf writes an entry's place as one text, so that the places of all that was
// found can be counted like any value: ["MX","09","Coyoacán",19.35,-99.16].
// Coordinates are rounded to hundredths of a degree, about a kilometre: what is
// near is one place, as on a map of a country.
func spotOf(e casework.Entry) string {
	parts := []any{composed(e.Country), composed(e.State), composed(e.Municipality)}
	if e.Latitude != nil && e.Longitude != nil {
		parts = append(parts, hundredth(*e.Latitude), hundredth(*e.Longitude))
	}
	text, err := json.Marshal(parts)
	if err != nil { // a coordinate that is no number
		return ""
	}
	return string(text)
}

func hundredth(degrees float64) float64 { return math.Round(degrees*100) / 100 }

// placeOf reads what spotOf has written.
func placeOf(spot string, count int) (casework.PlaceCount, bool) {
	var parts []any
	if json.Unmarshal([]byte(spot), &parts) != nil || len(parts) != 3 && len(parts) != 5 {
		return casework.PlaceCount{}, false
	}
	p := casework.PlaceCount{Count: count}
	for i, to := range []*string{&p.Country, &p.State, &p.Municipality} {
		*to, _ = parts[i].(string)
	}
	if len(parts) == 5 {
		latitude, ok := parts[3].(float64)
		longitude, also := parts[4].(float64)
		if ok && also {
			p.Latitude, p.Longitude = &latitude, &longitude
		}
	}
	return p, true
}
