package catalog

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cotejo/api/casework"
)

// filled is a catalogue of made records.
func filled(t testing.TB, n int) *Catalog {
	t.Helper()
	c := open(t, t.TempDir()+"/catalog")
	if err := c.Apply(t.Context(), int64(n), made(n)); err != nil {
		t.Fatal(err)
	}
	return c
}

func find(t testing.TB, c *Catalog, q casework.TextQuery) *casework.TextPage {
	t.Helper()
	if q.Labs == nil {
		q.Labs = []string{labA, labB}
	}
	if q.Limit == 0 {
		q.Limit = 50
	}
	page, err := c.Find(t.Context(), q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	return page
}

func titles(p *casework.TextPage) []string {
	var out []string
	for _, f := range p.IDs {
		out = append(out, f.Title)
	}
	return out
}

func TestWords(t *testing.T) {
	c := filled(t, 200)
	for _, test := range []struct {
		text string
		want string // title of the first, "" for nothing
		not  string // title that must not be found
	}{
		// Spanish, with and without accents, by other forms of the word.
		{"casquillo percutido", "Indicio 1", "Item 4B"},
		{"CASQUILLOS PERCUTIDOS vía", "NUC-2026/0001", ""},
		{"via publica", "NUC-2026/0001", ""},
		{"vía pública", "NUC-2026/0001", ""},
		{"vi\u0301a pu\u0301blica", "NUC-2026/0001", ""},
		{"camellon", "Indicio 1", ""},
		{"pistolas beretta", "A-77/26", ""},
		{"recámaras", "HIT-SIN-2026-0007", ""},
		{"identificaciones", "HIT-SIN-2026-0007", ""},
		{"la fiscalia general del estado", "NUC-2026/0001", ""},
		{"microscopio de comparacion", "HIT-SIN-2026-0007", ""},
		{"munoz", "TR-2026-0012", ""},
		{"Muñoz", "TR-2026-0012", ""},
		// English.
		{"cartridge case", "Item 4B", "Indicio 1"},
		{"shootings", "PHX-26-118822", ""},
		{"the roadway", "PHX-26-118822", ""},
		{"recovering cartridges", "PHX-26-118822", ""},
		{"nickel plating", "Item 4B", ""},
		{"o'neill", "TR-2026-0012", ""},
		// One letter wrong, missing, too many or swapped, but not in short words.
		{"casqillo", "Indicio 1", ""},
		{"berretta", "A-77/26", ""},
		{"bereta", "A-77/26", ""},
		{"roadwya", "PHX-26-118822", ""},
		{"xickel", "Item 4B", ""},
		{"gsa station", "", ""},
		// Places and calibres are words too.
		{"culiacan casquillo", "Indicio 1", ""},
		{"Sinaloa homicidio", "NUC-2026/0001", ""},
		{"glock 9x19mm", "TR-2026-0012", ""},
		{"40 s&w", "Item 4B", ""},
		// Identifiers: whole, by their beginning, by parts, without separators.
		{"NUC-2026/0001", "NUC-2026/0001", ""},
		{"nuc-2026/0001", "NUC-2026/0001", "HIT-SIN-2026-0007"},
		{"NUC-2026", "NUC-2026/0001", ""},
		{"nuc", "NUC-2026/0001", ""},
		{"nuc20260001", "NUC-2026/0001", ""},
		{"nuc 2026 0001", "NUC-2026/0001", ""},
		{"0457", "NUC-2026/0001", ""},
		{"fgj/0457", "NUC-2026/0001", ""},
		{"118822", "PHX-26-118822", ""},
		{"bdf44", "A-77/26", ""},
		{"4471X", "", ""}, // the middle of a part
		{"NUC-2026/0002", "", ""},
		{"item 4b", "Item 4B", ""},
		{"HIT-SIN", "HIT-SIN-2026-0007", ""},
		// All words must be there.
		{"casquillo beretta", "", ""},
		{"unicornio", "", ""},
		// Nothing in words is syntax.
		{"beretta*", "A-77/26", ""},
		{"title:beretta", "", ""},
		{"+beretta -pistola", "A-77/26", ""},
		{"\"beretta\"", "A-77/26", ""},
		{"/bere.*/", "", ""},
		{"beretta~2", "", ""},
		{"!!! ??? ***", "", ""},
		{"(beretta OR", "A-77/26", ""}, // a stop word
		{"beretta AND glock", "", ""},
	} {
		t.Run(test.text, func(t *testing.T) {
			found := titles(find(t, c, casework.TextQuery{Text: test.text}))
			if test.want == "" && len(found) > 0 || test.want != "" && (len(found) == 0 || found[0] != test.want) {
				t.Errorf("found %q, want %q first", found, test.want)
			}
			if test.not != "" && slices.Contains(found, test.not) {
				t.Errorf("found %q, of which %q is wrong", found, test.not)
			}
		})
	}
}

func TestTypoScoresBelowTheWord(t *testing.T) {
	c := filled(t, 20)
	right := find(t, c, casework.TextQuery{Text: "beretta"}).IDs[0].Score
	wrong := find(t, c, casework.TextQuery{Text: "beretto"}).IDs[0].Score
	if !(wrong > 0 && wrong < right) {
		t.Errorf("the word scores %g, with a letter wrong %g", right, wrong)
	}
	// In one list, too: what is written as asked comes first, even when it is the more frequent.
	err := c.Apply(t.Context(), 21, []casework.Entry{
		{ID: "1", Lab: labA, Title: "1", Text: "cañón estriado"}, {ID: "2", Lab: labA, Title: "2", Text: "cañón liso"},
		{ID: "3", Lab: labA, Title: "3", Text: "cajón"}, {ID: "4", Lab: labA, Title: "4", Text: "cañón corto"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := titles(find(t, c, casework.TextQuery{Text: "canon"})); len(got) != 4 || got[3] != "3" {
		t.Errorf("found %q", got)
	}
}

func TestFilters(t *testing.T) {
	c := filled(t, 200)
	all := made(200)
	for name, test := range map[string]struct {
		q    casework.TextQuery
		want func(casework.Entry) bool
	}{
		"kind":         {casework.TextQuery{Kinds: []casework.Kind{casework.KindCase}}, func(e casework.Entry) bool { return e.Kind == casework.KindCase }},
		"kinds":        {casework.TextQuery{Kinds: []casework.Kind{casework.KindHit, casework.KindExhibit}}, func(e casework.Entry) bool { return e.Kind == casework.KindHit || e.Kind == casework.KindExhibit }},
		"lab":          {casework.TextQuery{Lab: labB}, func(e casework.Entry) bool { return e.Lab == labB }},
		"calibre":      {casework.TextQuery{Calibre: ".22 LR"}, func(e casework.Entry) bool { return e.Calibre == ".22 LR" }},
		"origin":       {casework.TextQuery{Origin: "questioned"}, func(e casework.Entry) bool { return e.Origin == "questioned" }},
		"country":      {casework.TextQuery{Country: "US"}, func(e casework.Entry) bool { return e.Country == "US" }},
		"state":        {casework.TextQuery{State: "09"}, func(e casework.Entry) bool { return e.State == "09" }},
		"municipality": {casework.TextQuery{Municipality: "Culiacán"}, func(e casework.Entry) bool { return e.Municipality == "Culiacán" }},
		"status":       {casework.TextQuery{Status: "closed"}, func(e casework.Entry) bool { return e.Status == "closed" }},
		"two":          {casework.TextQuery{Status: "open", Calibre: ".38 Special"}, func(e casework.Entry) bool { return e.Status == "open" && e.Calibre == ".38 Special" }},
		"not analysed": {casework.TextQuery{Calibre: ".22 lr"}, func(casework.Entry) bool { return false }},
		"not a prefix": {casework.TextQuery{Municipality: "Culia"}, func(casework.Entry) bool { return false }},
	} {
		t.Run(name, func(t *testing.T) {
			var want []string
			for _, e := range slices.Backward(all) { // newest first
				if test.want(e) {
					want = append(want, e.Title)
				}
			}
			test.q.Limit = 500
			page := find(t, c, test.q)
			if diff := cmp.Diff(want, titles(page)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if page.Total != len(want) {
				t.Errorf("total %d, want %d", page.Total, len(want))
			}
		})
	}
}

// TestDates: a date that is known in part may lie between the bounds, or not.
func TestDates(t *testing.T) {
	c := open(t, t.TempDir()+"/catalog")
	var entries []casework.Entry
	for _, date := range []casework.Date{"", "2025", "2026", "2026-02", "2026-03", "2026-03-14", "2026-03-14T22:15", "2026-03-15"} {
		entries = append(entries, casework.Entry{ID: "id" + string(date), Lab: labA, Title: string(date), Occurred: date})
	}
	if err := c.Apply(t.Context(), 1, entries); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ from, to casework.Date }{
		{"2026", ""}, {"", "2026"}, {"2026-03", "2026-03"}, {"2026-03-14", "2026-03-14"}, {"2026-03-14T22:00", "2026-03-14T22:30"},
		{"2026-03-14T23:00", "2026-03-14T23:30"}, {"2026-02-15", "2026-02-20"}, {"2027", ""}, {"", "2024"}, {"2026-03-15", "2026-03-14"},
	} {
		var want []string
		for _, e := range slices.Backward(entries) {
			if e.Occurred != "" && (test.from == "" || !e.Occurred.To().Before(test.from.From())) && (test.to == "" || !e.Occurred.From().After(test.to.To())) {
				want = append(want, e.Title)
			}
		}
		slices.Sort(want)
		got := titles(find(t, c, casework.TextQuery{OccurredFrom: test.from, OccurredTo: test.to}))
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s to %s (-want +got)\n%s", test.from, test.to, diff)
		}
	}
}

func TestFacets(t *testing.T) {
	c := filled(t, 200)
	for _, q := range []casework.TextQuery{{}, {Text: "zona"}, {Status: "open"}, {Lab: labB}, {Text: "avenida", Calibre: ".22 LR"}} {
		q.Limit = 500
		page := find(t, c, q)
		if page.Total == 0 || page.Total != len(page.IDs) {
			t.Fatalf("%+v: %d of %d", q, len(page.IDs), page.Total)
		}
		found := map[string]bool{}
		for _, f := range page.IDs {
			found[f.ID] = true
		}
		want := map[string]map[string]int{}
		count := func(facet, value string) {
			if want[facet] == nil && value != "" {
				want[facet] = map[string]int{}
			}
			if value != "" {
				want[facet][value]++
			}
		}
		for _, e := range made(200) {
			if found[e.ID] {
				count("kind", string(e.Kind))
				count("lab", e.Lab)
				count("calibre", e.Calibre)
				count("origin", e.Origin)
				count("country", e.Country)
				count("state", e.State)
				count("municipality", e.Municipality)
				count("status", e.Status)
				count("year", fmt.Sprintf("%.4s", e.Occurred))
			}
		}
		got := map[string]map[string]int{}
		for name, values := range page.Facets {
			got[name] = map[string]int{}
			for _, f := range values {
				got[name][f.Value] = f.Count
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%+v (-want +got)\n%s", q, diff)
		}
	}
}

// TestRights: nothing of a laboratory that may not be seen is returned or
// counted, whatever is asked.
func TestRights(t *testing.T) {
	c := filled(t, 200)
	for _, q := range []casework.TextQuery{
		{}, {Text: "casquillos"}, {Text: "SECRETO-1"}, {Text: "casquillos del otro laboratorio"}, {Lab: labB}, {Municipality: "Hermosillo"},
		{Text: "zona"}, {OccurredFrom: "2000"},
	} {
		for _, labs := range [][]string{{labA}, {"lab-none"}, {}} {
			q.Labs, q.Limit = labs, 500
			page, err := c.Find(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range page.IDs {
				if !slices.Contains(labs, f.Lab) {
					t.Errorf("%+v returned %+v", q, f)
				}
			}
			for _, f := range page.Facets["lab"] {
				if !slices.Contains(labs, f.Value) {
					t.Errorf("%+v counted %+v", q, f)
				}
			}
			if page.Total != len(page.IDs) {
				t.Errorf("%+v: total %d of %d", q, page.Total, len(page.IDs))
			}
			for _, f := range page.Facets["municipality"] {
				if f.Value == "Hermosillo" {
					t.Errorf("%+v counted another laboratory's municipality", q)
				}
			}
		}
	}
}

func TestPages(t *testing.T) {
	c := filled(t, 200)
	for _, text := range []string{"", "zona", "open", "calle hidalgo", "exp"} {
		whole := find(t, c, casework.TextQuery{Text: text, Limit: 500})
		var paged []casework.Found
		for offset := 0; offset < whole.Total; offset += 7 {
			paged = append(paged, find(t, c, casework.TextQuery{Text: text, Limit: 7, Offset: offset}).IDs...)
		}
		if diff := cmp.Diff(whole.IDs, paged); diff != "" {
			t.Errorf("%q (-whole +pages)\n%s", text, diff)
		}
	}
	for _, test := range []struct{ limit, offset int }{{-1, 0}, {0, -1}, {1, deepest}, {deepest, 1}, {1 << 62, 1 << 62}} {
		_, err := c.Find(t.Context(), casework.TextQuery{Labs: []string{labA}, Limit: test.limit, Offset: test.offset})
		if casework.CodeOf(err) != casework.CodeInvalid {
			t.Errorf("%+v: %v", test, err)
		}
	}
	if page, err := c.Find(t.Context(), casework.TextQuery{Labs: []string{labA}, Limit: 1, Offset: deepest - 1}); err != nil || len(page.IDs) != 0 || page.Total == 0 {
		t.Errorf("the last page: %+v, %v", page, err)
	}
	if page, err := c.Find(t.Context(), casework.TextQuery{Labs: []string{labA}}); err != nil || len(page.IDs) != 0 || page.Total == 0 {
		t.Errorf("counting: %+v, %v", page, err)
	}
}

func FuzzFind(f *testing.F) {
	c := filled(f, 100)
	for _, text := range []string{"", "casquillo", "NUC-2026/0001", "a:b*~2^3 AND (", "\x00\xff", strings.Repeat("a", 10_000), strings.Repeat("a ", 5_000), "ﷺ𝔘𝔫𝔦 \u0301\u0301", "日本語", "1e999", "\"", "\\", "[TO]"} {
		f.Add(text, text, 10, 0)
	}
	f.Fuzz(func(t *testing.T, text, filter string, limit, offset int) {
		for _, q := range []casework.TextQuery{
			{Text: text, Limit: limit, Offset: offset},
			{Text: text, Calibre: filter, Municipality: filter, Limit: 10},
			{Text: text, OccurredFrom: casework.Date(filter), Limit: 10},
		} {
			q.Labs = []string{labA}
			page, err := c.Find(t.Context(), q)
			if err != nil {
				if casework.CodeOf(err) != casework.CodeInvalid {
					t.Errorf("%+v: %v", q, err)
				}
				continue
			}
			if page.Total < len(page.IDs) {
				t.Errorf("%+v: %d of %d", q, len(page.IDs), page.Total)
			}
			for _, hit := range page.IDs {
				if hit.Lab != labA {
					t.Errorf("%+v: returned %+v", q, hit)
				}
			}
		}
	})
}
