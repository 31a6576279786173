package engine_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

	"cotejo/engine"
	"cotejo/engine/compare"
	"cotejo/engine/feature"
	"cotejo/engine/gallery"
	"cotejo/engine/mark"
)

// collection is subjects as Search takes them and as SearchGallery does: subject i
// has the sequence number 10*(i+1).
type collection struct {
	subjects  []*compare.Subject
	templates map[int64]*feature.Template
	gallery   *gallery.Gallery
	loaded    atomic.Int64
}

func newCollection(t *testing.T, subjects []*compare.Subject) *collection {
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
	c := &collection{subjects: subjects, templates: map[int64]*feature.Template{}, gallery: g}
	for i, s := range subjects {
		c.templates[seqOf(i)] = s.Template
		if err := g.Append(gallery.Entry{Seq: seqOf(i), Class: s.Template.Class(), Signature: s.Template.Signature}); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

func seqOf(i int) int64 { return int64(10 * (i + 1)) }

func (c *collection) load(_ context.Context, seq int64) (*feature.Template, error) {
	c.loaded.Add(1)
	return c.templates[seq], nil
}

// The stored gallery gives the list that subjects give, to the last bit: of any
// part of it, in any order, with twins in it, for any length of the list.
func TestSearchGalleryIsSearch(t *testing.T) {
	faces, rounds := 4, 12
	p := engine.DefaultParams()
	p.Rank.Fine = 4
	if underRace {
		faces, rounds, p.Rank.Fine = 2, 2, 2
	}
	e := newEngine(t, p, 2)
	all := noises(t, e, faces)
	all = append(all, all[2], all[3], all[2]) // twins
	c := newCollection(t, all)
	r := rand.New(rand.NewPCG(1, 1))
	for range rounds {
		set := roaring64.New()
		var subjects []*compare.Subject
		places := r.Perm(len(all))[:r.IntN(len(all)+1)]
		slices.Sort(places)
		for _, i := range places {
			set.Add(uint64(seqOf(i)))
			subjects = append(subjects, all[i])
		}
		probe, top := all[r.IntN(len(all))], r.IntN(len(all)+2)
		want, err := e.Search(t.Context(), probe, subjects, top)
		if err != nil {
			t.Fatal(err)
		}
		c.loaded.Store(0)
		// A probe of its own, as a service has it.
		got, err := e.SearchGallery(t.Context(), e.Subject(probe.Template), c.gallery.Snapshot(), set, c.load, engine.Wanted{Top: top})
		if err != nil {
			t.Fatal(err)
		}
		for i, k := range got.Candidates {
			want[i].Seq = seqOf(places[want[i].Index])
			if l := got.Coarse[k.Index]; l.Seq != k.Seq || l.Score != k.Coarse {
				t.Errorf("candidate %d is said to be %+v of the coarse list", i, l)
			}
			want[i].Index = k.Index
		}
		if !reflect.DeepEqual(got.Candidates, want) {
			t.Fatalf("top %d of %v: %d candidates, others than the %d of Search", top, places, len(got.Candidates), len(want))
		}
		short := min(len(places), max(top, p.Rank.Fine))
		if c.loaded.Load() != int64(short) || got.Compared != short || len(got.Coarse) != short || got.Searched != len(places) {
			t.Errorf("%d templates were loaded for a short list of %d: %+v", c.loaded.Load(), short, got)
		}
	}
}

func TestSearchGalleryRefusesWhatDoesNotFit(t *testing.T) {
	e := newEngine(t, engine.DefaultParams(), 2)
	all := noises(t, e, 2)
	c := newCollection(t, all[1:])
	probe, snap := all[0], c.gallery.Snapshot()
	search := func(seqs []uint64, load engine.Load) error {
		found, err := e.SearchGallery(t.Context(), probe, snap, roaring64.BitmapOf(seqs...), load, engine.Wanted{Top: 2})
		if err == nil || found != nil {
			t.Errorf("%+v and %v", found, err)
		}
		return err
	}
	var absent *gallery.AbsentError
	if err := search([]uint64{10, 15, 20}, c.load); !errors.As(err, &absent) || !slices.Equal(absent.Seqs, []int64{15}) {
		t.Errorf("an absent entry: %v", err)
	}
	broken := errors.New("the disk is gone")
	if err := search([]uint64{10, 20}, func(context.Context, int64) (*feature.Template, error) { return nil, broken }); !errors.Is(err, broken) {
		t.Errorf("a template that cannot be loaded: %v", err)
	}
	// The signature is of one template and the one that comes is another.
	if err := search([]uint64{10, 20}, func(context.Context, int64) (*feature.Template, error) { return all[3].Template, nil }); err == nil || !strings.Contains(err.Error(), "rebuild") {
		t.Errorf("another template: %v", err)
	}
	pin := *all[2].Template
	pin.Kind = mark.FiringPin
	if err := c.gallery.Append(gallery.Entry{Seq: 99, Class: pin.Class(), Signature: pin.Signature}); err != nil {
		t.Fatal(err)
	}
	snap = c.gallery.Snapshot()
	if err := search([]uint64{10, 99}, c.load); err == nil || !strings.Contains(err.Error(), "same kind") {
		t.Errorf("another kind of mark: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := e.SearchGallery(ctx, probe, snap, nil, c.load, engine.Wanted{Top: 2}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	ctx, cancel = context.WithCancel(t.Context())
	_, err := e.SearchGallery(ctx, probe, snap, roaring64.BitmapOf(10, 20), func(_ context.Context, seq int64) (*feature.Template, error) {
		cancel()
		return c.templates[seq], nil
	}, engine.Wanted{Top: 2})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled while templates were loaded: %v", err)
	}
}

// A search that is told that it is enough gives back what is ready, the best of
// the coarse list first, and says how much that is.
func TestASearchGivesBackWhatIsReady(t *testing.T) {
	e := newEngine(t, engine.DefaultParams(), 1)
	twins := noises(t, e, 2)
	for len(twins) < 24 {
		twins = append(twins, twins[len(twins)%4])
	}
	c := newCollection(t, twins)
	probe, snap := twins[0], c.gallery.Snapshot()
	for after, compared := range map[int64]int{1: 0, 16: 0, 17: 16, 24: 16} {
		enough := make(chan struct{})
		c.loaded.Store(0)
		found, err := e.SearchGallery(t.Context(), probe, snap, nil, func(ctx context.Context, seq int64) (*feature.Template, error) {
			out, err := c.load(ctx, seq)
			if c.loaded.Load() == after {
				close(enough)
			}
			return out, err
		}, engine.Wanted{Top: 24, Enough: enough})
		if err != nil {
			t.Fatal(err)
		}
		if found.Compared != compared || len(found.Candidates) != compared || len(found.Coarse) != 24 || found.Searched != 24 {
			t.Errorf("enough after %d templates: %d of %d compared, %d candidates", after, found.Compared, len(found.Coarse), len(found.Candidates))
		}
		for _, k := range found.Candidates {
			if k.Index >= compared {
				t.Errorf("enough after %d templates: place %d of the coarse list was compared before better ones", after, k.Index)
			}
		}
	}
	closed := make(chan struct{})
	close(closed)
	if found, err := e.SearchGallery(t.Context(), probe, snap, nil, c.load, engine.Wanted{Top: 3, Enough: closed}); !errors.Is(err, engine.ErrTooLate) {
		t.Errorf("no time at all: %+v, %v", found, err)
	}
}

func TestFingerprintsNameTheParameters(t *testing.T) {
	fine, cells := engine.DefaultParams(), engine.DefaultParams()
	fine.Rank.Fine++
	cells.Extract.Clip = 2
	template, all := newEngine(t, engine.DefaultParams(), 1).Fingerprints()
	if again, againAll := newEngine(t, engine.DefaultParams(), 4).Fingerprints(); again != template || againAll != all {
		t.Error("the same parameters have other fingerprints")
	}
	if len(template) != 16 || len(all) != 16 || template == all {
		t.Errorf("%q and %q", template, all)
	}
	if tf, af := newEngine(t, fine, 1).Fingerprints(); tf != template || af == all {
		t.Error("rank.fine changes templates, or nothing")
	}
	if tc, ac := newEngine(t, cells, 1).Fingerprints(); tc == template || ac == all {
		t.Error("extract.clip changes nothing")
	}
	e := newEngine(t, engine.DefaultParams(), 1)
	if got := enrol(t, e, noise(1, 0)); got.Params != template {
		t.Errorf("the template bears %q, not %q", got.Params, template)
	}
}
