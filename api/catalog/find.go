package catalog

import (
	"context"
	"errors"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"

	"cotejo/api/casework"
)

const (
	// deepest is how far a list can be paged through; beyond it people narrow
	// their search, and programs read the store.
	deepest = 10_000
	// mostValues is how many values of a facet are counted, the most frequent.
	mostValues = 200
)

// Find returns a page of entries: the best first when words were asked for, the
// newest first otherwise; entries alike are ordered by identifier, so that pages
// neither repeat nor skip. A Limit of 0 counts only. A page beyond 10,000 entries
// is an invalid Error. Nothing of a laboratory that is neither in q.Labs nor
// in q.Shared is returned or counted.
func (c *Catalog) Find(ctx context.Context, q casework.TextQuery) (*casework.TextPage, error) {
	if err := checkQuery(q); err != nil {
		return nil, err
	}
	page := &casework.TextPage{Facets: map[string][]casework.Facet{}}
	words := query.Query(bleve.NewMatchAllQuery())
	if q.Text != "" {
		if words = asked(c.mapping, q.Text); words == nil {
			return page, nil
		}
	}
	if len(q.Labs)+len(q.Shared) == 0 {
		return page, nil
	}
	both := query.NewBooleanQuery([]query.Query{words}, nil, nil)
	both.AddFilter(taken(q))
	req := bleve.NewSearchRequestOptions(both, q.Limit, q.Offset, false)
	req.Fields = []string{facetKind, facetLab, fieldTitle}
	req.SortBy([]string{"-_score", "-_id"})
	if q.Text == "" {
		req.SortBy([]string{"-_id"})
		req.Score = "none"
	}
	for _, name := range facets() {
		req.AddFacet(name, bleve.NewFacetRequest(name, mostValues))
	}
	if q.Places {
		req.AddFacet(fieldSpot, bleve.NewFacetRequest(fieldSpot, mostSpots))
	}
	res, err := c.search(ctx, req)
	if err != nil {
		return nil, err
	}
	fill(page, res)
	return page, nil
}

func checkQuery(q casework.TextQuery) error {
	if q.Limit < 0 || q.Offset < 0 || q.Offset > deepest || q.Limit > deepest-q.Offset {
		return casework.Fail(casework.CodeInvalid, "catalog.too_deep", "most", deepest)
	}
	for _, d := range []casework.Date{q.OccurredFrom, q.OccurredTo} {
		if !d.Valid() {
			return casework.Fail(casework.CodeInvalid, "catalog.date", "value", string(d))
		}
	}
	return nil
}

// search runs a request on the index as it stands.
func (c *Catalog) search(ctx context.Context, req *bleve.SearchRequest) (*bleve.SearchResult, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.index == nil {
		return nil, errClosed()
	}
	res, err := c.index.SearchInContext(ctx, req)
	if cause := context.Cause(ctx); err != nil && cause != nil {
		return nil, cause
	}
	if err == nil && res.Status != nil && res.Status.Failed > 0 {
		err = errors.New("a part of the index did not answer")
	}
	if err != nil {
		return nil, unavailable(err)
	}
	return res, nil
}

func fill(page *casework.TextPage, res *bleve.SearchResult) {
	page.Total = int(res.Total)
	for _, hit := range res.Hits {
		page.IDs = append(page.IDs, casework.Found{
			ID: hit.ID, Kind: casework.Kind(kept(hit, facetKind)), Lab: kept(hit, facetLab), Title: kept(hit, fieldTitle), Score: hit.Score,
		})
	}
	for name, f := range res.Facets {
		for _, t := range f.Terms.Terms() {
			if name == fieldSpot {
				if place, ok := placeOf(t.Term, t.Count); ok {
					page.Places = append(page.Places, place)
				}
				continue
			}
			page.Facets[name] = append(page.Facets[name], casework.Facet{Value: t.Term, Count: t.Count})
		}
	}
}

func kept(hit *search.DocumentMatch, field string) string {
	s, _ := hit.Fields[field].(string)
	return s
}
