package selection_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

	"cotejo/api/casework"
	"cotejo/api/selection"
	"cotejo/api/store/storetest"
)

// suite is what holds whatever the database. Each test has an empty one of its own.
var suite = map[string]func(t *testing.T, dsn string){
	"IsItsDefinition":   isItsDefinition,
	"GoesOnAfterAnEnd":  goesOnAfterAnEnd,
	"FollowsARestore":   followsARestore,
	"RefusesBrokenText": refusesBrokenText,
}

func TestBoth(t *testing.T) { storetest.Both(t, suite) }

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// hold holds selections against what the database says.
func (c *collection) hold(dsn string, s casework.Selector, times int) (some, found int) {
	c.t.Helper()
	db := database(c.t, dsn)
	for range times {
		of := c.selection()
		want, err := searchable(c.t.Context(), db, of)
		if err != nil {
			c.t.Fatal(err)
		}
		var got *roaring64.Bitmap
		c.view(func(tx casework.Tx) (err error) {
			got, err = s.Select(c.t.Context(), tx, of)
			return err
		})
		if !slices.Equal(got.ToArray(), want) {
			c.t.Fatalf("%+v: %v, want %v", of, got, want)
		}
		keptAsBefore(c.t, got, want)
		if found += len(want); len(want) > 0 {
			some++
		}
	}
	return some, found
}

// keptAsBefore: a set that is kept has the same bytes however it was come by, since it
// is known by their hash.
func keptAsBefore(t testing.TB, got *roaring64.Bitmap, want []uint64) {
	t.Helper()
	plain := roaring64.New()
	for _, n := range want {
		plain.Add(n)
	}
	var a, b bytes.Buffer
	for set, to := range map[*roaring64.Bitmap]*bytes.Buffer{got: &a, plain: &b} {
		set.RunOptimize()
		if _, err := set.WriteTo(to); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Fatalf("the set %v is kept as %x, want %x", got, a.Bytes(), b.Bytes())
	}
}

// What a selector says is what the database says, at once after every change, for one
// that has followed from the start, one that begins then, and one that begins anew.
func isItsDefinition(t *testing.T, dsn string) {
	c := newCollection(t, dsn, rand.New(rand.NewPCG(3, 4)))
	c.add(400)
	followed, again := selection.NewPaged(quiet(), 37, 23), selection.New(quiet())
	some, found := c.hold(dsn, followed, 200)
	for round := range 8 {
		c.change(pick(c.r, 1, 5, 60))
		if round%3 == 0 {
			c.add(20)
		}
		again.Reset()
		for _, s := range []casework.Selector{followed, selection.NewPaged(quiet(), 100, 100), again} {
			more, marks := c.hold(dsn, s, 15)
			some, found = some+more, found+marks
			if all := s.All(); all.GetCardinality() != uint64(len(c.marks)) || all.Maximum() != uint64(len(c.marks)) {
				t.Fatalf("%v of %d marks", all, len(c.marks))
			}
		}
	}
	if some < 140 || found < 1400 {
		t.Errorf("only %d selections took anything, %d in all", some, found)
	}
}

// ending is a transaction that ends after some questions about marks.
type ending struct {
	casework.Tx
	left int
}

var errEnd = errors.New("the connection is gone")

func (e *ending) Facts(ctx context.Context, of casework.FactsOf) ([]casework.MarkFacts, error) {
	if e.left--; e.left < 0 {
		return nil, errEnd
	}
	return e.Tx.Facts(ctx, of)
}

// A first reading that is broken off goes on where it was, and knows what changed
// between in what it had read already.
func goesOnAfterAnEnd(t *testing.T, dsn string) {
	c := newCollection(t, dsn, rand.New(rand.NewPCG(5, 6)))
	c.add(200)
	s := selection.NewPaged(quiet(), 50, 50)
	ends := 0
	for done := false; !done; ends++ {
		c.view(func(tx casework.Tx) error {
			err := s.Follow(t.Context(), &ending{tx, 2})
			if done = err == nil; !done && !errors.Is(err, errEnd) {
				t.Fatal(err)
			}
			return nil
		})
		if !done {
			c.change(10)
			c.add(2)
		}
		if ends > 50 {
			t.Fatal("it begins anew each time")
		}
	}
	if ends < 3 {
		t.Errorf("it ended %d times only", ends)
	}
	if some, _ := c.hold(dsn, s, 200); some < 50 {
		t.Errorf("only %d selections took anything", some)
	}
}

// A store whose history is shorter than what is known is another one, and so is one
// that has gone on from elsewhere, be it further.
func followsARestore(t *testing.T, dsn string) {
	known := newCollection(t, filepath.Join(t.TempDir(), "known.db"), rand.New(rand.NewPCG(7, 8)))
	known.add(60)
	shorter, longer := selection.New(quiet()), selection.New(quiet())
	known.view(func(tx casework.Tx) error { return shorter.Follow(t.Context(), tx) })
	c := newCollection(t, dsn, rand.New(rand.NewPCG(9, 10)))
	c.view(func(tx casework.Tx) error { return longer.Follow(t.Context(), tx) })
	c.add(40)
	if some, _ := c.hold(dsn, shorter, 100); some < 10 {
		t.Errorf("only %d selections took anything", some)
	}
	known.view(func(tx casework.Tx) error { return longer.Follow(t.Context(), tx) })
	c.add(60)
	if some, _ := c.hold(dsn, longer, 100); some < 10 {
		t.Errorf("only %d selections took anything", some)
	}
}

// What no database takes as text is refused as such where it would come to one.
func refusesBrokenText(t *testing.T, dsn string) {
	c := newCollection(t, dsn, rand.New(rand.NewPCG(1, 2)))
	c.add(3)
	s := selection.New(quiet())
	c.view(func(tx casework.Tx) error {
		_, err := s.Select(t.Context(), tx, casework.Selection{Labs: []string{"lab0"}, Filter: casework.Filter{Firearm: "a\x00b"}})
		if casework.CodeOf(err) != casework.CodeInvalid {
			t.Errorf("%v", err)
		}
		return nil
	})
}

// The history of a damaged database may lack its end.
func TestAHistoryWithoutItsEnd(t *testing.T) {
	dsn := filepath.Join(t.TempDir(), "records.db")
	c := newCollection(t, dsn, rand.New(rand.NewPCG(1, 2)))
	s := selection.New(quiet())
	c.view(func(tx casework.Tx) error { return s.Follow(t.Context(), tx) })
	c.add(3)
	if _, err := database(t, dsn).ExecContext(t.Context(), "DELETE FROM history WHERE seq > 9"); err != nil {
		t.Fatal(err)
	}
	c.view(func(tx casework.Tx) error {
		if err := s.Follow(t.Context(), tx); err == nil || !strings.Contains(err.Error(), "cotejo check") {
			t.Errorf("%v", err)
		}
		return nil
	})
}
