package api

import (
	"context"
	"net/http"

	"cotejo/api/casework"
)

const leadTag = "Leads and hits"

type declareInput struct {
	Body casework.Lead
}

type settleInput struct {
	ByID
	Body struct {
		ToMicroscope bool   `json:"to_microscope" doc:"Whether the pair goes to the comparison microscope; else it is refuted."`
		Reason       string `json:"reason" minLength:"1" maxLength:"4000"`
	}
}

type microscopeInput struct {
	ByID
	Body casework.Finding
}

type leadOutput struct {
	ETag string `header:"ETag" doc:"Version of the lead."`
	Body *casework.Lead
}

// conclusion is what came of an examination.
type conclusion struct {
	Lead *casework.Lead `json:"lead"`
	Hit  *casework.Hit  `json:"hit,omitempty" doc:"When the finding is an identification."`
}

type conclusionOutput struct {
	ETag string `header:"ETag" doc:"Version of the lead."`
	Body conclusion
}

func (s *server) leadRoutes() {
	register(s, operation("declare-lead", http.MethodPost, "/leads", "Declare a lead", leadTag, entering,
		described("Makes a lead of a candidate that whoever declares it has reviewed and kept, and puts the pair up for a second, blind review.")),
		func(ctx context.Context, in *declareInput) (*createOutput[casework.Lead], error) {
			if err := s.Cases.DeclareLead(ctx, &in.Body); err != nil {
				return nil, err
			}
			return made("/leads", &in.Body), nil
		})
	register(s, operation("list-leads", http.MethodGet, "/leads", "List: leads", leadTag, narrowed(casework.KindLead),
		described("Pairs that wait for their second review are shown to others than the first reviewer without what was made of them; "+
			"some may be no leads at all.")),
		func(ctx context.Context, in *Listing) (*listOutput[casework.Lead], error) {
			return list[casework.Lead](ctx, s, in, nil)
		})
	register(s, operation("get-lead", http.MethodGet, "/leads/{id}", "Read: lead", leadTag, conditional),
		func(ctx context.Context, in *getInput) (*getOutput[casework.Lead], error) {
			return get[casework.Lead](ctx, s, in)
		})
	register(s, operation("review-lead", http.MethodPost, "/leads/{id}/second-review", "Review a pair as the second person", leadTag, acting, once,
		described("Blind: by someone who neither found the pair nor reviewed it. What both keep goes to the microscope; where they differ a supervisor decides.")),
		func(ctx context.Context, in *reviewInput) (*leadOutput, error) {
			l, err := s.Cases.SecondReview(ctx, in.ID, &in.Body)
			return ofLead(l, err)
		})
	register(s, operation("settle-lead", http.MethodPost, "/leads/{id}/settle", "Decide about a disputed pair", leadTag, acting, once),
		func(ctx context.Context, in *settleInput) (*leadOutput, error) {
			l, err := s.Cases.Settle(ctx, in.ID, in.Body.ToMicroscope, in.Body.Reason)
			return ofLead(l, err)
		})
	register(s, operation("examine-lead", http.MethodPost, "/leads/{id}/microscope", "Keep what was seen under the comparison microscope", leadTag, acting, once,
		described("An identification makes a hit with a number of its own. By an examiner who did not find the pair.")),
		func(ctx context.Context, in *microscopeInput) (*conclusionOutput, error) {
			l, h, err := s.Cases.Confirm(ctx, in.ID, in.Body)
			if err != nil {
				return nil, err
			}
			return &conclusionOutput{tagOf(l), conclusion{l, h}}, nil
		})
	register(s, operation("list-lead-versions", http.MethodGet, "/leads/{id}/history", "Every version: lead", leadTag),
		func(ctx context.Context, in *ByID) (*historyOutput[casework.Lead], error) {
			return history[casework.Lead](ctx, s, in.ID)
		})
	register(s, operation("list-hits", http.MethodGet, "/hits", "List: hits", leadTag, narrowed(casework.KindHit)),
		func(ctx context.Context, in *Listing) (*listOutput[casework.Hit], error) {
			return list[casework.Hit](ctx, s, in, nil)
		})
	register(s, operation("get-hit", http.MethodGet, "/hits/{id}", "Read: hit", leadTag, conditional),
		func(ctx context.Context, in *getInput) (*getOutput[casework.Hit], error) {
			return get[casework.Hit](ctx, s, in)
		})
}

func ofLead(l *casework.Lead, err error) (*leadOutput, error) {
	if err != nil {
		return nil, err
	}
	return &leadOutput{tagOf(l), l}, nil
}
