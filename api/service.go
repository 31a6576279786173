package api

import (
	"context"
	"net/http"
)

const serviceTag = "Service"

// about is what everyone may know of the service, before signing in.
type about struct {
	Version  string `json:"version"`
	Provider string `json:"provider,omitempty" doc:"Name of the identity provider with which people may sign in at /api/v1/oidc/start."`
}

func (s *server) serviceRoutes() {
	register(s, operation("get-service", http.MethodGet, "/service", "What the service is", serviceTag, open),
		func(context.Context, *struct{}) (*struct{ Body about }, error) {
			out := about{Version: s.Version}
			if s.OIDC != nil {
				out.Provider = s.OIDC.Name()
			}
			return &struct{ Body about }{out}, nil
		})
}
