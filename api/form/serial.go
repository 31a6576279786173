package form

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"cotejo/api/casework"
)

// Serial numbers outside of these lengths, in letters and digits, are rare enough
// to look again. Since 2022 one may carry the licence number of its maker in
// front, which makes them longer.
const (
	shortSerial = 3
	longSerial  = 24
)

// noSerial are words that people write where no number can be read.
var noSerial = []string{
	"NONE", "NO SERIAL", "OBLITERATED", "DEFACED", "REMOVED", "ILLEGIBLE", "SIN", "SIN NUMERO", "SIN SERIE", "SIN NUMERO DE SERIE",
	"NINGUNO", "NINGUNA", "LIMADO", "LIMADA", "BORRADO", "BORRADA", "ILEGIBLE", "NO LEGIBLE", "ERRADICADO", "SN", "S N", "NO VISIBLE",
}

var (
	serialLabel  = regexp.MustCompile(`^(S ?N|SER|SERIAL|SERIE|NUM|NUMERO|NO|MATRICULA|NUMERO DE SERIE|SERIAL NUMBER|NO DE SERIE) `)
	otherMarking = regexp.MustCompile(`\b(PAT|PATS|PATENT|PATENTS|PATENTE|PATENTES|PATENTED|PATD|CAL|CALIBER|CALIBRE|CALIBRO|MOD|MODEL|MODELO|` +
		`MADE IN|HECHO EN|LUGER|PARA|PARABELLUM|AUTO|GAUGE|[0-9]+ ?MM)\b`)
	patentNumber = regexp.MustCompile(`^([0-9]{1,2},)?[0-9]{3},[0-9]{3}$`)
	// patentIn finds the numbers after the word patent among markings.
	patentIn = regexp.MustCompile(`(?i)\bPAT(?:ENT|ENTE|ENTS|S|D)?\b[^0-9]{0,12}([0-9][0-9,. ]{4,12}[0-9])`)
	// confused finds a character between two of the other sort.
	letterAmongDigits = regexp.MustCompile(`[0-9]([OQILSZB])[0-9]`)
	digitAmongLetters = regexp.MustCompile(`[A-Z]([01528])[A-Z]`)
)

// looksLike are the characters that are taken for one another in a stamping. The
// ATF's guide for officers names S and 5, Z and 2.
var looksLike = map[string]string{
	"O": "0", "Q": "0", "I": "1", "L": "1", "S": "5", "Z": "2", "B": "8", "0": "O", "1": "I", "5": "S", "2": "Z", "8": "B",
}

// checkSerial checks the serial number. It stops at the first finding: what is
// not a serial number at all need not have the shape of one.
func checkSerial(f *findings, w *casework.TracedWeapon) {
	serial := strings.TrimSpace(w.Serial)
	if serial == "" {
		if !w.Obliterated {
			f.missing("weapon.serial", "form.missing.serial")
		}
		return
	}
	if key, value := oddSerial(serial, w); key != "" {
		*f = append(*f, Finding{Path: "weapon.serial", Key: key, Params: map[string]any{"value": serial, "other": value}, Severity: Implausible})
	}
}

// oddSerial returns the key of what is odd about a serial number, "" when nothing
// is, and what it was held against.
func oddSerial(serial string, w *casework.TracedWeapon) (key, other string) {
	folded, plain := fold(serial), joined(serial)
	switch {
	case slices.Contains(noSerial, folded) || placeholder(serial):
		return "form.serial.word", ""
	case strings.ContainsAny(serial, "?*_#"):
		return "form.serial.unreadable", ""
	case serialLabel.MatchString(folded):
		return "form.serial.label", ""
	case patentNumber.MatchString(serial) || isPatent(plain, w.Markings):
		return "form.serial.patent", ""
	case plain == joined(w.Calibre) || otherMarking.MatchString(folded):
		return "form.serial.marking", ""
	case isModel(plain, w):
		return "form.serial.model", w.Model
	case same(plain):
		return "form.serial.same", ""
	case !strings.ContainsFunc(plain, unicode.IsDigit):
		return "form.serial.no_digit", ""
	case len(plain) < shortSerial:
		return "form.serial.short", ""
	case len(plain) > longSerial:
		return "form.serial.long", ""
	case strings.ContainsFunc(plain, func(r rune) bool { return r > unicode.MaxASCII }):
		return "form.serial.letters", ""
	case w.Obliterated:
		return "form.serial.obliterated_given", ""
	}
	for _, pattern := range []*regexp.Regexp{letterAmongDigits, digitAmongLetters} {
		if found := pattern.FindStringSubmatch(folded); found != nil {
			return "form.serial.confusable", found[1] + " / " + looksLike[found[1]]
		}
	}
	return "", ""
}

// isPatent tells whether a number stands among the markings as a patent's.
func isPatent(serial, markings string) bool {
	for _, found := range patentIn.FindAllStringSubmatch(markings, -1) {
		if joined(found[1]) == serial {
			return true
		}
	}
	return false
}

// isModel tells whether a serial number is the model, or the maker and the model.
func isModel(serial string, w *casework.TracedWeapon) bool {
	model := joined(w.Model)
	if model == "" {
		return false
	}
	if serial == model || serial == joined(w.Maker)+model {
		return true
	}
	return len(serial) > 1 && slices.Contains(strings.Fields(fold(w.Model)), serial)
}

// same tells whether a text is one character again and again.
func same(s string) bool {
	return len(s) > 1 && strings.Trim(s, s[:1]) == ""
}
