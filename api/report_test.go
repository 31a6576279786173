package api_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"cotejo/api/apitest"
	"cotejo/api/casework"
	"cotejo/api/paper/papertest"
)

// reportOf makes a report and reads what its document says.
func reportOf(t *testing.T, c *apitest.Client, path string, wish map[string]any) (*casework.Report, string) {
	t.Helper()
	r := &casework.Report{}
	c.Do(t, http.MethodPost, path+"/reports", wish).Want(t, http.StatusCreated).JSON(t, r)
	answer := c.Do(t, http.MethodGet, "/reports/"+r.ID+"/report.pdf", nil).Want(t, http.StatusOK)
	sum := sha256.Sum256(answer.Body)
	if hex.EncodeToString(sum[:]) != r.SHA256 || int64(len(answer.Body)) != r.Bytes || answer.Header.Get("Content-Type") != "application/pdf" ||
		!strings.Contains(answer.Header.Get("Content-Disposition"), r.Number+".pdf") {
		t.Errorf("%+v: %d bytes, %v", r, len(answer.Body), answer.Header)
	}
	return r, papertest.Transcript(t, answer.Body)
}

// A report tells what its maker may see of a pair, in the language that is asked
// for, and is hidden from the others until the second review is done.
func TestReportOfACandidate(t *testing.T) {
	p := reviewed(t, 1)
	pair, other := "/candidates/"+p.list[0].ID, "/candidates/"+p.list[1].ID
	second, technician := p.As(t, "NORTE", casework.Examiner, "second"), p.As(t, "NORTE", casework.Technician)
	technician.Do(t, http.MethodPost, pair+"/reports", map[string]any{"language": "es"}).Want(t, http.StatusForbidden)
	p.As(t, "SUR", casework.Examiner).Do(t, http.MethodPost, pair+"/reports", map[string]any{"language": "es"}).Want(t, http.StatusNotFound)
	for _, bad := range []map[string]any{{"language": "fr"}, {}, {"language": "en", "snapshots": []string{unknownID}}, {"language": "en", "snapshots": make([]string, 21)}} {
		p.first.Do(t, http.MethodPost, pair+"/reports", bad).Want(t, http.StatusUnprocessableEntity).Problem(t)
	}
	lead := p.declare()
	picture, kind := snapshotForm(t, dotted(t, 90, 60, 3), "rim in low light", `{}`)
	var sn casework.Snapshot
	p.first.Do(t, http.MethodPost, pair+"/snapshots", picture, "Content-Type", kind).Want(t, http.StatusCreated).JSON(t, &sn)
	p.first.Do(t, http.MethodPost, other+"/reports", map[string]any{"language": "en", "snapshots": []string{sn.ID}}).Want(t, http.StatusUnprocessableEntity).Problem(t)
	p.first.Do(t, http.MethodPost, pair+"/annotations", map[string]any{
		"note": "secret note", "shapes": []any{map[string]any{"type": "point", "side": "probe", "points": []any{map[string]any{"x_um": 10, "y_um": 20}}, "label": "here"}},
	}).Want(t, http.StatusCreated)

	r, said := reportOf(t, p.first, pair, map[string]any{"language": "en", "snapshots": []string{sn.ID}, "annotations": true})
	if r.Number != fmt.Sprintf("NORTE-R-%d-00001", p.Cases.Now().UTC().Year()) || r.About != casework.KindCandidate || r.Subject != p.list[0].ID || r.Case != p.probe.Case ||
		r.AuditSize == 0 || r.AuditHead == "" || r.Language != "en" || r.CreatedBy != p.first.Account.ID {
		t.Errorf("%+v", r)
	}
	for _, s := range []string{
		r.Number, p.probe.Number, "C-" + p.probe.Number, "Person examiner.norte.first", "secret thoughts", "secret comment", lead.Number, "secret note", "rim in low light", sn.SHA256,
		r.AuditHead, "A score is a reason to look and not evidence.", "Correlation, fine level", "Laboratory NORTE", "waits for its second review",
	} {
		if !strings.Contains(said, s) {
			t.Errorf("the report does not say %q", s)
		}
	}
	// Nobody else learns of it, nor does theirs tell what the first reviewer made of the pair.
	for _, c := range []*apitest.Client{second, p.As(t, "NORTE", casework.Supervisor), technician} {
		for _, path := range []string{"/reports/" + r.ID, "/reports/" + r.ID + "/report.pdf", "/reports/" + r.ID + "?"} {
			c.Do(t, http.MethodGet, path, nil).Want(t, http.StatusNotFound).Problem(t)
		}
		if n := len(list[casework.Report](t, c, "/reports?subject="+r.Subject)); n != 0 {
			t.Errorf("%d reports are shown to %s", n, c.Account.Login)
		}
	}
	_, blind := reportOf(t, second, pair, map[string]any{"language": "es", "annotations": true})
	for _, secret := range []string{"secret", lead.Number, "Person examiner.norte.first", "Conservar"} {
		if strings.Contains(blind, secret) {
			t.Errorf("a report of the second reviewer tells %q", secret)
		}
	}
	if !strings.Contains(blind, "Una puntuación es un motivo para examinar y no una prueba.") {
		t.Error("it is not in Spanish")
	}
	second.Do(t, http.MethodPost, pair+"/reports", map[string]any{"language": "en", "snapshots": []string{sn.ID}}).Want(t, http.StatusUnprocessableEntity).Problem(t)
	second.Do(t, http.MethodPost, "/leads/"+lead.ID+"/second-review", casework.Review{Verdict: casework.Keep}).Want(t, http.StatusOK)
	if all := list[casework.Report](t, technician, "/reports?case="+p.probe.Case); len(all) != 2 {
		t.Errorf("after the second review %d reports are shown", len(all))
	}
	if timeline := technician.Do(t, http.MethodGet, "/cases/"+p.probe.Case+"/timeline", nil).Body; !bytes.Contains(timeline, []byte(r.Number)) {
		t.Errorf("the case's timeline lacks the report: %s", timeline)
	}
	tag := `"` + r.SHA256 + `"`
	technician.Do(t, http.MethodGet, "/reports/"+r.ID+"/report.pdf", nil, "If-None-Match", tag).Want(t, http.StatusNotModified)
}

// The same request again gives the same report, and numbers have no gaps.
func TestReportsAreNumbered(t *testing.T) {
	p := reviewed(t, 0)
	pair := "/candidates/" + p.list[0].ID + "/reports"
	var first, again, next casework.Report
	p.first.Do(t, http.MethodPost, pair, map[string]any{"language": "en"}, "Idempotency-Key", "r1").Want(t, http.StatusCreated).JSON(t, &first)
	p.first.Do(t, http.MethodPost, pair, map[string]any{"language": "en"}, "Idempotency-Key", "r1").Want(t, http.StatusCreated).JSON(t, &again)
	p.first.Do(t, http.MethodPost, pair, map[string]any{"language": "es"}, "Idempotency-Key", "r1").Want(t, http.StatusConflict).Problem(t)
	p.first.Do(t, http.MethodPost, pair, map[string]any{"language": "en"}).Want(t, http.StatusCreated).JSON(t, &next)
	if first.ID != again.ID || first.SHA256 != again.SHA256 || !strings.HasSuffix(first.Number, "-00001") || !strings.HasSuffix(next.Number, "-00002") {
		t.Errorf("%+v\n%+v\n%+v", first, again, next)
	}
}

// The report of a hit names who decided what, for both laboratories; the other one
// gets a number of its own and nothing of the first one's search.
func TestReportOfAHit(t *testing.T) {
	s := newScene(t, apitest.Options{})
	first, theirs := s.As(t, "NORTE", casework.Examiner, "first"), s.As(t, "SUR", casework.Examiner)
	mine := s.collection(first, 1, 1, "&no_search=true")["0-0"]
	s.collection(theirs, 1, 2, "&no_search=true")
	var sr casework.Search
	first.Do(t, http.MethodPost, "/searches", map[string]any{"mark": one[casework.Mark](t, first, "/exhibits/"+mine.ID+"/marks").ID}).Want(t, http.StatusCreated).JSON(t, &sr)
	s.settled()
	pair := found(t, first, sr.ID, 5)[0]
	at := "/candidates/" + pair.ID
	first.Do(t, http.MethodPost, at+"/reviews", casework.Review{Verdict: casework.Keep, Reason: "first thoughts"}).Want(t, http.StatusCreated)
	// Of an exhibit that is shared for searching only, there is nothing but the mark.
	if _, said := reportOf(t, first, at, map[string]any{"language": "en"}); strings.Contains(said, theirs.Account.Login+"-") || !strings.Contains(said, "Laboratory SUR") {
		t.Errorf("what is not shared is in the report:\n%s", said)
	}
	var l casework.Lead
	first.Do(t, http.MethodPost, "/leads", map[string]any{"candidate": pair.ID}).Want(t, http.StatusCreated).JSON(t, &l)
	s.As(t, "NORTE", casework.Examiner, "second").Do(t, http.MethodPost, "/leads/"+l.ID+"/second-review", casework.Review{Verdict: casework.Keep, Reason: "second thoughts"}).Want(t, http.StatusOK)
	var done struct{ Hit casework.Hit }
	s.As(t, "NORTE", casework.Examiner, "third").Do(t, http.MethodPost, "/leads/"+l.ID+"/microscope", map[string]any{
		"conclusion": "identification", "microscope": "Leica FS C 12", "reason": "agreement of striae", "examined_at": "2026-03-20",
	}).Want(t, http.StatusOK).JSON(t, &done)
	hit := "/hits/" + done.Hit.ID
	r, said := reportOf(t, first, hit, map[string]any{"language": "es"})
	if r.About != casework.KindHit || r.Subject != done.Hit.ID || r.Candidate != pair.ID || !strings.HasPrefix(r.Number, "NORTE-R-") {
		t.Errorf("%+v", r)
	}
	common := []string{done.Hit.Number, l.Number, "agreement of striae", "Leica FS C 12", "Person examiner.norte.first", "Person examiner.norte.second", "Person examiner.norte.third", "Identificación", theirs.Account.Login + "-"}
	for _, s := range append(common, "first thoughts", "second thoughts", "La búsqueda") {
		if !strings.Contains(said, s) {
			t.Errorf("the report does not say %q", s)
		}
	}
	r, said = reportOf(t, theirs, hit, map[string]any{"language": "es"})
	if !strings.HasPrefix(r.Number, "SUR-R-") || r.Lab != theirs.Lab(t) {
		t.Errorf("%+v", r)
	}
	for _, s := range common {
		if !strings.Contains(said, s) {
			t.Errorf("the other laboratory's report does not say %q", s)
		}
	}
	for _, secret := range []string{"first thoughts", "second thoughts", "La búsqueda", "C-" + mine.Number} {
		if strings.Contains(said, secret) {
			t.Errorf("the other laboratory's report says %q", secret)
		}
	}
	first.Do(t, http.MethodGet, "/reports/"+r.ID, nil).Want(t, http.StatusNotFound) // that of the other laboratory
	archive := unpacked(t, first.Do(t, http.MethodGet, "/cases/"+mine.Case+"/export", nil).Want(t, http.StatusOK).Body)
	kept := 0
	for name, data := range archive {
		if strings.HasPrefix(name, "reports/") && bytes.HasPrefix(data, []byte("%PDF-")) {
			kept++
		}
	}
	if kept != 2 {
		t.Errorf("%d reports are in the archive of the case", kept)
	}
}
