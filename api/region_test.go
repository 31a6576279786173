package api_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"net/http"
	"strings"
	"testing"

	"cotejo/api/apitest"
	"cotejo/api/casework"
)

// narrower is an outline within the ring of noise: another mark than the whole.
const narrower = `{"shapes": [{"circle": {"x": 104, "y": 104, "r": 98}}, {"cut": true, "circle": {"x": 104, "y": 104, "r": 56}}]}`

func drawing(outline, reason string) string {
	return `{"outline": ` + outline + `, "reason": "` + reason + `"}`
}

// draw sends a region by hand and returns the answer.
func draw(t testing.TB, c *apitest.Client, acquisition, tag, body string) *apitest.Answer {
	t.Helper()
	return c.Do(t, http.MethodPut, "/acquisitions/"+acquisition+"/regions/breech_face", body, "Content-Type", "application/json", "If-Match", tag)
}

func standing(t testing.TB, c *apitest.Client, exhibit string) (now []casework.Mark, all int) {
	t.Helper()
	marks := list[casework.Mark](t, c, "/exhibits/"+exhibit+"/marks")
	for _, m := range marks {
		if !m.Superseded {
			now = append(now, m)
		}
	}
	return now, len(marks)
}

// What was found is corrected by hand, searched with, and taken back; nothing of
// it is lost.
func TestARegionByHand(t *testing.T) {
	s := newScene(t, apitest.Options{})
	c, other := s.As(t, "NORTE", casework.Technician), s.As(t, "NORTE", casework.Examiner)
	exhibits := s.collection(c, 2, 2, "&no_search=true")
	e := exhibits["1-0"]
	a := one[casework.Acquisition](t, c, "/exhibits/"+e.ID+"/acquisitions")
	at := "/acquisitions/" + a.ID + "/regions"
	before := apitest.Get[casework.Regions](t, c, at)
	if before.Revision != 1 || len(before.Automatic) != 1 || len(before.InForce) != 1 || before.InForce[0].Basis != casework.BasisAutomatic ||
		before.Automatic[0].Width != 208 || before.Automatic[0].PitchFrom != "file" || len(before.InForce[0].Outline.Shapes) == 0 {
		t.Fatalf("%+v", before)
	}
	first, _ := standing(t, c, e.ID)
	if len(first) != 1 || before.InForce[0].Mark != first[0].ID {
		t.Fatalf("%+v", first)
	}
	old := search(s, c, &first[0])

	answer := draw(t, c, a.ID, `"1"`, drawing(narrower, "the rim is dirt")).Want(t, http.StatusOK)
	var region casework.Region
	answer.JSON(t, &region)
	if region.Revision != 1 || region.CreatedBy != c.Account.ID || region.Reason != "the rim is dirt" || answer.Header.Get("Etag") != `"2"` {
		t.Errorf("%+v", region)
	}
	s.settled()
	second, all := standing(t, c, e.ID)
	if len(second) != 1 || all != 2 || second[0].Region != region.ID || second[0].Supersedes != first[0].ID || second[0].Template == first[0].Template {
		t.Fatalf("%d marks, %+v", all, second)
	}
	now := apitest.Get[casework.Regions](t, c, at)
	if now.Revision != 2 || now.State != casework.StateExtracted || now.InForce[0].Region != region.ID || now.InForce[0].Mark != second[0].ID || len(now.Automatic) != 1 {
		t.Errorf("%+v", now)
	}
	s.oneGeneration(c, exhibits, &second[0], &first[0], old)

	gone := other.Do(t, http.MethodDelete, at+"/breech_face?reason=it+was+right", nil, "If-Match", `"2"`).Want(t, http.StatusOK)
	gone.JSON(t, &region)
	s.settled()
	third, all := standing(t, c, e.ID)
	if len(third) != 1 || all != 3 || third[0].Region != "" || third[0].Template != first[0].Template {
		t.Errorf("%d marks, %+v", all, third)
	}
	now = apitest.Get[casework.Regions](t, c, at)
	if len(now.ByHand) != 2 || now.ByHand[0].CreatedBy != other.Account.ID || now.ByHand[1].CreatedBy != c.Account.ID || now.ByHand[0].Supersedes != now.ByHand[1].ID {
		t.Errorf("%+v", now.ByHand)
	}
	s.onRecord(now)
}

// search runs a search and returns its identifier.
func search(s *scene, c *apitest.Client, m *casework.Mark) string {
	made := apitest.Create(s.t, c, "/searches", map[string]any{"mark": m.ID})
	s.settled()
	return (*made)["id"].(string)
}

// oneGeneration: new searches know the new mark only, and old ones stay as they
// were.
func (s *scene) oneGeneration(c *apitest.Client, exhibits map[string]*casework.Exhibit, now, before *casework.Mark, old string) {
	t := s.t
	other, _ := standing(t, c, exhibits["0-0"].ID)
	got := found(t, c, search(s, c, &other[0]), 500)
	of := 0
	for _, k := range got {
		if k.Exhibit == now.Exhibit {
			of++
			if k.Mark != now.ID {
				t.Errorf("the list has %s", k.Mark)
			}
		}
	}
	if len(got) != 3 || of != 1 {
		t.Errorf("%d candidates, %d of the exhibit", len(got), of)
	}
	if got := found(t, c, search(s, c, now), 500); len(got) != 3 || got[0].Exhibit != exhibits["1-1"].ID {
		t.Errorf("the mate is not first: %+v", got)
	}
	c.Do(t, http.MethodPost, "/searches", map[string]any{"mark": before.ID}).Want(t, http.StatusConflict)
	var again casework.Repetition
	c.Do(t, http.MethodPost, "/searches/"+old+"/repeat", nil).Want(t, http.StatusOK).JSON(t, &again)
	if !again.Same {
		t.Errorf("%+v", again)
	}
	var fused struct {
		Searches []casework.Search
		Items    []casework.Fused
	}
	c.Do(t, http.MethodGet, "/exhibits/"+now.Exhibit+"/candidates", nil).Want(t, http.StatusOK).JSON(t, &fused)
	if len(fused.Searches) != 1 || fused.Searches[0].Mark != now.ID || len(fused.Items) != 3 || len(fused.Items[0].Kinds) != 1 || fused.Items[0].Kinds[0].Score != fused.Items[0].Score {
		t.Errorf("%+v", fused)
	}
}

// onRecord: the audit log and the timeline name who drew what, and both are sound.
func (s *scene) onRecord(r *casework.Regions) {
	t := s.t
	auditor := s.As(t, "*", casework.Auditor)
	for _, h := range r.ByHand {
		text := string(auditor.Do(t, http.MethodGet, "/audit/entries?action=draw&subject="+h.ID, nil).Want(t, http.StatusOK).Body)
		if !strings.Contains(text, h.CreatedBy) || !strings.Contains(text, r.Acquisition) || !strings.Contains(text, h.Basis) {
			t.Errorf("region %s: %s", h.ID, text)
		}
	}
	var verified struct{ OK bool }
	auditor.Do(t, http.MethodPost, "/audit/verify", map[string]any{}).Want(t, http.StatusOK).JSON(t, &verified)
	if !verified.OK {
		t.Error("the audit log does not verify")
	}
	c := s.As(t, "NORTE", casework.Technician)
	e := apitest.Get[casework.Exhibit](t, c, "/exhibits/"+r.ByHand[0].Exhibit)
	if text := c.Do(t, http.MethodGet, "/cases/"+e.Case+"/timeline", nil).Want(t, http.StatusOK); strings.Count(string(text.Body), `"region"`) < 2 {
		t.Errorf("timeline: %s", text.Body)
	}
}

func TestPicturesOfRegions(t *testing.T) {
	s := newScene(t, apitest.Options{})
	c := s.As(t, "NORTE", casework.Technician)
	e := s.exhibit(c, "1")
	a := s.upload(c, e.ID, noise(t, 0, 0), "&no_search=true")
	at := "/acquisitions/" + a.ID
	s.settled()
	draw(t, c, a.ID, `"1"`, drawing(narrower, "x")).Want(t, http.StatusOK)
	s.settled()
	count := func(path string) (white int) {
		t.Helper()
		got := c.Do(t, http.MethodGet, path, nil).Want(t, http.StatusOK)
		img, err := png.Decode(bytes.NewReader(got.Body))
		if err != nil || img.Bounds() != image.Rect(0, 0, 208, 208) || got.Header.Get("Content-Type") != "image/png" {
			t.Fatalf("%s: %v", path, err)
		}
		for y := range 208 {
			for x := range 208 {
				if r, _, _, _ := img.At(x, y).RGBA(); r == 0xffff {
					white++
				}
			}
		}
		return white
	}
	want := math.Pi * (98*98 - 56*56)
	if n := count(at + "/regions/breech_face/mask"); math.Abs(float64(n)-want) > 0.01*want {
		t.Errorf("%d points, want %.0f", n, want)
	}
	if n := count(at + "/regions/breech_face/mask?automatic=true"); math.Abs(float64(n)-want) < 0.01*want {
		t.Errorf("%d points: that is what was drawn", n)
	}
	count(at + "/overlay")
	c.Do(t, http.MethodGet, at+"/regions/ejector/mask", nil).Want(t, http.StatusNotFound)
	c.Do(t, http.MethodGet, at+"/regions/nose/mask", nil).Want(t, http.StatusUnprocessableEntity)
	for _, path := range []string{at + "/regions", at + "/regions/breech_face/mask", at + "/overlay"} {
		s.As(t, "SUR", casework.Examiner).Do(t, http.MethodGet, path, nil).Want(t, http.StatusNotFound)
		s.As(t, "*", casework.Auditor).Do(t, http.MethodGet, path, nil).Want(t, http.StatusNotFound)
	}
}

func TestRegionsThatAreRefused(t *testing.T) {
	s := newScene(t, apitest.Options{})
	c := s.As(t, "NORTE", casework.Technician)
	a := s.upload(c, s.exhibit(c, "1").ID, noise(t, 0, 0), "&no_search=true")
	s.settled()
	cases := []struct {
		tag, body string
		status    int
		key       string
	}{
		{"", drawing(narrower, "x"), http.StatusPreconditionRequired, ""},
		{`"2"`, drawing(narrower, "x"), http.StatusPreconditionFailed, ""},
		{`"1"`, drawing(narrower, " "), http.StatusUnprocessableEntity, "field.required"},
		{`"1"`, drawing(`{"shapes": []}`, "x"), http.StatusUnprocessableEntity, "region.nothing"},
		{`"1"`, drawing(`{"shapes": [{"cut": true, "circle": {"x": 9, "y": 9, "r": 4}}]}`, "x"), http.StatusUnprocessableEntity, "region.nothing"},
		{`"1"`, drawing(`{"shapes": [{}]}`, "x"), http.StatusUnprocessableEntity, "region.shape"},
		{`"1"`, drawing(`{"shapes": [{"polygon": [[1, 1], [2, 2]]}]}`, "x"), http.StatusUnprocessableEntity, "region.corners"},
		{`"1"`, drawing(`{"shapes": [{"polygon": [[1, 1], [2, 2], [3]]}]}`, "x"), http.StatusUnprocessableEntity, "region.place"},
		{`"1"`, drawing(`{"shapes": [{"polygon": [[1, 1], [2, 2], [3, 9000]]}]}`, "x"), http.StatusUnprocessableEntity, "region.outside"},
		{`"1"`, drawing(`{"shapes": [{"circle": {"x": 1, "y": 1, "r": -1}}]}`, "x"), http.StatusUnprocessableEntity, "region.radius"},
		{`"1"`, drawing(`{"shapes": [{"circle": {"x": -90, "y": -90, "r": 5}}]}`, "x"), http.StatusUnprocessableEntity, "region.empty"},
		{`"1"`, `{"reason": "x"}`, http.StatusUnprocessableEntity, "region.outline_or_absent"},
		{`"1"`, `{"outline": ` + narrower + `, "absent": true, "reason": "x"}`, http.StatusUnprocessableEntity, "region.outline_or_absent"},
	}
	if len(cases) != 13 {
		t.Fatalf("%d cases", len(cases))
	}
	for i, k := range cases {
		p := draw(t, c, a.ID, k.tag, k.body).Want(t, k.status).Problem(t)
		if k.key != "" && (len(p.Errors) != 1 || p.Errors[0].Key != k.key) {
			t.Errorf("case %d: %+v, want %s", i, p.Errors, k.key)
		}
	}
	withdraw := func(c *apitest.Client, status int) {
		t.Helper()
		c.Do(t, http.MethodDelete, "/acquisitions/"+a.ID+"/regions/breech_face?reason=x", nil, "If-Match", `"1"`).Want(t, status)
	}
	withdraw(c, http.StatusConflict) // nothing was drawn
	withdraw(s.As(t, "SUR", casework.Technician), http.StatusNotFound)
	withdraw(c.WithToken(t, casework.ScopeRead), http.StatusForbidden)
	draw(t, s.As(t, "SUR", casework.Supervisor), a.ID, `"1"`, drawing(narrower, "x")).Want(t, http.StatusNotFound)
	draw(t, s.As(t, "*", casework.Administrator), a.ID, `"1"`, drawing(narrower, "x")).Want(t, http.StatusNotFound)
	if r := apitest.Get[casework.Regions](t, c, "/acquisitions/"+a.ID+"/regions"); r.Revision != 1 {
		t.Errorf("revision %d", r.Revision)
	}
}

// A mark that is not there leaves nothing to compare, which is told by code and in
// the language of whoever asks.
func TestARefusalInTwoLanguages(t *testing.T) {
	s := newScene(t, apitest.Options{})
	c := s.As(t, "NORTE", casework.Technician)
	a := s.upload(c, s.exhibit(c, "1").ID, noise(t, 0, 0), "&no_search=true")
	s.settled()
	draw(t, c, a.ID, `"1"`, `{"absent": true, "reason": "a polishing mark"}`).Want(t, http.StatusOK)
	blank := image.NewGray(image.Rect(0, 0, 400, 400))
	for i := range blank.Pix {
		blank.Pix[i] = color.Gray{Y: 128}.Y
	}
	var b bytes.Buffer
	if err := png.Encode(&b, blank); err != nil {
		t.Fatal(err)
	}
	empty := s.upload(c, s.exhibit(c, "2").ID, b.Bytes(), "&no_search=true")
	broken := s.upload(c, s.exhibit(c, "3").ID, []byte("no picture at all"), "&no_search=true")
	s.settled()
	for _, id := range []string{a.ID, empty.ID, broken.ID} {
		en := apitest.Get[casework.Acquisition](t, c.In("en"), "/acquisitions/"+id)
		es := apitest.Get[casework.Acquisition](t, c.In("es"), "/acquisitions/"+id)
		if en.State != casework.StateRefused || en.RefusalCode == "" || en.Refusal == "" || es.Refusal == en.Refusal || es.RefusalCode != en.RefusalCode ||
			!strings.Contains(es.Refusal, ": ") {
			t.Errorf("%+v\n%+v", en, es)
		}
	}
	if r := apitest.Get[casework.Regions](t, c.In("es"), "/acquisitions/"+empty.ID+"/regions"); len(r.Automatic) != 1 || r.Automatic[0].Width != 400 || r.Automatic[0].Refusal.Remedy == "" {
		t.Errorf("%+v", r)
	}
}
