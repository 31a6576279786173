package api_test

import (
	"net/http"

	"cotejo/api/apitest"
	"cotejo/api/casework"
)

// afterTheHit looks at what a hit joins.
func (p *pairs) afterTheHit(technician, stranger *apitest.Client, l *casework.Lead, h *casework.Hit) {
	t := p.t
	if got := one[casework.Hit](t, technician, "/hits?lead="+l.ID); got.ID != h.ID {
		t.Errorf("%+v", got)
	}
	if row := one[casework.HitRow](t, technician, "/hits/table?lead="+l.ID); row.ID != h.ID || row.Pair == nil || row.Pair.Candidate != l.Candidate {
		t.Errorf("%+v", row)
	}
	stranger.Do(t, http.MethodGet, "/hits/"+h.ID, nil).Want(t, http.StatusNotFound)
	g := apitest.Get[casework.Graph](t, technician, "/exhibits/"+h.ExhibitA+"/links")
	hits := 0
	for _, e := range g.Edges {
		if e.Kind == "hit" && e.Number == h.Number {
			hits++
		}
	}
	if hits != 1 || len(g.Nodes) != 4 { // two exhibits, two cases
		t.Errorf("%+v", g)
	}
	var story struct{ Items []casework.Moment }
	technician.Do(t, http.MethodGet, "/cases/"+p.probe.Case+"/timeline", nil).Want(t, http.StatusOK).JSON(t, &story)
	what := map[string]bool{}
	for _, m := range story.Items {
		what[m.What] = true
	}
	if !what["hit"] || !what["lead"] || !what["acquired"] || !what["occurred"] {
		t.Errorf("%+v", story)
	}
	stranger.Do(t, http.MethodGet, "/cases/"+p.probe.Case+"/timeline", nil).Want(t, http.StatusNotFound)
	stranger.Do(t, http.MethodGet, "/exhibits/"+h.ExhibitA+"/links", nil).Want(t, http.StatusNotFound)

	unread := list[casework.Notice](t, technician, "/notices?unread=true")
	confirmed := one[casework.Notice](t, technician, "/notices?key=hit_confirmed")
	var read casework.Notice
	technician.Do(t, http.MethodPost, "/notices/"+confirmed.ID+"/read", nil).Want(t, http.StatusOK).JSON(t, &read)
	if read.ReadBy != technician.Account.ID || len(list[casework.Notice](t, technician, "/notices?unread=true")) != len(unread)-1 {
		t.Errorf("%+v", read)
	}
	stranger.Do(t, http.MethodPost, "/notices/"+confirmed.ID+"/read", nil).Want(t, http.StatusNotFound)
	var versions struct {
		Items []struct{ Record casework.Lead }
	}
	technician.Do(t, http.MethodGet, "/leads/"+l.ID+"/history", nil).Want(t, http.StatusOK).JSON(t, &versions)
	if len(versions.Items) != 4 {
		t.Errorf("%d versions of the lead", len(versions.Items))
	}
}
