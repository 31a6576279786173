package casework

import (
	"context"
	"maps"
	"slices"
)

// SavedSearch is what someone looks for again and again, under a name: theirs, or
// shared with their laboratory. Only its author changes it.
type SavedSearch struct {
	Head
	Name      string            `bun:"name" json:"name" maxLength:"120"`
	Query     map[string]string `bun:"query" json:"query" nullable:"false" doc:"What is looked for, as the page asks it: names and values, at most 50."`
	About     string            `bun:"about" json:"about" enum:"find,candidates" doc:"The page that it is for: finding records, or a search's filter."`
	Shared    bool              `bun:"shared" json:"shared,omitempty" doc:"The laboratory's people see it too."`
	Withdrawn bool              `bun:"withdrawn" json:"withdrawn,omitempty" doc:"Out of use; then only its author sees it."`
}

// Kind names the record's kind.
func (*SavedSearch) Kind() Kind { return KindSavedSearch }

// The bounds of a saved search.
const (
	mostTerms = 50
	termName  = `maxLength:"60"`
	termValue = `maxLength:"2000"`
)

func (s *SavedSearch) check(c *Checker, _ string) {
	c.Need("name", s.Name)
	if len(s.Query) > mostTerms {
		c.Fault("query", "field.too_many", "most", mostTerms, "count", len(s.Query))
		return
	}
	for i, name := range slices.Sorted(maps.Keys(s.Query)) {
		at := elem("query", i) // a name may be anything
		c.Need(at, name)
		c.text(at, termName, name)
		c.text(at, termValue, s.Query[name])
	}
}

func (s *SavedSearch) derive(_ context.Context, _ *Service, u *act, _ Record) (string, error) {
	if s.Query == nil {
		s.Query = map[string]string{}
	}
	if s.Lab == "" && u.actor.Account != nil {
		return u.actor.Account.Lab, nil
	}
	return s.Lab, nil
}

// offered tells whether others of the laboratory see it.
func (s *SavedSearch) offered() bool { return s.Shared && !s.Withdrawn }
