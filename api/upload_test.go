package api_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strings"
	"testing"

	"cotejo/api"
	"cotejo/api/apitest"
	"cotejo/api/casework"
)

func TestAFileIsKeptAsItCame(t *testing.T) {
	s := newScene(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	e := s.exhibit(c, "A")
	file := noise(t, 1, 1)
	sum := sha256.Sum256(file)
	digest := "sha-256=:" + base64.StdEncoding.EncodeToString(sum[:]) + ":"
	path := "/exhibits/" + e.ID + "/acquisitions?file_name=" + "casquillo%20%C3%B1%22.x3p" + "&lighting=ring&pitch_um=3.5&measured_at=2026-03"
	got := c.Do(t, http.MethodPost, path, file, "Content-Digest", digest).Want(t, http.StatusCreated)
	var a casework.Acquisition
	got.JSON(t, &a)
	if a.SHA256 != hex.EncodeToString(sum[:]) || a.Size != int64(len(file)) || a.State != casework.StateQueued || a.PitchUm != 3.5 || a.Lighting != "ring" {
		t.Errorf("%+v", a)
	}
	back := c.Do(t, http.MethodGet, "/acquisitions/"+a.ID+"/original", nil).Want(t, http.StatusOK)
	if !bytes.Equal(back.Body, file) {
		t.Error("the original differs")
	}
	for name, want := range map[string]string{
		"Content-Type": "application/octet-stream", "X-Content-Type-Options": "nosniff", "Repr-Digest": digest, "Etag": `"` + a.SHA256 + `"`,
		"Content-Disposition": `attachment; filename="casquillo __.x3p"; filename*=UTF-8''casquillo%20%C3%B1%22.x3p`,
	} {
		if got := back.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	c.Do(t, http.MethodGet, "/acquisitions/"+a.ID+"/original", nil, "If-None-Match", `"`+a.SHA256+`"`).Want(t, http.StatusNotModified)
	if head := c.Do(t, http.MethodHead, "/acquisitions/"+a.ID+"/original", nil).Want(t, http.StatusOK); len(head.Body) != 0 || head.Header.Get("Content-Length") != fmt.Sprint(len(file)) {
		t.Errorf("HEAD: %d bytes, %v", len(head.Body), head.Header)
	}
	// The same bytes again are the same acquisition.
	if again := s.upload(c, e.ID, file, ""); again.ID != a.ID {
		t.Error("the same file is kept twice")
	}
	if n := len(list[casework.Acquisition](t, c, "/exhibits/"+e.ID+"/acquisitions")); n != 1 {
		t.Errorf("%d acquisitions", n)
	}
}

func TestUploadsAreRefused(t *testing.T) {
	limits := casework.DefaultLimits()
	limits.UploadBytes = 1 << 20
	s := newScene(t, apitest.Options{Idle: true, Limits: limits})
	c := s.As(t, "NORTE", casework.Technician)
	other := s.As(t, "SUR", casework.Examiner)
	auditor := s.As(t, casework.WholeService, casework.Auditor)
	e := s.exhibit(c, "A")
	file := []byte("some file")
	at := "/exhibits/" + e.ID + "/acquisitions"
	big := bytes.Repeat([]byte("x"), 1<<20+1)
	for name, test := range map[string]struct {
		client *apitest.Client
		path   string
		body   any
		header []string
		status int
	}{
		"nobody":               {s.Anyone(t), at, file, nil, 401},
		"another laboratory":   {other, at, file, nil, 404},
		"auditor":              {auditor, at, file, nil, 404},
		"reading token":        {c.WithToken(t, casework.ScopeRead), at, file, nil, 403},
		"no exhibit":           {c, "/exhibits/01981f0c-0000-7000-8000-000000000000/acquisitions", file, nil, 404},
		"empty":                {c, at, "", nil, 422},
		"another hash":         {c, at + "?sha256=" + strings.Repeat("a", 64), file, nil, 422},
		"two hashes":           {c, at + "?sha256=" + strings.Repeat("a", 64), file, []string{"Content-Digest", "sha-256=:" + base64.StdEncoding.EncodeToString(make([]byte, 32)) + ":"}, 422},
		"no digest":            {c, at, file, []string{"Content-Digest", "sha-256=:nonsense:"}, 400},
		"misspelt":             {c, at + "?pitch=3", file, nil, 422},
		"a wrong choice":       {c, at + "?lighting=dark", file, nil, 422},
		"a wrong date":         {c, at + "?measured_at=yesterday", file, nil, 422},
		"an unknown tool":      {c, at + "?instrument=01981f0c-0000-7000-8000-000000000000", file, nil, 422},
		"compressed":           {c, at, file, []string{"Content-Encoding", "gzip"}, 415},
		"too large":            {c, at, big, nil, 413},
		"too large, unstated":  {c, at, io.MultiReader(bytes.NewReader(big)), nil, 413},
		"a form without parts": {c, at, "", []string{"Content-Type", "multipart/form-data; boundary=x"}, 400},
		"a form without end":   {c, at, "--x\r\n", []string{"Content-Type", "multipart/form-data; boundary=x"}, 400},
		"no boundary":          {c, at, "--x--", []string{"Content-Type", "multipart/form-data"}, 400},
	} {
		t.Run(name, func(t *testing.T) {
			p := test.client.Do(t, http.MethodPost, test.path, test.body, test.header...).Want(t, test.status).Problem(t)
			t.Log(p.Detail, p.Errors)
		})
	}
	if n := len(list[casework.Acquisition](t, c, at)); n != 0 {
		t.Errorf("%d acquisitions are kept", n)
	}
}

// neverRead fails the test when it is read: a full service must not ask for the file.
type neverRead struct{ t *testing.T }

func (n neverRead) Read([]byte) (int, error) {
	n.t.Error("the file was read")
	return 0, io.ErrUnexpectedEOF
}

func TestAFullQueueTakesNoHalfUpload(t *testing.T) {
	limits := casework.DefaultLimits()
	limits.Queued = 1
	s := newScene(t, apitest.Options{Idle: true, Limits: limits})
	c := s.As(t, "NORTE", casework.Technician)
	a, b := s.exhibit(c, "A"), s.exhibit(c, "B")
	s.upload(c, a.ID, noise(t, 1, 1), "")

	r := c.Request(t, http.MethodPost, "/exhibits/"+b.ID+"/acquisitions?file_name=b.x3p", neverRead{t}, "Content-Type", "application/octet-stream", "Expect", "100-continue")
	r.ContentLength = 1 << 29
	client := *c.HTTP
	transport := client.Transport.(*http.Transport).Clone()
	transport.ExpectContinueTimeout = 1 << 40 // waits for the service's word
	client.Transport = transport
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusServiceUnavailable || answer.Header.Get("Retry-After") == "" || !answer.Close {
		t.Errorf("%d, %v, closes %v", answer.StatusCode, answer.Header, answer.Close)
	}
	if n := len(list[casework.Acquisition](t, c, "/exhibits/"+b.ID+"/acquisitions")); n != 0 {
		t.Errorf("%d acquisitions are kept", n)
	}
	// A whole form is refused before its first file.
	body, kind := form(t, part{name: "x.x3p", body: []byte("x")})
	p := c.Do(t, http.MethodPost, "/exhibits/"+b.ID+"/acquisitions", body, "Content-Type", kind).Want(t, http.StatusServiceUnavailable).Problem(t)
	if !strings.Contains(p.Type, "queue.full") {
		t.Error(p.Type)
	}
}

type part struct {
	field, name, digest string
	body                []byte
}

// form is a multipart body.
func form(t testing.TB, parts ...part) ([]byte, string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, p := range parts {
		if p.field == "" {
			p.field = "file"
		}
		h := textproto.MIMEHeader{"Content-Disposition": {fmt.Sprintf(`form-data; name="%s"; filename="%s"`, p.field, p.name)}}
		if p.name == "" {
			h.Set("Content-Disposition", `form-data; name="`+p.field+`"`)
		}
		if p.digest != "" {
			h.Set("Content-Digest", p.digest)
		}
		out, err := w.CreatePart(h)
		if err == nil {
			_, err = out.Write(p.body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), w.FormDataContentType()
}

// uploads is the answer to a form.
type uploads struct {
	Items []struct {
		FileName    string                `json:"file_name"`
		Acquisition *casework.Acquisition `json:"acquisition"`
		Problem     *api.Problem          `json:"problem"`
	}
	Complete bool
}

func TestAFormTellsOfEachFile(t *testing.T) {
	s := newScene(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	e := s.exhibit(c, "A")
	at := "/exhibits/" + e.ID + "/acquisitions?no_search=true"
	one, two := noise(t, 1, 1), noise(t, 1, 2)
	sum := sha256.Sum256(one)
	right := "sha-256=:" + base64.StdEncoding.EncodeToString(sum[:]) + ":"

	body, kind := form(t, part{name: "../../one.x3p", body: one, digest: right}, part{name: "two.x3p", body: two})
	var got uploads
	c.Do(t, http.MethodPost, at, body, "Content-Type", kind, "Idempotency-Key", "form-1").Want(t, http.StatusCreated).JSON(t, &got)
	if len(got.Items) != 2 || !got.Complete || got.Items[0].Acquisition.FileName != "one.x3p" || got.Items[1].Acquisition.SHA256 == "" {
		t.Fatalf("%+v", got)
	}
	var again uploads
	c.Do(t, http.MethodPost, at, body, "Content-Type", kind, "Idempotency-Key", "form-1").Want(t, http.StatusCreated).JSON(t, &again)
	if again.Items[1].Acquisition.ID != got.Items[1].Acquisition.ID {
		t.Error("the same form again made another acquisition")
	}

	body, kind = form(t, part{name: "bad.x3p", body: two, digest: right}, part{field: "note", body: []byte("hi")}, part{name: "empty"}, part{name: "new.x3p", body: []byte("new")})
	var mixed uploads
	c.Do(t, http.MethodPost, at, body, "Content-Type", kind).Want(t, http.StatusMultiStatus).JSON(t, &mixed)
	kept := 0
	for _, i := range mixed.Items {
		if i.Acquisition != nil {
			kept++
		} else if i.Problem == nil || i.Problem.Detail == "" || i.Problem.Status != 422 {
			t.Errorf("%+v", i)
		}
	}
	if kept != 1 || len(mixed.Items) != 4 || !mixed.Complete {
		t.Errorf("%d kept of %+v", kept, mixed)
	}
}

func TestAFormStopsWhereTheServiceIsFull(t *testing.T) {
	limits := casework.DefaultLimits()
	limits.Queued = 2
	s := newScene(t, apitest.Options{Idle: true, Limits: limits})
	c := s.As(t, "NORTE", casework.Technician)
	e := s.exhibit(c, "A")
	body, kind := form(t, part{name: "1", body: []byte("1")}, part{name: "2", body: []byte("2")}, part{name: "3", body: []byte("3")}, part{name: "4", body: []byte("4")})
	var got uploads
	answer := c.Do(t, http.MethodPost, "/exhibits/"+e.ID+"/acquisitions", body, "Content-Type", kind).Want(t, http.StatusMultiStatus)
	answer.JSON(t, &got)
	if len(got.Items) != 3 || got.Complete || got.Items[2].Problem.Status != 503 || answer.Header.Get("Retry-After") == "" {
		t.Errorf("%s", answer.Body)
	}
}

func TestADamagedOriginalDoesNotLookComplete(t *testing.T) {
	s := newScene(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	e := s.exhibit(c, "A")
	a := s.upload(c, e.ID, noise(t, 1, 1), "")
	s.spoil(a.SHA256)
	answer, err := c.HTTP.Do(c.Request(t, http.MethodGet, "/acquisitions/"+a.ID+"/original", nil))
	if err != nil {
		return // nothing came: as good
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return
	}
	if got, err := io.ReadAll(answer.Body); err == nil {
		t.Errorf("%d bytes of a damaged file came as if they were whole", len(got))
	}
}

func TestAnUploadWithTheSameKeyAndAnotherFileIsRefused(t *testing.T) {
	s := newScene(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	e := s.exhibit(c, "A")
	at := "/exhibits/" + e.ID + "/acquisitions"
	send := func(body string) *apitest.Answer {
		return c.Do(t, http.MethodPost, at, body, "Content-Type", "application/octet-stream", "Idempotency-Key", "k1")
	}
	var first, again casework.Acquisition
	send("one").Want(t, http.StatusCreated).JSON(t, &first)
	send("one").Want(t, http.StatusCreated).JSON(t, &again)
	if first.ID != again.ID {
		t.Error("entered twice")
	}
	send("two").Want(t, http.StatusConflict).Problem(t)
}
