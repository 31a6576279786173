package auth

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"unicode"

	"cotejo/api/casework"
)

// visit is what is known of a request. It belongs to the request's goroutine.
type visit struct {
	client client
	// cookies: the request came through the middleware without a token, so that a
	// session can begin.
	cookies bool
	// session is the one that stands in the store, or is about to; account is its
	// account.
	session casework.Session
	account *casework.Account
	// token is the hash of the token that came with the request.
	token string
	// void: the session was to be written and could not be; it must not be.
	void bool
}

// client is where a request came from.
type client struct {
	address, agent, request string
}

const agentMost = 300 // characters of a browser's name that are kept

func (a *Auth) clientOf(r *http.Request) client {
	agent := strings.Map(func(c rune) rune {
		if unicode.IsControl(c) {
			return -1
		}
		return c
	}, strings.ToValidUTF8(r.UserAgent(), ""))
	if short := []rune(agent); len(short) > agentMost {
		agent = string(short[:agentMost])
	}
	return client{address: a.config.Address(r), agent: agent, request: a.config.Request(r)}
}

type visitKey struct{}

// visitOf returns the request's visit. A missing one is a fault of the wiring.
func visitOf(ctx context.Context) (*visit, error) {
	v, _ := ctx.Value(visitKey{}).(*visit)
	if v == nil {
		return nil, errors.New("auth: the request did not come through the middleware")
	}
	return v, nil
}

// person returns the visit of someone who is signed in with a session: a token's
// program must not change by what its person signs in.
func person(ctx context.Context) (*visit, error) {
	v, err := visitOf(ctx)
	switch {
	case err != nil:
		return nil, err
	case casework.ActorOf(ctx) == nil:
		return nil, casework.Fail(casework.CodeUnauthenticated, "auth.sign_in")
	case v.account == nil:
		return nil, casework.Fail(casework.CodeForbidden, "auth.session_needed")
	}
	return v, nil
}

type txKey struct{}

// within lets the session store write in a transaction that is under way.
func within(ctx context.Context, tx casework.Tx) context.Context {
	return context.WithValue(ctx, txKey{}, tx)
}

// update runs fn in the transaction of the context, or in one of its own.
func (a *Auth) update(ctx context.Context, fn func(casework.Tx) error) error {
	if tx, ok := ctx.Value(txKey{}).(casework.Tx); ok {
		return fn(tx)
	}
	return a.store.Update(ctx, fn)
}
