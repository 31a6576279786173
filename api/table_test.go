package api_test

import (
	"bytes"
	"image"
	"image/png"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"cotejo/api/apitest"
	"cotejo/api/casework"
	"cotejo/api/match"
)

// tableOf is a search's table as the service gives it.
type tableOf struct {
	Search casework.Search
	Probe  casework.Party
	Items  []casework.CandidateRow
	Next   string
}

// A table has the list with what is shown of it, and its pictures lie where the pose
// says: those of a pair are laid onto each other by it.
func TestATableWithItsPictures(t *testing.T) {
	s := newScene(t, apitest.Options{})
	c := s.As(t, "NORTE", casework.Examiner)
	exhibits := s.collection(c, 2, 2, "&no_search=true")
	probe := one[casework.Mark](t, c, "/exhibits/"+exhibits["1-0"].ID+"/marks")
	id := search(s, c, &probe)
	first := apitest.Get[tableOf](t, c, "/searches/"+id+"/table?limit=2")
	rest := apitest.Get[tableOf](t, c, first.Next)
	if len(first.Items) != 2 || len(rest.Items) != 1 || rest.Next != "" || first.Probe.Exhibit != probe.Exhibit || first.Search.ID != id {
		t.Fatalf("%+v", first)
	}
	want := found(t, c, id, 500)
	for i, row := range append(first.Items, rest.Items...) {
		if row.Candidate.ID != want[i].ID || row.Score != want[i].Score || row.Party.Exhibit != want[i].Exhibit || row.MarkKind != "breech_face" || row.Frame == nil {
			t.Errorf("%+v, want %+v", row, want[i])
		}
	}
	mate := first.Items[0]
	if mate.Party.Exhibit != exhibits["1-1"].ID || mate.Party.CaseNumber != "C-"+exhibits["1-1"].Number || mate.Party.Occurred != "2026-03-14" || mate.Party.LabCode != "NORTE" {
		t.Errorf("%+v", mate.Party)
	}
	var fused struct {
		Probe casework.Party
		Items []casework.FusedRow
	}
	c.Do(t, http.MethodGet, "/exhibits/"+probe.Exhibit+"/table?limit=1", nil).Want(t, http.StatusOK).JSON(t, &fused)
	if len(fused.Items) != 1 || fused.Items[0].Party != mate.Party || fused.Items[0].State != casework.CandidateNew || fused.Probe.Mark != probe.ID {
		t.Errorf("%+v", fused)
	}
	s.pictures(c, &mate)
	s.reliefs(c, &mate)
	compared := c.Do(t, http.MethodGet, "/marks/"+probe.ID+"/comparison/"+mate.Mark, nil).Want(t, http.StatusOK)
	if again := c.Do(t, http.MethodGet, "/candidates/"+mate.Candidate.ID+"/comparison", nil); !bytes.Equal(compared.Body, again.Body) {
		t.Errorf("%s, of the pair %s", compared.Body, again.Body)
	}
}

// pictures reads the pictures of a pair in several sizes.
func (s *scene) pictures(c *apitest.Client, row *casework.CandidateRow) {
	t := s.t
	for path, frame := range map[string]*casework.Frame{
		"/candidates/" + row.Candidate.ID + "/pictures/probe": row.ProbeFrame, "/candidates/" + row.Candidate.ID + "/pictures/candidate": row.Frame,
		"/marks/" + row.Mark + "/picture": row.Frame,
	} {
		for _, query := range []string{"", "?side_px=16", "?side_px=96"} {
			answer := c.Do(t, http.MethodGet, path+query, nil).Want(t, http.StatusOK)
			img, err := png.Decode(bytes.NewReader(answer.Body))
			if err != nil {
				t.Fatalf("%s%s: %v", path, query, err)
			}
			if side := strings.TrimPrefix(query, "?side_px="); side != "" && strconv.Itoa(max(img.Bounds().Dx(), img.Bounds().Dy())) != side {
				t.Errorf("%s%s is %v", path, query, img.Bounds())
			}
			for name, um := range map[string]float64{"Width": frame.WidthUm, "Height": frame.HeightUm, "Centre-X": frame.CentreXUm, "Centre-Y": frame.CentreYUm} {
				if got := answer.Header.Get("X-Cotejo-" + name + "-Um"); got != strconv.FormatFloat(um, 'f', 3, 64) {
					t.Errorf("%s%s: %s is %s um, the row says %g", path, query, name, got, um)
				}
			}
			s.lasts(c, path+query, answer)
		}
		c.Do(t, http.MethodGet, path+"?side_px=15", nil).Want(t, http.StatusUnprocessableEntity)
		c.Do(t, http.MethodGet, path+"?side_px=1025", nil).Want(t, http.StatusUnprocessableEntity)
	}
}

// lasts checks that a browser, and nothing between, may keep an answer.
func (s *scene) lasts(c *apitest.Client, path string, answer *apitest.Answer) {
	s.t.Helper()
	h := answer.Header
	if h.Get("Cache-Control") != "private, max-age=86400, immutable" || !strings.Contains(strings.Join(h.Values("Vary"), ","), "Cookie") {
		s.t.Errorf("%s: %v", path, h)
	}
	known := c.Do(s.t, http.MethodGet, path, nil, "If-None-Match", h.Get("Etag")).Want(s.t, http.StatusNotModified)
	if len(known.Body) != 0 || known.Header.Get("Etag") != h.Get("Etag") {
		s.t.Errorf("%s: %d bytes of what is known", path, len(known.Body))
	}
}

// reliefs reads the surfaces of a pair.
func (s *scene) reliefs(c *apitest.Client, row *casework.CandidateRow) {
	t := s.t
	for path, frame := range map[string]*casework.Frame{
		"/candidates/" + row.Candidate.ID + "/surfaces/probe": row.ProbeFrame, "/candidates/" + row.Candidate.ID + "/surfaces/candidate": row.Frame,
		"/marks/" + row.Mark + "/surface": row.Frame,
	} {
		answer := c.Do(t, http.MethodGet, path+"?side_px=100", nil).Want(t, http.StatusOK)
		relief, err := match.DecodeSurface(answer.Body)
		if err != nil || answer.Header.Get("Content-Type") != "application/vnd.cotejo.surface" {
			t.Fatalf("%s: %v, %v", path, err, answer.Header)
		}
		// It lies within what the picture shows.
		halfWide := float64(relief.PitchXUm) * float64(relief.Width) / 2
		if off := float64(relief.CentreXUm) - frame.CentreXUm; max(relief.Width, relief.Height) > 100 || off+halfWide > frame.WidthUm/2+200 || off-halfWide < -frame.WidthUm/2-200 {
			t.Errorf("%s: %d x %d of %g um about %g, the picture is %+v", path, relief.Width, relief.Height, relief.PitchXUm, relief.CentreXUm, frame)
		}
		s.lasts(c, path+"?side_px=100", answer)
		c.Do(t, http.MethodGet, path+"?side_px=63", nil).Want(t, http.StatusUnprocessableEntity)
	}
}

// What another laboratory shares for searches is shown of a pair and of nothing else;
// whoever may not see the list sees no part of it.
func TestWhoSeesTablesAndPictures(t *testing.T) {
	s := newScene(t, apitest.Options{})
	north, south := s.As(t, "NORTE", casework.Technician), s.As(t, "SUR", casework.Examiner)
	mine := s.collection(north, 1, 1, "&no_search=true")["0-0"]
	theirs := s.exhibit(south, "S-4711")
	acquisition := s.upload(south, theirs.ID, noise(t, 0, 9), "&no_search=true")
	s.settled()
	probe := one[casework.Mark](t, north, "/exhibits/"+mine.ID+"/marks")
	id := search(s, north, &probe)
	answer := north.Do(t, http.MethodGet, "/searches/"+id+"/table", nil).Want(t, http.StatusOK)
	var table tableOf
	answer.JSON(t, &table)
	for _, secret := range []string{theirs.ID, theirs.Number, theirs.Case, acquisition.ID} {
		if bytes.Contains(answer.Body, []byte(secret)) {
			t.Errorf("the table tells %s", secret)
		}
	}
	row := table.Items[0]
	if row.Party.LabCode != "SUR" || row.Party.MarkKind != "breech_face" || row.Frame == nil {
		t.Errorf("%+v", row)
	}
	pair := "/candidates/" + row.Candidate.ID
	north.Do(t, http.MethodGet, pair+"/pictures/candidate?side_px=64", nil).Want(t, http.StatusOK)
	north.Do(t, http.MethodGet, pair+"/surfaces/candidate", nil).Want(t, http.StatusOK)
	for _, path := range []string{
		"/marks/" + row.Mark + "/surface", "/marks/" + row.Mark + "/picture?side_px=64", "/acquisitions/" + acquisition.ID + "/picture",
		"/marks/" + probe.ID + "/comparison/" + row.Mark, "/marks/" + row.Mark + "/comparison/" + probe.ID,
	} {
		north.Do(t, http.MethodGet, path, nil).Want(t, http.StatusNotFound).Problem(t)
	}
	for _, path := range []string{
		"/searches/" + id + "/table", "/exhibits/" + mine.ID + "/table", pair + "/surfaces/probe", pair + "/pictures/probe?side_px=64", "/marks/" + probe.ID + "/surface",
	} {
		south.Do(t, http.MethodGet, path, nil).Want(t, http.StatusNotFound).Problem(t)
		s.As(t, "*", casework.Auditor).Do(t, http.MethodGet, path, nil).Want(t, http.StatusNotFound)
	}
	s.As(t, "*", casework.Auditor).Do(t, http.MethodGet, "/score-reference?mark_kind=breech_face&modality=topography", nil).Want(t, http.StatusForbidden)
	north.Do(t, http.MethodGet, "/score-reference?mark_kind=none&modality=topography", nil).Want(t, http.StatusUnprocessableEntity)
	north.Do(t, http.MethodGet, "/score-reference?mark_kind=ejector&modality=topography", nil).Want(t, http.StatusOK)
}

// flat is a picture of nothing.
func flat(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 400, 300))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// An acquisition is shown as it came, though nothing on it could be compared; a file
// that is no scan is a conflict that says so.
func TestPictureOfAnAcquisition(t *testing.T) {
	s := newScene(t, apitest.Options{})
	c := s.As(t, "NORTE", casework.Technician)
	e := s.exhibit(c, "1")
	good := s.upload(c, e.ID, noise(t, 1, 1), "&no_search=true")
	text := s.upload(c, e.ID, []byte("no scan at all"), "&no_search=true")
	s.settled()
	path := "/acquisitions/" + good.ID + "/picture"
	answer := c.Do(t, http.MethodGet, path+"?side_px=104", nil).Want(t, http.StatusOK)
	img, err := png.Decode(bytes.NewReader(answer.Body))
	if err != nil || img.Bounds().Dx() != 104 || answer.Header.Get("X-Cotejo-Width") != "208" || answer.Header.Get("X-Cotejo-Height") != "208" {
		t.Errorf("%v: %v, %v", img.Bounds(), answer.Header, err)
	}
	s.lasts(c, path+"?side_px=104", answer)
	c.Do(t, http.MethodGet, path+"?side_px=2049", nil).Want(t, http.StatusUnprocessableEntity)
	problem := c.Do(t, http.MethodGet, "/acquisitions/"+text.ID+"/picture", nil).Want(t, http.StatusConflict).Problem(t)
	if !strings.Contains(problem.Detail, "cannot be shown") {
		t.Errorf("%s", problem.Detail)
	}
	refused := s.upload(c, e.ID, flat(t), "&no_search=true")
	s.settled()
	if state := apitest.Get[casework.Acquisition](t, c, "/acquisitions/"+refused.ID).State; state != casework.StateRefused {
		t.Fatalf("a blank picture is %s", state)
	}
	c.Do(t, http.MethodGet, "/acquisitions/"+refused.ID+"/picture", nil).Want(t, http.StatusOK)
	s.spoil(good.SHA256)
	c.Do(t, http.MethodGet, path+"?side_px=105", nil).Want(t, http.StatusInternalServerError).Problem(t)
}
