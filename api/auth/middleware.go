package auth

import (
	"context"
	"net/http"

	"cotejo/api/casework"
)

// Middleware finds out who asks and puts it into the request's context, where
// casework.ActorOf finds it. A request with a token is refused when the token is
// not valid; one without token and without session passes, with no actor. It
// refuses changes that a browser sends for another site.
func (a *Auth) Middleware(next http.Handler) http.Handler {
	inSession := a.sessions.LoadAndSave(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v, err := visitOf(r.Context())
		if err == nil {
			err = a.serve(w, r, next, a.sessionActor(v))
		}
		if err != nil {
			a.config.Refuse(w, r, err)
		}
	}))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{client: a.clientOf(r)}
		r = r.WithContext(context.WithValue(r.Context(), visitKey{}, v))
		if secret, given := bearer(r); given {
			actor, err := a.tokenActor(r.Context(), secret, v)
			if err == nil {
				err = a.serve(w, r, next, actor)
			}
			if err != nil {
				a.config.Refuse(w, r, err)
			}
			return
		}
		if err := a.origins.Check(r); err != nil {
			a.config.Refuse(w, r, casework.Fail(casework.CodeForbidden, "auth.cross_origin").Because(err))
			return
		}
		v.cookies = true
		inSession.ServeHTTP(w, r)
	})
}

// serve passes a request on in an actor's name.
func (a *Auth) serve(w http.ResponseWriter, r *http.Request, next http.Handler, actor *casework.Actor) error {
	if actor != nil {
		if err := a.mustChange(r, actor); err != nil {
			return err
		}
		r = r.WithContext(casework.WithActor(r.Context(), actor))
	}
	next.ServeHTTP(w, r)
	return nil
}

// Authenticate tells who asks, for handlers outside the middleware: nil for
// nobody. A token that is not valid is an unauthenticated Error; someone who must
// first change the password gets a forbidden one.
func (a *Auth) Authenticate(r *http.Request) (*casework.Actor, error) {
	v := &visit{client: a.clientOf(r)}
	ctx := context.WithValue(r.Context(), visitKey{}, v)
	actor, err := a.identify(ctx, r, v)
	if err != nil || actor == nil {
		return nil, err
	}
	if err := a.mustChange(r, actor); err != nil {
		return nil, err
	}
	return actor, nil
}

func (a *Auth) identify(ctx context.Context, r *http.Request, v *visit) (*casework.Actor, error) {
	if secret, given := bearer(r); given {
		return a.tokenActor(ctx, secret, v)
	}
	cookie, err := r.Cookie(a.sessions.Cookie.Name)
	if err != nil {
		return nil, nil //nolint:nilerr // no cookie: nobody is signed in
	}
	if _, _, err := (sessionStore{a}).FindCtx(ctx, cookie.Value); err != nil {
		return nil, err
	}
	return a.sessionActor(v), nil
}

// StillIn tells, for answers that go on for long, whether what a request was let
// in with still holds: an unauthenticated Error when its session or token has
// ended or its account was disabled since. It is no use that keeps a session from
// going idle. The context must come through the middleware.
func (a *Auth) StillIn(ctx context.Context) error {
	v, err := visitOf(ctx)
	if err != nil {
		return err
	}
	if v.token != "" {
		_, _, err := a.readToken(ctx, v.token)
		return err
	}
	session, account, err := a.readSession(ctx, v.session.ID)
	if err != nil {
		return err
	}
	if session == nil || account == nil || account.Disabled {
		return casework.Fail(casework.CodeUnauthenticated, "auth.sign_in")
	}
	return nil
}

func (a *Auth) sessionActor(v *visit) *casework.Actor {
	if v.account == nil {
		return nil
	}
	return &casework.Actor{Account: v.account, Request: v.client.request, Address: v.client.address}
}

func (a *Auth) mustChange(r *http.Request, actor *casework.Actor) error {
	if actor.Account.MustChange && !a.config.Exempt(r) {
		return casework.Fail(casework.CodeForbidden, "auth.must_change")
	}
	return nil
}
