package catalog

import (
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"

	"cotejo/api/casework"
)

// taken is what a query may find at all: the laboratories that may be seen, and
// the filters.
func taken(q casework.TextQuery) query.Query {
	all := []query.Query{visible(q)}
	if len(q.Kinds) > 0 {
		kinds := make([]string, len(q.Kinds))
		for i, k := range q.Kinds {
			kinds[i] = string(k)
		}
		all = append(all, oneOf(facetKind, kinds))
	}
	for _, f := range []struct{ field, value string }{
		{facetLab, q.Lab},
		{facetCalibre, q.Calibre},
		{facetOrigin, q.Origin},
		{facetCountry, q.Country},
		{facetState, q.State},
		{facetMunicipality, q.Municipality},
		{facetStatus, q.Status},
	} {
		if f.value != "" {
			all = append(all, term(f.field, f.value, 1))
		}
	}
	// A date that is known in part is taken when it may lie between the bounds.
	if q.OccurredFrom != "" {
		all = append(all, between(fieldTo, q.OccurredFrom.From().Format(instant), ""))
	}
	if q.OccurredTo != "" {
		all = append(all, between(fieldFrom, "", q.OccurredTo.To().Format(instant)))
	}
	return query.NewConjunctionQuery(all)
}

// visible is what may be seen: all of some laboratories, and of others what
// laboratories share.
func visible(q casework.TextQuery) query.Query {
	own := oneOf(facetLab, q.Labs)
	if len(q.Shared) == 0 {
		return own
	}
	kinds := []string{string(casework.KindCase), string(casework.KindExhibit), string(casework.KindFirearm)}
	return anyOf([]query.Query{own, query.NewConjunctionQuery([]query.Query{oneOf(facetLab, q.Shared), oneOf(facetKind, kinds)})})
}

func oneOf(field string, values []string) query.Query {
	ways := make([]query.Query, len(values))
	for i, v := range values {
		ways[i] = term(field, v, 1)
	}
	return anyOf(ways)
}

// between takes texts from the first to the last, both included; "" is no bound.
func between(field, first, last string) query.Query {
	inclusive := true
	q := bleve.NewTermRangeInclusiveQuery(first, last, &inclusive, &inclusive)
	q.SetField(field)
	return q
}
