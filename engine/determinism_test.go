package engine_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"cotejo/engine"
	"cotejo/engine/compare"
	"cotejo/engine/feature"
)

// compared is the JSON of all comparisons of the subjects.
func compared(t *testing.T, e *engine.Engine, subjects []*compare.Subject, pairs [][2]int) []byte {
	t.Helper()
	results, err := e.CompareAll(t.Context(), subjects, pairs, nil)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(results)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// The same scans give the same bytes, whatever the number of workers, on a first
// and on a second run, and whatever was compared before.
func TestResultsAreTheSameBytes(t *testing.T) {
	faces, counts := 3, []int{8, 2, 1}
	if underRace {
		faces, counts = 2, counts[:1]
	}
	one := newEngine(t, engine.DefaultParams(), 1)
	pairs := pairsOf(2 * faces)
	want := compared(t, one, noises(t, one, faces), pairs)
	if len(want) < 10_000 {
		t.Fatalf("only %d bytes of results", len(want))
	}
	for _, workers := range counts {
		e := newEngine(t, engine.DefaultParams(), workers)
		subjects := noises(t, e, faces)
		if !bytes.Equal(compared(t, e, subjects, pairs), want) {
			t.Errorf("%d workers: other results than one worker", workers)
		}
		// The same pairs again, in another order, with workers that have a past.
		order := rand.New(rand.NewPCG(uint64(workers), 1)).Perm(len(pairs))
		mixed := make([][2]int, len(pairs))
		for k, i := range order {
			mixed[k] = pairs[i]
		}
		results, err := e.CompareAll(t.Context(), subjects, mixed, nil)
		if err != nil {
			t.Fatal(err)
		}
		sorted := make([]compare.Result, len(pairs))
		for k, i := range order {
			sorted[i] = results[k]
		}
		if text, err := json.Marshal(sorted); err != nil || !bytes.Equal(text, want) {
			t.Errorf("%d workers, mixed order: other results (%v)", workers, err)
		}
	}
}

func TestEnrolmentIsTheSameBytes(t *testing.T) {
	e := newEngine(t, engine.DefaultParams(), 2)
	var first [][]byte
	for range 2 {
		var now [][]byte
		for face := range uint64(3) {
			data, err := feature.Encode(enrol(t, e, noise(face, 0)))
			if err != nil {
				t.Fatal(err)
			}
			now = append(now, data)
		}
		if first != nil && !slices.EqualFunc(first, now, bytes.Equal) {
			t.Error("enrolled again, the templates are others")
		}
		first = now
	}
}

// A template that was stored and read again gives the same results.
func TestAStoredTemplateComparesAsTheFresh(t *testing.T) {
	e := newEngine(t, engine.DefaultParams(), 1)
	a, b := enrol(t, e, noise(1, 0)), enrol(t, e, noise(1, 1))
	fresh := compared(t, e, []*compare.Subject{e.Subject(a), e.Subject(b)}, [][2]int{{0, 1}})
	data, err := feature.Encode(a)
	if err != nil {
		t.Fatal(err)
	}
	if a, err = feature.Decode(data); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(compared(t, e, []*compare.Subject{e.Subject(a), e.Subject(b)}, [][2]int{{0, 1}}), fresh) {
		t.Error("other results from a stored template")
	}
}

// Memory does not grow with the number of comparisons. The first hundreds fill
// what the workers keep; after them the heap may move by less than what one
// comparison in a hundred would leave behind if it kept a turned plane (about
// 200 kB at the fine level).
func TestMemoryFlat(t *testing.T) {
	if underRace {
		t.Skip("the race detector keeps memory of its own")
	}
	warm, more := 300, 2000
	if testing.Short() {
		warm, more = 60, 200
	}
	e := newEngine(t, engine.DefaultParams(), 2)
	subjects := noises(t, e, 8)
	all := pairsOf(len(subjects))
	run := func(n int) uint64 {
		pairs := make([][2]int, n)
		for k := range pairs {
			pairs[k] = all[k*37%len(all)] // 37 and 256 have no factor in common
		}
		if _, err := e.CompareAll(t.Context(), subjects, pairs, nil); err != nil {
			t.Fatal(err)
		}
		// Twice, because a sync.Pool keeps what it holds over one collection.
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := run(warm)
	after := run(more)
	t.Logf("heap %.1f MB after %d comparisons, %.1f MB after %d more", float64(before)/1e6, warm, float64(after)/1e6, more)
	if limit := before + 4<<20; after > limit {
		t.Errorf("the heap grew from %d to %d bytes over %d comparisons", before, after, more)
	}
	runtime.KeepAlive(subjects)
}
