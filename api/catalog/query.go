package catalog

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/query"
)

// Bounds of what is taken of a person's words. More of them find nothing more.
const (
	longestText = 500 // characters
	mostWords   = 20
	longestWord = 60 // characters, of a part between spaces
	// A word must be so long, in characters, to be found with a letter wrong:
	// shorter ones are a letter away from too many others, and longer ones cost
	// too much.
	shortestTypo, longestTypo = 4, 30
)

// What it is worth to be found in one way or another.
const (
	worthNumber = 8.0
	worthStart  = 4.0
	worthPart   = 2.0
	worthTitle  = 3.0
	worthWord   = 2.0
	worthStem   = 1.0
	worthTypo   = 0.2
)

// asked turns a person's words into a query, built from terms alone: nothing in
// them is syntax. Every word must be found, in whatever way, but for stop words,
// which count only when there is nothing else. nil when there are no words.
func asked(m mapping.IndexMapping, text string) query.Query {
	var needed, optional []query.Query
	for _, chunk := range chunks(text) {
		ways, stop := wordWays(m, chunk)
		ways = append(ways, numberWays(chunk)...)
		switch {
		case len(ways) == 0: // punctuation
		case stop:
			optional = append(optional, anyOf(ways))
		default:
			needed = append(needed, anyOf(ways))
		}
	}
	if len(needed) == 0 {
		needed, optional = optional, nil
	}
	if len(needed) == 0 {
		return nil
	}
	return query.NewBooleanQuery(needed, optional, nil)
}

// chunks are the parts of a text between spaces, within bounds.
func chunks(text string) []string {
	fields := strings.Fields(composed(cut(text, longestText)))
	fields = fields[:min(len(fields), mostWords)]
	for i, f := range fields {
		fields[i] = cut(f, longestWord)
	}
	return fields
}

// cut returns the first characters of a text.
func cut(s string, most int) string {
	for i := range s {
		if most == 0 {
			return s[:i]
		}
		most--
	}
	return s
}

// numberWays are the ways to find a chunk as an identifier: whole, by its
// beginning, by its parts or their beginnings.
func numberWays(chunk string) []query.Query {
	whole := fold(chunk)
	bare := squeeze(whole)
	if bare == "" {
		return nil
	}
	ways := []query.Query{
		term(fieldNumber, whole, worthNumber),
		term(fieldStart, cut(whole, longestStart), worthStart),
	}
	if bare != whole {
		ways = append(ways, term(fieldNumber, bare, worthNumber), term(fieldStart, cut(bare, longestStart), worthStart))
	}
	var parts []query.Query
	for _, part := range strings.FieldsFunc(whole, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
		parts = append(parts, term(fieldPart, cut(part, longestStart), worthPart))
	}
	return append(ways, query.NewConjunctionQuery(parts))
}

// wordWays are the ways to find a chunk as words; stop when it is nothing but
// stop words of either language.
func wordWays(m mapping.IndexMapping, chunk string) (ways []query.Query, stop bool) {
	words := analysed(m, analyseWord, chunk)
	if len(words) == 0 {
		return nil, false
	}
	stop = true
	var all []query.Query
	for _, w := range words {
		ways := []query.Query{term(fieldTitle, w, worthTitle), term(fieldWord, w, worthWord)}
		english, spanish := analysed(m, analyseEnglish, w), analysed(m, analyseSpanish, w)
		for _, stem := range english {
			ways = append(ways, term(fieldEnglish, stem, worthStem))
		}
		for _, stem := range spanish {
			ways = append(ways, term(fieldSpanish, stem, worthStem))
		}
		if n := utf8.RuneCountInString(w); n >= shortestTypo && n <= longestTypo && !strings.ContainsFunc(w, unicode.IsNumber) {
			typo := bleve.NewFuzzyQuery(w)
			typo.SetField(fieldWord)
			typo.SetFuzziness(1)
			typo.SetBoost(worthTypo)
			ways = append(ways, typo)
		}
		stop = stop && (len(english) == 0 || len(spanish) == 0)
		all = append(all, anyOf(ways))
	}
	if len(all) == 1 {
		return all, stop
	}
	return []query.Query{query.NewConjunctionQuery(all)}, stop
}

// analysed returns the terms that an analyser makes of a text.
func analysed(m mapping.IndexMapping, analyser, text string) []string {
	var terms []string
	for _, token := range m.AnalyzerNamed(analyser).Analyze([]byte(text)) {
		terms = append(terms, string(token.Term))
	}
	return terms
}

func term(field, text string, worth float64) query.Query {
	q := bleve.NewTermQuery(text)
	q.SetField(field)
	q.SetBoost(worth)
	return q
}

func anyOf(ways []query.Query) query.Query { return query.NewDisjunctionQuery(ways) }
