package api_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"cotejo/api/apitest"
	"cotejo/api/casework"
	"cotejo/api/exchange"
)

// dotted is a PNG of a size, of which seed says how it looks.
func dotted(t testing.TB, width, height int, seed uint8) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	for i := range img.Pix {
		img.Pix[i] = uint8(i) * seed
	}
	return encode(t, img)
}

func encode(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// hollow is a PNG whose header promises a size and whose data are a few rows.
func hollow(t testing.TB, width, height uint32) []byte {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n")
	chunk := func(kind string, data []byte) {
		_ = binary.Write(&b, binary.BigEndian, uint32(len(data)))
		b.WriteString(kind)
		b.Write(data)
		_ = binary.Write(&b, binary.BigEndian, crc32.ChecksumIEEE(append([]byte(kind), data...)))
	}
	header := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, width), height)
	chunk("IHDR", append(header, 8, 0, 0, 0, 0))
	var rows bytes.Buffer
	z := zlib.NewWriter(&rows)
	_, _ = z.Write(make([]byte, 100))
	_ = z.Close()
	chunk("IDAT", rows.Bytes())
	chunk("IEND", nil)
	return b.Bytes()
}

// snapshotForm is a form as a browser sends it, and its type.
func snapshotForm(t testing.TB, picture []byte, title, view string) (body []byte, kind string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	field := func(name, text string) {
		if err := w.WriteField(name, text); err != nil {
			t.Fatal(err)
		}
	}
	if title != "" {
		field("title", title)
	}
	if view != "" {
		field("view", view)
	}
	if picture != nil {
		part, err := w.CreateFormFile("picture", "../../x.png")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(picture); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), w.FormDataContentType()
}

func (p *pairs) snap(c *apitest.Client, candidate string, picture []byte, title, view string, headers ...string) *apitest.Answer {
	p.t.Helper()
	body, kind := snapshotForm(p.t, picture, title, view)
	return c.Do(p.t, http.MethodPost, "/candidates/"+candidate+"/snapshots", body, append(headers, "Content-Type", kind)...)
}

func TestASnapshotIsKeptInTheCase(t *testing.T) {
	p := reviewed(t, 0)
	other := p.As(t, "NORTE", casework.Technician)
	picture := dotted(t, 30, 20, 3)
	const view = `{"zoom": 2.5, "light": {"azimuth": 315, "on": true}, "layers": ["cells", null]}`
	answer := p.snap(p.first, p.list[0].ID, picture, "agreement at 3 o'clock", view, "Idempotency-Key", "s").Want(t, http.StatusCreated)
	var sn casework.Snapshot
	answer.JSON(t, &sn)
	if sn.Candidate != p.list[0].ID || sn.Exhibit != p.probe.ID || sn.Case != p.probe.Case || sn.Width != 30 || sn.Height != 20 ||
		sn.Bytes != int64(len(picture)) || sn.View["zoom"] != 2.5 || answer.Header.Get("Location") != apitest.Root+"/snapshots/"+sn.ID {
		t.Errorf("%+v at %s", sn, answer.Header.Get("Location"))
	}
	var again casework.Snapshot
	p.snap(p.first, p.list[0].ID, picture, "agreement at 3 o'clock", view, "Idempotency-Key", "s").Want(t, http.StatusCreated).JSON(t, &again)
	if again.ID != sn.ID {
		t.Errorf("the same request again made %s", again.ID)
	}
	p.snap(p.first, p.list[0].ID, dotted(t, 30, 20, 4), "agreement at 3 o'clock", view, "Idempotency-Key", "s").Want(t, http.StatusConflict)

	got := other.Do(t, http.MethodGet, "/snapshots/"+sn.ID+"/picture", nil).Want(t, http.StatusOK)
	if !bytes.Equal(got.Body, picture) || got.Header.Get("Content-Type") != "image/png" || got.Header.Get("Etag") != `"`+sn.SHA256+`"` {
		t.Errorf("%d bytes, %v", len(got.Body), got.Header)
	}
	other.Do(t, http.MethodGet, "/snapshots/"+sn.ID+"/picture", nil, "If-None-Match", `"`+sn.SHA256+`"`).Want(t, http.StatusNotModified)
	for query, want := range map[string]int{
		"": 1, "?case=" + p.probe.Case: 1, "?candidate=" + sn.Candidate: 1, "?exhibit=" + p.probe.ID: 1, "?case=" + unknownID: 0, "?candidate=" + p.list[1].ID: 0,
	} {
		if n := len(list[casework.Snapshot](t, other, "/snapshots"+query)); n != want {
			t.Errorf("/snapshots%s: %d, want %d", query, n, want)
		}
	}
	var timeline struct{ Items []casework.Moment }
	other.Do(t, http.MethodGet, "/cases/"+p.probe.Case+"/timeline", nil).Want(t, http.StatusOK).JSON(t, &timeline)
	found := false
	for _, m := range timeline.Items {
		found = found || m.What == "snapshot" && m.ID == sn.ID && m.Detail == sn.Title && m.Number == p.probe.Number
	}
	if !found {
		t.Errorf("%+v", timeline)
	}
	p.exported(&sn, picture)
}

// exported: the case's archive has the snapshot, what it shows, and what was
// annotated; or tells that a picture was lost.
func (p *pairs) exported(sn *casework.Snapshot, picture []byte) {
	t := p.t
	p.annotate(p.first, p.list[0].ID, "for the archive")
	at := "/cases/" + p.probe.Case + "/export"
	archive := p.first.Do(t, http.MethodGet, at, nil).Want(t, http.StatusOK).Body
	files := unpacked(t, archive)
	if !bytes.Equal(files["snapshots/"+sn.ID+".png"], picture) || !bytes.Contains(files["records/snapshot.jsonl"], []byte(sn.SHA256)) ||
		!bytes.Contains(files["tables/snapshot.csv"], []byte("azimuth")) || !bytes.Contains(files["records/annotation.jsonl"], []byte("for the archive")) {
		t.Errorf("the archive lacks it: %s %s", files["records/snapshot.jsonl"], files["tables/snapshot.csv"])
	}
	a, err := exchange.Open(bytes.NewReader(archive), int64(len(archive)), exchange.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Verify(t.Context()); err != nil {
		t.Error(err)
	}
	c := contentsOf(t, archive)
	if c.Records[casework.KindSnapshot] != 1 || c.Records[casework.KindAnnotation] != 1 || len(c.LeftOut) != 0 {
		t.Errorf("%+v", c)
	}
	p.spoil(sn.SHA256)
	c = contentsOf(t, p.first.Do(t, http.MethodGet, at, nil).Want(t, http.StatusOK).Body)
	if len(c.LeftOut) != 1 || c.LeftOut[0].Snapshot != sn.ID || c.LeftOut[0].Reason != "damaged" {
		t.Errorf("%+v", c.LeftOut)
	}
}

func TestWhoMayKeepSnapshots(t *testing.T) {
	p := reviewed(t, 0)
	picture := dotted(t, 4, 4, 1)
	for who, want := range map[*apitest.Client]int{
		p.As(t, "NORTE", casework.Technician): http.StatusForbidden, p.As(t, "NORTE", casework.Supervisor): http.StatusCreated,
		p.As(t, "SUR", casework.Examiner): http.StatusNotFound, p.As(t, "*", casework.Auditor): http.StatusNotFound,
		p.first.WithToken(t, casework.ScopeRead): http.StatusForbidden, p.Anyone(t): http.StatusUnauthorized,
	} {
		p.snap(who, p.list[0].ID, picture, "", "").Want(t, want)
	}
	p.snap(p.first, unknownID, picture, "", "").Want(t, http.StatusNotFound)
	sn := one[casework.Snapshot](t, p.first, "/snapshots")
	if sn.View == nil || sn.Title != "" {
		t.Errorf("%+v", sn)
	}
	for _, c := range []*apitest.Client{p.As(t, "SUR", casework.Examiner), p.As(t, "*", casework.Auditor), p.As(t, "*", casework.Administrator)} {
		if n := len(list[casework.Snapshot](t, c, "/snapshots")); n != 0 {
			t.Errorf("%s sees %d", c.Account.Login, n)
		}
		c.Do(t, http.MethodGet, "/snapshots/"+sn.ID, nil).Want(t, http.StatusNotFound)
		c.Do(t, http.MethodGet, "/snapshots/"+sn.ID+"/picture", nil).Want(t, http.StatusNotFound)
	}
	log := p.As(t, "*", casework.Auditor).Do(t, http.MethodGet, "/audit/entries?action=snapshot", nil).Want(t, http.StatusOK)
	if !bytes.Contains(log.Body, []byte(sn.ID)) {
		t.Errorf("not logged: %s", log.Body)
	}
}

func TestSnapshotsThatAreRefused(t *testing.T) {
	p := reviewed(t, 0)
	good := dotted(t, 16, 16, 1)
	deep := image.NewNRGBA64(image.Rect(0, 0, 4, 4))
	deep.Set(1, 1, color.NRGBA64{1, 2, 3, 65535})
	blobs := func() (n int) {
		if err := p.Blobs.Each(t.Context(), func(string, int64) error { n++; return nil }); err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := blobs()
	cases := []struct {
		name        string
		picture     []byte
		title, view string
		status      int
		key         string
	}{
		{"no picture", nil, "x", `{}`, http.StatusUnprocessableEntity, "field.required"},
		{"empty", []byte{}, "", "", http.StatusUnsupportedMediaType, "snapshot.no_png"},
		{"another kind", []byte("GIF89a, really"), "", "", http.StatusUnsupportedMediaType, "snapshot.no_png"},
		{"cut off", good[:len(good)-20], "", "", http.StatusUnsupportedMediaType, "snapshot.no_png"},
		{"a wrong checksum", flipped(good, len(good)-20), "", "", http.StatusUnsupportedMediaType, "snapshot.no_png"},
		{"with something behind", append(bytes.Clone(good), "PK\x03\x04"...), "", "", http.StatusUnsupportedMediaType, "snapshot.no_png"},
		{"hollow", hollow(t, 6000, 6000), "", "", http.StatusUnsupportedMediaType, "snapshot.no_png"},
		{"more points than can be counted", hollow(t, 1<<30, 1<<30), "", "", http.StatusUnsupportedMediaType, "snapshot.no_png"},
		{"too many points", hollow(t, 1<<16, 1<<16), "", "", http.StatusRequestEntityTooLarge, "snapshot.too_many_points"},
		{"a few too many", hollow(t, 40000, 1001), "", "", http.StatusRequestEntityTooLarge, "snapshot.too_many_points"},
		{"16 bits", encode(t, deep), "", "", http.StatusUnsupportedMediaType, "snapshot.deep"},
		{"too large", bytes.Repeat([]byte("x"), 16<<20+1), "", "", http.StatusRequestEntityTooLarge, "snapshot.too_large"},
		{"a long title", good, strings.Repeat("ñ", 201), "", http.StatusUnprocessableEntity, "field.too_long"},
		{"a very long title", good, strings.Repeat("x", 9000), "", http.StatusUnprocessableEntity, "field.too_long"},
		{"a title of control characters", good, "a\x07b", "", http.StatusUnprocessableEntity, "field.characters"},
		{"a title that is no text", good, "\xff", "", http.StatusUnprocessableEntity, "field.characters"},
		{"a list for a view", good, "", `[1]`, http.StatusUnprocessableEntity, "snapshot.view"},
		{"null for a view", good, "", `null`, http.StatusUnprocessableEntity, "snapshot.view"},
		{"half a view", good, "", `{"a":`, http.StatusBadRequest, "http.body_json"},
		{"a deep view", good, "", strings.Repeat(`{"a":`, 40) + "1" + strings.Repeat("}", 40), http.StatusBadRequest, "http.body_deep"},
		{"a view with a NUL", good, "", `{"a": "\u0000"}`, http.StatusUnprocessableEntity, "http.body_nul"},
		{"a long view", good, "", `{"a": "` + strings.Repeat("x", 64<<10) + `"}`, http.StatusUnprocessableEntity, "field.object_too_long"},
	}
	for _, k := range cases {
		t.Run(k.name, func(t *testing.T) {
			got := p.snap(p.first, p.list[0].ID, k.picture, k.title, k.view).Want(t, k.status).Problem(t)
			if !strings.HasSuffix(got.Type, k.key) && (len(got.Errors) != 1 || got.Errors[0].Key != k.key) {
				t.Errorf("%s %+v, want %s", got.Type, got.Errors, k.key)
			}
		})
	}
	body, kind := snapshotForm(t, good, "x", "{}")
	boundary := strings.TrimPrefix(kind, "multipart/form-data; boundary=")
	for what, k := range map[string]struct {
		kind   string
		body   string
		status int
	}{
		"no form":       {"image/png", string(good), http.StatusUnsupportedMediaType},
		"no boundary":   {"multipart/form-data", string(body), http.StatusUnsupportedMediaType},
		"cut off":       {kind, string(body[:len(body)-30]), http.StatusBadRequest},
		"a part twice":  {kind, strings.Replace(string(body), `name="title"`, `name="view"`, 1), http.StatusBadRequest},
		"a stranger":    {kind, strings.Replace(string(body), `name="title"`, `name="titel"`, 1), http.StatusBadRequest},
		"another form":  {strings.Replace(kind, boundary, "another", 1), string(body), http.StatusUnprocessableEntity},
		"nothing in it": {kind, "--" + boundary + "--\r\n", http.StatusUnprocessableEntity},
	} {
		got := p.first.Do(t, http.MethodPost, "/candidates/"+p.list[0].ID+"/snapshots", k.body, "Content-Type", k.kind)
		if got.Status != k.status {
			t.Errorf("%s: %d %s, want %d", what, got.Status, got.Body, k.status)
		}
	}
	if n := len(list[casework.Snapshot](t, p.first, "/snapshots")); n != 0 || blobs() != before {
		t.Errorf("%d snapshots are kept, %d blobs more", n, blobs()-before)
	}
}

// flipped has one bit changed.
func flipped(data []byte, at int) []byte {
	out := bytes.Clone(data)
	out[at] ^= 1
	return out
}

// What is kept of a pair that waits is its author's alone, wherever one looks.
func TestSnapshotsAreHiddenWhileAPairWaits(t *testing.T) {
	p := reviewed(t, 1)
	second := p.As(t, "NORTE", casework.Examiner, "second")
	var sn [2]casework.Snapshot // of the lead and of the decoy
	for i := range sn {
		p.snap(p.first, p.list[i].ID, dotted(t, 5, 5, uint8(i+1)), fmt.Sprint("secret ", i), "").Want(t, http.StatusCreated).JSON(t, &sn[i])
	}
	p.declare()
	sees := func(c *apitest.Client, want int) {
		t.Helper()
		for _, s := range sn {
			status := map[int]int{0: http.StatusNotFound, 2: http.StatusOK}[want]
			c.Do(t, http.MethodGet, "/snapshots/"+s.ID, nil).Want(t, status)
			c.Do(t, http.MethodGet, "/snapshots/"+s.ID+"/picture", nil).Want(t, status)
		}
		if n := len(list[casework.Snapshot](t, c, "/snapshots?case="+p.probe.Case)); n != want {
			t.Errorf("%s sees %d in the list", c.Account.Login, n)
		}
		text := c.Do(t, http.MethodGet, "/cases/"+p.probe.Case+"/timeline", nil).Want(t, http.StatusOK).Body
		if n := bytes.Count(text, []byte("secret ")); n != want {
			t.Errorf("%s sees %d on the timeline", c.Account.Login, n)
		}
		files := unpacked(t, c.Do(t, http.MethodGet, "/cases/"+p.probe.Case+"/export", nil).Want(t, http.StatusOK).Body)
		pictures := 0
		for name := range files {
			if strings.HasPrefix(name, "snapshots/") {
				pictures++
			}
		}
		if n := bytes.Count(files["records/snapshot.jsonl"], []byte("secret ")); n != want || pictures != want {
			t.Errorf("%s takes %d records and %d pictures away", c.Account.Login, n, pictures)
		}
	}
	sees(p.first, 2)
	sees(second, 0)
	sees(p.As(t, "NORTE", casework.Supervisor), 0)
	for _, l := range list[casework.Lead](t, second, "/leads?state=second_review") {
		second.Do(t, http.MethodPost, "/leads/"+l.ID+"/second-review", casework.Review{Verdict: casework.Discard, Reason: "x"}).Want(t, http.StatusOK)
	}
	sees(second, 2)
}
