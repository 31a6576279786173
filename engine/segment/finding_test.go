package segment

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// Every finding has a reason and a remedy in both languages, and its numbers fit
// into them.
func TestFindingsAreToldInBothLanguages(t *testing.T) {
	english, spanish := slices.Sorted(maps.Keys(texts["en"])), slices.Sorted(maps.Keys(texts["es"]))
	if !slices.Equal(english, spanish) || len(english) < 13 {
		t.Fatalf("codes in English: %v, in Spanish: %v", english, spanish)
	}
	for _, code := range english {
		f := Finding{Code: code, Value: 12.25, Limit: 48.5}
		seen := map[string]bool{}
		for _, language := range []string{"en", "es"} {
			reason, remedy := f.Text(language)
			if len(reason) < 20 || len(remedy) < 15 || seen[reason] || seen[remedy] {
				t.Errorf("%s in %s: %q, %q", code, language, reason, remedy)
			}
			if strings.Contains(reason+remedy, "%!") {
				t.Errorf("%s in %s: the numbers do not fit: %q, %q", code, language, reason, remedy)
			}
			seen[reason], seen[remedy] = true, true
		}
	}
	if reason, _ := (Finding{Code: TooDark, Value: 7, Limit: 20}).Text("es"); !strings.Contains(reason, "brillo 7 de 255") || !strings.Contains(reason, "al menos 20") {
		t.Errorf("too dark: %q", reason)
	}
	if reason, remedy := (Finding{Code: "new"}).Text("en"); reason != "new" || remedy != "" {
		t.Errorf("a code that is not known: %q, %q", reason, remedy)
	}
	if got := (&Refusal{Finding{Code: RimfireCase}}).Error(); !strings.Contains(got, "rimfire") {
		t.Errorf("the error is %q", got)
	}
}
