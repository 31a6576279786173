package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"cotejo/api/casework"
)

const jobTag = "Operation"

// queuedCount is how much work an act has queued.
type queuedCount struct {
	Queued int `json:"queued" doc:"Number of acquisitions."`
}

func (s *server) jobRoutes() {
	register(s, operation("list-jobs", http.MethodGet, "/jobs", "List: background work", jobTag, narrowed(casework.KindJob),
		described("State dead is the dead-letter list: work that failed as often as it may, until someone retries or drops it.")),
		func(ctx context.Context, in *Listing) (*listOutput[casework.Job], error) {
			return list[casework.Job](ctx, s, in, nil)
		})
	register(s, operation("get-job", http.MethodGet, "/jobs/{id}", "Read: background work", jobTag, conditional),
		func(ctx context.Context, in *getInput) (*getOutput[casework.Job], error) {
			return get[casework.Job](ctx, s, in)
		})
	for _, act := range []struct {
		name, summary string
		do            func(context.Context, string) (*casework.Job, error)
	}{
		{"retry", "Put failed work back into the queue", s.Cases.Retry},
		{"drop", "Take failed work from the list for good", s.Cases.Drop},
	} {
		register(s, operation(act.name+"-job", http.MethodPost, "/jobs/{id}/"+act.name, act.summary, jobTag, acting),
			func(ctx context.Context, in *ByID) (*getOutput[casework.Job], error) {
				j, err := act.do(ctx, in.ID)
				if err != nil {
					return nil, err
				}
				return standing(j), nil
			})
	}
	register(s, operation("reindex", http.MethodPost, "/operations/reindex", "Rebuild the text index and check the gallery", jobTag, acting,
		answering(http.StatusAccepted)),
		func(ctx context.Context, _ *struct{}) (*createOutput[casework.Job], error) {
			j, err := s.Cases.Reindex(ctx)
			if err != nil {
				return nil, err
			}
			return made("/jobs", j), nil
		})
	register(s, operation("re-extract", http.MethodPost, "/operations/re-extract", "Extract with the engine as it is now what was not", jobTag, patient, acting,
		answering(http.StatusAccepted), described("After an update of the engine. What earlier engines extracted and found stays.")),
		func(ctx context.Context, _ *struct{}) (*struct{ Body queuedCount }, error) {
			n, err := s.Cases.ReExtract(ctx)
			return &struct{ Body queuedCount }{queuedCount{n}}, err
		})
}

// acting describes an operation that does something to a record that is there.
func acting(op *huma.Operation) {
	op.Errors = append(op.Errors, http.StatusBadRequest, http.StatusConflict)
}
