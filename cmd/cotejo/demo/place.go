package demo

import "cotejo/api/casework"

// scene is somewhere that something happens, by laboratory.
type scene struct {
	country, state, town string
	lat, lon             float64
}

var scenes = [][]scene{
	cdmx:   {{"MX", "09", "Iztapalapa", 19.357, -99.093}, {"MX", "09", "Gustavo A. Madero", 19.482, -99.113}, {"MX", "15", "Ecatepec de Morelos", 19.601, -99.053}},
	sonora: {{"MX", "26", "Hermosillo", 29.073, -110.956}, {"MX", "26", "Nogales", 31.318, -110.946}, {"MX", "26", "Cajeme", 27.486, -109.941}},
	baja:   {{"MX", "02", "Tijuana", 32.514, -117.038}, {"MX", "02", "Mexicali", 32.624, -115.452}, {"MX", "02", "Ensenada", 31.866, -116.596}},
	tucson: {{"US", "AZ", "Pima", 32.222, -110.974}, {"US", "AZ", "Santa Cruz", 31.340, -110.937}, {"US", "AZ", "Maricopa", 33.448, -112.074}},
}

func (s scene) place() casework.Place {
	lat, lon := s.lat, s.lon
	return casework.Place{Country: s.country, State: s.state, Municipality: s.town, Latitude: &lat, Longitude: &lon}
}

var offences = []string{"Homicidio", "Robo con violencia", "Disparo de arma de fuego", "Lesiones", "Portación ilegal"}

var offencesUS = []string{"Aggravated assault", "Robbery", "Shots fired", "Homicide", "Unlawful possession"}

// makes of the story's firearms, invented so that no maker is named.
var makes = []struct{ maker, model, country, importer string }{
	{"Demostrador", "D-19", "Austria", "Demo Imports, GA"},
	{"Ejemplo Arms", "E-92", "Italy", "Demo Imports, GA"},
	{"Sample & Sons", "S-45", "United States", ""},
	{"Modelo", "M-5", "Czech Republic", "Example Trading, VT"},
}

var brands = []string{"Águila demo", "Norte demo", "Sample Cartridge"}
