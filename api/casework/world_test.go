package casework_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

	"cotejo/api/audit"
	"cotejo/api/blob"
	"cotejo/api/casework"
	"cotejo/api/selection"
	"cotejo/api/store"
)

// world is a service over the real store and blobs, with an engine that says
// what the test wants: its rules are looked at here, not its scores.
type world struct {
	t      *testing.T
	cases  *casework.Service
	store  *store.Store
	engine *engine
	queue  *queue
	labs   map[string]*casework.Laboratory
	people map[string]*casework.Account
}

// engine finds one mark in every file but those that it refuses or fails on.
type engine struct {
	refuse, fail error
	panics       bool
	marks        []casework.Mark
	version      string
	rank         func([]casework.Ranked) []casework.Ranked
}

func (e *engine) Engine() (string, string, string) { return e.version, "templates", "all" }

func (e *engine) Extract(_ context.Context, o casework.Original, _ bool) (*casework.Extraction, error) {
	if e.panics {
		panic("the file made it so")
	}
	if e.refuse != nil || e.fail != nil {
		return nil, errors.Join(e.refuse, e.fail)
	}
	m := casework.Mark{
		MarkKind: "breech_face", Modality: "topography", Engine: e.version, Params: "templates",
		Template: "00" + strings.Repeat("1", len(o.Regions)), CentreFrom: "hole", PitchXUm: 6.25, PitchYUm: 6.25,
	}
	return &casework.Extraction{Format: "x3p", Stated: casework.Measurement{Maker: "from the file", Model: "\x00broken"}, Marks: []casework.Mark{m}, Found: e.found(o)}, nil
}

// found is a frame of 100 x 80 points with a breech face impression.
func (e *engine) found(casework.Original) *casework.Segmentation {
	return &casework.Segmentation{
		Engine: e.version, Params: "templates", Width: 100, Height: 80, PitchFrom: "file", Extent: "cropped",
		Marks: []casework.FoundMark{{MarkKind: "breech_face", Confidence: 0.9, Outline: casework.Outline{Shapes: []casework.Shape{
			{Circle: &casework.Disc{X: 50, Y: 40, R: 30}},
		}}}},
	}
}

func (e *engine) Begin(context.Context, *roaring64.Bitmap) error { return nil }

func (e *engine) CatchUp(ctx context.Context, marks func(context.Context, int64, int) ([]casework.Mark, error)) error {
	all, err := marks(ctx, 0, 1000)
	e.marks = all
	return err
}

func (e *engine) Rebuild(ctx context.Context, marks casework.MarksAfter) error {
	return e.CatchUp(ctx, marks)
}

func (e *engine) Missing() []int64 { return nil }

// Search gives the marks in their order, the first the best, or as rank has them.
func (e *engine) Search(_ context.Context, _ *casework.Mark, marks *roaring64.Bitmap, w casework.Wanted) (*casework.Ranking, error) {
	var out []casework.Ranked
	short := int(marks.GetCardinality())
	compared := short
	if w.Within > 0 { // time for one only
		compared = min(short, 1)
	}
	for it := marks.Iterator(); it.HasNext() && len(out) < min(w.Top, compared); {
		out = append(out, casework.Ranked{Seq: int64(it.Next()), Score: 1 / float64(len(out)+1)})
	}
	if e.rank != nil {
		out = e.rank(out)
	}
	return &casework.Ranking{List: out, Compared: compared, Shortlisted: short}, e.fail
}

func (e *engine) Explain(context.Context, *casework.Mark, *casework.Mark, io.Writer) error {
	return nil
}

// Fuse adds up.
func (e *engine) Fuse(scores []casework.KindScore) (sum float64) {
	for _, k := range scores {
		sum += k.Score
	}
	return sum
}

func (e *engine) Points(o *casework.Outline, _, _ int) (int, error) { return len(o.Shapes), nil }

func (e *engine) MaskPicture(context.Context, *casework.Outline, int, int) ([]byte, error) {
	return []byte("mask"), nil
}

func (e *engine) Overlay(context.Context, *casework.Acquisition, *casework.Segmentation, []casework.InForce) ([]byte, error) {
	return []byte("overlay"), nil
}

func (e *engine) Text(r casework.Remark, language string) (string, string) {
	return r.Code + " " + language, "mend it"
}

func (e *engine) Compare(context.Context, *casework.Mark, *casework.Mark) ([]byte, error) {
	return []byte("{}"), nil
}

// queue keeps what is offered until the test lets it be worked on.
type queue struct{ offered []string }

func (q *queue) Offer(_ context.Context, job string, _ bool) error {
	q.offered = append(q.offered, job)
	return nil
}
func (q *queue) Depth(context.Context) (int, int, error) { return len(q.offered), 0, nil }
func (q *queue) Ping(context.Context) error              { return nil }

// index is a catalogue that only counts.
type index struct{ applied int64 }

func (i *index) Apply(_ context.Context, upTo int64, _ []casework.Entry) error {
	i.applied = upTo
	return nil
}
func (i *index) Applied() int64 { return i.applied }
func (i *index) Find(context.Context, casework.TextQuery) (*casework.TextPage, error) {
	return &casework.TextPage{}, nil
}
func (i *index) Each(context.Context, func(string, int) error) error { return nil }
func (i *index) Reset(context.Context) error                         { i.applied = 0; return nil }

// newWorld has two laboratories, A with two examiners, a supervisor and a
// technician, B with an examiner, and an administrator and an auditor for both.
func newWorld(t *testing.T, limits casework.Limits) *world {
	t.Helper()
	return newWorldIn(t, filepath.Join(t.TempDir(), "db"), limits)
}

// newWorldIn is newWorld in a database, which is empty.
func newWorldIn(t *testing.T, dsn string, limits casework.Limits) *world {
	t.Helper()
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	db, err := store.Open(t.Context(), dsn, log)
	if err != nil {
		t.Fatal(err)
	}
	blobs, err := blob.OpenDir(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close(); _ = blobs.Close() })
	w := &world{t: t, store: db, engine: &engine{version: "1"}, queue: &queue{}, labs: map[string]*casework.Laboratory{}, people: map[string]*casework.Account{}}
	trail := audit.New(nil)
	w.cases, err = casework.NewService(casework.Parts{
		Store: db, Blobs: blobs, Queue: w.queue, Catalog: &index{}, Matcher: w.engine, Selector: selection.New(log), Audit: trail, Views: audit.NewRecorder(db, trail),
		Log: log, Now: time.Now,
	}, limits)
	if err != nil {
		t.Fatal(err)
	}
	service := casework.AsService(t.Context())
	for _, code := range []string{"A", "B"} {
		l := &casework.Laboratory{Code: code, Name: "Laboratory " + code}
		w.must(w.cases.Create(service, l))
		w.labs[code] = l
	}
	w.labs["*"] = &casework.Laboratory{Head: casework.Head{ID: casework.WholeService}}
	for login, in := range map[string]struct {
		lab  string
		role casework.Role
	}{
		"ana": {"A", casework.Examiner}, "ben": {"A", casework.Examiner}, "sup": {"A", casework.Supervisor}, "tec": {"A", casework.Technician},
		"eva": {"B", casework.Examiner}, "tom": {"B", casework.Technician}, "adm": {"*", casework.Administrator}, "aud": {"*", casework.Auditor},
	} {
		a := &casework.Account{Login: login, Name: login, Memberships: []casework.Membership{{Lab: w.labs[in.lab].ID, Roles: []casework.Role{in.role}}}}
		w.must(w.cases.Create(service, a))
		w.people[login] = a
	}
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// as is a context in which a person asks.
func (w *world) as(login string) context.Context {
	return casework.WithActor(w.t.Context(), &casework.Actor{Account: w.people[login], Request: "test"})
}

// want checks an error's code and key.
func (w *world) want(err error, code casework.Code, key string) {
	w.t.Helper()
	var e *casework.Error
	if !errors.As(err, &e) || e.Code != code || e.Key != key {
		w.t.Fatalf("error %v, want %s %s", err, code, key)
	}
}

// work does all that waits, as a worker does, and what comes of it.
func (w *world) work() {
	w.t.Helper()
	for len(w.queue.offered) > 0 {
		job := w.queue.offered[0]
		w.queue.offered = w.queue.offered[1:]
		if again := w.cases.Work(w.t.Context(), job); again.Again {
			w.queue.offered = append(w.queue.offered, job)
		}
	}
}
