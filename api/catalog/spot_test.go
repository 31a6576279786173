package catalog

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cotejo/api/casework"
)

func at(latitude, longitude float64) (*float64, *float64) { return &latitude, &longitude }

// The places of all that was found are counted, not those of the page alone; near
// ones are one, and what comes with no place is left out.
func TestPlaces(t *testing.T) {
	c := open(t, t.TempDir()+"/catalog")
	var entries []casework.Entry
	add := func(lab, state, municipality string, degrees ...float64) {
		e := casework.Entry{ID: fmt.Sprint("id", len(entries)), Kind: casework.KindCase, Lab: lab, Title: "robo", Country: "MX", State: state, Municipality: municipality}
		if len(degrees) == 2 {
			e.Latitude, e.Longitude = at(degrees[0], degrees[1])
		}
		entries = append(entries, e)
	}
	add(labA, "09", "Coyoacán", 19.3512, -99.1589)
	add(labA, "09", "Coyoaca\u0301n", 19.3489, -99.1611) // the accent written apart
	add(labA, "09", "Coyoacán")
	add(labA, "26", `"Nogales", [1,2]`, 31.3, -110.94)
	add(labB, "26", "Nogales", 31.3, -110.94)
	entries = append(entries, casework.Entry{ID: "nowhere", Kind: casework.KindCase, Lab: labA, Title: "robo"})
	if err := c.Apply(t.Context(), 1, entries); err != nil {
		t.Fatal(err)
	}
	near, far := func() casework.PlaceCount {
		p := casework.PlaceCount{Country: "MX", State: "09", Municipality: "Coyoacán", Count: 2}
		p.Latitude, p.Longitude = at(19.35, -99.16)
		return p
	}(), func() casework.PlaceCount {
		p := casework.PlaceCount{Country: "MX", State: "26", Municipality: `"Nogales", [1,2]`, Count: 1}
		p.Latitude, p.Longitude = at(31.3, -110.94)
		return p
	}()
	want := []casework.PlaceCount{near, {Country: "MX", State: "09", Municipality: "Coyoacán", Count: 1}, far}
	page := find(t, c, casework.TextQuery{Text: "robo", Labs: []string{labA}, Limit: 1, Places: true})
	slices.SortStableFunc(page.Places, func(a, b casework.PlaceCount) int {
		if a.State != b.State {
			return map[bool]int{true: -1, false: 1}[a.State < b.State]
		}
		return b.Count - a.Count
	})
	if diff := cmp.Diff(want, page.Places); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if page.Total != 5 || page.Facets[fieldSpot] != nil {
		t.Errorf("%d found, facets %v", page.Total, page.Facets)
	}
	if page := find(t, c, casework.TextQuery{Text: "robo"}); page.Places != nil {
		t.Errorf("places were not asked for: %+v", page.Places)
	}
}

func TestSpotIsReadAgain(t *testing.T) {
	e := casework.Entry{Country: "US", State: "AZ", Municipality: "Pima"}
	e.Latitude, e.Longitude = at(math.NaN(), 0)
	if spot := spotOf(e); spot != "" {
		t.Errorf("a coordinate that is no number is written as %s", spot)
	}
	for _, spot := range []string{"", "x", "{}", "[]", `["MX"]`, `["MX","09","a",1]`, `["MX","09","a",1,2,3]`} {
		if p, ok := placeOf(spot, 1); ok {
			t.Errorf("%s is read as %+v", spot, p)
		}
	}
	if p, ok := placeOf(`[1,null,"a","x",2]`, 3); !ok || p.Latitude != nil || p.Municipality != "a" || p.Count != 3 {
		t.Errorf("%+v %v", p, ok)
	}
}

// Of laboratories that share, only what laboratories share is found and counted.
func TestShared(t *testing.T) {
	c := filled(t, 200)
	shared := []casework.Kind{casework.KindCase, casework.KindExhibit, casework.KindFirearm}
	want := map[string]int{}
	for _, e := range made(200) {
		if e.Lab == labB || slices.Contains(shared, e.Kind) {
			want[string(e.Kind)]++
		}
	}
	page := find(t, c, casework.TextQuery{Labs: []string{labB}, Shared: []string{labA}, Limit: 500})
	got, counted := map[string]int{}, map[string]int{}
	for _, f := range page.IDs {
		got[string(f.Kind)]++
	}
	for _, f := range page.Facets[facetKind] {
		counted[f.Value] = f.Count
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("found (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(want, counted); diff != "" {
		t.Errorf("counted (-want +got)\n%s", diff)
	}
	if hits := find(t, c, casework.TextQuery{Shared: []string{labA}, Labs: []string{}, Kinds: []casework.Kind{casework.KindHit}}); hits.Total != 0 {
		t.Errorf("a hit of a laboratory that shares its cases: %+v", hits.IDs)
	}
}
