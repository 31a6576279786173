package engine_test

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"

	"cotejo/engine"
	"cotejo/engine/compare"
	"cotejo/engine/mark"
)

func TestSearchRanksAGallery(t *testing.T) {
	e := newEngine(t, engine.DefaultParams(), 2)
	all := noises(t, e, 4)
	probe, gallery := all[0], all[1:]
	found, err := e.Search(t.Context(), probe, gallery, 100)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != len(gallery) {
		t.Fatalf("%d candidates of a gallery of %d", len(found), len(gallery))
	}
	coarse, err := e.Coarse(t.Context(), probe, gallery)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[int]bool{}
	for k, c := range found {
		if c.Rank != k+1 || seen[c.Index] || c.Coarse != coarse[c.Index] {
			t.Errorf("candidate %d: rank %d, index %d, coarse %g of %g", k, c.Rank, c.Index, c.Coarse, coarse[c.Index])
		}
		seen[c.Index] = true
		if k > 0 && c.Result.Score > found[k-1].Result.Score {
			t.Errorf("rank %d scores %g, above %g", c.Rank, c.Result.Score, found[k-1].Result.Score)
		}
		// The result is that of a comparison, told from the probe's side.
		alone, err := e.Compare(t.Context(), probe, gallery[c.Index], nil)
		if err != nil || !reflect.DeepEqual(alone, c.Result) {
			t.Errorf("rank %d: the search says other than the comparison (%v)", c.Rank, err)
		}
	}
	if found[0].Index != 0 || found[0].Result.Score < 0.5 {
		t.Errorf("at the top %d with %g, want the mate, 0", found[0].Index, found[0].Result.Score)
	}
	for _, top := range []int{0, 1, 3, 7} {
		some, err := e.Search(t.Context(), probe, gallery, top)
		if err != nil || len(some) != top || !reflect.DeepEqual(some, found[:top:top]) && top > 0 {
			t.Errorf("top %d: %d candidates (%v), or others than of the whole list", top, len(some), err)
		}
	}
}

// Of equal candidates the one that stands first in the gallery comes first.
func TestSearchKeepsTheOrderOfTies(t *testing.T) {
	e := newEngine(t, engine.DefaultParams(), 2)
	all := noises(t, e, 3)
	twins := []*compare.Subject{all[3], all[1], all[4], all[1], all[3], all[1]}
	found, err := e.Search(t.Context(), all[0], twins, len(twins))
	if err != nil {
		t.Fatal(err)
	}
	var order []int
	for _, c := range found {
		order = append(order, c.Index)
	}
	at := func(i int) int { return slices.Index(order, i) }
	if !slices.Equal(order[:3], []int{1, 3, 5}) || at(0) > at(4) {
		t.Errorf("order %v", order)
	}
}

// Only the best of the coarse list, rank.fine of them, are compared in full.
func TestSearchComparesTheBestOfTheCoarseList(t *testing.T) {
	p := engine.DefaultParams()
	p.Rank.Fine = 2
	e := newEngine(t, p, 2)
	all := noises(t, e, 4)
	coarse, err := e.Coarse(t.Context(), all[0], all[1:])
	if err != nil {
		t.Fatal(err)
	}
	better := func(i int) (n int) {
		for _, c := range coarse {
			if c > coarse[i] {
				n++
			}
		}
		return n
	}
	for top, within := range map[int]int{1: 2, 2: 2, 5: 5} {
		found, err := e.Search(t.Context(), all[0], all[1:], top)
		if err != nil || len(found) != top {
			t.Fatalf("top %d: %d candidates (%v)", top, len(found), err)
		}
		for _, c := range found {
			if better(c.Index) >= within {
				t.Errorf("top %d: candidate %d stands behind %d others in the coarse list", top, c.Index, better(c.Index))
			}
		}
	}
}

func TestSearchOfAnEmptyGallery(t *testing.T) {
	e := newEngine(t, engine.DefaultParams(), 2)
	found, err := e.Search(t.Context(), e.Subject(enrol(t, e, noise(1, 0))), nil, 10)
	if err != nil || len(found) != 0 {
		t.Errorf("%d candidates, %v", len(found), err)
	}
}

func TestACancelledSearchReturnsItsError(t *testing.T) {
	e := newEngine(t, engine.DefaultParams(), 2)
	all := noises(t, e, 2)
	ctx, cancel := context.WithCancel(t.Context())
	calls := 0
	_, err := e.CompareAll(ctx, all, pairsOf(4), func(int) {
		if calls++; calls == 2 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled after two comparisons: %v", err)
	}
	// One that runs beside the second may still end.
	if calls > 3 {
		t.Errorf("%d comparisons were done after the second was the last", calls)
	}
	if _, err := e.Search(ctx, all[0], all[1:], 3); !errors.Is(err, context.Canceled) {
		t.Errorf("search with a cancelled context: %v", err)
	}
	if _, err := e.Coarse(ctx, all[0], all[1:]); !errors.Is(err, context.Canceled) {
		t.Errorf("coarse search with a cancelled context: %v", err)
	}
	if _, err := e.Enrol(ctx, noise(1, 0), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("enrolment with a cancelled context: %v", err)
	}
	if results, err := e.CompareAll(t.Context(), all, pairsOf(4), nil); err != nil || len(results) != 16 {
		t.Errorf("after the cancelled ones: %d results, %v", len(results), err)
	}
}

// A gallery that holds what cannot be held against the probe is an error, not a
// wrong list.
func TestSearchRefusesWhatCannotBeCompared(t *testing.T) {
	e := newEngine(t, engine.DefaultParams(), 2)
	all := noises(t, e, 2)
	pin := *all[2].Template
	pin.Kind = mark.FiringPin
	if _, err := e.Search(t.Context(), all[0], []*compare.Subject{all[1], e.Subject(&pin)}, 3); err == nil {
		t.Error("a firing pin was ranked among breech faces")
	}
}

func TestProgressCountsEveryComparison(t *testing.T) {
	e := newEngine(t, engine.DefaultParams(), 8)
	all := noises(t, e, 2)
	var said []int
	if _, err := e.CompareAll(t.Context(), all, pairsOf(4), func(done int) { said = append(said, done) }); err != nil {
		t.Fatal(err)
	}
	for k, n := range said {
		if n != k+1 {
			t.Fatalf("progress %v", said)
		}
	}
	if len(said) != 16 {
		t.Errorf("progress %v of 16", said)
	}
}
