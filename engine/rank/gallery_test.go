package rank_test

import (
	"cmp"
	"context"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

	"cotejo/engine/compare"
	"cotejo/engine/feature"
	"cotejo/engine/gallery"
	"cotejo/engine/mark"
	"cotejo/engine/pool"
	"cotejo/engine/rank"
	"cotejo/engine/signature"
)

// newSubject is a mark of noise, of which only the level that signatures are made
// of has points.
func newSubject(t *testing.T, seed uint64) *compare.Subject {
	t.Helper()
	r, p := rand.New(rand.NewPCG(seed, 7)), signature.DefaultParams()
	const side = 160
	l := feature.Level{Side: side, PitchUm: 25, Values: make([]int8, side*side), Mask: feature.NewBits(side * side)}
	for i := range l.Values {
		l.Values[i] = int8(30 * r.NormFloat64())
		l.Mask.Set(i)
	}
	maker, err := signature.NewMaker(&l, p)
	if err != nil {
		t.Fatal(err)
	}
	tiny := feature.Level{Side: 1, PitchUm: 25, Values: []int8{0}, Mask: feature.NewBits(1)}
	return compare.NewSubject(&feature.Template{
		Kind: mark.BreechFace, Modality: feature.Topography, Engine: "test", Params: "test",
		Levels: [feature.Levels]feature.Level{tiny, l, tiny}, Layout: p.Layout, Signature: maker.At(signature.Centre{}),
	}, p)
}

// crowd is a gallery of random signatures with numbers that ascend with gaps, in
// two orders, so that it has several parts, and some of another class among them.
type crowd struct {
	snap    *gallery.Snapshot
	entries map[int64]gallery.Entry
	others  []int64
}

func newCrowd(t *testing.T, class feature.Class, n int) *crowd {
	t.Helper()
	g, _, err := gallery.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := g.Close(); err != nil {
			t.Error(err)
		}
	})
	r := rand.New(rand.NewPCG(uint64(n), 3))
	c := &crowd{entries: map[int64]gallery.Entry{}}
	pin := class
	pin.Kind = mark.FiringPin
	var late []gallery.Entry
	for i := range n {
		e := gallery.Entry{Seq: int64(3*i + 1), Class: class, Signature: make([]int8, class.Layout.Bytes())}
		for k := range e.Signature {
			e.Signature[k] = int8(31 * r.NormFloat64())
		}
		if i%50 == 7 {
			e.Class = pin
			c.others = append(c.others, e.Seq)
		} else {
			c.entries[e.Seq] = e
		}
		if i%9 == 0 {
			late = append(late, e)
		} else if err := g.Append(e); err != nil {
			t.Fatal(err)
		}
	}
	if err := g.Append(late...); err != nil {
		t.Fatal(err)
	}
	c.snap = g.Snapshot()
	return c
}

// ranked is the list by the definition: every entry of the set against every shift
// and direction, sorted.
func (c *crowd) ranked(t *testing.T, probe *compare.Subject, seqs []int64) []rank.Listed {
	t.Helper()
	var all []*compare.Subject
	for _, seq := range seqs {
		e := c.entries[seq]
		f := *probe.Template
		f.Signature = e.Signature
		all = append(all, compare.NewSubject(&f, signature.DefaultParams()))
	}
	scores, err := rank.Subjects(t.Context(), probe, all)
	if err != nil {
		t.Fatal(err)
	}
	var out []rank.Listed
	for i, seq := range seqs {
		out = append(out, rank.Listed{Seq: seq, Score: scores[i]})
	}
	slices.SortFunc(out, func(a, b rank.Listed) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Seq, b.Seq)) })
	return out
}

func (c *crowd) seqs() []int64 {
	var out []int64
	for seq := range c.entries {
		out = append(out, seq)
	}
	slices.Sort(out)
	return out
}

func setOf(seqs []int64) *roaring64.Bitmap {
	s := roaring64.New()
	for _, n := range seqs {
		s.Add(uint64(n))
	}
	return s
}

func scanned(t *testing.T, c *crowd, workers int, probes []*compare.Subject, set *roaring64.Bitmap, k int, p rank.Params) []rank.List {
	t.Helper()
	var laid []*rank.Probe
	for _, s := range probes {
		l, err := rank.NewProbe(s)
		if err != nil {
			t.Fatal(err)
		}
		laid = append(laid, l)
	}
	out, err := rank.Gallery(t.Context(), pool.New(workers, 0), laid, c.snap, set, k, p)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Without a sieve the list is the sorted whole scan: of all, of any set, with any
// number of workers, for any length.
func TestAGalleryIsRankedAsItsEntriesAre(t *testing.T) {
	probe := newSubject(t, 1)
	c := newCrowd(t, probe.Template.Class(), 400)
	all, p := c.seqs(), rank.DefaultParams()
	r := rand.New(rand.NewPCG(5, 5))
	for round := range 12 {
		seqs, set := all, (*roaring64.Bitmap)(nil)
		if round > 0 {
			seqs = nil
			for _, seq := range all {
				if r.IntN(round) == 0 {
					seqs = append(seqs, seq)
				}
			}
			set = setOf(seqs)
		}
		want := c.ranked(t, probe, seqs)
		k := r.IntN(len(seqs) + 5)
		got := scanned(t, c, 1+round%3, []*compare.Subject{probe}, set, k, p)[0]
		if got.Searched != len(seqs) || got.Whole != len(seqs) || !slices.Equal(got.Best, want[:min(k, len(want))]) {
			t.Fatalf("round %d: %d of %d searched, %d in full; the list of %d is not that of the whole scan", round, got.Searched, len(seqs), got.Whole, k)
		}
	}
}

// A sieve leaves as many as it says, and their list is what the whole list says of
// them. Several probes at once have the lists that they have alone.
func TestASieveOnlyLeavesOut(t *testing.T) {
	probes := []*compare.Subject{newSubject(t, 1), newSubject(t, 2), newSubject(t, 3)}
	c := newCrowd(t, probes[0].Template.Class(), 400)
	p := rank.DefaultParams()
	p.Sieve.Keep, p.Sieve.Least = .2, 10
	some := c.seqs()[20:300]
	together := scanned(t, c, 2, probes, setOf(some), 28, p)
	for i, probe := range probes {
		alone := scanned(t, c, 1, probes[i:i+1], setOf(some), 28, p)
		if !reflect.DeepEqual(alone, together[i:i+1]) {
			t.Errorf("probe %d has another list alone", i)
		}
		got, want := together[i], c.ranked(t, probe, some)
		// Those that the sieve finds equal to the last go on as well.
		if got.Searched != len(some) || got.Whole < 56 || got.Whole > 60 || len(got.Best) != 28 {
			t.Errorf("probe %d: %d searched, %d in full, %d listed; a fifth of 280 was to be left", i, got.Searched, got.Whole, len(got.Best))
		}
		kept := slices.DeleteFunc(want, func(l rank.Listed) bool {
			return !slices.ContainsFunc(got.Best, func(g rank.Listed) bool { return g.Seq == l.Seq })
		})
		if !slices.Equal(kept, got.Best) {
			t.Errorf("probe %d: what the sieve left is not in the order of the whole scan", i)
		}
	}
	p.Sieve.Least = 100
	if got := scanned(t, c, 2, probes[:1], setOf(some), 60, p)[0]; got.Whole < 120 || got.Whole > 125 {
		t.Errorf("%d went on for a list of 60, at least twice as many were to", got.Whole)
	}
	if got := scanned(t, c, 2, probes[:1], setOf(some), 1, p)[0]; got.Whole < 100 || got.Whole > 105 {
		t.Errorf("%d went on, at least 100 were to", got.Whole)
	}
}

func TestAGalleryRefusesWhatDoesNotFit(t *testing.T) {
	probe := newSubject(t, 1)
	c := newCrowd(t, probe.Template.Class(), 120)
	p, work := rank.DefaultParams(), pool.New(2, 0)
	laid, err := rank.NewProbe(probe)
	if err != nil {
		t.Fatal(err)
	}
	ask := func(ctx context.Context, set *roaring64.Bitmap) error {
		found, err := rank.Gallery(ctx, work, []*rank.Probe{laid}, c.snap, set, 5, p)
		if err == nil || found != nil {
			t.Errorf("%d lists and %v", len(found), err)
		}
		return err
	}
	var absent *gallery.AbsentError
	if err := ask(t.Context(), setOf([]int64{1, 2, 4, 5000})); !errors.As(err, &absent) || !slices.Equal(absent.Seqs, []int64{2, 5000}) {
		t.Errorf("absent entries: %v", err)
	}
	if err := ask(t.Context(), setOf([]int64{1, c.others[0]})); err == nil || errors.As(err, &absent) {
		t.Errorf("a firing pin among breech faces: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := ask(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if got := scanned(t, c, 2, []*compare.Subject{probe}, roaring64.New(), 5, p)[0]; got.Searched != 0 || len(got.Best) != 0 {
		t.Errorf("an empty set: %+v", got)
	}
}
