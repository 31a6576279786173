package catalog

import (
	"strings"
	"unicode"

	"github.com/blevesearch/bleve/v2/analysis/char/asciifolding"

	"cotejo/api/casework"
)

// instant is how the bounds of a date are kept: such texts sort by time.
const instant = "2006-01-02T15:04:05"

// document is what the index is given of an entry.
func document(e casework.Entry) map[string]any {
	words := e.Title + "\n" + e.Text
	doc := map[string]any{
		fieldTitle: e.Title, fieldWord: words, fieldEnglish: words, fieldSpanish: words, fieldVersion: float64(e.Version),
	}
	var whole []string
	for _, number := range e.Numbers {
		whole = append(whole, number)
		if s := squeeze(number); s != number {
			whole = append(whole, s)
		}
	}
	doc[fieldNumber], doc[fieldStart], doc[fieldPart] = whole, whole, e.Numbers
	for name, value := range map[string]string{
		facetKind: string(e.Kind), facetLab: e.Lab, facetCalibre: e.Calibre, facetOrigin: e.Origin, facetCountry: e.Country,
		facetState: e.State, facetMunicipality: e.Municipality, facetStatus: e.Status,
	} {
		if value != "" {
			doc[name] = value
		}
	}
	if e.Occurred != "" && e.Occurred.Valid() {
		doc[fieldFrom] = e.Occurred.From().Format(instant)
		doc[fieldTo] = e.Occurred.To().Format(instant)
		doc[facetYear] = e.Occurred.From().Format("2006")
	}
	return doc
}

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
