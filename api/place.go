package api

import (
	"context"
	"net/http"

	"cotejo/api/casework"
)

type calibresOutput struct {
	Body struct {
		Items []string `json:"items" nullable:"false" doc:"Calibres under their recorded names."`
	} `nameHint:"Calibres"`
}

// country is a country with its states.
type country struct {
	Code   string           `json:"code" doc:"ISO 3166-1."`
	Name   string           `json:"name" doc:"In the language that is asked for."`
	States []casework.State `json:"states" nullable:"false"`
}

type placesOutput struct {
	Body struct {
		Items []country `json:"items" nullable:"false"`
	} `nameHint:"Places"`
}

// formRoutes are what forms offer to choose from.
func (s *server) formRoutes() {
	register(s, operation("list-calibres", http.MethodGet, "/calibres", "Known calibres", serviceTag),
		func(context.Context, *struct{}) (*calibresOutput, error) {
			out := &calibresOutput{}
			out.Body.Items = casework.Calibres()
			return out, nil
		})
	register(s, operation("list-places", http.MethodGet, "/places", "Countries and their states", serviceTag),
		func(ctx context.Context, _ *struct{}) (*placesOutput, error) {
			texts, out := s.textsFor(ctx), &placesOutput{}
			out.Body.Items = []country{
				{Code: "MX", Name: texts.Text("http.country_mx", nil), States: casework.States("MX")},
				{Code: "US", Name: texts.Text("http.country_us", nil), States: casework.States("US")},
			}
			return out, nil
		})
}
