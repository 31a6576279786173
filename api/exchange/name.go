package exchange

import (
	"path"
	"strings"
	"unicode"
)

// mostName is the length of a file name in an archive, in bytes.
const mostName = 120

// reserved are names that Windows keeps for devices.
var reserved = []string{"con", "prn", "aux", "nul", "com", "lpt"}

// safeName makes of a file name one that every file system takes and that shows
// as what it is: letters, digits and a few signs. Its ending stays.
func safeName(name string) string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), strings.ContainsRune("-_.() ", r):
			return r
		}
		return '_'
	}, strings.ToValidUTF8(name, "_"))
	clean = strings.Trim(clean, " .")
	ext := path.Ext(clean)
	if len(ext) > 12 {
		ext = ""
	}
	stem := strings.TrimSuffix(clean, ext)
	for len(stem)+len(ext) > mostName {
		stem = stem[:len(stem)-1]
		stem = strings.ToValidUTF8(stem, "")
	}
	stem = strings.TrimRight(stem, " .")
	first, _, _ := strings.Cut(strings.ToLower(stem), ".") // CON.1.x3p is a device too
	for _, device := range reserved {
		if rest, is := strings.CutPrefix(strings.TrimSpace(first), device); is && len(rest) <= 1 {
			stem = "_" + stem
			break
		}
	}
	if stem == "" {
		stem = "file"
	}
	return stem + ext
}
