package catalog

import (
	"fmt"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/analysis/char/asciifolding"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/es"
	"github.com/blevesearch/bleve/v2/analysis/token/edgengram"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	"github.com/blevesearch/bleve/v2/analysis/token/porter"
	"github.com/blevesearch/bleve/v2/analysis/token/stop"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/regexp"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/single"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
	"github.com/blevesearch/bleve/v2/analysis/tokenmap"
	"github.com/blevesearch/bleve/v2/mapping"
)

// layout names the form of the index. Raise it with every change of the mapping
// or of what a document holds: an index of another layout is made again.
const layout = "2"

// The fields of a document beside its facets.
const (
	fieldTitle   = "title"   // words of the title; kept for display
	fieldWord    = "word"    // all words as they are written, for names and typos
	fieldEnglish = "english" // all words by their English stems
	fieldSpanish = "spanish" // all words by their Spanish stems
	fieldNumber  = "number"  // identifiers, whole
	fieldStart   = "start"   // beginnings of identifiers
	fieldPart    = "part"    // beginnings of an identifier's parts
	fieldFrom    = "from"    // first second that the date can mean
	fieldTo      = "to"      // last second that the date can mean
	fieldVersion = "version" // kept only
	fieldSpot    = "spot"    // the place as spotOf writes it, counted for maps
)

// The facets: fields that are filtered by their whole value and counted.
const (
	facetKind         = "kind"
	facetLab          = "lab"
	facetCalibre      = "calibre"
	facetOrigin       = "origin"
	facetCountry      = "country"
	facetState        = "state"
	facetMunicipality = "municipality"
	facetStatus       = "status"
	facetYear         = "year"
)

func facets() []string {
	return []string{
		facetKind, facetLab, facetCalibre, facetOrigin, facetCountry, facetState, facetMunicipality, facetStatus, facetYear,
	}
}

// Names of analysers. All fold accents first, so that words are found with and
// without them.
const (
	analyseWord    = "cotejo_word"
	analyseEnglish = "cotejo_english"
	analyseSpanish = "cotejo_spanish"
	analyseNumber  = "cotejo_number"
	analyseStart   = "cotejo_start"
	analysePart    = "cotejo_part"
)

// longestStart is how much of an identifier's beginning can be asked for, in
// characters; case numbers have up to 80, of which the first 40 tell them apart.
const longestStart = 40

// newMapping describes the index to bleve.
func newMapping() (*mapping.IndexMappingImpl, error) {
	m := bleve.NewIndexMapping()
	m.IndexDynamic, m.StoreDynamic, m.DocValuesDynamic = false, false, false
	if err := addAnalysers(m); err != nil {
		return nil, fmt.Errorf("catalog: %w", err)
	}
	doc := bleve.NewDocumentStaticMapping()
	field := func(name, analyser string, stored, counted bool) {
		f := bleve.NewTextFieldMapping()
		f.Analyzer = analyser
		f.Store, f.DocValues = stored, counted
		f.IncludeTermVectors, f.IncludeInAll = false, false
		doc.AddFieldMappingsAt(name, f)
	}
	field(fieldTitle, analyseWord, true, false)
	field(fieldWord, analyseWord, false, false)
	field(fieldEnglish, analyseEnglish, false, false)
	field(fieldSpanish, analyseSpanish, false, false)
	field(fieldNumber, analyseNumber, false, false)
	field(fieldStart, analyseStart, false, false)
	field(fieldPart, analysePart, false, false)
	field(fieldFrom, keyword.Name, false, false)
	field(fieldTo, keyword.Name, false, false)
	field(fieldSpot, keyword.Name, false, true)
	for _, name := range facets() {
		field(name, keyword.Name, name == facetKind || name == facetLab, true)
	}
	version := bleve.NewNumericFieldMapping()
	version.Index, version.Store, version.DocValues, version.IncludeInAll = false, true, false, false
	doc.AddFieldMappingsAt(fieldVersion, version)
	m.DefaultMapping = doc
	return m, nil
}

func addAnalysers(m *mapping.IndexMappingImpl) error {
	const stops, folded, starts, parts = "cotejo_stops_es", "cotejo_stop_es", "cotejo_starts", "cotejo_parts"
	words, err := spanishStops()
	if err != nil {
		return err
	}
	if err := m.AddCustomTokenMap(stops, map[string]any{"type": tokenmap.Name, "tokens": words}); err != nil {
		return err
	}
	if err := m.AddCustomTokenFilter(folded, map[string]any{"type": stop.Name, "stop_token_map": stops}); err != nil {
		return err
	}
	if err := m.AddCustomTokenFilter(starts, map[string]any{"type": edgengram.Name, "min": 1.0, "max": float64(longestStart)}); err != nil {
		return err
	}
	if err := m.AddCustomTokenizer(parts, map[string]any{"type": regexp.Name, "regexp": `[\p{L}\p{N}]+`}); err != nil {
		return err
	}
	for name, how := range map[string]struct {
		tokens  string
		filters []any
	}{
		analyseWord:    {unicode.Name, []any{lowercase.Name}},
		analyseEnglish: {unicode.Name, []any{en.PossessiveName, lowercase.Name, en.StopName, porter.Name}},
		analyseSpanish: {unicode.Name, []any{lowercase.Name, folded, es.LightStemmerName}},
		analyseNumber:  {single.Name, []any{lowercase.Name}},
		analyseStart:   {single.Name, []any{lowercase.Name, starts}},
		analysePart:    {parts, []any{lowercase.Name, starts}},
	} {
		err := m.AddCustomAnalyzer(name, map[string]any{
			"type": custom.Name, "char_filters": []any{asciifolding.Name}, "tokenizer": how.tokens, "token_filters": how.filters,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// spanishStops are bleve's Spanish stop words with their accents folded, as
// words are when they are looked up.
func spanishStops() ([]any, error) {
	words, err := es.TokenMapConstructor(nil, nil)
	if err != nil {
		return nil, err
	}
	var out []any
	for word := range words {
		out = append(out, fold(word))
	}
	return out, nil
}
