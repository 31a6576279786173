package auth

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"cotejo/api/casework"
)

// The length of a password, in characters. The lower bound is above the 8 that
// NIST SP 800-63B asks for; there are no rules of composition, as it advises.
const (
	passwordLeast = 12
	passwordMost  = 256
)

//go:embed frequent.txt
var commonText string

// commonPasswords are the words and passwords that are tried first by everyone.
func commonPasswords() map[string]bool {
	words := make(map[string]bool)
	for line := range strings.Lines(commonText) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			words[line] = true
		}
	}
	return words
}

// normal is a password as it is hashed: keyboards write an "ñ" in two ways.
func normal(password string) string {
	if len(password) > passwordMost*utf8.UTFMax {
		return "" // cannot be anyone's
	}
	return norm.NFKC.String(password)
}

// checkPassword tells why a new password is not taken for an account.
func (a *Auth) checkPassword(password string, account *casework.Account) error {
	if !utf8.ValidString(password) || strings.ContainsFunc(password, unicode.IsControl) {
		return casework.Fail(casework.CodeInvalid, "auth.password_characters")
	}
	if utf8.RuneCountInString(password) > passwordMost {
		return casework.Fail(casework.CodeInvalid, "auth.password_long", "most", passwordMost)
	}
	password = normal(password)
	if utf8.RuneCountInString(password) < passwordLeast {
		return casework.Fail(casework.CodeInvalid, "auth.password_short", "least", passwordLeast)
	}
	plain := letters(password)
	for _, own := range []string{account.Login, account.Name, account.Email} {
		if own = letters(own); own != "" && plain != "" && strings.ReplaceAll(plain, own, "") == "" {
			return casework.Fail(casework.CodeInvalid, "auth.password_own")
		}
	}
	if a.isCommon(password) {
		return casework.Fail(casework.CodeInvalid, "auth.password_common")
	}
	return nil
}

// isCommon finds a common password also with other capitals, with digits and
// signs around it, or repeated.
func (a *Auth) isCommon(password string) bool {
	folded := unit(strings.ToLower(password))
	core := unit(strings.TrimFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) }))
	return utf8.RuneCountInString(folded) < 4 || a.common[folded] || core != "" && (a.common[core] || utf8.RuneCountInString(core) < 2)
}

// unit is the shortest text that makes s when it is repeated.
func unit(s string) string {
	if s == "" {
		return s
	}
	return s[:1+strings.Index(s[1:]+s, s)]
}

// letters are the letters and digits of a text, small.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(s))
}
