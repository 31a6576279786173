package crowd

import (
	"encoding/json"
	"errors"
	"flag"
	"math"
	"os"
	"slices"
	"sync"
	"testing"

	"cotejo/engine"
	"cotejo/engine/compare"
	"cotejo/engine/facet"
	"cotejo/engine/feature"
	"cotejo/engine/kernel"
	"cotejo/engine/mark"
	"cotejo/engine/pool"
)

var update = flag.Bool("update", false, "fit the stored model anew: takes some minutes")

func newEngine(t testing.TB) *engine.Engine {
	t.Helper()
	e, err := engine.New(engine.DefaultParams(), 0)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func storedModel(t testing.TB) *Model {
	t.Helper()
	m, err := Stored(newEngine(t))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// first is a part of DefaultSeries: the first firearm of each hardness is the same
// however many follow it.
func first(t testing.TB, s Series, firearms, shots int) []Exhibit {
	t.Helper()
	s.Firearms, s.Shots = firearms, shots
	all, err := s.Exhibits(t.Context(), newEngine(t), pool.New(0, 0), nil)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func bytesOf(s []int8) []byte {
	out := make([]byte, len(s))
	for i, v := range s {
		out[i] = byte(v)
	}
	return out
}

// The stored model is one of the engine as it is, and of the generator as it is.
func TestStoredModel(t *testing.T) {
	if *update {
		s := DefaultSeries()
		f := fitted{Series: s}
		for _, e := range first(t, s, s.Firearms, s.Shots) {
			f.Class = e.Template.Class()
			f.Signatures = append(f.Signatures, bytesOf(e.Template.Signature))
		}
		data, err := json.MarshalIndent(f, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("model.json", append(data, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
		stored = data
	}
	m := storedModel(t)
	s := DefaultSeries()
	if len(m.bases) != s.Firearms*s.Shots {
		t.Fatalf("the stored model is of %d signatures, DefaultSeries has %d: run with -update", len(m.bases), s.Firearms*s.Shots)
	}
	of := s.Firearms / len(s.Hardness) * s.Shots
	for level, e := range first(t, s, len(s.Hardness), 1) {
		if e.Template.Class() != m.Class() {
			t.Fatalf("templates are of %+v, the model of %+v: run with -update", e.Template.Class(), m.Class())
		}
		// Compilers may fuse products and sums, which moves a value by one now and then.
		same, mine := 0.0, unit(e.Template.Signature)
		for k, v := range m.bases[level*of] {
			same += float64(v) * float64(mine[k])
		}
		if same /= float64(len(mine)); same < 0.995 {
			t.Errorf("%s correlates with what the model was fitted to by %.3f only: run with -update", e.Name, same)
		}
	}
}

func TestAModelOfAnotherEngineIsStale(t *testing.T) {
	p := engine.DefaultParams()
	p.Extract.Signature.RadiusUm[1] += 10
	e, err := engine.New(p, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Stored(e); !errors.Is(err, ErrStale) {
		t.Errorf("%v", err)
	}
}

// What is drawn depends on seed and number alone.
func TestDrawsAreTheSameInAnyOrder(t *testing.T) {
	m := storedModel(t)
	n, size := 200, m.Class().Layout.Bytes()
	forwards := make([][]int8, n)
	d := m.Drawer(7)
	for i := range forwards {
		forwards[i] = make([]int8, size)
		d.Draw(uint64(i), forwards[i])
	}
	var wg sync.WaitGroup
	for worker := range 4 {
		wg.Go(func() {
			d, out := m.Drawer(7), make([]int8, size)
			for i := n - 1 - worker; i >= 0; i -= 4 {
				if d.Draw(uint64(i), out); !slices.Equal(out, forwards[i]) {
					t.Errorf("signature %d is another when it is drawn elsewhere", i)
				}
			}
		})
	}
	wg.Wait()
	other := make([]int8, size)
	m.Drawer(8).Draw(0, other)
	if slices.Equal(other, forwards[0]) || slices.Equal(forwards[0], forwards[1]) {
		t.Error("another seed or number, the same signature")
	}
}

// Drawn signatures use the eight bits as those of templates do.
func TestDrawsAreScaledAsSignaturesAre(t *testing.T) {
	m := storedModel(t)
	d, out := m.Drawer(1), make([]int8, m.Class().Layout.Bytes())
	want := math.Sqrt(float64(len(out))) * 127 / 4
	for i := range 100 {
		d.Draw(uint64(i), out)
		if n := kernel.Norm(out); n < 0.75*want || n > 1.01*want || slices.Contains(out, -128) {
			t.Fatalf("signature %d has a norm of %.0f, want %.0f", i, n, want)
		}
	}
}

// What generated probes score against the crowd is about what they score against
// generated exhibits of other firearms; those are a little higher, since some are of
// one firearm with another of them, or of one batch with it. Real probes find the
// crowd harder than that: see bench.md.
func TestTheCrowdIsAsHardAsExhibits(t *testing.T) {
	m := storedModel(t)
	s := DefaultSeries()
	s.Seed = 4711
	probes := first(t, s, 10, 1)
	const n = 3000
	l := m.Class().Layout
	drawn, exhibits := make([]int8, n*l.Bytes()), []int8{}
	d := m.Drawer(3)
	for i := range n {
		d.Draw(uint64(i), drawn[i*l.Bytes():][:l.Bytes()])
	}
	var f fitted
	if err := json.Unmarshal(stored, &f); err != nil {
		t.Fatal(err)
	}
	for _, s := range f.Signatures {
		for _, v := range s {
			exhibits = append(exhibits, int8(v))
		}
	}
	crowd, real := scores(t, probes, drawn), scores(t, probes, exhibits)
	for _, c := range []struct {
		quantile, below float64
	}{{0.5, 0.012}, {0.9, 0.02}, {0.99, 0.03}, {0.999, 0.045}} {
		a, b := quantile(crowd, c.quantile), quantile(real, c.quantile)
		t.Logf("%g of scores lie below: crowd %.3f, exhibits %.3f", c.quantile, a, b)
		if a < b-c.below || a > b+0.06 {
			t.Errorf("%g of the scores against the crowd lie below %.3f, against exhibits below %.3f", c.quantile, a, b)
		}
	}
}

// scores are the sorted coarse scores of all probes against signatures in the
// template's order.
func scores(t *testing.T, probes []Exhibit, flat []int8) []float64 {
	t.Helper()
	eng, l := newEngine(t), probes[0].Template.Layout
	stored := make([]int8, len(flat))
	for at := 0; at < len(flat); at += l.Bytes() {
		l.Pack(stored[at:at+l.Bytes()], flat[at:at+l.Bytes()])
	}
	var out []float64
	for _, p := range probes {
		scan, err := eng.Subject(p.Template).Scan()
		if err != nil {
			t.Fatal(err)
		}
		best := make([]float32, len(stored)/l.Bytes())
		scan.Peaks(stored, best)
		for _, b := range best {
			out = append(out, float64(b)/compare.Unit(l))
		}
	}
	slices.Sort(out)
	return out
}

func quantile(sorted []float64, q float64) float64 {
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}

func TestModelsThatCannotBeAreRefused(t *testing.T) {
	class := feature.Class{Kind: mark.BreechFace, Modality: feature.Topography, Layout: kernel.Layout{Rings: 4, Harmonics: 8, First: 2}}
	s := func(v int8) []int8 {
		out := make([]int8, class.Layout.Bytes())
		out[5] = v
		return out
	}
	good := Recipe{Second: 0.4, Own: 0.1, Wide: 0.5, Edge: [2]int{1, 2}, Tilt: 0.5}
	if _, err := Fit(class, [][]int8{s(3), s(4)}, good); err != nil {
		t.Error(err)
	}
	bad := good
	bad.Edge = [2]int{1, 4}
	nan := good
	nan.Own = math.NaN()
	none := class
	none.Layout.Rings = 0
	for name, c := range map[string]struct {
		class feature.Class
		all   [][]int8
		r     Recipe
	}{
		"one signature": {class, [][]int8{s(1)}, good},
		"empty":         {class, [][]int8{s(1), s(0)}, good},
		"short":         {class, [][]int8{s(1), s(1)[1:]}, good},
		"edge":          {class, [][]int8{s(1), s(2)}, bad},
		"share":         {class, [][]int8{s(1), s(2)}, nan},
		"class":         {none, [][]int8{s(1), s(2)}, good},
	} {
		if _, err := Fit(c.class, c.all, c.r); err == nil {
			t.Errorf("%s: not refused", name)
		}
	}
	if _, err := Of(nil); err == nil {
		t.Error("a model of nothing")
	}
	if err := (Series{Firearms: 1, Shots: 1, Hardness: []float64{0, 1}}).Validate(); err == nil {
		t.Error("a level without a firearm")
	}
	if err := (Series{Firearms: 1, Shots: 1}).Validate(); err == nil {
		t.Error("no hardness")
	}
}

// The filters leave what they say.
func TestFiltersLeaveTheirShare(t *testing.T) {
	const n = 20000
	var x facet.Index
	all := make([]facet.Entry, n)
	for i := range all {
		all[i] = Facts(5, uint64(i+1))
	}
	x.Put(all...)
	for _, share := range Shares() {
		left := float64(x.Select(Filter(share)).GetCardinality())
		if want := share * n; math.Abs(left-want) > 5*math.Sqrt(want*(1-share)) {
			t.Errorf("a filter of %g leaves %g of %d", share, left, n)
		}
	}
	if a, b := Facts(5, 77), Facts(5, 77); !slices.Equal(a.Values, b.Values) || !slices.Equal(a.Numbers, b.Numbers) {
		t.Error("facts of one number differ")
	}
}

func BenchmarkDraw(b *testing.B) {
	m := storedModel(b)
	d, out := m.Drawer(1), make([]int8, m.Class().Layout.Bytes())
	for i := uint64(0); b.Loop(); i++ {
		d.Draw(i, out)
	}
}
