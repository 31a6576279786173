package form

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold brings a name to capitals without accents, its words parted by single
// spaces, so that spellings of one name are equal: "Fábrica, S.A." is FABRICA SA.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToUpper(r))
		case r == '.' || r == '\'' || unicode.Is(unicode.Mn, r):
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// joined is fold without spaces.
func joined(s string) string { return strings.ReplaceAll(fold(s), " ", "") }

// hasWords tells whether the words of name stand in s one after another.
func hasWords(s, name string) bool { return strings.Contains(" "+s+" ", " "+name+" ") }

// placeholders stand where nothing is known; both languages.
var placeholders = []string{
	"UNKNOWN", "UNK", "NA", "N A", "ND", "N D", "SD", "S D", "NOT AVAILABLE", "NOT KNOWN", "DESCONOCIDO", "DESCONOCIDA",
	"SE DESCONOCE", "SE IGNORA", "IGNORADO", "NO APLICA", "NO DISPONIBLE", "SIN DATO", "SIN DATOS", "PENDIENTE", "PENDING",
	"X", "XX", "XXX", "TBD",
}

func placeholder(s string) bool {
	folded := fold(s)
	return folded == "" && !blank(s) || slices.Contains(placeholders, folded)
}
