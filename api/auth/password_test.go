package auth

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"cotejo/api/casework"
)

func TestPasswordPolicy(t *testing.T) {
	w := newWorld(t)
	account := &casework.Account{Login: "mgarcia", Name: "María García López", Email: "maria.garcia@lab.example"}
	for password, want := range map[string]string{
		goodPassword:                    "",
		"tres tristes tigres":           "",
		"ocho·ñandú·42":                 "",
		"zqxw vbnm plok":                "",
		strings.Repeat("ñ4x", 85) + "y": "", // 256 characters
		"":                              "auth.password_short",
		"once-letras":                   "auth.password_short",
		"ñandúñandú1":                   "auth.password_short", // 11 characters, 15 bytes
		"n\u0303n\u0303n\u0303n\u0303n\u0303n\u0303": "auth.password_short", // 6 characters, however written
		strings.Repeat("ñ4x", 85) + "yz":             "auth.password_long",
		strings.Repeat("x", 1<<20):                   "auth.password_long",
		"tab\there-and-there":                        "auth.password_characters",
		"\xff\xfe not UTF-8 at all":                  "auth.password_characters",
		"mgarciamgarcia":                             "auth.password_own",
		"maría garcía lópez":                         "auth.password_own",
		"!?!!-?!!_?!!+":                              "",
		"maria.garcia@lab.example":                   "auth.password_own",
		"contraseña123":                              "auth.password_common",
		"CONTRASEÑA2026!":                            "auth.password_common",
		"passwordpassword":                           "auth.password_common",
		"Password1234":                               "auth.password_common",
		"p@ssw0rd2026":                               "auth.password_common",
		"123456789012":                               "auth.password_common",
		"qwertyuiop12":                               "auth.password_common",
		"aaaaaaaaaaaa":                               "auth.password_common",
		"121212121212":                               "auth.password_common",
		"x00000000000":                               "auth.password_common",
		"administrador":                              "auth.password_common",
	} {
		got := ""
		var e *casework.Error
		if err := w.auth.checkPassword(password, account); errors.As(err, &e) {
			got = e.Key
			if e.Code != casework.CodeInvalid {
				t.Errorf("%.30q: code %s", password, e.Code)
			}
		} else if err != nil {
			t.Errorf("%.30q: %v", password, err)
		}
		if got != want {
			t.Errorf("%.30q: %q, want %q", password, got, want)
		}
	}
}

// TestCommonPasswords: the list is in the form in which it is looked up.
func TestCommonPasswords(t *testing.T) {
	words := commonPasswords()
	if len(words) < 300 {
		t.Fatalf("only %d words", len(words))
	}
	for word := range words {
		if word != strings.ToLower(word) || word != unit(word) || strings.ContainsFunc(word, unicode.IsSpace) || utf8.RuneCountInString(word) < 3 {
			t.Errorf("%q is never found", word)
		}
	}
}

func TestOneTimePassword(t *testing.T) {
	w := newWorld(t)
	form := regexp.MustCompile(`^[a-z2-7]{4}(-[a-z2-7]{4}){3}$`)
	seen := map[string]bool{}
	for range 100 {
		p := oneTime()
		if !form.MatchString(p) || seen[p] {
			t.Errorf("%q", p)
		}
		if err := w.auth.checkPassword(p, &casework.Account{Login: "x"}); err != nil {
			t.Errorf("%q: %v", p, err)
		}
		seen[p] = true
	}
}

func TestChangePassword(t *testing.T) {
	w := newWorld(t)
	account := w.account("maria", goodPassword)
	b, other := w.browser(), w.browser()
	b.want(401, "POST", "/password", "old", goodPassword, "new", "otra-clave-larga-1")
	b.signIn("maria", goodPassword)
	other.signIn("maria", goodPassword)
	for _, c := range []struct{ old, password, key string }{
		{"wrong", "otra-clave-larga-1", "auth.old_password"},
		{goodPassword, "corta", "auth.password_short"},
		{goodPassword, goodPassword, "auth.password_same"},
	} {
		if key := b.want(422, "POST", "/password", "old", c.old, "new", c.password); key != c.key {
			t.Errorf("%+v: %s", c, key)
		}
	}
	if n := w.stored(account.ID).Failures; n != 1 {
		t.Errorf("%d failures: a wrong old password counts, a poor new one does not", n)
	}
	before, session := b.cookie(), w.session(b.cookie())
	b.want(200, "POST", "/password", "old", goodPassword, "new", "otra-clave-larga-1")
	b.want(200, "GET", "/me")
	other.want(401, "GET", "/me")
	if b.cookie() == before || w.session(before) != nil {
		t.Error("the session kept its token")
	}
	if now := w.session(b.cookie()); !now.Created.Equal(session.Created) {
		t.Error("a new password made the session live longer")
	}
	if a := w.stored(account.ID); a.Failures != 0 || a.MustChange {
		t.Errorf("%+v", a)
	}
	w.browser().want(401, "POST", "/sign-in", "login", "maria", "password", goodPassword)
	w.browser().signIn("maria", "otra-clave-larga-1")
	if n := len(w.events("password_change")); n != 1 {
		t.Errorf("%d changes in the log", n)
	}
	w.checkHistory(account.ID)
}

// TestOldPasswordIsNoOracle: whoever holds a stolen session cannot try passwords
// with it for longer than at the sign-in.
func TestOldPasswordIsNoOracle(t *testing.T) {
	w := newWorld(t)
	w.account("maria", goodPassword)
	b := w.browser()
	b.signIn("maria", goodPassword)
	for range 5 {
		b.want(422, "POST", "/password", "old", "wrong", "new", "otra-clave-larga-1")
	}
	if key := b.want(422, "POST", "/password", "old", goodPassword, "new", "otra-clave-larga-1"); key != "auth.old_password" {
		t.Error(key)
	}
	b.want(200, "GET", "/me")
}

func TestAccountWithoutPassword(t *testing.T) {
	w := newWorld(t)
	account := w.account("maria", goodPassword)
	b := w.browser()
	b.signIn("maria", goodPassword)
	w.alter(account.ID, func(a *casework.Account) { a.PasswordHash = "" })
	if key := b.want(409, "POST", "/password", "old", "", "new", "otra-clave-larga-1"); key != "auth.no_password" {
		t.Error(key)
	}
}

// TestPasswordsAreNormalised: an "ñ" is the same from every keyboard.
func TestPasswordsAreNormalised(t *testing.T) {
	w := newWorld(t)
	w.account("maria", "mañana-en-la-montaña")
	w.browser().signIn("maria", "man\u0303ana-en-la-montan\u0303a")
}

func TestReset(t *testing.T) {
	w := newWorld(t)
	lab, elsewhere := w.laboratory("LAB-A"), w.laboratory("LAB-B")
	in := func(lab string, roles ...casework.Role) func(*casework.Account) {
		return func(a *casework.Account) {
			if a.Lab == "" && lab != casework.WholeService {
				a.Lab = lab
			}
			a.Memberships = append(a.Memberships, casework.Membership{Lab: lab, Roles: roles})
		}
	}
	w.account("admin", goodPassword, in(casework.WholeService, casework.Administrator))
	local := w.account("local", goodPassword, in(lab, casework.Administrator))
	examiner := w.account("examiner", goodPassword, in(lab, casework.Examiner))
	both := w.account("both", goodPassword, in(lab, casework.Examiner), in(elsewhere, casework.Examiner))
	root := w.account("root", goodPassword, in(casework.WholeService, casework.Administrator))

	b := w.browser()
	b.want(401, "POST", "/reset", "id", examiner.ID)
	b.signIn("examiner", goodPassword)
	b.want(404, "POST", "/reset", "id", local.ID)

	administrator := w.browser()
	administrator.signIn("local", goodPassword)
	administrator.want(404, "POST", "/reset", "id", root.ID)
	administrator.want(403, "POST", "/reset", "id", both.ID)
	administrator.want(404, "POST", "/reset", "id", "no-such-account")
	w.alter(examiner.ID, func(a *casework.Account) { a.Failures, a.LockedUntil = 9, w.auth.now().Add(1e12) })
	password := strings.Trim(administrator.want(200, "POST", "/reset", "id", examiner.ID), `"`)

	b.want(401, "GET", "/me") // the account's sessions ended
	b.signIn("examiner", password)
	if key := b.want(403, "GET", "/me"); key != "auth.must_change" {
		t.Error(key)
	}
	b.want(403, "GET", "/sessions")
	b.want(403, "POST", "/tokens", "name", "x", "scope", "read")
	b.want(200, "POST", "/password", "old", password, "new", "la-nueva-es-larga")
	b.want(200, "GET", "/me")
	w.browser().want(401, "POST", "/sign-in", "login", "examiner", "password", password)

	service := w.browser()
	service.signIn("admin", goodPassword)
	service.want(200, "POST", "/reset", "id", both.ID)
	if _, err := w.auth.ResetPassword(casework.AsService(t.Context()), root.ID); err != nil {
		t.Errorf("the command line: %v", err)
	}
	if err := w.auth.SetPassword(casework.AsService(t.Context()), examiner.ID, "corta"); casework.CodeOf(err) != casework.CodeInvalid {
		t.Errorf("a short password: %v", err)
	}
	if err := w.auth.SetPassword(t.Context(), examiner.ID, goodPassword); casework.CodeOf(err) != casework.CodeUnauthenticated {
		t.Errorf("nobody: %v", err)
	}
	if err := w.auth.SetPassword(casework.AsService(t.Context()), examiner.ID, goodPassword); err != nil {
		t.Error(err)
	}
	b.signIn("examiner", goodPassword)
	b.want(200, "GET", "/me")
	resets := w.events("password_reset")
	if len(resets) != 4 || resets[0].Account != local.ID || resets[0].Subject != examiner.ID || resets[2].Account != "service" {
		t.Errorf("resets in the log: %+v", resets)
	}
}

// TestSessionsOfOthers: an administrator sees and ends the sessions of those who
// are looked after, and of nobody else.
func TestSessionsOfOthers(t *testing.T) {
	w := newWorld(t)
	lab := w.laboratory("LAB-A")
	member := func(lab string, role casework.Role) func(*casework.Account) {
		return func(a *casework.Account) {
			a.Memberships = []casework.Membership{{Lab: lab, Roles: []casework.Role{role}}}
		}
	}
	in := func(a *casework.Account) { a.Lab = lab }
	local := w.account("local", goodPassword, in, member(lab, casework.Administrator))
	examiner := w.account("examiner", goodPassword, in, member(lab, casework.Examiner))
	root := w.account("root", goodPassword, member(casework.WholeService, casework.Administrator))
	b := w.browser()
	b.signIn("examiner", goodPassword)
	as := func(a *casework.Account) context.Context {
		return casework.WithActor(t.Context(), &casework.Actor{Account: a})
	}

	sessions, err := w.auth.AccountSessions(as(local), examiner.ID)
	if err != nil || len(sessions) != 1 {
		t.Fatal(sessions, err)
	}
	for name, c := range map[string]struct {
		ctx  context.Context
		id   string
		want casework.Code
	}{
		"a colleague":      {as(examiner), local.ID, casework.CodeNotFound},
		"of the service":   {as(local), root.ID, casework.CodeNotFound},
		"nobody":           {t.Context(), examiner.ID, casework.CodeUnauthenticated},
		"no such account":  {as(root), "none", casework.CodeNotFound},
		"a token for less": {casework.WithActor(t.Context(), &casework.Actor{Account: root, Scopes: []casework.Scope{casework.ScopeRead}}), examiner.ID, casework.CodeNotFound},
	} {
		if sessions, err := w.auth.AccountSessions(c.ctx, c.id); casework.CodeOf(err) != c.want || sessions != nil {
			t.Errorf("%s: %v, %v", name, sessions, err)
		}
		if n, err := w.auth.EndSessions(c.ctx, c.id); casework.CodeOf(err) != c.want || n != 0 {
			t.Errorf("%s: %d, %v", name, n, err)
		}
	}
	b.want(200, "GET", "/me")
	if n, err := w.auth.EndSessions(as(local), examiner.ID); n != 1 || err != nil {
		t.Error(n, err)
	}
	b.want(401, "GET", "/me")
	if n, err := w.auth.EndSessions(as(local), examiner.ID); n != 0 || err != nil {
		t.Error(n, err)
	}
	if e := w.events("sessions_end"); len(e) != 1 || e[0].Account != local.ID || e[0].Subject != examiner.ID || e[0].Detail["count"] != "1" {
		t.Errorf("%+v", e)
	}
}
