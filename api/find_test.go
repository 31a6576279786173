package api_test

import (
	"net/http"
	"testing"

	"cotejo/api/apitest"
	"cotejo/api/casework"
)

type foundPage struct {
	Total  int
	Items  []casework.Found
	Facets map[string][]casework.Facet
	Places []casework.PlaceCount
}

func findPage(t *testing.T, s *apitest.Service, c *apitest.Client, query string) foundPage {
	t.Helper()
	s.Settle(t)
	return *apitest.Get[foundPage](t, c, "/search"+query)
}

// only is what a query finds, one record.
func only(t *testing.T, p foundPage) (casework.Found, casework.Glance) {
	t.Helper()
	if p.Total != 1 || len(p.Items) != 1 || p.Items[0].Glance == nil {
		t.Fatalf("%+v", p)
	}
	return p.Items[0], *p.Items[0].Glance
}

// What is found says enough of itself to be told apart, and follows its case.
func TestFoundAtAGlance(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	latitude, longitude := 31.3012, -110.9381
	in := apitest.Create(t, c, "/cases", casework.Case{
		Head: casework.Head{Lab: c.Lab(t)}, Number: "C-1", Offence: "Robo", Agency: "Fiscalía", Occurred: "2026-03", Status: "open",
		Place: casework.Place{Country: "MX", State: "26", Municipality: "Nogales", Latitude: &latitude, Longitude: &longitude},
	})
	gun := apitest.Create(t, c, "/firearms", casework.Firearm{
		Head: casework.Head{Lab: c.Lab(t)}, Case: in.ID, Number: "A-1", Serial: "S77", Maker: "Taurus", Model: "G2", Type: "pistol", Calibre: "9mm",
	})
	apitest.Create(t, c, "/exhibits", casework.Exhibit{
		Case: in.ID, Firearm: gun.ID, Number: "I-1", Origin: casework.TestFire, Specimen: casework.Specimen{Calibre: "9 mm Luger", Brand: "Águila"},
	})
	if _, g := only(t, findPage(t, s, c, "?kinds=case")); g.Offence != "Robo" || g.Status != "open" || g.LabCode != "NORTE" || g.Occurred != "2026-03" || *g.Place.Latitude != latitude {
		t.Errorf("%+v", g)
	}
	if _, g := only(t, findPage(t, s, c, "?kinds=firearm")); g.Maker != "Taurus" || g.Serial != "S77" || g.Type != "pistol" || g.CaseNumber != "C-1" {
		t.Errorf("%+v", g)
	}
	p := findPage(t, s, c, "?kinds=exhibit&state=26&municipality=Nogales&places=true")
	if _, g := only(t, p); g.CaseNumber != "C-1" || g.FirearmLabel != "A-1 Taurus G2" || g.Place.Municipality != "Nogales" || g.Brand != "Águila" || g.Origin != casework.TestFire {
		t.Errorf("%+v", g)
	}
	if len(p.Places) != 1 || p.Places[0].Count != 1 || p.Places[0].Municipality != "Nogales" || *p.Places[0].Latitude != 31.3 || *p.Places[0].Longitude != -110.94 {
		t.Errorf("%+v", p.Places)
	}
	in.Place = casework.Place{Country: "MX", State: "26", Municipality: "Cananea"}
	c.Do(t, http.MethodPut, "/cases/"+in.ID, in, "If-Match", `"1"`).Want(t, http.StatusOK)
	if p := findPage(t, s, c, "?municipality=Nogales"); p.Total != 0 {
		t.Errorf("what lies where its case was before: %+v", p.Items)
	}
	if p := findPage(t, s, c, "?municipality=Cananea&places=true"); p.Total != 2 || len(p.Places) != 1 || p.Places[0].Count != 2 || p.Places[0].Latitude != nil {
		t.Errorf("%+v", p)
	}
}

// A hit names its exhibits to both laboratories' people, and a laboratory that lets
// others view its cases does not show them its hits and trace requests.
func TestFoundOfOthers(t *testing.T) {
	p := reviewed(t, 2)
	second := p.As(t, "NORTE", casework.Examiner, "second")
	lead := p.declare()
	for _, l := range workOf(t, second).SecondReviews {
		verdict := casework.Review{Verdict: casework.Discard, Reason: "nothing agrees"}
		if l.Lead == lead.ID {
			verdict = casework.Review{Verdict: casework.Keep, Reason: "the marks agree"}
		}
		second.Do(t, http.MethodPost, "/leads/"+l.Lead+"/second-review", verdict).Want(t, http.StatusOK)
	}
	second.Do(t, http.MethodPost, "/leads/"+lead.ID+"/microscope", casework.Finding{
		Conclusion: "identification", Microscope: "Leica FSC", Reason: "agreement", ExaminedAt: "2026-03-02",
	}).Want(t, http.StatusOK)
	if _, g := only(t, findPage(t, p.Service, second, "?kinds=hit")); g.ProbeNumber != p.probe.Number || g.OtherNumber == "" {
		t.Errorf("%+v", g)
	}
	stranger := p.As(t, "SUR", casework.Examiner)
	if found := findPage(t, p.Service, stranger, ""); found.Total != 0 {
		t.Fatalf("%+v", found.Items)
	}
	lab := p.Lab(t, "NORTE")
	lab.Sharing = casework.ShareView
	if err := p.Cases.Change(casework.AsService(t.Context()), lab); err != nil {
		t.Fatal(err)
	}
	found := findPage(t, p.Service, stranger, "")
	kinds := map[casework.Kind]bool{}
	for _, f := range found.Items {
		kinds[f.Kind] = true
		if f.Glance == nil || f.Glance.LabCode != "NORTE" {
			t.Errorf("%+v", f)
		}
	}
	if !kinds[casework.KindCase] || !kinds[casework.KindExhibit] || kinds[casework.KindHit] {
		t.Errorf("a laboratory that shares its cases shows %v", kinds)
	}
}
