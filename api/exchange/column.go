package exchange

import (
	"strconv"
	"strings"

	"cotejo/api/casework"
)

// owner is what a column of a manifest says something about. Rows of the same
// thing may leave out what another row says, and must not contradict it.
type owner int

const (
	ofFile owner = iota
	ofCaseRecord
	ofFirearmRecord
	ofExhibitRecord
	ofPlace // of the event: see Row
)

// column is one that a manifest may have: its name, other spellings of it, and
// where its value goes. set tells whether the value has the right form.
type column struct {
	names []string
	of    owner
	set   func(*Row, string) bool
}

func manifestColumns() []column {
	text := func(of owner, at func(*Row) *string, names ...string) column {
		return column{names, of, func(r *Row, v string) bool { *at(r) = v; return true }}
	}
	date := func(of owner, at func(*Row) *casework.Date, names ...string) column {
		return column{names, of, func(r *Row, v string) bool { *at(r) = casework.Date(v); return true }}
	}
	choice := func(of owner, at func(*Row) *string, names ...string) column {
		return column{names, of, func(r *Row, v string) bool { *at(r) = word(v); return true }}
	}
	number := func(of owner, at func(*Row) *float64, names ...string) column {
		return column{names, of, func(r *Row, v string) (ok bool) { *at(r), ok = decimal(v); return ok }}
	}
	return []column{
		text(ofFile, func(r *Row) *string { return &r.File }, "file", "archivo"),
		text(ofFile, func(r *Row) *string { return &r.Case.Number }, "case", "caso", "expediente"),
		text(ofFile, func(r *Row) *string { return &r.Firearm.Number }, "firearm", "arma"),
		text(ofFile, func(r *Row) *string { return &r.Exhibit.Number }, "exhibit", "indicio", "elemento"),
		{[]string{"origin", "origen"}, ofExhibitRecord, setOrigin},

		date(ofPlace, func(r *Row) *casework.Date { return &r.date }, "date", "fecha"),
		text(ofPlace, func(r *Row) *string { return &r.place.Country }, "country", "pais"),
		text(ofPlace, func(r *Row) *string { return &r.place.State }, "state", "estado"),
		text(ofPlace, func(r *Row) *string { return &r.place.Municipality }, "municipality", "county", "municipio"),
		text(ofPlace, func(r *Row) *string { return &r.place.Detail }, "place", "address", "lugar"),
		{[]string{"latitude", "latitud"}, ofPlace, degrees(func(r *Row) **float64 { return &r.place.Latitude })},
		{[]string{"longitude", "longitud"}, ofPlace, degrees(func(r *Row) **float64 { return &r.place.Longitude })},

		text(ofCaseRecord, func(r *Row) *string { return &r.Case.Agency }, "agency", "autoridad"),
		text(ofCaseRecord, func(r *Row) *string { return &r.Case.Offence }, "offence", "offense", "delito"),

		text(ofFirearmRecord, func(r *Row) *string { return &r.Firearm.Serial }, "serial", "serie", "numero de serie"),
		{[]string{"obliterated", "borrado"}, ofFirearmRecord, setObliterated},
		text(ofFirearmRecord, func(r *Row) *string { return &r.Firearm.Maker }, "maker", "make", "fabricante"),
		text(ofFirearmRecord, func(r *Row) *string { return &r.Firearm.Model }, "model", "modelo"),
		choice(ofFirearmRecord, func(r *Row) *string { return &r.Firearm.Type }, "type", "tipo"),

		text(ofExhibitRecord, func(r *Row) *string { return &r.Exhibit.Calibre }, "calibre", "caliber"),
		text(ofExhibitRecord, func(r *Row) *string { return &r.Exhibit.Description }, "description", "descripción"),
		text(ofExhibitRecord, func(r *Row) *string { return &r.Exhibit.Found }, "found", "hallazgo"),
		date(ofExhibitRecord, func(r *Row) *casework.Date { return &r.Exhibit.Collected }, "collected", "recoleccion"),
		text(ofExhibitRecord, func(r *Row) *string { return &r.Exhibit.Cartridge }, "cartridge", "cartucho"),
		text(ofExhibitRecord, func(r *Row) *string { return &r.Exhibit.Brand }, "brand", "marca"),
		text(ofExhibitRecord, func(r *Row) *string { return &r.Exhibit.Headstamp }, "headstamp", "culote"),
		text(ofExhibitRecord, func(r *Row) *string { return &r.Exhibit.PrimerMaterial }, "primer_material", "material del fulminante"),
		text(ofExhibitRecord, func(r *Row) *string { return &r.Exhibit.CaseMaterial }, "case_material", "material del casquillo"),
		text(ofExhibitRecord, func(r *Row) *string { return &r.Exhibit.Lot }, "lot", "lote"),
		{[]string{"sequence", "secuencia"}, ofExhibitRecord, setSequence},
		choice(ofExhibitRecord, func(r *Row) *string { return &r.Exhibit.BreechFaceClass }, "breech_face_class"),
		choice(ofExhibitRecord, func(r *Row) *string { return &r.Exhibit.FiringPinClass }, "firing_pin_class"),
		text(ofExhibitRecord, func(r *Row) *string { return &r.Exhibit.Comment }, "comment", "comentario"),

		text(ofFile, func(r *Row) *string { return &r.Instrument }, "instrument", "instrumento"),
		text(ofFile, func(r *Row) *string { return &r.Measurement.Objective }, "objective", "objetivo"),
		text(ofFile, func(r *Row) *string { return &r.Measurement.Aperture }, "aperture", "apertura"),
		choice(ofFile, func(r *Row) *string { return &r.Measurement.Lighting }, "lighting", "iluminacion"),
		number(ofFile, func(r *Row) *float64 { return &r.Measurement.Direction }, "direction_deg", "direction", "direccion"),
		number(ofFile, func(r *Row) *float64 { return &r.Measurement.PitchUm }, "pitch_um", "pitch", "paso_um"),
		date(ofFile, func(r *Row) *casework.Date { return &r.Measurement.MeasuredAt }, "measured_at", "medido"),
		text(ofFile, func(r *Row) *string { return &r.Measurement.MeasuredBy }, "measured_by", "medido por"),
		text(ofFile, func(r *Row) *string { return &r.Measurement.Software }, "software", "programa"),
		text(ofFile, func(r *Row) *string { return &r.Measurement.Description }, "scan_description", "descripción de la medicion"),
	}
}

// origins are how people write them.
var origins = map[string]casework.Origin{
	"questioned": casework.Questioned, "scene": casework.Questioned, "cuestionado": casework.Questioned, "problema": casework.Questioned,
	"dubitado": casework.Questioned, "test_fire": casework.TestFire, "test": casework.TestFire, "known": casework.TestFire,
	"testigo": casework.TestFire, "prueba": casework.TestFire, "disparo_de_prueba": casework.TestFire, "indubitado": casework.TestFire,
}

func setOrigin(r *Row, v string) (ok bool) {
	r.Exhibit.Origin, ok = origins[word(v)]
	return ok
}

func setObliterated(r *Row, v string) bool {
	switch word(v) {
	case "yes", "true", "1", "x", "si", "sí":
		r.Firearm.Obliterated = true
	case "no", "false", "0":
	default:
		return false
	}
	return true
}

func setSequence(r *Row, v string) bool {
	n, err := strconv.Atoi(v)
	r.Exhibit.Sequence = n
	return err == nil
}

func degrees(at func(*Row) **float64) func(*Row, string) bool {
	return func(r *Row, v string) bool {
		x, ok := decimal(v)
		*at(r) = &x
		return ok
	}
}

// decimal reads a number with a point or a comma before its decimals.
func decimal(v string) (float64, bool) {
	if strings.Count(v, ",") == 1 && !strings.Contains(v, ".") {
		v = strings.Replace(v, ",", ".", 1)
	}
	x, err := strconv.ParseFloat(v, 64)
	return x, err == nil && x-x == 0 // neither infinite nor no number
}

// word is a choice as records have it: small letters, underscores for blanks.
func word(v string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(strings.ToLower(v)), " "), " ", "_")
}

// accents are those of Spanish column names.
var accents = strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u", "ñ", "n")

// heading is a column's name as it is compared: in any case, without accents.
func heading(v string) string {
	return accents.Replace(strings.Join(strings.Fields(strings.ReplaceAll(strings.ToLower(v), "_", " ")), " "))
}
