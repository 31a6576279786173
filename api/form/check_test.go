package form

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cotejo/api/casework"
)

// findingCases are changes of the complete sample, and what is then found:
// severity, path and key of each finding.
var findingCases = []struct {
	name   string
	change func(r *casework.TraceRequest)
	want   []string
}{
	{"complete", func(*casework.TraceRequest) {}, nil},
	{"no date", func(r *casework.TraceRequest) { r.Date = "" }, []string{"missing date form.missing.date"}},
	{"a month for a date", func(r *casework.TraceRequest) { r.Date = "2026-11" }, []string{"missing date form.missing.date"}},
	{"a date to come", func(r *casework.TraceRequest) { r.Date = "2026-11-24" }, []string{"implausible date form.date.future"}},
	{"no priority", func(r *casework.TraceRequest) { r.Priority = "" }, []string{"missing priority form.missing.priority"}},
	{"urgent without a reason", func(r *casework.TraceRequest) { r.Urgency = " \n" }, []string{"missing urgency form.missing.urgency"}},
	{"urgent for a word", func(r *casework.TraceRequest) { r.Urgency = "Urgente" }, []string{"implausible urgency form.urgency.short"}},
	{"routine with a reason", func(r *casework.TraceRequest) { r.Priority = "routine" }, []string{"implausible priority form.urgency.routine"}},
	{"no crime code", func(r *casework.TraceRequest) { r.CrimeCode = "" }, []string{"missing crime_code form.missing.crime_code"}},
	{"no NCIC code", func(r *casework.TraceRequest) { r.CrimeCode = "HOM" }, []string{"implausible crime_code form.crime_code.shape"}},
	{"no ORI", func(r *casework.TraceRequest) { r.Requester.ORI = "" }, []string{"missing requester.ori form.missing.ori"}},
	{"a short ORI", func(r *casework.TraceRequest) { r.Requester.ORI = "MXVER001" }, []string{"implausible requester.ori form.ori.shape"}},
	{"an ORI that begins with digits", func(r *casework.TraceRequest) { r.Requester.ORI = "123456789" }, []string{"implausible requester.ori form.ori.shape"}},
	{"an ORI in small letters", func(r *casework.TraceRequest) { r.Requester.ORI = "mxver0012" }, []string{"implausible requester.ori form.ori.shape"}},
	{"no way to ask back", func(r *casework.TraceRequest) { r.Requester.Phone, r.Requester.Email = "", "" }, []string{"missing requester.phone form.missing.contact"}},
	{"a telephone is enough", func(r *casework.TraceRequest) { r.Requester.Email = "" }, nil},
	{"no e-mail address", func(r *casework.TraceRequest) { r.Requester.Email = "balistica" }, []string{"implausible requester.email form.email.shape"}},
	{"no officer", func(r *casework.TraceRequest) { r.Requester.Officer = "" }, []string{"missing requester.officer form.missing.officer"}},
	{"no agency", func(r *casework.TraceRequest) { r.Requester.Agency = "" }, []string{"missing requester.agency form.missing.agency"}},

	{"no serial", func(r *casework.TraceRequest) { r.Weapon.Serial = "" }, []string{"missing weapon.serial form.missing.serial"}},
	{"obliterated", func(r *casework.TraceRequest) { r.Weapon.Serial, r.Weapon.Obliterated = "", true }, nil},
	{"obliterated, no remark", func(r *casework.TraceRequest) { r.Weapon = withWeapon(r, "", "", true) }, []string{"implausible weapon.markings form.serial.obliterated_remarks"}},
	{"obliterated and read", func(r *casework.TraceRequest) { r.Weapon.Obliterated = true }, []string{"implausible weapon.serial form.serial.obliterated_given"}},
	{"a word for a serial", serial("LIMADO"), []string{"implausible weapon.serial form.serial.word"}},
	{"a word in two words", serial("Sin número"), []string{"implausible weapon.serial form.serial.word"}},
	{"unknown for a serial", serial("N/A"), []string{"implausible weapon.serial form.serial.word"}},
	{"dashes for a serial", serial("---"), []string{"implausible weapon.serial form.serial.word"}},
	{"characters not read", serial("BK?370"), []string{"implausible weapon.serial form.serial.unreadable"}},
	{"a label", serial("S/N BKW370"), []string{"implausible weapon.serial form.serial.label"}},
	{"a label in Spanish", serial("Serie: BKW370"), []string{"implausible weapon.serial form.serial.label"}},
	{"a patent by its commas", serial("4,539,889"), []string{"implausible weapon.serial form.serial.patent"}},
	{"a patent among the markings", func(r *casework.TraceRequest) {
		r.Weapon = withWeapon(r, "4539889", "U.S. PAT. No. 4,539,889 & others", false)
	},
		[]string{"implausible weapon.serial form.serial.patent"}},
	{"a number among the markings, no patent", func(r *casework.TraceRequest) { r.Weapon = withWeapon(r, "4539889", "4539889 on the barrel", false) }, nil},
	{"a calibre", serial("9 mm Luger"), []string{"implausible weapon.serial form.serial.marking"}},
	{"a calibre's word", serial("CAL 45"), []string{"implausible weapon.serial form.serial.marking"}},
	{"a patent's word", serial("PAT 1911"), []string{"implausible weapon.serial form.serial.marking"}},
	{"millimetres", serial("9MM"), []string{"implausible weapon.serial form.serial.marking"}},
	{"CAL within a serial is none", serial("CALX1234"), nil},
	{"the model", serial("17 GEN4"), []string{"implausible weapon.serial form.serial.model"}},
	{"a part of the model", serial("17"), []string{"implausible weapon.serial form.serial.model"}},
	{"maker and model", serial("GLOCK 17 Gen 4"), []string{"implausible weapon.serial form.serial.model"}},
	{"zeros", serial("000000"), []string{"implausible weapon.serial form.serial.same"}},
	{"ones with blanks", serial("11 11"), []string{"implausible weapon.serial form.serial.same"}},
	{"letters only", serial("SMIRNOV"), []string{"implausible weapon.serial form.serial.no_digit"}},
	{"two digits", serial("42"), []string{"implausible weapon.serial form.serial.short"}},
	{"all markings", serial("BKW370 9X19 MADE AUSTRIA 2015 X"), []string{"implausible weapon.serial form.serial.long"}},
	{"cyrillic letters", serial("ЖК1234"), []string{"implausible weapon.serial form.serial.letters"}},
	{"O among digits", serial("12O456"), []string{"implausible weapon.serial form.serial.confusable"}},
	{"zero among letters", serial("AB0C123"), []string{"implausible weapon.serial form.serial.confusable"}},
	{"S among digits", serial("12S456"), []string{"implausible weapon.serial form.serial.confusable"}},
	{"O before digits is usual", serial("O123456"), nil},
	{"licence number in front", serial("123-45678-AB12345"), nil},

	{"no maker", func(r *casework.TraceRequest) { r.Weapon.Maker = "" }, []string{"missing weapon.maker form.missing.maker"}},
	{"maker unknown", func(r *casework.TraceRequest) { r.Weapon.Maker = "Desconocido" }, []string{"implausible weapon.maker form.placeholder"}},
	{"maker an importer", func(r *casework.TraceRequest) { r.Weapon.Maker = "Century Arms Inc., Georgia, VT" }, []string{"implausible weapon.maker form.maker.importer"}},
	{"maker another importer", func(r *casework.TraceRequest) { r.Weapon.Maker = "INTERARMS" }, []string{"implausible weapon.maker form.maker.importer"}},
	{"maker with points", func(r *casework.TraceRequest) { r.Weapon.Maker = "P.W. Arms" }, []string{"implausible weapon.maker form.maker.importer"}},
	{"maker like an importer", func(r *casework.TraceRequest) { r.Weapon.Maker = "Interarmsko" }, nil},
	{"maker is the model", func(r *casework.TraceRequest) { r.Weapon.Model = "GLOCK" }, []string{"implausible weapon.maker form.maker.model"}},
	{"no type", func(r *casework.TraceRequest) { r.Weapon.Type = "" }, []string{"missing weapon.type form.missing.type"}},
	{"no model", func(r *casework.TraceRequest) { r.Weapon.Model = " " }, []string{"missing weapon.model form.missing.model"}},
	{"no calibre", func(r *casework.TraceRequest) { r.Weapon.Calibre = "" }, []string{"missing weapon.calibre form.missing.calibre"}},
	{"calibre unknown", func(r *casework.TraceRequest) { r.Weapon.Calibre = "N/D" }, []string{"implausible weapon.calibre form.placeholder"}},
	{"calibre without a number", func(r *casework.TraceRequest) { r.Weapon.Calibre = "Luger" }, []string{"implausible weapon.calibre form.calibre.no_number"}},
	{"a 12 gauge pistol", func(r *casework.TraceRequest) { r.Weapon.Calibre = "12 GA" }, []string{"implausible weapon.calibre form.calibre.type"}},
	{"a shotgun in 9 mm", func(r *casework.TraceRequest) { r.Weapon.Type = "shotgun" }, []string{"implausible weapon.calibre form.calibre.type"}},

	{"no country", func(r *casework.TraceRequest) { r.Weapon.Country, r.Weapon.Importer = "", "" }, []string{"missing weapon.country form.missing.country"}},
	{"country unknown", func(r *casework.TraceRequest) { r.Weapon.Country = "UNK" }, []string{"implausible weapon.country form.placeholder"}},
	{"a state for a country", func(r *casework.TraceRequest) { r.Weapon.Country = "texas" }, []string{"implausible weapon.country form.country.state"}},
	{"a Mexican state", func(r *casework.TraceRequest) { r.Weapon.Country = "Nuevo Leon" }, []string{"implausible weapon.country form.country.state"}},
	{"a state as people say it", func(r *casework.TraceRequest) { r.Weapon.Country = "Coahuila" }, []string{"implausible weapon.country form.country.state"}},
	{"Mexico is a country", func(r *casework.TraceRequest) { r.Weapon.Country = "México" }, nil},
	{"Georgia is a country", func(r *casework.TraceRequest) { r.Weapon.Country = "Georgia" }, nil},
	{"no importer", func(r *casework.TraceRequest) { r.Weapon.Importer = "" }, []string{"missing weapon.importer form.missing.importer"}},
	{"no importer's mark", func(r *casework.TraceRequest) { r.Weapon.Importer = "Ninguno" }, nil},
	{"importer unknown", func(r *casework.TraceRequest) { r.Weapon.Importer = "UNKNOWN" }, []string{"implausible weapon.importer form.placeholder"}},
	{"made at home", func(r *casework.TraceRequest) { r.Weapon.Country, r.Weapon.Importer = "EE. UU.", "" }, nil},
	{"made at home and imported", func(r *casework.TraceRequest) { r.Weapon.Country = "U.S.A." }, []string{"implausible weapon.importer form.importer.domestic"}},
	{"importer is the maker", func(r *casework.TraceRequest) { r.Weapon.Importer = "GLOCK" }, []string{"implausible weapon.importer form.importer.maker"}},

	{"born tomorrow", func(r *casework.TraceRequest) { r.Possessor.BirthDate = "2026-11-24" }, []string{"implausible possessor.birth_date form.birth.future"}},
	{"a child", func(r *casework.TraceRequest) { r.Possessor.BirthDate = "2020" }, []string{"implausible possessor.birth_date form.birth.age"}},
	{"very old", func(r *casework.TraceRequest) { r.Possessor.BirthDate = "1905-05-05" }, []string{"implausible possessor.birth_date form.birth.age"}},
	{"old", func(r *casework.TraceRequest) { r.Possessor.BirthDate = "1930" }, nil},
	{"no date of birth", func(r *casework.TraceRequest) { r.Associate[0].BirthDate = "31/31/31" }, []string{"implausible associates[0].birth_date form.birth.unreadable"}},
	{"an associate without a name", func(r *casework.TraceRequest) { r.Associate[0] = casework.Person{Address: "Centro"} }, []string{"implausible associates[0].surname form.person.nameless"}},
	{"an alias is a name", func(r *casework.TraceRequest) { r.Associate[0] = casework.Person{Alias: "Ñaco"} }, nil},

	{"no recovery date", func(r *casework.TraceRequest) { r.Recovery.Date = "2026-11" }, []string{"missing recovery.date form.missing.recovery_date"}},
	{"recovered tomorrow", func(r *casework.TraceRequest) { r.Recovery.Date = "2026-11-24" }, []string{"implausible recovery.date form.date.future"}},
	{"recovered later today", func(r *casework.TraceRequest) { r.Recovery.Date = "2026-11-23T14:06" }, []string{"implausible recovery.date form.date.future"}},
	{"recovered today", func(r *casework.TraceRequest) { r.Recovery.Date = "2026-11-23" }, nil},
	{"recovered after the request", func(r *casework.TraceRequest) { r.Date, r.Recovery.Date = "2026-11-20", "2026-11-21" }, []string{"implausible recovery.date form.date.after_request"}},
	{"no country of recovery", func(r *casework.TraceRequest) { r.Recovery.Place.Country = "" }, []string{"missing recovery.place.country form.missing.recovery_country"}},
	{"no state of recovery", func(r *casework.TraceRequest) { r.Recovery.Place.State = "" }, []string{"missing recovery.place.state form.missing.recovery_state"}},
	{"no municipality", func(r *casework.TraceRequest) { r.Recovery.Place.Municipality = "" }, []string{"missing recovery.place.municipality form.missing.recovery_municipality"}},
}

func serial(s string) func(*casework.TraceRequest) {
	return func(r *casework.TraceRequest) { r.Weapon.Serial = s }
}

func withWeapon(r *casework.TraceRequest, serial, markings string, obliterated bool) casework.TracedWeapon {
	w := r.Weapon
	w.Serial, w.Markings, w.Obliterated = serial, markings, obliterated
	return w
}

func TestCheck(t *testing.T) {
	english, spanish := texts(t, "en"), texts(t, "es")
	tested := map[string]bool{}
	for _, test := range findingCases {
		t.Run(test.name, func(t *testing.T) {
			r := sample()
			test.change(r)
			var got []string
			complete := true
			for _, f := range Check(r, present) {
				got = append(got, string(f.Severity)+" "+f.Path+" "+f.Key)
				tested[f.Key] = true
				complete = complete && f.Severity != Missing
				en, es := english.Text(f.Key, f.Params), spanish.Text(f.Key, f.Params)
				for _, text := range []string{en, es} {
					if strings.HasPrefix(text, "form.") || strings.Contains(text, "<no value>") {
						t.Errorf("%s reads %q", f.Key, text)
					}
				}
				if en == es {
					t.Errorf("%s reads %q in both languages", f.Key, en)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			if Complete(Check(r, present)) != complete {
				t.Errorf("Complete is %v", !complete)
			}
		})
	}
	for key, at := range keys(t) {
		finding := !slicesContainPrefix([]string{"form.label.", "form.part.", "form.note.", "form.table.", "form.severity.", "form.priority.", "form.sex.", "form.choice.", "form.place_country."}, key)
		if finding && strings.Count(key, ".") == 2 && !tested[key] {
			t.Errorf("%s: no case has the finding %s", at, key)
		}
	}
}

func slicesContainPrefix(prefixes []string, s string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

func TestCheckFindsAllOfAnEmptyRequest(t *testing.T) {
	var paths []string
	for _, f := range Check(&casework.TraceRequest{}, present) {
		if f.Severity == Missing {
			paths = append(paths, f.Path)
		}
	}
	want := []string{
		"date", "priority", "crime_code", "requester.ori", "requester.phone", "requester.officer", "requester.agency",
		"weapon.serial", "weapon.maker", "weapon.type", "weapon.calibre", "weapon.model", "weapon.country",
		"recovery.date", "recovery.place.country", "recovery.place.state", "recovery.place.municipality",
	}
	if diff := cmp.Diff(want, paths); diff != "" {
		t.Error(diff)
	}
}

// TestCheckKnowsTheLaboratorysDay: at six in the evening in Mexico it is already tomorrow in UTC.
func TestCheckKnowsTheLaboratorysDay(t *testing.T) {
	r := sample()
	r.Date, r.Recovery.Date = "2026-11-24", "2026-11-24"
	evening := time.Date(2026, 11, 23, 23, 0, 0, 0, present.Location())
	if f := Check(r, evening); len(f) != 2 {
		t.Errorf("in the evening before: %v", f)
	}
	if f := Check(r, evening.UTC()); len(f) != 0 {
		t.Errorf("where the day has begun: %v", f)
	}
}

func TestCalibreAndType(t *testing.T) {
	for _, test := range []struct {
		kind, calibre string
		odd           bool
	}{
		{"pistol", "9mm", false},
		{"pistol", ".45 ACP", false},
		{"pistol", "5.56x45", false}, // such pistols are made
		{"pistol", "7.62 x 39", false},
		{"pistol", ".410", false},
		{"pistol", ".22", false},
		{"pistol", "12 GA", true},
		{"pistol", "12", true},
		{"pistol", "calibre 20", true},
		{"pistol", ".308", true},
		{"pistol", ".50 BMG", true},
		{"pistol", ".30-06", true},
		{"pistol", "7.62x54R", true},
		{"pistol", ".50 AE", false}, // not known: nothing is said
		{"revolver", ".38 especial", false},
		{"revolver", ".44 Magnum", false},
		{"revolver", "410", false},
		{"revolver", "12 gauge", true},
		{"revolver", "223", true},
		{"rifle", "9x19", false},
		{"rifle", ".50 BMG", false},
		{"rifle", "20 ga", true},
		{"shotgun", "12 GA", false},
		{"shotgun", "12/76", false},
		{"shotgun", "calibre 12", false},
		{"shotgun", ".410 bore", false},
		{"shotgun", "16", false},
		{"shotgun", "9 mm", true},
		{"shotgun", "7.62x39", true},
		{"shotgun", ".38 Special", true},
		{"submachine_gun", "9mm para", false},
		{"submachine_gun", "7.62x39", true},
		{"machine_gun", "7.62x51", false},
		{"machine_gun", "12 GA", true},
		{"combination", "12 GA", false},
		{"other", "12 GA", false},
		{"", "12 GA", false},
	} {
		var f findings
		checkCalibre(&f, &casework.TracedWeapon{Type: test.kind, Calibre: test.calibre})
		if got := len(f) > 0; got != test.odd {
			t.Errorf("%s in %s: odd %v, want %v (%v)", test.kind, test.calibre, got, test.odd, f)
		}
	}
}

// TestEveryCalibreThatCaseworkKnowsHasAChamber holds the two lists together.
func TestEveryCalibreThatCaseworkKnowsHasAChamber(t *testing.T) {
	for _, name := range casework.Calibres() {
		if chamberOf(name) == unknownChamber {
			t.Errorf("%s has no chamber", name)
		}
	}
	for name := range chamberNames {
		if casework.Calibre(name) != name {
			t.Errorf("%s is not how casework writes it", name)
		}
	}
}

// keys are the text keys in this package, by string literals that have the form of one.
func keys(t *testing.T) map[string]token.Position {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]token.Position{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		positions := token.NewFileSet()
		file, err := parser.ParseFile(positions, name, text, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			if basic, ok := node.(*ast.BasicLit); ok && basic.Kind == token.STRING {
				if s, err := strconv.Unquote(basic.Value); err == nil && strings.HasPrefix(s, "form.") && !strings.HasSuffix(s, ".") {
					found[s] = positions.Position(basic.Pos())
				}
			}
			return true
		})
	}
	if len(found) < 50 {
		t.Fatalf("only %d keys were found", len(found))
	}
	return found
}

func TestEveryKeyHasTexts(t *testing.T) {
	for _, language := range []string{"en", "es"} {
		all := texts(t, language)
		for key, at := range keys(t) {
			if !all.Has(key) {
				t.Errorf("%s: %s has no text in %s", at, key, language)
			}
		}
	}
}
