package form

import (
	"sync"
	"testing"
	"time"

	"cotejo/api/casework"
	"cotejo/api/message"
)

// present is when the tests take place, in a zone behind UTC.
var present = time.Date(2026, 11, 23, 14, 5, 0, 0, time.FixedZone("CST", -6*3600))

// sample is a complete request without findings.
func sample() *casework.TraceRequest {
	latitude, longitude := 19.173773, -96.134224
	return &casework.TraceRequest{
		Head:   casework.Head{ID: "0193a2c4-6f1e-7c3a-9b7e-1f2d3c4b5a69"},
		Number: "T-VER-2026-0042", State: "draft", Date: "2026-11-23", Priority: "urgent",
		Urgency:      "Homicidio doloso con tres víctimas; el imputado está por cumplir el plazo legal.",
		Instructions: "Favor de responder también a la Agregaduría Legal.",
		CrimeCode:    "0912", ProjectCode: "FRONTERA",
		Requester: casework.Requester{
			ORI: "MXVER0012", Agency: "Fiscalía General del Estado de Veracruz", Unit: "Dirección General de los Servicios Periciales, Balística",
			Officer: "Núñez Ibáñez, María José", Badge: "P-1187", Phone: "+52 229 555 0134", Email: "balistica@fiscalia.example",
			CaseNumber: "UIPJ/DXVII/1234/2026", Address: "Calle Pino Suárez 55, Col. Centro, 91700 Veracruz, Ver.",
		},
		Weapon: casework.TracedWeapon{
			Serial: "BKW370", Maker: "Glock", Type: "pistol", Calibre: "9 mm Luger", Model: "17 Gen 4", Country: "Austria",
			Importer: "Glock Inc., Smyrna, GA", Markings: "9x19, MADE IN AUSTRIA, punzones de prueba de Viena 2015",
		},
		Possessor: casework.Person{
			Surname: "Peña Güemes", GivenNames: "Ángel", Alias: "El Zurdo", BirthDate: "1991-04", BirthPlace: "Coatzacoalcos, Ver.",
			Nationality: "Mexicana", Sex: "male", Address: "Se ignora", IDType: "INE", IDNumber: "1234567890123",
		},
		Associate: []casework.Person{{Surname: "Ruiz", GivenNames: "Iñaki", Alias: "Ñaco", BirthDate: "1988-12-01"}},
		Recovery: casework.TracedRecovery{
			Place: casework.Place{
				Country: "MX", State: "30", Municipality: "Boca del Río", Detail: "Carretera federal 150, km 98", Latitude: &latitude, Longitude: &longitude,
			},
			Date: "2026-11-21T22:40", Notes: "Aseguramiento en flagrancia tras persecución.",
		},
	}
}

// sampleMeta is of a final export.
func sampleMeta() Meta {
	return Meta{Laboratory: "Dirección General de los Servicios Periciales, Veracruz", By: "María José Núñez Ibáñez", At: present}
}

// loaded are the texts, read once for all tests.
var loaded = sync.OnceValues(message.Load)

func texts(t testing.TB, language string) *message.Texts {
	t.Helper()
	c, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return c.For(language)
}
