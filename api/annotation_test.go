package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"cotejo/api/apitest"
	"cotejo/api/casework"
)

// figures are one of each type.
func figures() []casework.Figure {
	at := func(n int) []casework.Spot {
		out := make([]casework.Spot, n)
		for i := range out {
			out[i] = casework.Spot{XUm: 10.5 * float64(i), YUm: -3}
		}
		return out
	}
	return []casework.Figure{
		{Type: casework.FigurePoint, Side: "probe", Points: at(1)},
		{Type: casework.FigureLine, Side: "candidate", Points: at(2), Label: "stria"},
		{Type: casework.FigurePolyline, Side: "probe", Points: at(500)},
		{Type: casework.FigureCircle, Side: "candidate", Points: at(2)},
		{Type: casework.FigureCorrespondence, Side: "probe", Points: at(1), To: &casework.Spot{XUm: 4, YUm: 5}},
		{Type: casework.FigureText, Side: "probe", Points: at(1), Label: "acá"},
	}
}

func (p *pairs) annotate(c *apitest.Client, candidate, note string) *casework.Annotation {
	p.t.Helper()
	return apitest.Create(p.t, c, "/candidates/"+candidate+"/annotations", casework.Annotation{Shapes: figures(), Note: note})
}

func TestAnAnnotationIsItsAuthors(t *testing.T) {
	p := reviewed(t, 0)
	other, technician := p.As(t, "NORTE", casework.Examiner, "second"), p.As(t, "NORTE", casework.Technician)
	a := p.annotate(p.first, p.list[0].ID, "striae")
	at := "/annotations/" + a.ID
	if a.Candidate != p.list[0].ID || a.Exhibit != p.probe.ID || a.Lab != p.first.Lab(t) || len(a.Shapes) != 6 || a.Shapes[4].To == nil {
		t.Errorf("%+v", a)
	}
	for _, c := range []*apitest.Client{p.first, other, technician} {
		if got := one[casework.Annotation](t, c, "/candidates/"+a.Candidate+"/annotations"); got.ID != a.ID || len(got.Shapes[2].Points) != 500 {
			t.Errorf("%+v", got)
		}
	}
	if n := len(list[casework.Annotation](t, other, "/candidates/"+p.list[1].ID+"/annotations")); n != 0 {
		t.Errorf("%d annotations of another pair", n)
	}
	change := func(c *apitest.Client, tag string, a casework.Annotation) *apitest.Answer {
		return c.Do(t, http.MethodPut, at, a, "If-Match", tag)
	}
	changed := *a
	changed.Candidate, changed.Note, changed.Shapes = p.list[1].ID, "a rim", []casework.Figure{}
	change(other, `"1"`, changed).Want(t, http.StatusForbidden)
	change(technician, `"1"`, changed).Want(t, http.StatusForbidden)
	change(p.As(t, "SUR", casework.Examiner), `"1"`, changed).Want(t, http.StatusNotFound)
	change(p.first, "", changed).Want(t, http.StatusPreconditionRequired)
	var now casework.Annotation
	change(p.first, `"1"`, changed).Want(t, http.StatusOK).JSON(t, &now)
	if now.Candidate != a.Candidate || now.Note != "a rim" || len(now.Shapes) != 0 || now.Version != 2 {
		t.Errorf("%+v", now)
	}
	change(p.first, `"1"`, changed).Want(t, http.StatusPreconditionFailed)
	changed.Withdrawn = "wrong mark"
	change(p.first, `"2"`, changed).Want(t, http.StatusOK)
	var was struct {
		Items []struct{ Record casework.Annotation }
	}
	other.Do(t, http.MethodGet, at+"/history", nil).Want(t, http.StatusOK).JSON(t, &was)
	if len(was.Items) != 3 || was.Items[0].Record.Note != "striae" || len(was.Items[0].Record.Shapes) != 6 || was.Items[2].Record.Withdrawn != "wrong mark" {
		t.Errorf("%+v", was)
	}
	log := p.As(t, "*", casework.Auditor).Do(t, http.MethodGet, "/audit/entries?subject="+a.ID, nil).Want(t, http.StatusOK)
	for _, action := range []string{`"annotate"`, `"change"`, `"view_history"`} {
		if !strings.Contains(string(log.Body), action) {
			t.Errorf("%s is not in the log: %s", action, log.Body)
		}
	}
}

func TestWhoMayAnnotate(t *testing.T) {
	p := reviewed(t, 0)
	at := "/candidates/" + p.list[0].ID + "/annotations"
	body := map[string]any{"shapes": []any{}, "note": "x"}
	for who, want := range map[*apitest.Client]int{
		p.As(t, "NORTE", casework.Technician): http.StatusForbidden, p.As(t, "NORTE", casework.Supervisor): http.StatusCreated,
		p.As(t, "SUR", casework.Examiner): http.StatusNotFound, p.As(t, "*", casework.Administrator): http.StatusNotFound,
		p.As(t, "*", casework.Auditor): http.StatusNotFound, p.first.WithToken(t, casework.ScopeRead): http.StatusForbidden,
		p.first.WithToken(t, casework.ScopeRead, casework.ScopeReview): http.StatusCreated,
	} {
		who.Do(t, http.MethodPost, at, body).Want(t, want)
	}
	p.first.Do(t, http.MethodPost, "/candidates/"+unknownID+"/annotations", body).Want(t, http.StatusNotFound)
	made := p.first.Do(t, http.MethodPost, at, body, "Idempotency-Key", "a1").Want(t, http.StatusCreated)
	again := p.first.Do(t, http.MethodPost, at, body, "Idempotency-Key", "a1").Want(t, http.StatusCreated)
	if made.Header.Get("Location") != again.Header.Get("Location") || made.Header.Get("Location") == "" {
		t.Errorf("%q, then %q", made.Header.Get("Location"), again.Header.Get("Location"))
	}
	for _, c := range []*apitest.Client{p.As(t, "SUR", casework.Examiner), p.As(t, "*", casework.Auditor)} {
		c.Do(t, http.MethodGet, at, nil).Want(t, http.StatusNotFound)
		c.Do(t, http.MethodGet, made.Header.Get("Location"), nil).Want(t, http.StatusNotFound)
		c.Do(t, http.MethodGet, made.Header.Get("Location")+"/history", nil).Want(t, http.StatusNotFound)
	}
}

func TestAnnotationsThatAreRefused(t *testing.T) {
	p := reviewed(t, 0)
	many := `{"shapes": [` + strings.Repeat(`{"type": "polyline", "side": "probe", "points": [`+strings.Repeat(`{"x_um": 1, "y_um": 1}, `, 499)+`{"x_um": 1, "y_um": 1}]}, `, 5) +
		`{"type": "point", "side": "probe", "points": [{"x_um": 1, "y_um": 1}]}]}`
	figure := func(text string) string { return `{"shapes": [` + text + `]}` }
	for body, key := range map[string]string{
		`{"shapes": []}`: "field.required",
		`{"shapes": [], "note": "` + strings.Repeat("x", 4001) + `"}`:                                                                           "",
		figure(`{"type": "ellipse", "side": "probe", "points": []}`):                                                                            "",
		figure(`{"type": "point", "side": "both", "points": []}`):                                                                               "",
		figure(`{"type": "point", "side": "probe", "points": []}`):                                                                              "annotation.points",
		figure(`{"type": "line", "side": "probe", "points": [{"x_um": 1, "y_um": 1}]}`):                                                         "annotation.points",
		figure(`{"type": "point", "side": "probe", "points": [{"x_um": 1, "y_um": 1e9}]}`):                                                      "",
		figure(`{"type": "point", "side": "probe", "points": [{"x_um": 1, "y_um": 1}], "to": {"x_um": 1, "y_um": 1}}`):                          "annotation.to",
		figure(`{"type": "correspondence", "side": "probe", "points": [{"x_um": 1, "y_um": 1}]}`):                                               "annotation.to",
		figure(`{"type": "correspondence", "side": "candidate", "points": [{"x_um": 1, "y_um": 1}], "to": {"x_um": 1, "y_um": 1}}`):             "annotation.side",
		figure(`{"type": "text", "side": "probe", "points": [{"x_um": 1, "y_um": 1}]}`):                                                         "field.required",
		figure(`{"type": "text", "side": "probe", "points": [{"x_um": 1, "y_um": 1}], "label": "a\u0007b"}`):                                    "field.characters",
		figure(`{"type": "polyline", "side": "probe", "points": [` + strings.Repeat(`{"x_um": 1, "y_um": 1}, `, 500) + `{"x_um":1,"y_um":1}]}`): "",
		many: "field.too_many",
	} {
		got := p.first.Do(t, http.MethodPost, "/candidates/"+p.list[0].ID+"/annotations", body, "Content-Type", "application/json").
			Want(t, http.StatusUnprocessableEntity).Problem(t)
		if key != "" && (len(got.Errors) != 1 || got.Errors[0].Key != key) {
			t.Errorf("%.120s: %+v, want %s", body, got.Errors, key)
		}
	}
	if n := len(list[casework.Annotation](t, p.first, "/candidates/"+p.list[0].ID+"/annotations")); n != 0 {
		t.Errorf("%d annotations are kept", n)
	}
}

// While a pair waits for its second review, everyone sees what they made of it
// themselves; leads and decoys are alike in that. Afterwards all see all.
func TestWhatWasMarkedIsHiddenWhileAPairWaits(t *testing.T) {
	p := reviewed(t, 1)
	second, third := p.As(t, "NORTE", casework.Examiner, "second"), p.As(t, "NORTE", casework.Examiner, "third")
	people := map[string]*apitest.Client{"first": p.first, "second": second, "third": third}
	made := map[string]string{}
	note := func(who string, i int) {
		made[fmt.Sprintf("%s %d", who, i)] = p.annotate(people[who], p.list[i].ID, "by "+who).ID
	}
	note("first", 0)
	note("third", 0) // before anyone put the pair up
	note("first", 1)
	lead := p.declare()
	note("second", 0)
	waits := map[int]bool{0: true}
	for _, l := range list[casework.Lead](t, second, "/leads") {
		for i, c := range p.list {
			waits[i] = waits[i] || l.Candidate == c.ID
		}
	}
	if !waits[1] || waits[2] {
		t.Fatalf("%v wait", waits) // the second of the list is the decoy, since it is the first that was discarded
	}
	sees := func(blind bool) {
		t.Helper()
		for who, c := range people {
			for name, id := range made {
				author, i, _ := strings.Cut(name, " ")
				candidate := p.list[map[string]int{"0": 0, "1": 1}[i]].ID
				status := http.StatusOK
				if blind && author != who {
					status = http.StatusNotFound
				}
				c.Do(t, http.MethodGet, "/annotations/"+id, nil).Want(t, status)
				c.Do(t, http.MethodGet, "/annotations/"+id+"/history", nil).Want(t, status)
				listed := false
				for _, a := range list[casework.Annotation](t, c, "/candidates/"+candidate+"/annotations") {
					listed = listed || a.ID == id
				}
				if listed != (status == http.StatusOK) {
					t.Errorf("%s is listed for %s: %v", name, who, listed)
				}
				if author != who { // neither there, nor theirs
					refused := map[bool]int{true: http.StatusNotFound, false: http.StatusForbidden}[blind]
					c.Do(t, http.MethodPut, "/annotations/"+id, map[string]any{"shapes": []any{}, "note": "x"}, "If-Match", `"1"`).Want(t, refused)
				}
			}
		}
	}
	sees(true)
	for _, l := range list[casework.Lead](t, second, "/leads?state=second_review") {
		second.Do(t, http.MethodPost, "/leads/"+l.ID+"/second-review", casework.Review{Verdict: casework.Keep}).Want(t, http.StatusOK)
	}
	if l := apitest.Get[casework.Lead](t, third, "/leads/"+lead.ID); l.State != casework.LeadMicroscope {
		t.Fatalf("%+v", l)
	}
	sees(false)
}
