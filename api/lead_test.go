package api_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"cotejo/api/apitest"
	"cotejo/api/casework"
)

// pairs is a search of a case whose list has been reviewed: the first candidate
// was kept, the others discarded.
type pairs struct {
	*scene
	first  *apitest.Client
	probe  *casework.Exhibit
	search string
	list   []casework.Candidate
}

func reviewed(t *testing.T, decoys int) *pairs {
	t.Helper()
	s := newScene(t, apitest.Options{})
	lab := s.Lab(t, "NORTE")
	lab.BlindDecoys = decoys
	if err := s.Cases.Change(casework.AsService(t.Context()), lab); err != nil {
		t.Fatal(err)
	}
	first := s.As(t, "NORTE", casework.Examiner, "first")
	exhibits := s.collection(first, 2, 2, "&no_search=true")
	p := &pairs{scene: s, first: first, probe: exhibits["0-0"]}
	mark := one[casework.Mark](t, first, "/exhibits/"+p.probe.ID+"/marks")
	var sr casework.Search
	first.Do(t, http.MethodPost, "/searches", map[string]any{"mark": mark.ID}).Want(t, http.StatusCreated).JSON(t, &sr)
	s.settled()
	p.search, p.list = sr.ID, found(t, first, sr.ID, 50)
	for i, c := range p.list {
		verdict := casework.Review{Verdict: casework.Keep, Reason: "secret thoughts"}
		if i > 0 {
			verdict.Verdict = casework.Discard
		}
		p.review(first, c.ID, verdict).Want(t, http.StatusCreated)
	}
	return p
}

func (p *pairs) review(c *apitest.Client, candidate string, r casework.Review) *apitest.Answer {
	p.t.Helper()
	return c.Do(p.t, http.MethodPost, "/candidates/"+candidate+"/reviews", r)
}

func (p *pairs) declare() *casework.Lead {
	p.t.Helper()
	l := &casework.Lead{}
	p.first.Do(p.t, http.MethodPost, "/leads", map[string]any{"candidate": p.list[0].ID, "comment": "secret comment"}).
		Want(p.t, http.StatusCreated).JSON(p.t, l)
	return l
}

// blindEyes reads everything that a second reviewer can reach about a pair.
func (p *pairs) blindEyes(c *apitest.Client) map[string][]byte {
	p.t.Helper()
	out := map[string][]byte{}
	read := func(path string) {
		out[path] = c.Do(p.t, http.MethodGet, path, nil).Body
	}
	for _, l := range list[casework.Lead](p.t, c, "/leads") {
		read("/leads/" + l.ID)
		read("/leads/" + l.ID + "/history")
		read("/reviews?lead=" + l.ID)
	}
	for _, k := range p.list {
		read("/candidates/" + k.ID)
		read("/candidates/" + k.ID + "/reviews")
		read("/reviews?candidate=" + k.ID)
		read("/exhibits/" + k.Exhibit + "/links?leads=true")
	}
	for _, n := range list[casework.Notice](p.t, c, "/notices") {
		read("/notices/" + n.ID)
	}
	for _, path := range []string{
		"/leads", "/leads?state=second_review", "/leads?state=decoy", "/reviews", "/notices", "/hits", "/searches/" + p.search + "/candidates",
		"/exhibits/" + p.probe.ID + "/candidates", "/exhibits/" + p.probe.ID + "/links?leads=true", "/cases/" + p.probe.Case + "/links?leads=true",
		"/cases/" + p.probe.Case + "/timeline", "/exhibits/" + p.probe.ID + "/history", "/work", "/reports", "/links?leads=true", "/links.csv?leads=true", "/turnaround",
	} {
		read(path)
	}
	archive := c.Do(p.t, http.MethodGet, "/cases/"+p.probe.Case+"/export", nil).Want(p.t, http.StatusOK)
	for name, data := range unpacked(p.t, archive.Body) {
		out["/export/"+name] = data
	}
	return out
}

func TestTheSecondReviewIsBlind(t *testing.T) {
	p := reviewed(t, 2)
	lead := p.declare()
	second := p.As(t, "NORTE", casework.Examiner, "second")
	supervisor := p.As(t, "NORTE", casework.Supervisor)
	for _, c := range []*apitest.Client{second, supervisor} {
		p.seesNothing(c, lead)
	}
	// What they were tells nothing either: leads and decoys differ in their identifiers only.
	pairsShown := list[casework.Lead](t, second, "/leads?state=second_review")
	if len(pairsShown) != 3 {
		t.Fatalf("%d pairs are put up, want the lead and 2 decoys", len(pairsShown))
	}
	kinds := map[string]bool{}
	for _, l := range pairsShown {
		l.ID, l.Candidate, l.ExhibitB = "", "", ""
		text, err := json.Marshal(l)
		if err != nil {
			t.Fatal(err)
		}
		kinds[string(text)] = true
	}
	if len(kinds) != 1 {
		t.Errorf("pairs can be told apart: %v", kinds)
	}
	if n := len(list[casework.Lead](t, second, "/leads?state=decoy")); n != 0 {
		t.Errorf("%d decoys are shown as such", n)
	}
	if notices := list[casework.Notice](t, second, "/notices?key=lead_declared"); len(notices) != 3 {
		t.Errorf("%d notices for 3 pairs", len(notices))
	}
	// Nor does trying to review them, which a lead and a decoy answer alike.
	answers := map[string]bool{}
	for _, l := range pairsShown {
		pr := p.review(second, l.Candidate, casework.Review{Verdict: casework.Keep}).Want(t, http.StatusConflict).Problem(t)
		answers[pr.Type] = true
	}
	if len(answers) != 1 {
		t.Errorf("they answer differently: %v", answers)
	}
	// The first reviewer sees their own.
	if l := apitest.Get[casework.Lead](t, p.first, "/leads/"+lead.ID); l.Number != lead.Number || l.Comment == "" {
		t.Errorf("%+v", l)
	}
	// Once they are reviewed, decoys are nothing but decoys, and the lead goes on.
	for _, l := range pairsShown {
		second.Do(t, http.MethodPost, "/leads/"+l.ID+"/second-review", casework.Review{Verdict: casework.Discard, Reason: "nothing agrees"}).Want(t, http.StatusOK)
	}
	if n := len(list[casework.Lead](t, supervisor, "/leads?state=decoy")); n != 2 {
		t.Errorf("%d decoys have served", n)
	}
	if l := one[casework.Lead](t, supervisor, "/leads?state=disputed"); l.ID != lead.ID || l.Number != lead.Number {
		t.Errorf("%+v", l)
	}
	if n := len(list[casework.Lead](t, second, "/leads?state=second_review")); n != 0 {
		t.Errorf("%d pairs still wait", n)
	}
}

// seesNothing checks that nothing about the first review reaches a client.
func (p *pairs) seesNothing(c *apitest.Client, lead *casework.Lead) {
	t := p.t
	t.Helper()
	read := p.blindEyes(c)
	if len(read) < 30 {
		t.Fatalf("only %d addresses were read", len(read))
	}
	for path, body := range read {
		for _, secret := range []string{"secret", lead.Number, `"decoy"`, `"state":"kept"`, `"state":"lead"`, `"state":"discarded"`, `"verdict"`, "first_by\""} {
			if bytes.Contains(body, []byte(secret)) {
				t.Errorf("%s, as %s: shows %q in %s", path, c.Account.Login, secret, body)
			}
		}
		about := strings.HasPrefix(path, "/leads") || strings.HasPrefix(path, "/notices") || strings.HasPrefix(path, "/reviews") || strings.HasPrefix(path, "/candidates") ||
			strings.HasSuffix(path, "/lead.jsonl") || strings.HasSuffix(path, "/candidate.csv") || strings.HasSuffix(path, "/review.jsonl")
		if about && bytes.Contains(body, []byte(p.first.Account.ID)) {
			t.Errorf("%s, as %s: tells who found the pair: %s", path, c.Account.Login, body)
		}
		if strings.Contains(path, "timeline") && bytes.Contains(body, []byte(`"lead"`)) {
			t.Errorf("%s, as %s: has the lead", path, c.Account.Login)
		}
	}
	stream := c.Follow(t, "", "Last-Event-ID", "0") // all that ever happened
	defer stream.Close()
	stream.Until(t, func(change casework.Change) bool {
		if (change.Kind == casework.KindLead || change.Kind == casework.KindNotice) && change.By != "" {
			t.Errorf("event %+v tells who found the pair", change)
		}
		if change.Kind == casework.KindCandidate || change.Kind == casework.KindReview {
			t.Errorf("event %+v tells what became of a pair", change)
		}
		return change.ID == lead.ID
	})
}

func TestTheWayOfALead(t *testing.T) {
	p := reviewed(t, 0)
	second := p.As(t, "NORTE", casework.Examiner, "second")
	third := p.As(t, "NORTE", casework.Examiner, "third")
	technician, supervisor := p.As(t, "NORTE", casework.Technician), p.As(t, "NORTE", casework.Supervisor)
	stranger := p.As(t, "SUR", casework.Examiner)

	// Who may review and declare.
	technician.Do(t, http.MethodPost, "/leads", map[string]any{"candidate": p.list[0].ID}).Want(t, http.StatusForbidden)
	stranger.Do(t, http.MethodPost, "/leads", map[string]any{"candidate": p.list[0].ID}).Want(t, http.StatusNotFound)
	second.Do(t, http.MethodPost, "/leads", map[string]any{"candidate": p.list[0].ID}).Want(t, http.StatusConflict) // has not kept it
	p.first.Do(t, http.MethodPost, "/leads", map[string]any{"candidate": p.list[1].ID}).Want(t, http.StatusConflict)
	p.review(technician, p.list[0].ID, casework.Review{Verdict: casework.Keep}).Want(t, http.StatusForbidden)
	p.review(p.first, p.list[0].ID, casework.Review{Verdict: casework.Discard}).Want(t, http.StatusUnprocessableEntity) // without a reason

	lead := p.declare()
	at := "/leads/" + lead.ID
	verdict := func(v casework.Verdict) any { return map[string]any{"verdict": v, "reason": "as I see it"} }
	finding := map[string]any{"conclusion": "identification", "microscope": "Leica FS C 12", "reason": "agreement of striae", "examined_at": "2026-03-20"}

	p.first.Do(t, http.MethodPost, "/leads", map[string]any{"candidate": p.list[0].ID}).Want(t, http.StatusConflict)
	p.first.Do(t, http.MethodPost, at+"/second-review", verdict("keep")).Want(t, http.StatusForbidden)
	technician.Do(t, http.MethodPost, at+"/second-review", verdict("keep")).Want(t, http.StatusForbidden)
	stranger.Do(t, http.MethodPost, at+"/second-review", verdict("keep")).Want(t, http.StatusNotFound)
	supervisor.Do(t, http.MethodPost, at+"/settle", map[string]any{"to_microscope": true, "reason": "x"}).Want(t, http.StatusConflict)
	third.Do(t, http.MethodPost, at+"/microscope", finding).Want(t, http.StatusConflict)

	var l casework.Lead
	answer := second.Do(t, http.MethodPost, at+"/second-review", verdict("discard"), "Idempotency-Key", "s1").Want(t, http.StatusOK)
	answer.JSON(t, &l)
	if l.State != casework.LeadDisputed || l.FirstBy != p.first.Account.ID || answer.Header.Get("Etag") == "" {
		t.Errorf("%+v", l)
	}
	var again casework.Lead
	second.Do(t, http.MethodPost, at+"/second-review", verdict("discard"), "Idempotency-Key", "s1").Want(t, http.StatusOK).JSON(t, &again)
	if again.ID != l.ID || again.State != l.State {
		t.Errorf("the same request again: %+v", again)
	}
	third.Do(t, http.MethodPost, at+"/second-review", verdict("keep")).Want(t, http.StatusConflict)
	if n := len(list[casework.Review](t, third, "/candidates/"+p.list[0].ID+"/reviews")); n != 1 {
		t.Errorf("%d first reviews are shown after the second", n)
	}

	third.Do(t, http.MethodPost, at+"/settle", map[string]any{"to_microscope": true, "reason": "look again"}).Want(t, http.StatusForbidden)
	supervisor.Do(t, http.MethodPost, at+"/settle", map[string]any{"to_microscope": true, "reason": ""}).Want(t, http.StatusUnprocessableEntity)
	supervisor.Do(t, http.MethodPost, at+"/settle", map[string]any{"to_microscope": true, "reason": "look again"}, "Idempotency-Key", "d1").Want(t, http.StatusOK)
	supervisor.Do(t, http.MethodPost, at+"/settle", map[string]any{"to_microscope": true, "reason": "look again"}, "Idempotency-Key", "d1").Want(t, http.StatusOK)
	supervisor.Do(t, http.MethodPost, at+"/settle", map[string]any{"to_microscope": true, "reason": "look again"}).Want(t, http.StatusConflict)
	p.first.Do(t, http.MethodPost, at+"/microscope", finding).Want(t, http.StatusForbidden)
	supervisor.Do(t, http.MethodPost, at+"/microscope", finding).Want(t, http.StatusForbidden)
	third.Do(t, http.MethodPost, at+"/microscope", map[string]any{"conclusion": "identification", "microscope": "", "reason": "", "examined_at": "2026"}).Want(t, http.StatusUnprocessableEntity)
	var done struct {
		Lead casework.Lead
		Hit  *casework.Hit
	}
	third.Do(t, http.MethodPost, at+"/microscope", finding, "Idempotency-Key", "m1").Want(t, http.StatusOK).JSON(t, &done)
	same := done
	third.Do(t, http.MethodPost, at+"/microscope", finding, "Idempotency-Key", "m1").Want(t, http.StatusOK).JSON(t, &same)
	if same.Hit == nil || done.Hit == nil || same.Hit.ID != done.Hit.ID {
		t.Errorf("the same request again: %+v", same)
	}
	if done.Hit == nil || done.Lead.State != casework.LeadConfirmed || done.Lead.Hit != done.Hit.ID || !strings.HasPrefix(done.Hit.Number, "NORTE-H-") {
		t.Fatalf("%+v", done)
	}
	p.afterTheHit(technician, stranger, &done.Lead, done.Hit)
}
