package match

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"cotejo/api/casework"
	"cotejo/engine/scan"
)

func TestDatesOfFiles(t *testing.T) {
	for text, want := range map[string]casework.Date{
		"":                              "",
		"2012-05-16":                    "2012-05-16",
		"2012-05-16T09:24:31.123+02:00": "2012-05-16T09:24",
		"2012-05-16 09:24:31":           "2012-05-16T09:24",
		"  2012-05-16T09:24Z ":          "2012-05-16T09:24",
		"2012-05-16Tsometime later":     "2012-05-16",
		"2012-05":                       "2012-05",
		"2012":                          "2012",
		"2012-13-01":                    "",
		"16.05.2012":                    "",
		"0001-01-01T00:00:00":           "",
		"yesterday evening at nine":     "",
	} {
		if got := date(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Whatever a file says of itself, it can be kept in a record.
func TestStatedCanBeKept(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	words := []string{"Sensofar", "\x00", "\xff\xfe", "\u202e", "é", "\r\n", "\t", " ", "2012-05-16", "<b>", strings.Repeat("ab", 300), "\uFFFD", "\x1b[31m"}
	text := func() string {
		var b strings.Builder
		for range r.IntN(12) {
			b.WriteString(words[r.IntN(len(words))])
		}
		return b.String()
	}
	for range 500 {
		m := scan.Meta{
			Creator: text(), Date: text(), Manufacturer: text(), Model: text(), Serial: text(), Version: text(),
			CalibrationDate: text(), ProbingType: text(), ProbingIdentifier: text(), Comment: text(),
		}
		a := casework.Acquisition{State: casework.StateQueued, Measurement: stated(m)}
		if err := casework.Check(&a); err != nil {
			t.Fatalf("%+v: %v", m, err)
		}
	}
}

func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		"  a\x00b\x1b[0m\r\n": "ab[0m", "\xffx": "x", "äöü": "äöü", "abcdefghijk": "abcdefghij", "123456789 1": "123456789",
	} {
		if got := clean(text, 10); got != want || !utf8.ValidString(got) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
