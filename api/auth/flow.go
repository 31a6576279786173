package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"cotejo/api/casework"
)

const flowKey = "oidc" // in the session

// flow is a sign-in under way at the provider.
type flow struct {
	State, Nonce, Verifier, To string
	At                         time.Time
}

// Start sends the browser to the provider. The parameter "to" is the path of the
// service to show afterwards.
func (o *OIDC) Start(w http.ResponseWriter, r *http.Request) {
	target, err := o.start(r)
	if err != nil {
		o.sendBack(w, r, err)
		return
	}
	http.Redirect(w, r, target, http.StatusSeeOther)
}

func (o *OIDC) start(r *http.Request) (string, error) {
	v, err := visitOf(r.Context())
	if err != nil {
		return "", err
	}
	if !v.cookies {
		return "", casework.Fail(casework.CodeForbidden, "auth.session_needed")
	}
	known, err := o.discover(r.Context())
	if err != nil {
		return "", err
	}
	f := flow{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), To: localPath(r.URL.Query().Get("to")), At: o.a.now()}
	text, err := json.Marshal(f)
	if err != nil {
		return "", fmt.Errorf("OIDC: %w", err)
	}
	o.a.sessions.Put(r.Context(), flowKey, string(text))
	return known.oauth.AuthCodeURL(f.State, oidc.Nonce(f.Nonce), oauth2.S256ChallengeOption(f.Verifier)), nil
}

// signInPage is the desk's page that people sign in on, and that tells why they
// could not.
const signInPage = "/sign-in"

// sendBack leads a browser whose sign-in failed back to the page that it came from:
// people must not be left with an answer for programs. The parameter "problem" is
// the key of the message; what the message is filled with stands beside it, as
// does the number of the request.
func (o *OIDC) sendBack(w http.ResponseWriter, r *http.Request, err error) {
	q, shown := url.Values{}, casework.Fail(casework.CodeInternal, "error.internal")
	var told *casework.Error
	if errors.As(err, &told) && told.Code != casework.CodeInternal {
		shown = told
	}
	switch shown.Code {
	case casework.CodeInternal, casework.CodeStorage:
		o.a.log.ErrorContext(r.Context(), "OIDC sign-in failed", "issuer", o.config.Issuer, "error", err, "request", o.a.config.Request(r))
	case casework.CodeBusy:
		o.a.log.WarnContext(r.Context(), "OIDC sign-in turned away", "issuer", o.config.Issuer, "error", err, "request", o.a.config.Request(r))
	}
	for name, value := range shown.Params {
		if text, ok := value.(string); ok {
			q.Set(name, text)
		}
	}
	if id := o.a.config.Request(r); id != "" {
		q.Set("request", id)
	}
	q.Set("problem", shown.Key)
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, signInPage+"?"+q.Encode(), http.StatusSeeOther)
}

// localPath returns a path of this service, "/" for anything else.
func localPath(to string) string {
	u, err := url.Parse(to)
	if err != nil || len(to) > 2000 || u.IsAbs() || u.Host != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") ||
		strings.ContainsFunc(to, func(c rune) bool { return c == '\\' || unicode.IsControl(c) }) {
		return "/"
	}
	return to
}

// Callback signs in the person whom the provider sends back.
func (o *OIDC) Callback(w http.ResponseWriter, r *http.Request) {
	to, err := o.finish(r)
	if err != nil {
		o.sendBack(w, r, err)
		return
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

func (o *OIDC) finish(r *http.Request) (to string, err error) {
	ctx, q := r.Context(), r.URL.Query()
	v, err := visitOf(ctx)
	if err != nil {
		return "", err
	}
	if !v.cookies {
		return "", casework.Fail(casework.CodeForbidden, "auth.session_needed")
	}
	var f flow
	lost := casework.Fail(casework.CodeInvalid, "auth.oidc_lost", "name", o.config.Name)
	text := o.a.sessions.PopString(ctx, flowKey) // so that an answer counts once
	if json.Unmarshal([]byte(text), &f) != nil || f.State == "" || subtle.ConstantTimeCompare([]byte(f.State), []byte(q.Get("state"))) != 1 ||
		!o.a.now().Before(f.At.Add(anonymous)) {
		return "", lost
	}
	if iss := q.Get("iss"); iss != "" && iss != o.config.Issuer { // RFC 9207
		return "", lost
	}
	if q.Has("error") {
		return "", o.refused(ctx, fmt.Errorf("the provider answered %q", q.Get("error")))
	}
	who, err := o.identify(ctx, f, q.Get("code"))
	if err != nil {
		return "", err
	}
	if err := o.signIn(ctx, v, who); err != nil {
		return "", err
	}
	return f.To, nil
}

// refused is for what the provider or an attacker did. The cause is logged here:
// it shows a wrong configuration, and an Error like this one is not a fault that
// the HTTP layer would log.
func (o *OIDC) refused(ctx context.Context, cause error) error {
	o.a.log.WarnContext(ctx, "OIDC sign-in refused", "issuer", o.config.Issuer, "error", cause)
	return casework.Fail(casework.CodeUnauthenticated, "auth.oidc_refused", "name", o.config.Name).Because(cause)
}

// identity is whom the provider vouches for.
type identity struct {
	subject string // issuer and subject
	email   string // when it was verified and is asked for
}

// identify changes the code into an ID token and checks it.
func (o *OIDC) identify(ctx context.Context, f flow, code string) (identity, error) {
	known, err := o.discover(ctx)
	if err != nil {
		return identity{}, err
	}
	ctx = o.reach(ctx)
	token, err := known.oauth.Exchange(ctx, code, oauth2.VerifierOption(f.Verifier))
	if err != nil {
		var answer *oauth2.RetrieveError
		if errors.As(err, &answer) && answer.Response.StatusCode < http.StatusInternalServerError {
			return identity{}, o.refused(ctx, err)
		}
		return identity{}, o.unreachable(err)
	}
	raw, _ := token.Extra("id_token").(string)
	verified, err := known.verifier.Verify(ctx, raw)
	if err != nil {
		return identity{}, o.refused(ctx, err)
	}
	if subtle.ConstantTimeCompare([]byte(verified.Nonce), []byte(f.Nonce)) != 1 {
		return identity{}, o.refused(ctx, errors.New("the nonce of the ID token is another"))
	}
	if s := verified.Subject; s == "" || len(s) > 255 || strings.ContainsFunc(s, func(c rune) bool { return c > unicode.MaxASCII || !unicode.IsPrint(c) }) {
		return identity{}, o.refused(ctx, fmt.Errorf("the ID token's subject %q is not one", s))
	}
	who := identity{subject: o.config.Issuer + " " + verified.Subject}
	if o.config.LinkByEmail {
		who.email = o.email(ctx, known.provider, token, verified)
	}
	return who, nil
}

// email returns the address that the provider verified, from the ID token or
// from the provider itself; "" when there is none.
func (o *OIDC) email(ctx context.Context, p *oidc.Provider, token *oauth2.Token, verified *oidc.IDToken) string {
	var claims struct {
		Email    string `json:"email"`
		Verified bool   `json:"email_verified"`
	}
	if err := verified.Claims(&claims); err == nil && claims.Email != "" {
		if claims.Verified {
			return claims.Email
		}
		return ""
	}
	info, err := p.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		o.a.log.WarnContext(ctx, "OIDC provider gives no e-mail address", "issuer", o.config.Issuer, "error", err)
		return ""
	}
	if info.Subject != verified.Subject || !info.EmailVerified {
		return ""
	}
	return info.Email
}
