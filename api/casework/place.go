package casework

// Place is where something happened or was found, as exactly as it is known.
type Place struct {
	Country      string   `json:"country,omitempty" enum:",MX,US" doc:"ISO 3166-1 code; empty when unknown."`
	State        string   `json:"state,omitempty" maxLength:"2" doc:"Mexico: INEGI code 01 to 32; United States: postal code."`
	Municipality string   `json:"municipality,omitempty" maxLength:"120" doc:"Municipality or county."`
	Detail       string   `json:"detail,omitempty" maxLength:"500" doc:"Address or description."`
	Latitude     *float64 `json:"latitude,omitempty" minimum:"-90" maximum:"90" doc:"Degrees, WGS 84."`
	Longitude    *float64 `json:"longitude,omitempty" minimum:"-180" maximum:"180" doc:"Degrees, WGS 84."`
}

// check adds what tags cannot say.
func (p *Place) check(c *Checker, path string) {
	if p.State != "" {
		switch p.Country {
		case "":
			c.Fault(path+".country", "place.country_missing")
		case "MX":
			if _, ok := mexicanStates[p.State]; !ok {
				c.Fault(path+".state", "place.state_mx", "value", p.State)
			}
		case "US":
			if _, ok := usStates[p.State]; !ok {
				c.Fault(path+".state", "place.state_us", "value", p.State)
			}
		}
	}
	if (p.Latitude == nil) != (p.Longitude == nil) {
		c.Fault(path+".latitude", "place.coordinates")
	}
}

// StateName returns a state's name in its own language, "" for an unknown code.
func StateName(country, state string) string {
	switch country {
	case "MX":
		return mexicanStates[state]
	case "US":
		return usStates[state]
	}
	return ""
}

// mexicanStates are the codes of INEGI's Marco Geoestadistico, areas geoestadisticas estatales.
var mexicanStates = map[string]string{
	"01": "Aguascalientes", "02": "Baja California", "03": "Baja California Sur", "04": "Campeche",
	"05": "Coahuila de Zaragoza", "06": "Colima", "07": "Chiapas", "08": "Chihuahua", "09": "Ciudad de México",
	"10": "Durango", "11": "Guanajuato", "12": "Guerrero", "13": "Hidalgo", "14": "Jalisco", "15": "México",
	"16": "Michoacán de Ocampo", "17": "Morelos", "18": "Nayarit", "19": "Nuevo León", "20": "Oaxaca", "21": "Puebla",
	"22": "Querétaro", "23": "Quintana Roo", "24": "San Luis Potosí", "25": "Sinaloa", "26": "Sonora", "27": "Tabasco",
	"28": "Tamaulipas", "29": "Tlaxcala", "30": "Veracruz de Ignacio de la Llave", "31": "Yucatán", "32": "Zacatecas",
}

// usStates are the postal codes of the United States, its district and territories (USPS Publication 28, appendix B).
var usStates = map[string]string{
	"AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
	"CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii",
	"ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana",
	"ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi",
	"MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey",
	"NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma",
	"OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota",
	"TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington",
	"WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming", "AS": "American Samoa", "GU": "Guam",
	"MP": "Northern Mariana Islands", "PR": "Puerto Rico", "VI": "U.S. Virgin Islands",
}
