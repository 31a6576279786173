package api

import (
	"context"
	"net/http"

	"cotejo/api/casework"
)

type pairOutput struct {
	Body *casework.ShownPair
}

// leadTable is a page of leads as they are shown.
type leadTable struct {
	Items []*casework.LeadRow `json:"items" nullable:"false"`
	Next  string              `json:"next,omitempty" doc:"Address of the next page; missing on the last."`
}

type leadTableOutput struct {
	Link string `header:"Link" doc:"The next page, as RFC 8288 has it."`
	Body leadTable
}

// hitTable is a page of hits as they are shown.
type hitTable struct {
	Items []*casework.HitRow `json:"items" nullable:"false"`
	Next  string             `json:"next,omitempty" doc:"Address of the next page; missing on the last."`
}

type hitTableOutput struct {
	Link string `header:"Link" doc:"The next page, as RFC 8288 has it."`
	Body hitTable
}

type colleaguesOutput struct {
	Body struct {
		Items []casework.Colleague `json:"items" nullable:"false" doc:"By name."`
	} `nameHint:"Colleagues"`
}

// pairRoutes are what a desk shows of pairs beside their scores, and of people.
func (s *server) pairRoutes() {
	register(s, operation("get-pair", http.MethodGet, "/candidates/{id}/pair", "Both sides of a candidate's pair", candidateTag,
		described("Exhibit, case, date, place, firearm and laboratory of both sides, as far as they may be seen, and the pose; nothing of the score.")),
		func(ctx context.Context, in *ByID) (*pairOutput, error) {
			pair, err := s.Cases.ShownPair(ctx, in.ID)
			return &pairOutput{pair}, err
		})
	register(s, operation("list-lead-table", http.MethodGet, "/leads/table", "List: leads with their pairs", leadTag, narrowed(casework.KindLead),
		described("The list of leads with both sides of each pair, as far as they may be seen; nothing of the score.")),
		func(ctx context.Context, in *Listing) (*leadTableOutput, error) {
			leads, err := list[casework.Lead](ctx, s, in, nil)
			if err != nil {
				return nil, err
			}
			rows, err := s.Cases.LeadRows(ctx, leads.Body.Items)
			return &leadTableOutput{leads.Link, leadTable{orEmpty(rows), leads.Body.Next}}, err
		})
	register(s, operation("list-hit-table", http.MethodGet, "/hits/table", "List: hits with their pairs", leadTag, narrowed(casework.KindHit)),
		func(ctx context.Context, in *Listing) (*hitTableOutput, error) {
			hits, err := list[casework.Hit](ctx, s, in, nil)
			if err != nil {
				return nil, err
			}
			rows, err := s.Cases.HitRows(ctx, hits.Body.Items)
			return &hitTableOutput{hits.Link, hitTable{orEmpty(rows), hits.Body.Next}}, err
		})
	register(s, operation("list-colleagues", http.MethodGet, "/colleagues", "Names of colleagues", sessionTag,
		described("The people whose names whoever asks may know: those with a role in one of the same laboratories.")),
		func(ctx context.Context, _ *struct{}) (*colleaguesOutput, error) {
			people, err := s.Cases.Colleagues(ctx)
			out := &colleaguesOutput{}
			out.Body.Items = people
			return out, err
		})
}
