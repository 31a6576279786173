package match_test

import (
	"context"
	"errors"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

	"cotejo/api/casework"
	"cotejo/api/match"
	"cotejo/engine/gallery"
)

func TestTheGalleryFollows(t *testing.T) {
	l := newLab(t, match.Config{})
	l.catchUp() // nothing yet
	l.pairs(1)
	l.catchUp()
	if l.matcher.Last() != 2 {
		t.Errorf("last %d", l.matcher.Last())
	}
	l.enter(noise(t, 5, 0))
	l.catchUp()
	asked := []int64{}
	if err := l.matcher.CatchUp(t.Context(), func(_ context.Context, after int64, _ int) ([]casework.Mark, error) {
		asked = append(asked, after)
		return nil, nil
	}); err != nil || !slices.Equal(asked, []int64{3}) {
		t.Errorf("asked after %v, %v", asked, err)
	}
	if len(l.search(&l.marks[0], 10)) != 3 {
		t.Error("not all were searched")
	}
	// After a start it looks through all marks once, and reads no template of
	// those that it holds.
	l.open(&faulty{l.blobs, l.marks[1].Template, errors.New("it was read")})
	l.catchUp()
	if l.matcher.Last() != 3 {
		t.Errorf("last %d", l.matcher.Last())
	}
}

// More marks than a page are taken in page by page.
func TestFollowingGoesThroughAllPages(t *testing.T) {
	l := newLab(t, match.Config{})
	first := *l.enter(noise(t, 1, 0))
	for seq := int64(2); seq <= 300; seq++ { // the same template under many numbers
		k := first
		k.Seq = seq
		l.marks = append(l.marks, k)
	}
	l.catchUp()
	if l.matcher.Last() != 300 {
		t.Errorf("last %d", l.matcher.Last())
	}
	if problems, err := l.matcher.Verify(t.Context(), l.page); err != nil || len(problems) != 0 {
		t.Errorf("%v, %v", problems, err)
	}
}

func TestALostTemplateDoesNotStopTheOthers(t *testing.T) {
	l := newLab(t, match.Config{})
	l.pairs(2)
	missing, damaged := l.marks[1], l.marks[2]
	kept, err := os.ReadFile(l.blobFile(missing.Template))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(l.blobFile(missing.Template)); err != nil {
		t.Fatal(err)
	}
	spoil(t, l.blobFile(damaged.Template), 200)
	for range 2 {
		err = l.matcher.CatchUp(t.Context(), l.page)
		var lack *match.LackError
		if !errors.As(err, &lack) || len(lack.Marks) != 2 {
			t.Fatalf("got %v", err)
		}
		for i, k := range []casework.Mark{missing, damaged} {
			if got := lack.Marks[i]; got.Seq != k.Seq || got.Mark != k.ID || got.Template != k.Template || got.Err == nil || !strings.Contains(err.Error(), k.ID) {
				t.Errorf("%+v in %v", got, err)
			}
		}
		if l.matcher.Last() != 4 || !reflect.DeepEqual(l.matcher.Lacking(), lack.Marks) {
			t.Errorf("last %d, lacking %v", l.matcher.Last(), l.matcher.Lacking())
		}
	}
	l.logged("cannot be read", 2) // once for each
	if got, err := l.ranked(t.Context(), &l.marks[0], roaring64.BitmapOf(1, 4), 5, false); err != nil || len(got) != 2 {
		t.Errorf("%v, %v", got, err)
	}
	_, err = l.ranked(t.Context(), &l.marks[0], l.seqs(), 5, false)
	keyed(t, err, "match.not_in_gallery", "2, 3")
	// One comes back, from a backup.
	if err := os.WriteFile(l.blobFile(missing.Template), kept, 0o600); err != nil {
		t.Fatal(err)
	}
	err = l.matcher.CatchUp(t.Context(), l.page)
	var lack *match.LackError
	if !errors.As(err, &lack) || len(lack.Marks) != 1 || lack.Marks[0].Seq != 3 {
		t.Errorf("got %v", err)
	}
	spoil(t, l.blobFile(damaged.Template), 200) // the same bit again
	l.catchUp()
	if len(l.search(&l.marks[0], 10)) != 4 {
		t.Error("not all were searched")
	}
}

// A store that does not answer ends it; the next attempt goes on.
func TestFollowingAStoreThatFails(t *testing.T) {
	l := newLab(t, match.Config{})
	l.pairs(2)
	gone := errors.New("no connection")
	l.open(&faulty{l.blobs, l.marks[2].Template, gone})
	err := l.matcher.CatchUp(t.Context(), l.page)
	var lack *match.LackError
	if !errors.Is(err, gone) || errors.As(err, &lack) || !strings.Contains(err.Error(), "mark-3") {
		t.Errorf("got %v", err)
	}
	if len(l.matcher.Lacking()) != 0 || l.matcher.Last() != 0 {
		t.Errorf("last %d, lacking %v", l.matcher.Last(), l.matcher.Lacking())
	}
	if err := l.matcher.CatchUp(t.Context(), func(context.Context, int64, int) ([]casework.Mark, error) { return nil, gone }); !errors.Is(err, gone) {
		t.Errorf("got %v", err)
	}
	backwards := func(context.Context, int64, int) ([]casework.Mark, error) {
		return []casework.Mark{l.marks[1], l.marks[0]}, nil
	}
	if err := l.matcher.CatchUp(t.Context(), backwards); err == nil {
		t.Error("marks that do not ascend were taken")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := l.matcher.CatchUp(ctx, l.page); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	l.open(l.blobs)
	l.catchUp()
}

// What was damaged in the gallery's files comes back from the templates.
func TestADamagedGalleryIsMended(t *testing.T) {
	l := newLab(t, match.Config{})
	l.pairs(1)
	l.enter(noise(t, 7, 0))
	l.catchUp()
	want := l.search(&l.marks[0], 10)
	path := l.segments()[0]
	for name, harm := range map[string]func(){
		"a record":   func() { spoil(t, path, 500) },
		"the header": func() { spoil(t, path, 0) },
		"the tail": func() {
			info, err := os.Stat(path)
			if err == nil {
				err = os.Truncate(path, info.Size()-100)
			}
			if err != nil {
				t.Fatal(err)
			}
		},
	} {
		harm()
		if problems, err := l.matcher.Verify(t.Context(), l.page); err != nil || len(problems) != 1 || !strings.Contains(problems[0].Error(), "files are damaged") {
			t.Errorf("%s: %v, %v", name, problems, err)
		}
		l.log.Reset()
		l.open(l.blobs)
		l.logged("the gallery was damaged", 1)
		if _, err := l.ranked(t.Context(), &l.marks[0], l.seqs(), 10, false); err == nil {
			t.Errorf("%s: what is gone was not missed", name)
		}
		l.catchUp()
		if got := l.search(&l.marks[0], 10); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: another list", name)
		}
		if problems, err := l.matcher.Verify(t.Context(), l.page); err != nil || len(problems) != 0 {
			t.Errorf("%s: %v, %v", name, problems, err)
		}
		path = l.segments()[0]
	}
}

func TestRebuild(t *testing.T) {
	l := newLab(t, match.Config{})
	l.pairs(2)
	l.catchUp()
	want := l.search(&l.marks[0], 10)
	orphan := l.marks[3]
	l.marks = l.marks[:3]
	if err := l.matcher.Rebuild(t.Context(), l.page); err != nil {
		t.Fatal(err)
	}
	_, err := l.ranked(t.Context(), &l.marks[0], roaring64.BitmapOf(1, 4), 10, false)
	keyed(t, err, "match.not_in_gallery", "4")
	l.marks = append(l.marks, orphan)
	if err := l.matcher.Rebuild(t.Context(), l.page); err != nil {
		t.Fatal(err)
	}
	if got := l.search(&l.marks[0], 10); !reflect.DeepEqual(got, want) {
		t.Error("another list")
	}
}

// Verify finds each way in which gallery and store can disagree.
func TestVerifyFindsWhatDisagrees(t *testing.T) {
	l := newLab(t, match.Config{})
	l.pairs(3)
	l.marks = l.marks[:5]
	wrong := l.marks[1]
	if err := l.matcher.Close(); err != nil {
		t.Fatal(err)
	}
	g, _, err := gallery.Open(l.config.Dir)
	if err != nil {
		t.Fatal(err)
	}
	entry := func(k casework.Mark, seq int64) gallery.Entry {
		data, err := os.ReadFile(l.blobFile(k.Template))
		if err != nil {
			t.Fatal(err)
		}
		t := decode(l.t, data)
		return gallery.Entry{Seq: seq, Class: t.Class(), Template: unhex(l.t, k.Template), Signature: slices.Clone(t.Signature)}
	}
	other := entry(l.marks[0], 2)
	mixed := entry(l.marks[2], 3)
	mixed.Signature[7]++
	if err := g.Append(entry(l.marks[0], 1), other, mixed, entry(l.marks[4], 5), entry(l.marks[0], 77)); err != nil {
		t.Fatal(err)
	}
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	l.matcher = nil
	l.open(l.blobs)
	spoil(t, l.blobFile(l.marks[4].Template), 100)
	problems, err := l.matcher.Verify(t.Context(), l.page)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range problems {
		got = append(got, p.Error())
	}
	want := []string{
		"mark mark-2, number 2: the gallery names another template",
		"mark mark-3, number 3: the gallery holds another signature than its template",
		"mark mark-4, number 4: the gallery does not hold it",
		"mark mark-5, number 5: template " + l.marks[4].Template + ": ",
		"number 77: the gallery holds it and the store does not",
	}
	if len(got) != len(want) {
		t.Fatalf("got %q", got)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("got %q, want %q", got[i], want[i])
		}
	}
	if !errors.Is(problems[3], casework.ErrCorrupt) {
		t.Errorf("the cause is lost: %v", problems[3])
	}
	// A search that meets the wrong signature does not take it for the mark's.
	if _, err := l.ranked(t.Context(), &wrong, roaring64.BitmapOf(1, 3), 5, false); err == nil || !strings.Contains(err.Error(), "rebuild") {
		t.Errorf("got %v", err)
	}
	failing := func(context.Context, int64, int) ([]casework.Mark, error) { return nil, errBroken }
	if _, err := l.matcher.Verify(t.Context(), failing); !errors.Is(err, errBroken) {
		t.Errorf("got %v", err)
	}
}

// What the gallery holds from the beginning on is not read again after a start; from
// the first mark on that it lacks, all are looked through.
func TestBeginSparesWhatIsHeld(t *testing.T) {
	l := newLab(t, match.Config{})
	l.pairs(2)
	l.catchUp()
	later := l.enter(noise(t, 5, 0))
	l.open(l.blobs)
	for range 2 {
		if err := l.matcher.Begin(t.Context(), l.seqs()); err != nil || l.matcher.Last() != 4 {
			t.Errorf("last %d, %v", l.matcher.Last(), err)
		}
	}
	l.catchUp()
	if l.matcher.Last() != later.Seq || len(l.search(later, 10)) != 5 {
		t.Errorf("last %d", l.matcher.Last())
	}
	l.open(l.blobs)
	gap := l.seqs()
	gap.Add(3000) // is not there
	if err := l.matcher.Begin(t.Context(), gap); err != nil || l.matcher.Last() != later.Seq {
		t.Errorf("last %d, %v", l.matcher.Last(), err)
	}
}
