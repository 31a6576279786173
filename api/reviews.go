package api

import (
	"context"
	"net/http"

	"cotejo/api/casework"
)

const reviewTag = "Reviews"

type reviewInput struct {
	ByID
	Body casework.Review
}

func (s *server) reviewRoutes() {
	register(s, operation("create-review", http.MethodPost, "/candidates/{id}/reviews", "Say what a candidate is", reviewTag, entering,
		described("Keeps what a reviewer makes of a pair on screen. It is never changed: a changed mind is another review.")),
		func(ctx context.Context, in *reviewInput) (*createOutput[casework.Review], error) {
			if err := s.Cases.ReviewCandidate(ctx, in.ID, &in.Body); err != nil {
				return nil, err
			}
			return made("/reviews", &in.Body), nil
		})
	register(s, operation("list-candidate-reviews", http.MethodGet, "/candidates/{id}/reviews", "List: reviews of a candidate", reviewTag,
		described("While the pair waits for its second review, only those of whoever asks."), narrowed(casework.KindReview, "candidate_id", "lead_id", "lab")),
		func(ctx context.Context, in *listOfInput) (*listOutput[casework.Review], error) {
			return listOf[casework.Review](ctx, s, in, &casework.Candidate{}, "candidate_id")
		})
	register(s, operation("list-reviews", http.MethodGet, "/reviews", "List: reviews", reviewTag, narrowed(casework.KindReview)),
		func(ctx context.Context, in *Listing) (*listOutput[casework.Review], error) {
			return list[casework.Review](ctx, s, in, nil)
		})
	register(s, operation("get-review", http.MethodGet, "/reviews/{id}", "Read: review", reviewTag, conditional),
		func(ctx context.Context, in *getInput) (*getOutput[casework.Review], error) {
			return get[casework.Review](ctx, s, in)
		})
}
