package match_test

import (
	"context"
	"errors"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"cotejo/api/casework"
	"cotejo/api/match"
	"cotejo/engine/gallery"
)

// signatures is where the first signature stands in a segment of 65,536: behind a
// page and as many names of 64 bytes.
const signatures = 4096 + 1<<16*64

// A search that meets damage in the gallery's files ends with the list that it
// would have without, and the files are sound then.
func TestASearchHealsTheGallery(t *testing.T) {
	l := newLab(t, match.Config{})
	l.pairs(1)
	l.enter(noise(t, 7, 0))
	l.catchUp()
	want := l.search(&l.marks[0], 10)
	for name, harm := range map[string]func(path string){
		"a signature": func(path string) { spoil(t, path, signatures+500) },
		"a name":      func(path string) { spoil(t, path, 4096+64) },
		"the tail": func(path string) {
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			truncate(t, path, info.Size()-100)
		},
		"all": func(path string) { truncate(t, path, 0) },
	} {
		l.open(l.blobs)
		l.catchUp() // nothing was read of the signatures until now
		l.log.Reset()
		harm(l.segments()[0])
		if problems, err := l.matcher.Verify(t.Context(), l.page); err != nil || len(problems) != 1 || !strings.Contains(problems[0].Error(), "files are damaged") {
			t.Errorf("%s: %v, %v", name, problems, err)
		}
		if got := l.search(&l.marks[0], 10); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: another list", name)
		}
		l.logged("damage was met in the gallery", 1)
		l.logged("the gallery was mended", 1)
		if problems, err := l.matcher.Verify(t.Context(), l.page); err != nil || len(problems) != 0 {
			t.Errorf("%s: %v, %v", name, problems, err)
		}
	}
}

// What cannot be brought back from its template is missing by name, until it can.
func TestHealingWithoutTheTemplate(t *testing.T) {
	l := newLab(t, match.Config{})
	l.pairs(2)
	l.catchUp()
	want := l.search(&l.marks[0], 10)
	l.open(l.blobs)
	l.catchUp()
	spoil(t, l.segments()[0], signatures+2*bytesOf(l, &l.marks[2])+5)
	kept, err := os.ReadFile(l.blobFile(l.marks[2].Template))
	if err == nil {
		err = os.Remove(l.blobFile(l.marks[2].Template))
	}
	if err != nil {
		t.Fatal(err)
	}
	_, err = l.ranked(t.Context(), &l.marks[0], l.seqs(), 10, false)
	keyed(t, err, "match.not_in_gallery", "3")
	if !slices.Equal(l.matcher.Missing(), []int64{3}) {
		t.Errorf("missing %v", l.matcher.Missing())
	}
	if err := os.WriteFile(l.blobFile(l.marks[2].Template), kept, 0o600); err != nil {
		t.Fatal(err)
	}
	l.finds(want)
}

// What an interrupted healing leaves is brought back by the next CatchUp.
func TestAHealingThatIsInterrupted(t *testing.T) {
	l := newLab(t, match.Config{})
	l.pairs(2)
	l.catchUp()
	want := l.search(&l.marks[0], 10)
	l.open(l.blobs)
	spoil(t, l.segments()[0], signatures+2*bytesOf(l, &l.marks[2])+5)
	var damage *gallery.DamageError
	_, err := l.ranked(t.Context(), &l.marks[0], l.seqs(), 10, false)
	if !errors.As(err, &damage) || !slices.Equal(damage.Seqs, []int64{3}) || !strings.Contains(err.Error(), "not followed") {
		t.Errorf("before it followed the store: %v", err)
	}
	l.catchUp()
	l.open(l.blobs)
	broken := false
	failing := func(ctx context.Context, after int64, limit int) ([]casework.Mark, error) {
		if broken {
			return nil, errBroken
		}
		return l.page(ctx, after, limit)
	}
	if err := l.matcher.CatchUp(t.Context(), failing); err != nil {
		t.Fatal(err)
	}
	truncate(t, l.segments()[0], 0)
	broken = true
	if _, err := l.ranked(t.Context(), &l.marks[0], l.seqs(), 10, false); !errors.Is(err, errBroken) {
		t.Errorf("got %v", err)
	}
	l.finds(want)
}

// A gallery in many pieces is compacted after it has followed the store.
func TestFollowingTidiesUp(t *testing.T) {
	l := newLab(t, match.Config{})
	l.pairs(1)
	l.catchUp()
	first := l.marks[0]
	for seq := int64(3); seq <= 24; seq++ { // the same template under many numbers
		k := first
		k.Seq = seq
		l.marks = append(l.marks, k)
	}
	if err := l.matcher.Close(); err != nil {
		t.Fatal(err)
	}
	g, _, err := gallery.Open(l.config.Dir)
	if err != nil {
		t.Fatal(err)
	}
	e, err := g.Snapshot().Entry(1)
	if err != nil {
		t.Fatal(err)
	}
	for e.Seq = 22; e.Seq > 5; e.Seq -= 2 { // none ascends
		if err := g.Append(e); err != nil {
			t.Fatal(err)
		}
	}
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	before := len(l.segments())
	l.matcher = nil
	l.open(l.blobs)
	l.catchUp()
	sound := func() {
		t.Helper()
		if problems, err := l.matcher.Verify(t.Context(), l.page); err != nil || len(problems) != 0 {
			t.Fatalf("%v, %v", problems, err)
		}
	}
	sound() // beside it
	l.matcher.Settle()
	sound()
	after := len(l.segments())
	if before < 8 || after != 1 {
		t.Errorf("%d segments became %d", before, after)
	}
}

// finds holds a search for the first mark, after the gallery has followed the store,
// against an earlier list.
func (l *lab) finds(want []casework.Ranked) {
	l.t.Helper()
	l.catchUp()
	if got := l.search(&l.marks[0], 10); !reflect.DeepEqual(got, want) {
		l.t.Error("another list")
	}
}

// bytesOf is the size of a mark's signature.
func bytesOf(l *lab, k *casework.Mark) int {
	l.t.Helper()
	data, err := os.ReadFile(l.blobFile(k.Template))
	if err != nil {
		l.t.Fatal(err)
	}
	return len(decode(l.t, data).Signature)
}

func truncate(t *testing.T, path string, size int64) {
	t.Helper()
	if err := os.Truncate(path, size); err != nil {
		t.Fatal(err)
	}
}
