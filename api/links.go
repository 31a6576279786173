package api

import (
	"context"
	"net/http"

	"cotejo/api/casework"
)

type linksInput struct {
	ByID
	Leads bool `query:"leads" doc:"Follow leads too, not only hits."`
}

// moments are what happened, in order.
type moments struct {
	Items []casework.Moment `json:"items" nullable:"false"`
}

func (s *server) linkRoutes() {
	for _, of := range []struct {
		kind           casework.Kind
		one, path, tag string
	}{
		{casework.KindCase, "case", "/cases", caseTag},
		{casework.KindExhibit, "exhibit", "/exhibits", exhibitTag},
		{casework.KindFirearm, "firearm", "/firearms", firearmTag},
	} {
		register(s, operation("get-"+of.one+"-links", http.MethodGet, of.path+"/{id}/links", "What hits join: "+of.one, of.tag,
			described("The group of exhibits that hits join, across cases and laboratories, with their cases and firearms. "+
				"Of what may not be seen there is the node alone.")),
			func(ctx context.Context, in *linksInput) (*struct{ Body *casework.Graph }, error) {
				g, err := s.Cases.Links(ctx, of.kind, in.ID, in.Leads)
				return &struct{ Body *casework.Graph }{g}, err
			})
		if of.kind == casework.KindExhibit {
			continue
		}
		register(s, operation("get-"+of.one+"-timeline", http.MethodGet, of.path+"/{id}/timeline", "Everything that happened: "+of.one, of.tag),
			func(ctx context.Context, in *ByID) (*struct{ Body moments }, error) {
				list, err := s.Cases.Timeline(ctx, of.kind, in.ID)
				return &struct{ Body moments }{moments{orEmpty(list)}}, err
			})
	}
}
