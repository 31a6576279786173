package api

import (
	"context"
	"net/http"

	"cotejo/api/casework"
)

type preferencesInput struct{ Body casework.Preferences }

type preferencesOutput struct{ Body *casework.Preferences }

func (s *server) preferenceRoutes() {
	register(s, operation("get-preferences", http.MethodGet, "/me/preferences", "How whoever asks wants the desk to be", sessionTag),
		func(ctx context.Context, _ *struct{}) (*preferencesOutput, error) {
			p, err := s.Cases.Preferences(ctx)
			return &preferencesOutput{p}, err
		})
	register(s, operation("set-preferences", http.MethodPut, "/me/preferences", "Change how the desk is to be", sessionTag,
		described("All of it. The language is that of the account.")),
		func(ctx context.Context, in *preferencesInput) (*preferencesOutput, error) {
			return &preferencesOutput{&in.Body}, s.Cases.SetPreferences(ctx, &in.Body)
		})
}
