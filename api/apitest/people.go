package apitest

import (
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"testing"

	"cotejo/api/casework"
)

// Password is that of all people of a service under test.
const Password = "cuatro pistas y un cotejo"

// Lab returns the laboratory with a code, and enters it when it is asked for
// first. It shares searches.
func (s *Service) Lab(t testing.TB, code string) *casework.Laboratory {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lab(t, code)
}

func (s *Service) lab(t testing.TB, code string) *casework.Laboratory {
	t.Helper()
	if l := s.labs[code]; l != nil {
		return l
	}
	l := &casework.Laboratory{Code: code, Name: "Laboratory " + code, Sharing: casework.ShareSearch}
	must(t, "laboratory "+code, s.Cases.Create(casework.AsService(t.Context()), l))
	s.labs[code] = l
	return l
}

// As returns a client that is signed in as a person with a role in a laboratory;
// the code "*" stands for the whole service. The same person is asked for with the
// same arguments; a further name makes another one with the same role.
func (s *Service) As(t testing.TB, code string, role casework.Role, name ...string) *Client {
	t.Helper()
	login := strings.ToLower(strings.Join(append([]string{string(role), code}, name...), "."))
	login = strings.ReplaceAll(login, "*", "all")
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.people[login]; c != nil {
		return c
	}
	lab, home := casework.WholeService, ""
	if code != casework.WholeService {
		lab = s.lab(t, code).ID
		home = lab
	}
	account := &casework.Account{
		Login: login, Name: "Person " + login, Memberships: []casework.Membership{{Lab: lab, Roles: []casework.Role{role}}},
	}
	account.Lab = home
	must(t, "account "+login, s.Cases.Create(casework.AsService(t.Context()), account))
	c := s.Anyone(t)
	c.Account = account
	s.signIn(t, c, login)
	s.people[login] = c
	return c
}

// signIn gives an account its password, as an administrator and the person would,
// and signs in.
func (s *Service) signIn(t testing.TB, c *Client, login string) {
	t.Helper()
	administrator := &casework.Account{Memberships: []casework.Membership{{Lab: casework.WholeService, Roles: []casework.Role{casework.Administrator}}}}
	administrator.ID = "service"
	ctx := casework.WithActor(t.Context(), &casework.Actor{Account: administrator})
	first, err := s.Auth.ResetPassword(ctx, c.Account.ID)
	must(t, "password of "+login, err)
	c.Do(t, http.MethodPost, "/session", map[string]string{"login": login, "password": first}).Want(t, http.StatusOK)
	c.Do(t, http.MethodPost, "/session/password", map[string]string{"old": first, "new": Password}).Want(t, http.StatusNoContent)
}

// Renew signs the client's person in again, should the session have ended or the
// password have been changed.
func (c *Client) Renew(t testing.TB) {
	t.Helper()
	if c.Do(t, http.MethodGet, "/me", nil).Status == http.StatusOK {
		return
	}
	if c.Token == "" {
		c.service.signIn(t, c, c.Account.Login)
		return
	}
	owner := c.service.Anyone(t)
	owner.Account = c.Account
	c.service.signIn(t, owner, c.Account.Login)
	c.Token = owner.WithToken(t, c.scopes...).Token
}

// Anyone returns a client that is not signed in. It follows no redirects.
func (s *Service) Anyone(t testing.TB) *Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	must(t, "cookies", err)
	return &Client{service: s, HTTP: &http.Client{
		Transport: s.Server.Client().Transport, Jar: jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// WithToken returns a client that acts for the client's person with a token of
// the given scopes.
func (c *Client) WithToken(t testing.TB, scopes ...casework.Scope) *Client {
	t.Helper()
	var made struct{ Secret string }
	c.Do(t, http.MethodPost, "/tokens", map[string]any{
		"name": "for a test", "scopes": scopes, "expires": c.service.Cases.Now().AddDate(0, 1, 0),
	}).Want(t, http.StatusCreated).JSON(t, &made)
	program := c.service.Anyone(t)
	program.Account, program.Token, program.scopes = c.Account, made.Secret, scopes
	return program
}

// Lab is the laboratory of the client's person.
func (c *Client) Lab(t testing.TB) string {
	t.Helper()
	if c.Account == nil || c.Account.Lab == "" {
		t.Fatal(fmt.Errorf("the client's person belongs to no laboratory"))
	}
	return c.Account.Lab
}
