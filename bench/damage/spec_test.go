package damage

import (
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]Spec{
		"sector=240,noise=0.5":   {240, 0.5},
		"noise=1, sector=180":    {180, 1},
		"noise=1.5":              {360, 1.5},
		"sector=90":              {90, 0},
		" sector = 360 ,noise=0": {360, 0},
	} {
		got, err := Parse(text)
		if err != nil || got != want {
			t.Errorf("%q: %+v, %v; want %+v", text, got, err, want)
		}
		again, err := Parse(got.String())
		if err != nil || again != got {
			t.Errorf("%q prints as %q, which reads as %+v, %v", text, got, again, err)
		}
	}
}

func TestParseNamesTheKey(t *testing.T) {
	for text, want := range map[string]string{
		"":                      "sector=240,noise=0.5",
		"sector":                `"sector" has no value`,
		"sector=0":              "sector=0",
		"sector=361":            "sector=361",
		"sector=NaN":            "sector=NaN",
		"sector=wide":           "sector=wide",
		"noise=-1":              "noise=-1",
		"noise=inf":             "noise=inf",
		"noise=":                "noise=",
		"holes=3":               `"holes" is not known`,
		"sector=90,sector=90":   "sector twice",
		"sector=90,,noise=0.25": "has no value",
	} {
		if _, err := Parse(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want it to say %q", text, err, want)
		}
	}
}
