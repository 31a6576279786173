package api_test

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"net/http"
	"strings"
	"testing"

	"cotejo/api/apitest"
	"cotejo/api/casework"
)

// hitBetween brings the first pair of a reviewed list to a hit.
func (p *pairs) hit() (*casework.Lead, *casework.Hit) {
	p.t.Helper()
	lead := p.declare()
	p.As(p.t, "NORTE", casework.Examiner, "second").Do(p.t, http.MethodPost, "/leads/"+lead.ID+"/second-review", casework.Review{Verdict: casework.Keep}).Want(p.t, http.StatusOK)
	var done struct{ Hit *casework.Hit }
	p.As(p.t, "NORTE", casework.Examiner, "third").Do(p.t, http.MethodPost, "/leads/"+lead.ID+"/microscope", map[string]any{
		"conclusion": "identification", "microscope": "Leica FS C 12", "reason": "agreement", "examined_at": "2026-03-20",
	}).Want(p.t, http.StatusOK).JSON(p.t, &done)
	return lead, done.Hit
}

func TestNetworkOfHits(t *testing.T) {
	p := reviewed(t, 0)
	c, stranger := p.As(t, "NORTE", casework.Technician), p.As(t, "SUR", casework.Supervisor)
	if g := apitest.Get[casework.Graph](t, c, "/links?leads=true"); len(g.Nodes)+len(g.Edges) != 0 || g.Truncated {
		t.Errorf("%+v", g)
	}
	_, hit := p.hit()
	g := apitest.Get[casework.Graph](t, c, "/links")
	kinds := map[string]int{}
	for _, e := range g.Edges {
		kinds[e.Kind]++
		if e.Kind == "hit" && (e.ID != hit.ID || e.Number != hit.Number || !strings.HasPrefix(string(e.At), hit.CreatedAt.UTC().Format("2006-01-02T15:04"))) {
			t.Errorf("%+v", e)
		}
	}
	if len(g.Nodes) != 4 || kinds["hit"] != 1 || kinds["part_of"] != 2 || len(g.Edges) != 3 {
		t.Fatalf("%+v", g)
	}
	for _, n := range g.Nodes {
		if n.Label == "" || n.Date != "2026-03-14" || n.Lab != c.Lab(t) {
			t.Errorf("%+v", n)
		}
	}
	// The same as what is followed from one of its exhibits.
	if one := apitest.Get[casework.Graph](t, c, "/exhibits/"+p.probe.ID+"/links"); len(one.Nodes) != len(g.Nodes) || len(one.Edges) != len(g.Edges) || one.Edges[0] != g.Edges[0] {
		t.Errorf("%+v\n%+v", one, g)
	}
	for query, want := range map[string]int{
		"lab=" + c.Lab(t): 4, "lab=" + stranger.Lab(t): 0, "from=2020": 4, "to=2020-05": 0, "from=2020&to=2199": 4, "from=2199-01-02": 0,
	} {
		if n := len(apitest.Get[casework.Graph](t, c, "/links?"+query).Nodes); n != want {
			t.Errorf("%s: %d nodes, want %d", query, n, want)
		}
	}
	for _, bad := range []string{"from=x", "to=2026-13", "lab=x", "from=2027&to=2026", "leads=2"} {
		c.Do(t, http.MethodGet, "/links?"+bad, nil).Want(t, http.StatusUnprocessableEntity).Problem(t)
	}
	if g := apitest.Get[casework.Graph](t, stranger, "/links?leads=true"); len(g.Nodes) != 0 {
		t.Errorf("another laboratory sees %+v", g)
	}
	p.Anyone(t).Do(t, http.MethodGet, "/links", nil).Want(t, http.StatusUnauthorized)
}

// A lead that waits for its second review is in the network of who found it alone.
func TestNetworkIsBlind(t *testing.T) {
	p := reviewed(t, 1)
	lead := p.declare()
	second := p.As(t, "NORTE", casework.Examiner, "second")
	leads := func(c *apitest.Client) (out []casework.Edge) {
		for _, e := range apitest.Get[casework.Graph](t, c, "/links?leads=true").Edges {
			if e.Kind == "lead" {
				out = append(out, e)
			}
		}
		return out
	}
	if mine := leads(p.first); len(mine) != 1 || mine[0].Number != lead.Number || mine[0].State != casework.LeadSecondReview {
		t.Errorf("%+v", mine)
	}
	if theirs := leads(second); len(theirs) != 0 {
		t.Errorf("the second reviewer sees %+v", theirs)
	}
	for _, l := range list[casework.Lead](t, second, "/leads?state=second_review") {
		second.Do(t, http.MethodPost, "/leads/"+l.ID+"/second-review", casework.Review{Verdict: casework.Keep}).Want(t, http.StatusOK)
	}
	if now := leads(second); len(now) != 2 { // the lead, and the decoy that they kept
		t.Errorf("after the second review: %+v", now)
	}
}

// Both sides of a hit between laboratories, of which neither shares its cases.
func TestNetworkAcrossLaboratories(t *testing.T) {
	s := newScene(t, apitest.Options{})
	a, b := tell(t, s, "NORTE", 1), tell(t, s, "SUR", 1)
	for _, st := range []*story{a, b} {
		c := s.As(t, st.code, casework.Technician)
		text := c.Do(t, http.MethodGet, "/links?leads=true", nil).Want(t, http.StatusOK).Body
		other := map[*story]*story{a: b, b: a}[st]
		if bytes.Contains(text, []byte(other.mark)) || !bytes.Contains(text, []byte(st.mark)) {
			t.Errorf("%s sees %s", st.code, text)
		}
	}
}

// Other programs read the network, and a spreadsheet computes nothing of it.
func TestNetworkForOtherPrograms(t *testing.T) {
	p := reviewed(t, 0)
	c := p.As(t, "NORTE", casework.Technician)
	number := `=HYPERLINK("x") & <b>`
	in := apitest.Get[casework.Case](t, c, "/cases/"+p.probe.Case)
	c.Do(t, http.MethodPut, "/cases/"+in.ID, map[string]any{"lab": in.Lab, "number": number, "occurred": in.Occurred, "place": map[string]any{"latitude": -3.5, "longitude": 7}},
		"If-Match", `"1"`).Want(t, http.StatusOK)
	_, hit := p.hit()
	answer := c.Do(t, http.MethodGet, "/links.csv", nil).Want(t, http.StatusOK)
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(answer.Body, []byte("\ufeff")))).ReadAll()
	if err != nil || len(rows) != 4 || !strings.HasPrefix(answer.Header.Get("Content-Type"), "text/csv") {
		t.Fatalf("%v: %s", err, answer.Body)
	}
	cells := map[string]int{}
	for _, row := range rows[1:] {
		for _, cell := range row {
			cells[cell]++
		}
	}
	if cells["'"+number] != 1 || cells[number] != 0 || cells["-3.5"] != 1 || cells[hit.Number] != 1 {
		t.Errorf("%s", answer.Body)
	}
	answer = c.Do(t, http.MethodGet, "/links.graphml", nil).Want(t, http.StatusOK)
	var read struct {
		Keys  []struct{} `xml:"key"`
		Graph struct {
			Nodes []struct {
				Data []string `xml:"data"`
			} `xml:"node"`
			Edges []struct {
				Source string `xml:"source,attr"`
			} `xml:"edge"`
		} `xml:"graph"`
	}
	if err := xml.Unmarshal(answer.Body, &read); err != nil || len(read.Graph.Nodes) != 4 || len(read.Graph.Edges) != 3 || len(read.Keys) != 14 {
		t.Fatalf("%v, %+v\n%s", err, read, answer.Body)
	}
	all := ""
	for _, n := range read.Graph.Nodes {
		all += strings.Join(n.Data, " ") + " "
	}
	if !strings.Contains(all, number) || !strings.Contains(all, "-3.5") {
		t.Errorf("%s", all)
	}
}
