package catalog

import (
	"strings"
	"unicode"

	"github.com/blevesearch/bleve/v2/analysis/char/asciifolding"
	"golang.org/x/text/unicode/norm"

	"cotejo/api/casework"
)

// instant is how the bounds of a date are kept: such texts sort by time.
const instant = "2006-01-02T15:04:05"

// document is what the index is given of an entry.
func document(e casework.Entry) map[string]any {
	words := composed(strings.Join([]string{e.Title, e.Text, e.Calibre, e.Municipality, casework.StateName(e.Country, e.State)}, "\n"))
	doc := map[string]any{
		fieldTitle: e.Title, fieldWord: words, fieldEnglish: words, fieldSpanish: words, fieldVersion: float64(e.Version),
	}
	// A calibre is also found by its beginning and without spaces: 9mm, 9 mm Luger.
	var numbers, forms []string
	for _, number := range append([]string{e.Calibre}, e.Numbers...) {
		if number = composed(strings.TrimSpace(number)); number == "" {
			continue
		}
		numbers = append(numbers, number)
		forms = append(forms, number)
		if s := squeeze(number); s != number && s != "" {
			forms = append(forms, s)
		}
	}
	doc[fieldNumber], doc[fieldStart], doc[fieldPart] = forms, forms, numbers
	for name, value := range map[string]string{
		facetKind: string(e.Kind), facetLab: e.Lab, facetCalibre: e.Calibre, facetOrigin: e.Origin, facetCountry: e.Country,
		facetState: e.State, facetMunicipality: e.Municipality, facetStatus: e.Status,
	} {
		if value != "" {
			doc[name] = value
		}
	}
	if e.Country != "" || e.Latitude != nil {
		doc[fieldSpot] = spotOf(e)
	}
	if e.Occurred != "" && e.Occurred.Valid() {
		doc[fieldFrom] = e.Occurred.From().Format(instant)
		doc[fieldTo] = e.Occurred.To().Format(instant)
		doc[facetYear] = e.Occurred.From().Format("2006")
	}
	return doc
}

// composed writes accents as part of their letters, the form from which they are
// folded; some systems write them apart.
func composed(s string) string { return norm.NFC.String(strings.ToValidUTF8(s, " ")) }

// fold writes a text without accents in lower case, as all words of the index are.
func fold(s string) string {
	return strings.ToLower(string(asciifolding.New().Filter([]byte(s))))
}

// squeeze leaves letters and digits: an identifier as those write it who leave
// out its separators.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, s)
}
