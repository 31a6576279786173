package match_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image/png"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

	"cotejo/api/casework"
	"cotejo/api/match"
	"cotejo/engine"
	"cotejo/engine/compare"
	"cotejo/engine/feature"
)

// subjects are the marks as engine.Search takes them.
func (l *lab) subjects(eng *engine.Engine) []*compare.Subject {
	l.t.Helper()
	var out []*compare.Subject
	for _, k := range l.marks {
		data, err := os.ReadFile(l.blobFile(k.Template))
		if err != nil {
			l.t.Fatal(err)
		}
		t, err := feature.Decode(data)
		if err != nil {
			l.t.Fatal(err)
		}
		out = append(out, eng.Subject(t))
	}
	return out
}

// The list is that of engine.Search on the same marks, however it is come by.
func TestSearchIsTheEngines(t *testing.T) {
	l := newLab(t, match.Config{})
	l.pairs(3)
	l.catchUp()
	eng, err := engine.New(engine.DefaultParams(), 1)
	if err != nil {
		t.Fatal(err)
	}
	subjects := l.subjects(eng)
	found, err := eng.Search(t.Context(), subjects[2], subjects, 5)
	if err != nil {
		t.Fatal(err)
	}
	var want []casework.Ranked
	for _, c := range found {
		r := c.Result
		want = append(want, casework.Ranked{
			Seq: int64(c.Index + 1), Score: r.Score, Coarse: c.Coarse, Cells: len(r.Cells), CellsCongruent: r.CellsCongruent, OverlapMM2: r.OverlapMM2,
			RotationDeg: r.Pose.RotationDeg, ShiftXUm: r.Pose.ShiftX * 1e6, ShiftYUm: r.Pose.ShiftY * 1e6,
		})
	}
	if want[0].Seq != 3 || want[1].Seq != 4 || want[1].Score < 0.5 {
		t.Fatalf("the mark and its mate are not on top: %+v", want[:2])
	}
	probe := &l.marks[2]
	if got := l.search(probe, 5); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
	if got, err := l.ranked(t.Context(), probe, l.seqs(), 5, true); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("as batch work: %+v, %v", got, err)
	}
	l.config.Workers = 1
	l.open(l.blobs)
	if got := l.search(probe, 5); !reflect.DeepEqual(got, want) { // from the files, without CatchUp
		t.Errorf("opened again: %+v", got)
	}
	some, err := l.ranked(t.Context(), probe, roaring64.BitmapOf(1, 4, 6), 5, false)
	if err != nil || len(some) != 3 || some[0] != want[1] {
		t.Errorf("some of them: %+v, %v", some, err)
	}
	if none, err := l.ranked(t.Context(), probe, roaring64.New(), 5, false); err != nil || len(none) != 0 {
		t.Errorf("none of them: %+v, %v", none, err)
	}
}

func TestSearchesBesideEachOther(t *testing.T) {
	l := newLab(t, match.Config{})
	l.pairs(2)
	l.catchUp()
	want := l.search(&l.marks[0], 4)
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			got, err := l.ranked(t.Context(), &l.marks[0], roaring64.BitmapOf(1, 2, 3, 4), 4, i%2 == 0)
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
	extra := l.file(noise(t, 9, 0))
	wg.Go(func() {
		if _, err := l.matcher.Extract(t.Context(), casework.Original{Acquisition: extra}, true); err != nil {
			t.Error(err)
		}
	})
	wg.Go(func() {
		if err := l.matcher.CatchUp(t.Context(), l.page); err != nil {
			t.Error(err)
		}
	})
	wg.Wait()
}

// keyed asserts what a person is told.
func keyed(t *testing.T, err error, key string, parts ...string) {
	t.Helper()
	var e *casework.Error
	if !errors.As(err, &e) || e.Key != key {
		t.Errorf("got %v, want %s", err, key)
		return
	}
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%v does not say %q", err, part)
		}
	}
}

func TestSearchNamesWhatIsWrong(t *testing.T) {
	l := newLab(t, match.Config{})
	l.pairs(2)
	l.catchUp()
	probe := l.marks[0]
	_, err := l.ranked(t.Context(), &probe, roaring64.BitmapOf(1, 2, 7, 9), 2, false)
	keyed(t, err, "match.not_in_gallery", "7, 9", "count=2")

	old := probe
	old.Engine = "0"
	_, err = l.ranked(t.Context(), &old, l.seqs(), 2, false)
	keyed(t, err, "match.other_engine", "mark-1")
	old = probe
	old.Params = "ffff"
	_, err = l.matcher.Compare(t.Context(), &old, &probe)
	keyed(t, err, "match.other_engine", "mark-1")

	wrong := probe
	wrong.MarkKind = "ejector"
	_, err = l.ranked(t.Context(), &wrong, l.seqs(), 2, false)
	keyed(t, err, "match.template_unreadable", "not of the mark")

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.ranked(ctx, &probe, l.seqs(), 2, true); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := l.matcher.Compare(ctx, &probe, &probe); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}

	spoil(t, l.blobFile(l.marks[3].Template), 300)
	_, err = l.ranked(t.Context(), &probe, l.seqs(), 2, false)
	keyed(t, err, "match.template_unreadable", "4", l.marks[3].Template)
	if casework.CodeOf(err) != casework.CodeInternal {
		t.Errorf("code %s", casework.CodeOf(err))
	}
	if err := os.Remove(l.blobFile(probe.Template)); err != nil {
		t.Fatal(err)
	}
	_, err = l.ranked(t.Context(), &probe, l.seqs(), 2, false)
	keyed(t, err, "match.template_unreadable", "mark-1")
	if casework.CodeOf(err) != casework.CodeInternal { // and not that of the blob
		t.Errorf("code %s", casework.CodeOf(err))
	}
}

func TestCompareAndExplain(t *testing.T) {
	l := newLab(t, match.Config{})
	l.pairs(1)
	a, b := &l.marks[0], &l.marks[1]
	text, err := l.matcher.Compare(t.Context(), a, b)
	if err != nil {
		t.Fatal(err)
	}
	eng, err := engine.New(engine.DefaultParams(), 1)
	if err != nil {
		t.Fatal(err)
	}
	subjects := l.subjects(eng)
	r, err := eng.Compare(t.Context(), subjects[0], subjects[1], nil)
	if err != nil {
		t.Fatal(err)
	}
	var got match.Comparison
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	version, _, all := l.matcher.Engine()
	if got.Engine != version || got.Params != all || got.Score != r.Score || !reflect.DeepEqual(got.Cells, r.Cells) || got.Outcome.Pose != r.Outcome().Pose || len(got.Terms) == 0 {
		t.Errorf("%s", text)
	}
	for _, name := range []string{`"rotation_deg":`, `"shift_x_um":`, `"score":`, `"terms":`, `"cells":`, `"cells_congruent":`} {
		if !bytes.Contains(text, []byte(name)) {
			t.Errorf("no %s in %s", name, text)
		}
	}
	var out, again bytes.Buffer
	if err := errors.Join(l.matcher.Explain(t.Context(), a, b, &out), l.matcher.Explain(t.Context(), a, b, &again)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes(), again.Bytes()) {
		t.Error("explained again, the bytes are others")
	}
	files := unzip(t, out.Bytes())
	for _, name := range []string{
		"a/template.json", "a/levelled.png", "a/level_fine.png", "a/level_middle.png", "a/level_coarse.png",
		"b/template.json", "b/levelled.png", "overlay.png", "poses.json", "result.json", "comparison.json",
	} {
		if len(files[name]) == 0 {
			t.Errorf("no %s in the zip", name)
		}
		if strings.HasSuffix(name, ".png") {
			if _, err := png.Decode(bytes.NewReader(files[name])); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	// What another laboratory does not show of its records is not in it.
	for name, data := range files {
		for _, secret := range []string{"secret", "exhibit-", "mark-"} {
			if bytes.Contains(data, []byte(secret)) {
				t.Errorf("%s holds %q", name, secret)
			}
		}
	}
}

func unzip(t *testing.T, data []byte) map[string][]byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range r.File {
		file, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if _, err := b.ReadFrom(file); err != nil {
			t.Fatal(err)
		}
		out[f.Name] = b.Bytes()
	}
	return out
}

func TestExplainWritesNothingWhenItCannot(t *testing.T) {
	l := newLab(t, match.Config{})
	l.pairs(1)
	image := l.file(picture(t, 12.5e-6))
	found, err := l.matcher.Extract(t.Context(), casework.Original{Acquisition: image}, false)
	if err != nil {
		t.Fatal(err)
	}
	lit := found.Marks[0]
	lit.ID = "mark-9"
	var out bytes.Buffer
	keyed(t, l.matcher.Explain(t.Context(), &l.marks[0], &lit, &out), "match.not_comparable", "mark-1", "mark-9")
	if err := os.Remove(l.blobFile(l.marks[1].Picture)); err != nil {
		t.Fatal(err)
	}
	keyed(t, l.matcher.Explain(t.Context(), &l.marks[0], &l.marks[1], &out), "match.template_unreadable", "mark-2")
	if out.Len() != 0 {
		t.Errorf("%d bytes were written", out.Len())
	}
	if err := l.matcher.Explain(t.Context(), &l.marks[0], &l.marks[0], broken{}); !errors.Is(err, errBroken) {
		t.Errorf("a writer that fails: %v", err)
	}
}

var errBroken = errors.New("the connection is gone")

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errBroken }

// A search whose time is over before the signatures were looked through has nothing
// to give; one with time enough gives all.
func TestSearchWithin(t *testing.T) {
	l := newLab(t, match.Config{})
	l.pairs(2)
	l.catchUp()
	probe := &l.marks[0]
	_, err := l.matcher.Search(t.Context(), probe, l.seqs(), casework.Wanted{Top: 3, Within: 1})
	keyed(t, err, "match.too_late", "4")
	if !errors.Is(err, casework.ErrTooLate) {
		t.Errorf("within a nanosecond: %v", err)
	}
	found, err := l.matcher.Search(t.Context(), probe, l.seqs(), casework.Wanted{Top: 3, Within: time.Hour})
	if err != nil || len(found.List) != 3 || found.Compared != 4 || found.Shortlisted != 4 {
		t.Errorf("within an hour: %+v, %v", found, err)
	}
}
