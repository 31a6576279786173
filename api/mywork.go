package api

import (
	"context"
	"net/http"

	"cotejo/api/casework"
)

const workTag = "Work"

func (s *server) workRoutes() {
	register(s, operation("get-work", http.MethodGet, "/work", "What waits for whoever asks", workTag,
		described("By the roles of whoever asks: lists to read, pairs to review blind, leads for the microscope, disputes, acquisitions to make again, "+
			"failed work, and how many notices and drafts of trace requests there are. Each list is the newest first and has 50 entries at most; counts tells how many there are.")),
		func(ctx context.Context, _ *struct{}) (*struct{ Body *casework.Waiting }, error) {
			w, err := s.Cases.MyWork(ctx)
			if err != nil {
				return nil, err
			}
			s.tell(ctx, w)
			return &struct{ Body *casework.Waiting }{w}, nil
		})
}
