package api

import (
	"context"
	"net/http"

	"cotejo/api/casework"
)

const accountTag = "People"

type passwordOutput struct {
	Body struct {
		Password string `json:"password" doc:"For one sign-in, after which it must be changed. It is shown here only."`
	} `nameHint:"OneTimePassword"`
}

type otherSessionsOutput struct {
	Body struct {
		Items []casework.Session `json:"items" nullable:"false"`
	} `nameHint:"AccountSessions"`
}

// accountRoutes are for administrators.
func (s *server) accountRoutes() {
	collectionRoutes[casework.Account](s, collection{path: "/accounts", one: "account", many: "accounts", tag: accountTag})
	register(s, operation("reset-password", http.MethodPost, "/accounts/{id}/password-reset", "Give an account a password for one sign-in", accountTag,
		described("Ends the account's sessions and its lock.")),
		func(ctx context.Context, in *ByID) (*passwordOutput, error) {
			password, err := s.Auth.ResetPassword(ctx, in.ID)
			out := &passwordOutput{}
			out.Body.Password = password
			return out, err
		})
	register(s, operation("list-account-sessions", http.MethodGet, "/accounts/{id}/sessions", "Sessions of an account", accountTag),
		func(ctx context.Context, in *ByID) (*otherSessionsOutput, error) {
			sessions, err := s.Auth.AccountSessions(ctx, in.ID)
			out := &otherSessionsOutput{}
			out.Body.Items = append([]casework.Session{}, sessions...)
			return out, err
		})
	register(s, operation("end-account-sessions", http.MethodDelete, "/accounts/{id}/sessions", "End the sessions of an account", accountTag),
		func(ctx context.Context, in *ByID) (*endedOutput, error) {
			n, err := s.Auth.EndSessions(ctx, in.ID)
			return ended(n), err
		})
}

type tokenInput struct {
	Body casework.Token
}

// madeToken is a new token with its secret.
type madeToken struct {
	Token  *casework.Token `json:"token"`
	Secret string          `json:"secret" doc:"For the header Authorization, after Bearer. It is shown here only."`
}

type tokenOutput struct {
	Body madeToken
}

type tokensOutput struct {
	Body struct {
		Items []*casework.Token `json:"items" nullable:"false"`
	} `nameHint:"Tokens"`
}

// tokenRoutes are the tokens of whoever is signed in, for programs.
func (s *server) tokenRoutes() {
	register(s, operation("create-token", http.MethodPost, "/tokens", "Make a token", accountTag, answering(http.StatusCreated), failing(http.StatusBadRequest)),
		func(ctx context.Context, in *tokenInput) (*tokenOutput, error) {
			secret, err := s.Auth.CreateToken(ctx, &in.Body)
			return &tokenOutput{madeToken{Token: &in.Body, Secret: secret}}, err
		})
	register(s, operation("list-tokens", http.MethodGet, "/tokens", "The own tokens", accountTag),
		func(ctx context.Context, _ *struct{}) (*tokensOutput, error) {
			tokens, err := s.Auth.Tokens(ctx)
			out := &tokensOutput{}
			out.Body.Items = append([]*casework.Token{}, tokens...)
			return out, err
		})
	register(s, operation("revoke-token", http.MethodDelete, "/tokens/{id}", "Revoke a token", accountTag),
		func(ctx context.Context, in *ByID) (*struct{}, error) { return nil, s.Auth.RevokeToken(ctx, in.ID) })
}
