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

// traced enters a firearm and a trace request of it, complete or not.
func (s *scene) traced(c *apitest.Client, number string, complete bool) *casework.TraceRequest {
	s.t.Helper()
	f := apitest.Create(s.t, c, "/firearms", casework.Firearm{
		Head: casework.Head{Lab: c.Lab(s.t)}, Number: number, Serial: "ABC1234", Maker: "Glock GmbH", Type: "pistol", Model: "17", Calibre: "9mm",
		Country: "Austria", Importer: "Glock Inc., Smyrna GA", Recovered: "2026-03-14", Place: casework.Place{Country: "MX", State: "09", Municipality: "Iztapalapa"},
	})
	entry := map[string]any{"firearm": f.ID, "crime_code": "5212"}
	if complete {
		entry["requester"] = requester
	}
	r := &casework.TraceRequest{}
	c.Do(s.t, http.MethodPost, "/trace-requests", entry).Want(s.t, http.StatusCreated).JSON(s.t, r)
	return r
}

// requester is who asks, with all that is required of them.
var requester = casework.Requester{ORI: "MXPGR0000", Agency: "Fiscalía", Officer: "A. Pérez", Phone: "+52 55 0000 0000"}

// findings are what a check of a request says.
type findings struct {
	Complete bool
	Findings []struct{ Location, Message, Key, Severity string }
}

func TestATraceRequestGoesOutComplete(t *testing.T) {
	s := newScene(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	r := s.traced(c, "F-1", false)
	at := "/trace-requests/" + r.ID

	var en, es findings
	c.Do(t, http.MethodGet, at+"/check", nil).Want(t, http.StatusOK).JSON(t, &en)
	c.In("es").Do(t, http.MethodGet, at+"/check", nil).Want(t, http.StatusOK).JSON(t, &es)
	if en.Complete || len(en.Findings) == 0 || len(en.Findings) != len(es.Findings) || en.Findings[0].Message == es.Findings[0].Message || en.Findings[0].Location == "" {
		t.Errorf("%+v\n%+v", en, es)
	}
	for _, path := range []string{"/form.pdf", "/form.json", "/form.csv"} {
		p := c.Do(t, http.MethodGet, at+path, nil).Want(t, http.StatusConflict).Problem(t)
		if len(p.Errors) == 0 || p.Errors[0].Message == "" {
			t.Errorf("%s does not say what is missing: %+v", path, p)
		}
	}
	if p := c.Do(t, http.MethodPost, at+"/state", map[string]string{"state": "sent"}).Want(t, http.StatusConflict).Problem(t); len(p.Errors) == 0 {
		t.Errorf("%+v", p)
	}
	if got := apitest.Get[casework.TraceRequest](t, c, at); got.State != casework.TraceDraft {
		t.Error("it was sent all the same")
	}
	draft := c.Do(t, http.MethodGet, at+"/form.pdf?draft=true&lang=es", nil).Want(t, http.StatusOK)
	isPDF(t, draft, r.Number+"-draft.pdf")

	// Completed, it goes out, and is not changed any more.
	r.Requester = requester
	c.Do(t, http.MethodPut, at, r, "If-Match", `"1"`).Want(t, http.StatusOK)
	isPDF(t, c.Do(t, http.MethodGet, at+"/form.pdf", nil).Want(t, http.StatusOK), r.Number+".pdf")
	asJSON := c.Do(t, http.MethodGet, at+"/form.json", nil).Want(t, http.StatusOK)
	if !json.Valid(asJSON.Body) || !bytes.Contains(asJSON.Body, []byte("ABC1234")) {
		t.Errorf("%s", asJSON.Body)
	}
	if table := c.Do(t, http.MethodGet, at+"/form.csv", nil).Want(t, http.StatusOK); !bytes.Contains(table.Body, []byte("ABC1234")) || table.Header.Get("Content-Type") != "text/csv; charset=utf-8" {
		t.Errorf("%v %s", table.Header, table.Body)
	}
	c.Do(t, http.MethodPost, at+"/state", map[string]string{"state": "sent"}).Want(t, http.StatusOK)
	c.Do(t, http.MethodPut, at, r, "If-Match", `"3"`).Want(t, http.StatusConflict)
	c.Do(t, http.MethodPost, at+"/state", map[string]string{"state": "answered"}).Want(t, http.StatusUnprocessableEntity)
	c.Do(t, http.MethodPost, at+"/state", map[string]string{"state": "draft"}).Want(t, http.StatusOK)

	stranger := s.As(t, "SUR", casework.Supervisor)
	for _, path := range []string{"", "/check", "/form.pdf", "/form.json?draft=true", "/results"} {
		stranger.Do(t, http.MethodGet, at+path, nil).Want(t, http.StatusNotFound).Problem(t)
	}
	stranger.Do(t, http.MethodPost, at+"/state", map[string]string{"state": "sent"}).Want(t, http.StatusNotFound)
}

func isPDF(t testing.TB, a *apitest.Answer, name string) {
	t.Helper()
	if !bytes.HasPrefix(a.Body, []byte("%PDF-")) || !bytes.Contains(a.Body, []byte("%%EOF")) || a.Header.Get("Content-Type") != "application/pdf" ||
		!strings.Contains(a.Header.Get("Content-Disposition"), name) {
		t.Errorf("no PDF called %s: %v, %.20q", name, a.Header, a.Body)
	}
}

// traceTable is the answer to a table of results.
type traceTable struct {
	Entered, Present, Refused int
	Rows                      []struct {
		Line            int
		Status, Request string
		Result          string
		Errors          []struct{ Location, Message, Key string }
	}
}

func TestATableOfResultsIsEnteredOnce(t *testing.T) {
	s := newScene(t, apitest.Options{Idle: true})
	c, stranger := s.As(t, "NORTE", casework.Technician), s.As(t, "SUR", casework.Technician)
	r, other := s.traced(c, "F-1", true), s.traced(stranger, "F-9", true)
	c.Do(t, http.MethodPost, "/trace-requests/"+r.ID+"/state", map[string]string{"state": "sent"}).Want(t, http.StatusOK)

	table := "request,received,status,purchased,dealer_name\n" +
		r.Number + ",2026-05-02,completed_purchaser,2019-01-08,Ace Guns\n" +
		r.Number + ",soon,completed_purchaser,2019-01-08,Ace Guns\n" +
		other.Number + ",2026-05-02,completed_purchaser,2019-01-08,Ace Guns\n" +
		"T-0,2026-05-02,pending,,\n"
	var got traceTable
	send := func(body string, v any) {
		c.Do(t, http.MethodPost, "/trace-results/import?file_name=results.csv", body, "Content-Type", "text/csv").Want(t, http.StatusOK).JSON(t, v)
	}
	send(table, &got)
	if got.Entered != 1 || got.Refused != 3 || len(got.Rows) != 4 {
		t.Fatalf("%+v", got)
	}
	for _, row := range got.Rows {
		if row.Status == "refused" && (len(row.Errors) == 0 || row.Errors[0].Message == "") {
			t.Errorf("row %d is refused for no reason", row.Line)
		}
	}
	var again traceTable
	send(table, &again)
	if again.Entered != 0 || again.Present != 1 {
		t.Errorf("%+v", again)
	}
	result := one[casework.TraceResult](t, c, "/trace-requests/"+r.ID+"/results")
	if result.SourceFile != "results.csv" || result.Recovered != "2026-03-14" || result.TimeToCrime != casework.TimeToCrime("2019-01-08", "2026-03-14") {
		t.Errorf("%+v", result)
	}
	if now := apitest.Get[casework.TraceRequest](t, c, "/trace-requests/"+r.ID); now.State != casework.TraceAnswered {
		t.Error(now.State)
	}
	if n := len(list[casework.TraceResult](t, stranger, "/trace-requests/"+other.ID+"/results")); n != 0 {
		t.Error("another laboratory's request was answered")
	}
	one[casework.Notice](t, c, "/notices?key=trace_result")

	c.Do(t, http.MethodPost, "/trace-results/import", "a,b\n1,2\n", "Content-Type", "text/csv").Want(t, http.StatusUnprocessableEntity).Problem(t)
	c.Do(t, http.MethodPost, "/trace-results/import", table, "Content-Type", "application/pdf").Want(t, http.StatusUnsupportedMediaType).Problem(t)
	s.Anyone(t).Do(t, http.MethodPost, "/trace-results/import", table, "Content-Type", "text/csv").Want(t, http.StatusUnauthorized)
	c.WithToken(t, casework.ScopeRead).Do(t, http.MethodPost, "/trace-results/import", strings.Replace(table, "2019-01-08", "2018-01-08", 1), "Content-Type", "text/csv").
		Want(t, http.StatusOK).JSON(t, &again)
	if again.Entered != 0 || again.Refused != 4 {
		t.Errorf("a reading token: %+v", again)
	}
	var entered casework.TraceResult
	c.Do(t, http.MethodPost, "/trace-requests/"+r.ID+"/results", map[string]any{"received": "2026-06-01", "status": "closed"}).Want(t, http.StatusCreated).JSON(t, &entered)
	stranger.Do(t, http.MethodPost, "/trace-requests/"+r.ID+"/results", map[string]any{"received": "2026-06-01", "status": "closed"}).Want(t, http.StatusNotFound)
}
