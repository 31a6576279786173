package casework

import (
	"maps"
	"slices"
)

// State is a state of a country.
type State struct {
	Code string `json:"code" doc:"As in Place."`
	Name string `json:"name" doc:"In the country's own language."`
}

// States returns the states of a country, MX or US, by their codes.
func States(country string) []State {
	names := map[string]map[string]string{"MX": mexicanStates, "US": usStates}[country]
	out := make([]State, 0, len(names))
	for _, code := range slices.Sorted(maps.Keys(names)) {
		out = append(out, State{code, names[code]})
	}
	return out
}
