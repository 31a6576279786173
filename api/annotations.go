package api

import (
	"context"
	"net/http"

	"cotejo/api/casework"
)

const annotationTag = "Annotations"

type annotateInput struct {
	ByID
	Body casework.Annotation
}

const annotationDoc = "Places are in micrometres from the middle of the original's frame, x to the right and y down."

func (s *server) annotationRoutes() {
	register(s, operation("create-annotation", http.MethodPost, "/candidates/{id}/annotations", "Mark something on a pair", annotationTag, entering,
		described(annotationDoc+" While the pair waits for its second review, only its author sees an annotation.")),
		func(ctx context.Context, in *annotateInput) (*createOutput[casework.Annotation], error) {
			if err := s.Cases.Annotate(ctx, in.ID, &in.Body); err != nil {
				return nil, err
			}
			return made("/annotations", &in.Body), nil
		})
	register(s, operation("list-annotations", http.MethodGet, "/candidates/{id}/annotations", "List: annotations of a pair", annotationTag,
		described("While the pair waits for its second review, only those of whoever asks. Those that were withdrawn are in the list."),
		narrowed(casework.KindAnnotation, "candidate_id", "exhibit_id", "lab")),
		func(ctx context.Context, in *listOfInput) (*listOutput[casework.Annotation], error) {
			return listOf[casework.Annotation](ctx, s, in, &casework.Candidate{}, "candidate_id")
		})
	register(s, operation("get-annotation", http.MethodGet, "/annotations/{id}", "Read: annotation", annotationTag, conditional, described(annotationDoc)),
		func(ctx context.Context, in *getInput) (*getOutput[casework.Annotation], error) {
			return get[casework.Annotation](ctx, s, in)
		})
	register(s, operation("change-annotation", http.MethodPut, "/annotations/{id}", "Change: annotation", annotationTag, changing,
		described("By its author. To take it back, give the reason in withdrawn.")),
		func(ctx context.Context, in *changeInput[casework.Annotation]) (*getOutput[casework.Annotation], error) {
			return change[casework.Annotation](ctx, s, in)
		})
	register(s, operation("list-annotation-versions", http.MethodGet, "/annotations/{id}/history", "Every version: annotation", annotationTag),
		func(ctx context.Context, in *ByID) (*historyOutput[casework.Annotation], error) {
			return history[casework.Annotation](ctx, s, in.ID)
		})
}
