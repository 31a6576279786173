package api_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"cotejo/api"
	"cotejo/api/apitest"
	"cotejo/api/auth"
	"cotejo/api/casework"
)

func credentials(login, password string) map[string]string {
	return map[string]string{"login": login, "password": password}
}

func TestSignIn(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	login := s.As(t, "NORTE", casework.Examiner).Account.Login
	c := s.Anyone(t)
	wrong := c.Do(t, http.MethodPost, "/session", credentials(login, "not this one")).Want(t, http.StatusUnauthorized).Problem(t)
	nobody := c.Do(t, http.MethodPost, "/session", credentials("nobody", "not this one")).Want(t, http.StatusUnauthorized).Problem(t)
	if wrong.Detail != nobody.Detail || wrong.Type != nobody.Type {
		t.Errorf("the answers tell who has an account: %+v and %+v", wrong, nobody)
	}
	c.Do(t, http.MethodGet, "/session", nil).Want(t, http.StatusUnauthorized).Problem(t)
	answer := c.Do(t, http.MethodPost, "/session", credentials(login, apitest.Password)).Want(t, http.StatusOK)
	cookie := answer.Header.Get("Set-Cookie")
	for _, part := range []string{"__Host-cotejo=", "HttpOnly", "Secure", "SameSite=Lax", "Path=/"} {
		if !strings.Contains(cookie, part) {
			t.Errorf("the cookie %q lacks %s", cookie, part)
		}
	}
	var me struct{ Account casework.Account }
	for _, path := range []string{"/session", "/me"} {
		c.Do(t, http.MethodGet, path, nil).Want(t, http.StatusOK).JSON(t, &me)
		if me.Account.Login != login {
			t.Errorf("%s tells of %q", path, me.Account.Login)
		}
	}
	c.Do(t, http.MethodDelete, "/session", nil).Want(t, http.StatusNoContent)
	c.Do(t, http.MethodGet, "/me", nil).Want(t, http.StatusUnauthorized).Problem(t)
	c.Do(t, http.MethodDelete, "/session", nil).Want(t, http.StatusUnauthorized).Problem(t)
}

func TestAPasswordForOneSignInOpensNothingElse(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Examiner)
	admin := s.As(t, "*", casework.Administrator)
	var given struct{ Password string }
	admin.Do(t, http.MethodPost, "/accounts/"+c.Account.ID+"/password-reset", nil).Want(t, http.StatusOK).JSON(t, &given)
	c.Do(t, http.MethodGet, "/me", nil).Want(t, http.StatusUnauthorized)
	c = s.Anyone(t)
	c.Do(t, http.MethodPost, "/session", credentials("examiner.norte", given.Password)).Want(t, http.StatusOK)
	for _, path := range []string{"/cases", "/events", "/tokens", "/sessions", "/accounts"} {
		p := c.Do(t, http.MethodGet, path, nil).Want(t, http.StatusForbidden).Problem(t)
		if !strings.HasSuffix(p.Type, "auth.must_change") {
			t.Errorf("%s: %+v", path, p)
		}
	}
	c.Do(t, http.MethodGet, "/session", nil).Want(t, http.StatusOK)
	c.Do(t, http.MethodPost, "/session/password", map[string]string{"old": given.Password, "new": "corto"}).Want(t, http.StatusUnprocessableEntity).Problem(t)
	c.Do(t, http.MethodPost, "/session/password", map[string]string{"old": "wrong", "new": apitest.Password}).Want(t, http.StatusUnprocessableEntity).Problem(t)
	c.Do(t, http.MethodPost, "/session/password", map[string]string{"old": given.Password, "new": apitest.Password}).Want(t, http.StatusNoContent)
	c.Do(t, http.MethodGet, "/cases", nil).Want(t, http.StatusOK)
}

func TestWhoMayLookAfterWhom(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	north, south := s.As(t, "NORTE", casework.Administrator), s.As(t, "SUR", casework.Administrator)
	examiner := s.As(t, "NORTE", casework.Examiner)
	path := "/accounts/" + examiner.Account.ID
	for _, act := range [][2]string{{"POST", path + "/password-reset"}, {"DELETE", path + "/sessions"}, {"GET", path + "/sessions"}, {"GET", path + "/history"}} {
		south.Do(t, act[0], act[1], nil).Want(t, http.StatusNotFound).Problem(t)
		s.As(t, "NORTE", casework.Supervisor).Do(t, act[0], act[1], nil).Want(t, http.StatusNotFound).Problem(t)
	}
	var sessions struct{ Items []casework.Session }
	north.Do(t, http.MethodGet, path+"/sessions", nil).Want(t, http.StatusOK).JSON(t, &sessions)
	if len(sessions.Items) != 1 || sessions.Items[0].Account != examiner.Account.ID || sessions.Items[0].Address == "" {
		t.Errorf("sessions %+v", sessions.Items)
	}
	examiner.Do(t, http.MethodGet, "/me", nil).Want(t, http.StatusOK)
	var ended struct{ Ended int }
	north.Do(t, http.MethodDelete, path+"/sessions", nil).Want(t, http.StatusOK).JSON(t, &ended)
	if ended.Ended != 1 {
		t.Errorf("%d sessions ended", ended.Ended)
	}
	examiner.Do(t, http.MethodGet, "/me", nil).Want(t, http.StatusUnauthorized)
	// Nobody gives themselves or others rights that are not theirs to give.
	account := casework.Account{Login: "new", Name: "New", Memberships: []casework.Membership{{Lab: south.Lab(t), Roles: []casework.Role{casework.Examiner}}}}
	account.Lab = north.Lab(t)
	north.Do(t, http.MethodPost, "/accounts", account).Want(t, http.StatusForbidden).Problem(t)
	account.Memberships[0].Lab = casework.WholeService
	account.Memberships[0].Roles = []casework.Role{casework.Administrator}
	north.Do(t, http.MethodPost, "/accounts", account).Want(t, http.StatusForbidden).Problem(t)
	s.As(t, "NORTE", casework.Supervisor).Do(t, http.MethodPost, "/accounts", account).Want(t, http.StatusForbidden).Problem(t)
}

func TestADisabledAccountIsOut(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	c, admin := s.As(t, "NORTE", casework.Examiner), s.As(t, "*", casework.Administrator)
	program := c.WithToken(t, casework.ScopeRead)
	account := apitest.Get[casework.Account](t, admin, "/accounts/"+c.Account.ID)
	account.Disabled = true
	admin.Do(t, http.MethodPut, "/accounts/"+account.ID, account, "If-Match", tag(account)).Want(t, http.StatusOK)
	c.Do(t, http.MethodGet, "/me", nil).Want(t, http.StatusUnauthorized)
	program.Do(t, http.MethodGet, "/me", nil).Want(t, http.StatusUnauthorized)
	c.Do(t, http.MethodPost, "/session", credentials(account.Login, apitest.Password)).Want(t, http.StatusUnauthorized)
	for query, want := range map[string]int{"?disabled=true": 1, "?disabled=false&login=" + account.Login: 0} {
		var list struct{ Items []casework.Account }
		admin.Do(t, http.MethodGet, "/accounts"+query, nil).Want(t, http.StatusOK).JSON(t, &list)
		if len(list.Items) != want {
			t.Errorf("%s: %d accounts, want %d", query, len(list.Items), want)
		}
	}
}

func TestOwnSessions(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Examiner)
	var others []*apitest.Client
	for range 3 {
		other := s.Anyone(t)
		other.Do(t, http.MethodPost, "/session", credentials(c.Account.Login, apitest.Password)).Want(t, http.StatusOK)
		others = append(others, other)
	}
	var list struct {
		Items []struct {
			ID      string
			Current bool
		}
	}
	others[0].Do(t, http.MethodGet, "/sessions", nil).Want(t, http.StatusOK).JSON(t, &list)
	if len(list.Items) != 4 {
		t.Fatalf("%d sessions", len(list.Items))
	}
	for _, one := range list.Items {
		if one.Current {
			c.Do(t, http.MethodDelete, "/sessions/"+one.ID, nil).Want(t, http.StatusNoContent)
			c.Do(t, http.MethodDelete, "/sessions/"+one.ID, nil).Want(t, http.StatusNotFound).Problem(t)
			s.As(t, "SUR", casework.Examiner).Do(t, http.MethodDelete, "/sessions/"+list.Items[0].ID, nil).Want(t, http.StatusNotFound).Problem(t)
		}
	}
	others[0].Do(t, http.MethodGet, "/me", nil).Want(t, http.StatusUnauthorized)
	c.Do(t, http.MethodDelete, "/sessions", nil).Want(t, http.StatusOK)
	others[1].Do(t, http.MethodGet, "/me", nil).Want(t, http.StatusUnauthorized)
	c.Do(t, http.MethodGet, "/me", nil).Want(t, http.StatusOK)
}

func TestTokens(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	reader, writer := c.WithToken(t, casework.ScopeRead), c.WithToken(t, casework.ScopeRead, casework.ScopeEnter)
	newCase := casework.Case{Head: casework.Head{Lab: c.Lab(t)}, Number: "N-1"}
	reader.Do(t, http.MethodGet, "/cases", nil).Want(t, http.StatusOK)
	reader.Do(t, http.MethodPost, "/cases", newCase).Want(t, http.StatusForbidden).Problem(t)
	writer.Do(t, http.MethodPost, "/cases", newCase).Want(t, http.StatusCreated)
	var me struct{ Scopes []casework.Scope }
	if reader.Do(t, http.MethodGet, "/me", nil).Want(t, http.StatusOK).JSON(t, &me); len(me.Scopes) != 1 {
		t.Errorf("scopes %v", me.Scopes)
	}
	// What a person signs in by is not changed by a program.
	for _, act := range [][2]string{{"GET", "/tokens"}, {"GET", "/sessions"}, {"DELETE", "/session"}, {"DELETE", "/sessions"}} {
		writer.Do(t, act[0], act[1], nil).Want(t, http.StatusForbidden).Problem(t)
	}
	body := map[string]any{"name": "x", "scopes": []string{"read"}, "expires": s.Cases.Now().AddDate(2, 0, 0)}
	if p := c.Do(t, http.MethodPost, "/tokens", body).Want(t, http.StatusUnprocessableEntity).Problem(t); len(p.Errors) != 1 || p.Errors[0].Location != "body.expires" {
		t.Errorf("%+v", p)
	}
	body["expires"], body["scopes"] = s.Cases.Now().AddDate(0, 1, 0), []string{"everything"}
	c.Do(t, http.MethodPost, "/tokens", body).Want(t, http.StatusUnprocessableEntity).Problem(t)
	var list struct{ Items []casework.Token }
	text := c.Do(t, http.MethodGet, "/tokens", nil).Want(t, http.StatusOK).JSON(t, &list)
	if len(list.Items) != 2 || strings.Contains(string(text.Body), reader.Token) {
		t.Errorf("%s", text.Body)
	}
	s.As(t, "SUR", casework.Technician).Do(t, http.MethodDelete, "/tokens/"+list.Items[0].ID, nil).Want(t, http.StatusNotFound).Problem(t)
	for _, token := range list.Items {
		c.Do(t, http.MethodDelete, "/tokens/"+token.ID, nil).Want(t, http.StatusNoContent)
	}
	reader.Do(t, http.MethodGet, "/cases", nil).Want(t, http.StatusUnauthorized).Problem(t)
	for _, header := range []string{"Bearer x", "Bearer", "Bearer " + strings.Repeat("x", 9000)} {
		s.Anyone(t).Do(t, http.MethodGet, "/service", nil, "Authorization", header).Want(t, http.StatusUnauthorized).Problem(t)
	}
}

func TestChangesFromOtherSitesAreRefused(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	body := casework.Case{Head: casework.Head{Lab: c.Lab(t)}, Number: "N-1"}
	for _, headers := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}} {
		c.Do(t, http.MethodPost, "/cases", body, headers...).Want(t, http.StatusForbidden).Problem(t)
		s.Anyone(t).Do(t, http.MethodPost, "/session", credentials("x", "y"), headers...).Want(t, http.StatusForbidden).Problem(t)
	}
	c.Do(t, http.MethodPost, "/cases", body, "Sec-Fetch-Site", "same-origin", "Origin", s.URL).Want(t, http.StatusCreated)
}

func TestSignInsAreBounded(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true, Config: func(c *api.Config) { c.SignIns = 5 }})
	c := s.Anyone(t)
	for range 5 {
		c.Do(t, http.MethodPost, "/session", credentials("nobody", "x")).Want(t, http.StatusUnauthorized)
	}
	answer := c.Do(t, http.MethodPost, "/session", credentials("nobody", "x")).Want(t, http.StatusTooManyRequests)
	answer.Problem(t)
	if answer.Header.Get("Retry-After") == "" {
		t.Errorf("no Retry-After in %v", answer.Header)
	}
	c.Do(t, http.MethodGet, "/service", nil).Want(t, http.StatusOK)
}

func TestIdentityProvider(t *testing.T) {
	without := apitest.Start(t, apitest.Options{Idle: true})
	without.Anyone(t).Do(t, http.MethodGet, "/oidc/start", nil).Want(t, http.StatusNotFound).Problem(t)

	with := apitest.Start(t, apitest.Options{Idle: true, OIDC: &auth.OIDCConfig{Name: "Ministry", Issuer: "http://127.0.0.1:1", ClientID: "cotejo"}})
	c := with.Anyone(t)
	var about struct{ Provider, Version string }
	if c.Do(t, http.MethodGet, "/service", nil).Want(t, http.StatusOK).JSON(t, &about); about.Provider != "Ministry" || about.Version != "test" {
		t.Errorf("%+v", about)
	}
	sentBack := func(path, problem string) {
		t.Helper()
		answer := c.Do(t, http.MethodGet, path, nil).Want(t, http.StatusSeeOther)
		to := answer.Header.Get("Location")
		at, err := url.Parse(to)
		if err != nil || !strings.HasPrefix(to, "/sign-in?") || at.Query().Get("problem") != problem || at.Query().Get("name") != "Ministry" {
			t.Errorf("%s: sent to %s (%v)", path, to, err)
		}
	}
	sentBack("/oidc/start?to=/cases", "auth.oidc_unreachable")
	sentBack("/oidc/callback?state=x&code=y", "auth.oidc_lost")
}
