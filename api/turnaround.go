package api

import (
	"context"
	"net/http"

	"cotejo/api/casework"
)

type turnaroundInput struct {
	Lab  string `query:"lab" format:"uuid" doc:"Of one laboratory; of all that whoever asks reads unless stated."`
	Days int    `query:"days" minimum:"1" maximum:"3660" default:"90" doc:"Exhibits that were entered within so many days."`
}

func (s *server) turnaroundRoutes() {
	register(s, operation("get-turnaround", http.MethodGet, "/turnaround", "How long work takes", workTag,
		described("Exhibits with the moments of their way, held against two business days from receipt to the first image and 24 to 48 hours from receipt to a lead. "+
			"Business days are Monday to Friday in the time zone of the laboratory's state, or UTC where its place is not known; holidays are not known.")),
		func(ctx context.Context, in *turnaroundInput) (*struct{ Body *casework.Turnaround }, error) {
			t, err := s.Cases.Turnaround(ctx, in.Lab, in.Days)
			return &struct{ Body *casework.Turnaround }{t}, err
		})
}
