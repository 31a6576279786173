package api_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"testing"

	"cotejo/api/apitest"
	"cotejo/api/casework"
	"cotejo/engine"
	"cotejo/engine/compare"
	"cotejo/engine/feature"
)

// candidates is a part of a list as the service gives it.
type candidates struct {
	Search casework.Search
	Items  []casework.Candidate
	Next   string
}

// found reads a whole list, part by part.
func found(t testing.TB, c *apitest.Client, search string, limit int) []casework.Candidate {
	t.Helper()
	var all []casework.Candidate
	for at := fmt.Sprintf("/searches/%s/candidates?limit=%d", search, limit); at != ""; {
		page := apitest.Get[candidates](t, c, at)
		if len(page.Items) > limit || len(page.Items) == 0 && len(all) > 0 {
			t.Fatalf("%s: %d entries", at, len(page.Items))
		}
		all, at = append(all, page.Items...), page.Next
	}
	return all
}

// template reads a mark's template.
func (s *scene) template(m *casework.Mark) *feature.Template {
	s.t.Helper()
	r, err := s.Blobs.Open(s.t.Context(), m.Template)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	text, err := io.ReadAll(r)
	if err != nil {
		s.t.Fatal(err)
	}
	out, err := feature.Decode(text)
	if err != nil {
		s.t.Fatal(err)
	}
	return out
}

func TestAListIsThatOfTheEngine(t *testing.T) {
	s := newScene(t, apitest.Options{})
	c := s.As(t, "NORTE", casework.Examiner)
	exhibits := s.collection(c, 3, 2, "&no_search=true")
	probe := one[casework.Mark](t, c, "/exhibits/"+exhibits["1-0"].ID+"/marks")
	started := apitest.Create(t, c, "/searches", map[string]any{"mark": probe.ID, "top": 4})
	id := (*started)["id"].(string)
	s.settled()
	got := found(t, c, id, 3)

	eng, err := engine.New(engine.DefaultParams(), 2)
	if err != nil {
		t.Fatal(err)
	}
	var marks []casework.Mark // all but the probe's, in the order of their numbers
	var subjects []*compare.Subject
	all := list[casework.Mark](t, c, "/marks?limit=500")
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Exhibit != probe.Exhibit {
			marks, subjects = append(marks, all[i]), append(subjects, eng.Subject(s.template(&all[i])))
		}
	}
	want, err := eng.Search(t.Context(), eng.Subject(s.template(&probe)), subjects, 4)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 4 || len(want) != 4 {
		t.Fatalf("%d candidates, the engine has %d", len(got), len(want))
	}
	for i, w := range want {
		o := w.Result.Outcome()
		g := got[i]
		if g.Mark != marks[w.Index].ID || g.Rank != i+1 || math.Float64bits(g.Score) != math.Float64bits(o.Score) ||
			g.RotationDeg != o.Pose.RotationDeg || g.ShiftXUm != o.Pose.ShiftXUm || g.CellsCongruent != o.CellsCongruent {
			t.Errorf("rank %d: %+v, the engine has mark %s with %v", i+1, g, marks[w.Index].ID, o.Score)
		}
	}
	if got[0].Exhibit != exhibits["1-1"].ID {
		t.Error("the mate is not first")
	}

	var again casework.Repetition
	c.Do(t, http.MethodPost, "/searches/"+id+"/repeat", nil).Want(t, http.StatusOK).JSON(t, &again)
	if !again.Same || again.Searched != 5 {
		t.Errorf("%+v", again)
	}
	sr := apitest.Get[casework.Search](t, c, "/searches/"+id)
	if sr.State != casework.SearchDone || sr.Found != 4 || sr.Searched != 5 || sr.Snapshot == "" {
		t.Errorf("%+v", sr)
	}
	one[casework.Search](t, c, "/searches?exhibit="+probe.Exhibit)
	s.looksAtPair(c, &got[0])

	var fused struct {
		Searches []casework.Search
		Items    []casework.Fused
	}
	c.Do(t, http.MethodGet, "/exhibits/"+probe.Exhibit+"/candidates?limit=2", nil).Want(t, http.StatusOK).JSON(t, &fused)
	if len(fused.Items) != 2 || fused.Items[0].Exhibit != got[0].Exhibit || len(fused.Searches) != 1 || fused.Items[0].Entries[0].ID != got[0].ID {
		t.Errorf("%+v", fused)
	}
}

// looksAtPair reads all that there is to see of a pair.
func (s *scene) looksAtPair(c *apitest.Client, k *casework.Candidate) {
	t := s.t
	at := "/candidates/" + k.ID
	if again := apitest.Get[casework.Candidate](t, c, at); again.Score != k.Score || again.Mark != k.Mark {
		t.Errorf("%+v", again)
	}
	var comparison struct {
		Score  float64
		Cells  []json.RawMessage
		Engine string
	}
	c.Do(t, http.MethodGet, at+"/comparison", nil).Want(t, http.StatusOK).JSON(t, &comparison)
	if comparison.Score != k.Score || len(comparison.Cells) != k.Cells || comparison.Engine == "" {
		t.Errorf("compared anew: %v with %d cells", comparison.Score, len(comparison.Cells))
	}
	explained := c.Do(t, http.MethodGet, at+"/explanation", nil).Want(t, http.StatusOK)
	z, err := zip.NewReader(bytes.NewReader(explained.Body), int64(len(explained.Body)))
	if err != nil || len(z.File) < 5 {
		t.Errorf("explanation: %v", err)
	}
	for _, side := range []string{"probe", "candidate"} {
		png := c.Do(t, http.MethodGet, at+"/pictures/"+side, nil).Want(t, http.StatusOK)
		if !bytes.HasPrefix(png.Body, []byte("\x89PNG")) || png.Header.Get("Content-Type") != "image/png" {
			t.Errorf("%s: %v", side, png.Header)
		}
	}
	c.Do(t, http.MethodGet, at+"/pictures/other", nil).Want(t, http.StatusUnprocessableEntity)
	if png := c.Do(t, http.MethodGet, "/marks/"+k.Mark+"/picture", nil).Want(t, http.StatusOK); png.Header.Get("Etag") == "" {
		t.Error("a picture without a tag")
	}
}

func TestWhoMaySearchAndSeeAList(t *testing.T) {
	s := newScene(t, apitest.Options{})
	north, south := s.As(t, "NORTE", casework.Technician), s.As(t, "SUR", casework.Examiner)
	mine := s.collection(north, 1, 1, "&no_search=true")["0-0"]
	theirs := s.exhibit(south, "S")
	s.upload(south, theirs.ID, noise(t, 0, 9), "&no_search=true")
	s.settled()
	probe := one[casework.Mark](t, north, "/exhibits/"+mine.ID+"/marks")

	south.Do(t, http.MethodPost, "/searches", map[string]any{"mark": probe.ID}).Want(t, http.StatusUnprocessableEntity).Problem(t) // not to be seen
	north.WithToken(t, casework.ScopeRead, casework.ScopeEnter).Do(t, http.MethodPost, "/searches", map[string]any{"mark": probe.ID}).Want(t, http.StatusForbidden)
	s.As(t, "*", casework.Administrator).Do(t, http.MethodPost, "/searches", map[string]any{"mark": probe.ID}).Want(t, http.StatusUnprocessableEntity)
	var sr casework.Search
	north.Do(t, http.MethodPost, "/searches", map[string]any{"mark": probe.ID}).Want(t, http.StatusCreated).JSON(t, &sr)
	s.settled()

	// The other laboratory shares searches: its mark is ranked and shown, its exhibit is not told.
	got := found(t, north, sr.ID, 500)
	if len(got) != 1 || got[0].Exhibit != "" || got[0].ExhibitLab != south.Lab(t) {
		t.Fatalf("%+v", got)
	}
	north.Do(t, http.MethodGet, "/candidates/"+got[0].ID+"/pictures/candidate", nil).Want(t, http.StatusOK)
	north.Do(t, http.MethodGet, "/marks/"+got[0].Mark+"/picture", nil).Want(t, http.StatusNotFound)
	north.Do(t, http.MethodGet, "/marks/"+got[0].Mark, nil).Want(t, http.StatusNotFound)
	explained := north.Do(t, http.MethodGet, "/candidates/"+got[0].ID+"/explanation", nil).Want(t, http.StatusOK)
	if bytes.Contains(explained.Body, []byte(theirs.ID)) {
		t.Error("the explanation names the exhibit")
	}
	for _, path := range []string{"/searches/" + sr.ID, "/searches/" + sr.ID + "/candidates", "/candidates/" + got[0].ID, "/candidates/" + got[0].ID + "/comparison",
		"/candidates/" + got[0].ID + "/explanation", "/candidates/" + got[0].ID + "/pictures/probe", "/exhibits/" + mine.ID + "/candidates"} {
		south.Do(t, http.MethodGet, path, nil).Want(t, http.StatusNotFound).Problem(t)
		s.As(t, "*", casework.Auditor).Do(t, http.MethodGet, path, nil).Want(t, http.StatusNotFound)
	}
	south.Do(t, http.MethodPost, "/searches/"+sr.ID+"/repeat", nil).Want(t, http.StatusNotFound)
}
