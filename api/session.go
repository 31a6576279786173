package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"cotejo/api/casework"
)

const sessionTag = "Sign-in"

type signInInput struct {
	Body struct {
		Login    string `json:"login" maxLength:"120"`
		Password string `json:"password" maxLength:"1024"`
	} `nameHint:"SignIn"`
}

// who is whoever asks.
type who struct {
	Account *casework.Account `json:"account"`
	Scopes  []casework.Scope  `json:"scopes,omitempty" nullable:"false" doc:"What the token allows; missing in a session, which is bounded by the roles alone."`
}

type whoOutput struct{ Body who }

type passwordInput struct {
	Body struct {
		Old string `json:"old" maxLength:"1024" doc:"Present password."`
		New string `json:"new" maxLength:"1024" doc:"At least 12 characters."`
	} `nameHint:"PasswordChange"`
}

// ownSession is one of the sessions of whoever asks.
type ownSession struct {
	casework.Session
	Current bool `json:"current" doc:"The session that asks."`
}

type sessionsOutput struct {
	Body struct {
		Items []ownSession `json:"items" nullable:"false"`
	} `nameHint:"Sessions"`
}

type endedOutput struct {
	Body struct {
		Ended int `json:"ended" doc:"How many sessions were ended."`
	} `nameHint:"Ended"`
}

type sessionInput struct {
	Session string `path:"session" doc:"Identifier of the session."`
}

// sessionRoutes are for people at a browser, whose session is a cookie.
func (s *server) sessionRoutes() {
	register(s, operation("sign-in", http.MethodPost, "/session", "Sign in", sessionTag, open, s.limited(s.config.SignIns, byAddress),
		described("Begins a session, whose cookie comes with the answer. Whatever does not fit gives one and the same answer.")), s.signIn)
	register(s, operation("get-session", http.MethodGet, "/session", "Who is signed in", sessionTag), s.who)
	register(s, operation("get-me", http.MethodGet, "/me", "The account of whoever asks", sessionTag), s.who)
	register(s, operation("sign-out", http.MethodDelete, "/session", "Sign out", sessionTag),
		func(ctx context.Context, _ *struct{}) (*struct{}, error) { return nil, s.Auth.SignOut(ctx) })
	register(s, operation("change-password", http.MethodPost, "/session/password", "Change the own password", sessionTag,
		answering(http.StatusNoContent), s.limited(s.config.SignIns, byAddress), described("Ends the person's other sessions.")),
		func(ctx context.Context, in *passwordInput) (*struct{}, error) {
			return nil, s.Auth.ChangePassword(ctx, in.Body.Old, in.Body.New)
		})
	register(s, operation("list-sessions", http.MethodGet, "/sessions", "The own sessions", sessionTag), s.sessions)
	register(s, operation("end-session", http.MethodDelete, "/sessions/{session}", "End one of the own sessions", sessionTag),
		func(ctx context.Context, in *sessionInput) (*struct{}, error) {
			return nil, s.Auth.RevokeSession(ctx, in.Session)
		})
	register(s, operation("end-other-sessions", http.MethodDelete, "/sessions", "End the own sessions but this one", sessionTag),
		func(ctx context.Context, _ *struct{}) (*endedOutput, error) {
			n, err := s.Auth.RevokeOtherSessions(ctx)
			return ended(n), err
		})
}

func ended(n int) *endedOutput {
	out := &endedOutput{}
	out.Body.Ended = n
	return out
}

func (s *server) signIn(ctx context.Context, in *signInInput) (*whoOutput, error) {
	account, err := s.Auth.SignIn(ctx, in.Body.Login, in.Body.Password)
	if err != nil {
		return nil, err
	}
	requestOf(ctx).account = account.ID
	return &whoOutput{who{Account: account}}, nil
}

func (s *server) who(ctx context.Context, _ *struct{}) (*whoOutput, error) {
	account, err := s.Cases.Me(ctx)
	if err != nil {
		return nil, err
	}
	return &whoOutput{who{Account: account, Scopes: casework.ActorOf(ctx).Scopes}}, nil
}

func (s *server) sessions(ctx context.Context, _ *struct{}) (*sessionsOutput, error) {
	all, err := s.Auth.Sessions(ctx)
	if err != nil {
		return nil, err
	}
	out, current := &sessionsOutput{}, s.Auth.CurrentSession(ctx)
	out.Body.Items = make([]ownSession, len(all))
	for i, one := range all {
		out.Body.Items[i] = ownSession{Session: one, Current: one.ID == current}
	}
	return out, nil
}

// oidcRoutes lead a browser to the identity provider and back. They answer with
// redirections, which huma does not write.
func (s *server) oidcRoutes() {
	if s.OIDC == nil {
		return
	}
	limit := s.limitedHandler(s.config.SignIns)
	for _, o := range []struct {
		id, path, summary string
		serve             http.HandlerFunc
		params            []string
	}{
		{"oidc-start", "/oidc/start", "Go to the identity provider", s.OIDC.Start, []string{"to"}},
		{"oidc-callback", "/oidc/callback", "Come back from the identity provider", s.OIDC.Callback, []string{"state", "code", "iss", "error", "error_description", "session_state"}},
	} {
		op := operation(o.id, http.MethodGet, o.path, o.summary, sessionTag, open)
		op.Errors = nil
		op.Responses = map[string]*huma.Response{"303": {Description: "The next page for the browser."}}
		for _, name := range o.params {
			op.Parameters = append(op.Parameters, &huma.Param{Name: name, In: "query", Schema: &huma.Schema{Type: huma.TypeString}})
		}
		s.api.OpenAPI().AddOperation(&op)
		s.router.With(limit).Get(op.Path, o.serve)
	}
}
