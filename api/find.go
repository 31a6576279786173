package api

import (
	"context"
	"net/http"

	"cotejo/api/casework"
)

const findTag = "Finding"

type findInput struct {
	Text         string          `query:"q" maxLength:"500" doc:"Words and numbers, English or Spanish; a number is also found by its beginning."`
	Kinds        []casework.Kind `query:"kinds" maxItems:"20" doc:"Only records of these kinds, separated by commas: case, exhibit, firearm, hit, trace_request."`
	Lab          string          `query:"lab" doc:"Only those of this laboratory."`
	Calibre      string          `query:"calibre" maxLength:"60"`
	Origin       string          `query:"origin" enum:"questioned,test_fire"`
	Country      string          `query:"country" enum:"MX,US"`
	State        string          `query:"state" maxLength:"2" doc:"Code of the state, see /places."`
	Municipality string          `query:"municipality" maxLength:"120"`
	Status       string          `query:"status" maxLength:"60"`
	From         casework.Date   `query:"from" doc:"Earliest date: a year, month or day."`
	To           casework.Date   `query:"to" doc:"Latest date: a year, month or day."`
	Places       bool            `query:"places" doc:"Count the places of all that was found, too."`
	Limit        int             `query:"limit" minimum:"1" maximum:"100" default:"20"`
	Offset       int             `query:"offset" minimum:"0" maximum:"10000" default:"0"`
}

// findings are a page of what was found.
type findings struct {
	Total  int                         `json:"total" doc:"How many there are in all."`
	Items  []casework.Found            `json:"items" nullable:"false" doc:"The best first."`
	Facets map[string][]casework.Facet `json:"facets" doc:"How many there are of each value: kind, lab, calibre, origin, country, state, municipality, status, year."`
	Places []casework.PlaceCount       `json:"places,omitempty" doc:"When they were asked for: how many there are of each place, the 1,000 most frequent; those near each other are one."`
}

type findOutput struct{ Body findings }

// findRoutes find records by words.
func (s *server) findRoutes() {
	register(s, operation("find", http.MethodGet, "/search", "Find records by words", findTag,
		described("Cases, exhibits, firearms, hits and trace requests that hold all the words, in whatever spelling, and pass the filters: "+
			"a page of them, the best first or without words the newest first, with what tells each apart in a list, and how many there are of each value.")), s.find)
}

func (s *server) find(ctx context.Context, in *findInput) (*findOutput, error) {
	var c casework.Checker
	for _, k := range in.Kinds {
		if !casework.Indexed(k) {
			c.Fault("kinds", "http.kind", "value", clipped(string(k)))
		}
	}
	for name, d := range map[string]casework.Date{"from": in.From, "to": in.To} {
		if !d.Valid() {
			c.Fault(name, "field.date", "value", clipped(string(d)))
		}
	}
	if in.Lab != "" && !isID(in.Lab) {
		c.Fault("lab", "http.identifier")
	}
	if err := c.Err(); err != nil {
		return nil, err
	}
	q := casework.TextQuery{
		Text: in.Text, Kinds: in.Kinds, Lab: in.Lab, Origin: in.Origin, Country: in.Country, State: in.State, Municipality: in.Municipality,
		Status: in.Status, OccurredFrom: in.From, OccurredTo: in.To, Limit: in.Limit, Offset: in.Offset, Places: in.Places,
	}
	if in.Calibre != "" {
		q.Calibre = casework.Calibre(in.Calibre)
	}
	page, err := s.Cases.FindByWords(ctx, q)
	if err != nil {
		return nil, err
	}
	out := findings{Total: page.Total, Items: append([]casework.Found{}, page.IDs...), Facets: page.Facets, Places: page.Places}
	if out.Facets == nil {
		out.Facets = map[string][]casework.Facet{}
	}
	return &findOutput{out}, nil
}
