package api

import (
	"context"
	"net/http"

	"cotejo/api/casework"
)

func (s *server) operationsRoutes() {
	register(s, operation("get-operations", http.MethodGet, "/operations", "How the service stands", jobTag,
		described("The engine, what it has and has not looked at, background work, and sizes. For those who run the service; it tells numbers and no evidence.")),
		func(ctx context.Context, _ *struct{}) (*struct{ Body *casework.Operations }, error) {
			o, err := s.Cases.Operations(ctx)
			if err != nil {
				return nil, err
			}
			o.Version = s.Version
			return &struct{ Body *casework.Operations }{o}, nil
		})
}
