package catalog

import (
	"context"

	"github.com/blevesearch/bleve/v2"
)

// eachPage is how many entries are read at a time.
const eachPage = 1000

// Each implements casework.Catalog: in the order of identifiers, with calls of
// Apply in between seen or not.
func (c *Catalog) Each(ctx context.Context, fn func(id string, version int) error) error {
	var after []string
	for {
		req := bleve.NewSearchRequestOptions(bleve.NewMatchAllQuery(), eachPage, 0, false)
		req.Fields = []string{fieldVersion}
		req.Score = "none"
		req.SortBy([]string{"_id"})
		req.SearchAfter = after
		res, err := c.search(ctx, req)
		if err != nil {
			return err
		}
		for _, hit := range res.Hits {
			version, _ := hit.Fields[fieldVersion].(float64)
			if err := fn(hit.ID, int(version)); err != nil {
				return err
			}
			after = []string{hit.ID}
		}
		if len(res.Hits) < eachPage {
			return nil
		}
	}
}
