package scale

import (
	"context"
	"encoding/json"
	"errors"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"cotejo/bench/crowd"
	"cotejo/bench/folder"
	"cotejo/bench/realdata"
	"cotejo/engine"
	"cotejo/engine/feature"
	"cotejo/engine/gallery"
	"cotejo/engine/kernel"
	"cotejo/engine/rank"
	"cotejo/engine/scan"
)

// hiddenOf makes hidden scans without templates.
func hiddenOf(firearms ...string) []Hidden {
	out := make([]Hidden, len(firearms))
	for i, f := range firearms {
		out[i] = Hidden{File: string(rune('a' + i)), Firearm: f}
	}
	return out
}

func TestMatesAreTheNextOfTheFirearmCyclically(t *testing.T) {
	got := mates(hiddenOf("x", "y", "x", "z", "x", "y"))
	want := [][]int{{2, 4}, {5}, {4, 0}, {}, {0, 2}, {1}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestHiddenAreSpreadOverTheGallery(t *testing.T) {
	for _, c := range []struct{ hidden, size int }{{1, 1000}, {7, 1000}, {500, 1000}, {67, 1_000_000}} {
		all := make([]Hidden, c.hidden)
		if err := place(all, c.size); err != nil {
			t.Fatal(err)
		}
		last := int64(0)
		for _, h := range all {
			if h.seq <= last || h.seq > int64(c.size) {
				t.Fatalf("%d in %d: number %d after %d", c.hidden, c.size, h.seq, last)
			}
			last = h.seq
		}
		if all[0].seq > int64(c.size) || last < int64(c.size/2) {
			t.Errorf("%d in %d: from %d to %d", c.hidden, c.size, all[0].seq, last)
		}
	}
	if err := place(make([]Hidden, 501), 1000); err == nil || !strings.Contains(err.Error(), "501") {
		t.Errorf("%v", err)
	}
}

// A probe's list with two mates and what the tally makes of each of them alone.
func TestEveryMateIsCountedAlone(t *testing.T) {
	f := ranked{mate: map[int64]int{10: 0, 11: 1}, score: map[int64]float64{10: 0.9, 1: 0.2, 2: 0.5, 11: 0.4, 3: 0.1}}
	for i, seq := range []int64{10, 1, 2, 11, 3} {
		f.list = append(f.list, rank.Listed{Seq: seq, Score: 0.5 - float64(i)/10})
	}
	for _, c := range []struct {
		seq  int64
		fine int
		want Missed
	}{
		{10, 100, Missed{CoarsePlace: 1, Coarse: 0.5, Least: 0.1, Score: 0.9, Best: 0.5}},
		{11, 100, Missed{CoarsePlace: 3, Coarse: 0.2, Least: 0.1, Score: 0.4, Best: 0.5}},
		{11, 2, Missed{CoarsePlace: 3, Coarse: 0.2, Least: 0.1, Best: 0.5}}, // not compared
		{12, 100, Missed{Least: 0.1, Best: 0.5}},                            // beyond the list
	} {
		got := f.alone(c.seq, c.fine)
		if math.Abs(got.Coarse-c.want.Coarse) > 1e-9 || math.Abs(got.Least-c.want.Least) > 1e-9 {
			t.Errorf("%d: %+v", c.seq, got)
		}
		got.Coarse, got.Least = c.want.Coarse, c.want.Least
		if got != c.want {
			t.Errorf("%d of %d: %+v, want %+v", c.seq, c.fine, got, c.want)
		}
	}
	r := &run{o: Options{Rank: rank.Params{Fine: 100}}, people: &people{hidden: hiddenOf("p", "p", "p")}, mates: [][]int{{1, 2}, {2, 0}, {0, 1}}}
	r.people.hidden[1].seq, r.people.hidden[2].seq = 10, 11
	tally, out := newTally(), Crowd{}
	tally.add(r, 0, f)
	tally.finish(&out)
	if out.MateInCoarseTop200 != 1 || out.Rank1 != 1 || out.EveryMate.Pairs != 2 || out.EveryMate.Rank1 != 0.5 {
		t.Errorf("%+v", out)
	}
	if math.Abs(out.Coarse.WorstMate-0.2) > 1e-9 || math.Abs(out.Coarse.BestNonmate-0.4) > 1e-9 {
		t.Errorf("coarse %+v", out.Coarse)
	}
	if len(out.Missed) != 1 || out.Missed[0].Mate != "c" || out.Missed[0].Next || out.BestNonmate[0] != 0.5 || out.WorstMate != 0.4 {
		t.Errorf("%+v", out)
	}
}

func TestWhatTheCascadeLostIsCounted(t *testing.T) {
	r := &run{people: &people{hidden: hiddenOf("p", "p")}, mates: [][]int{{1}, {0}}}
	r.people.hidden[1].seq = 3
	list := func(seqs ...int64) (out []rank.Listed) {
		for _, s := range seqs {
			out = append(out, rank.Listed{Seq: s})
		}
		return out
	}
	r.lost(0, list(1, 2, 3, 4), list(1, 2, 9, 8))
	r.lost(1, list(1, 2), list(2, 1))
	if got := r.report.Cascade; got.LostOfTop200 != (Lost{0.5, 0.5}) || got.MatesLost != 1 {
		t.Errorf("%+v", got)
	}
}

func TestMedianAndExponents(t *testing.T) {
	if got := median([]Cost{{3, 1}, {1, 5}, {2, 3}, {10, 4}}); got != (Cost{2.5, 3.5}) {
		t.Errorf("%v", got)
	}
	if got := median(nil); got != (Cost{}) {
		t.Errorf("%v", got)
	}
	at := func(size int, c float64) Point {
		return Point{Size: size, Coarse: Cost{CPUS: c}, Full: Cost{CPUS: 2 * c * c}, Filtered: Cost{CPUS: 1}}
	}
	got := exponents([]Point{at(1, 9), at(10, 2), at(100, 20)})
	if math.Abs(got.Coarse-1) > 1e-9 || math.Abs(got.Full-2) > 1e-9 || got.Filtered != 0 {
		t.Errorf("%+v", got)
	}
	if got := exponents([]Point{at(1, 1)}); got != (Exponents{}) {
		t.Errorf("of one point: %+v", got)
	}
}

func TestPlotIsWritten(t *testing.T) {
	s := &Sweep{}
	for _, n := range []int{1000, 10000, 100000} {
		c := Cost{CPUS: float64(n) * 3e-6}
		s.Points = append(s.Points, Point{Size: n, Coarse: c, Full: c, Filtered: Cost{CPUS: 0.01}, Search: Cost{CPUS: 2 + c.CPUS}})
	}
	dir := filepath.Join(t.TempDir(), "new")
	if err := WritePlot(dir, s); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(filepath.Join(dir, "sweep.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if c, err := png.DecodeConfig(f); err != nil || c.Width < 600 {
		t.Errorf("%+v, %v", c, err)
	}
	if svg, err := os.ReadFile(filepath.Join(dir, "sweep.svg")); err != nil || !strings.Contains(string(svg), "<svg") {
		t.Errorf("%v", err)
	}
	if err := WritePlot(dir, &Sweep{}); err == nil {
		t.Error("a plot of nothing")
	}
}

func TestDiskAndFolders(t *testing.T) {
	dir := t.TempDir()
	l := kernel.Layout{Rings: 16, Harmonics: 56, First: 6}
	if err := enoughDisk(dir, 1000, l); err != nil {
		t.Error(err)
	}
	if err := enoughDisk(dir, 1<<50, l); err == nil || !strings.Contains(err.Error(), "--out") {
		t.Errorf("%v", err)
	}
	if err := fresh(filepath.Join(dir, "not there")); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "a"), make([]byte, 5000), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := fresh(dir); err == nil {
		t.Error("a folder with a file in it")
	}
	apparent, disk, err := occupied(dir)
	if err != nil || apparent != 5000 || disk < 0 {
		t.Errorf("%d, %d, %v", apparent, disk, err)
	}
	if err := forget(dir); err != nil {
		t.Error(err)
	}
}

func TestMemoryIsWatched(t *testing.T) {
	stop := watch()
	held := make([]byte, 64<<20)
	for i := range held {
		held[i] = byte(i)
	}
	top := stop()
	if top.Anonymous < 64<<20 || top.Resident < top.Anonymous || held[77] != 77 {
		t.Errorf("%+v", top)
	}
}

func TestOptionsNameWhatIsWrong(t *testing.T) {
	good := options(t, 2000)
	if err := good.Validate(); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*Options){
		"gallery of 999": func(o *Options) { o.Size = 999 },
		"gallery of -1":  func(o *Options) { o.Size = -1 },
		"timed probes":   func(o *Options) { o.Probes = 0 },
		"folder":         func(o *Options) { o.Dir = "" },
		"fine 0":         func(o *Options) { o.Rank.Fine = 0 },
	} {
		o := good
		spoil(&o)
		if err := o.Validate(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func options(t *testing.T, size int) Options {
	t.Helper()
	p := rank.DefaultParams()
	p.Fine = 4 // each takes some tens of milliseconds
	return Options{
		Size: size, TruthName: "truth.csv", Reader: folder.Reader{Limits: scan.DefaultLimits()}, Seed: 1,
		Dir: filepath.Join(t.TempDir(), "gallery"), Probes: 2, Rank: p, Version: "test",
	}
}

// The gallery is the same whatever draws it, and has the hidden in their places;
// its entries have templates that a search accepts.
func TestBuildDoesNotHangOnWorkers(t *testing.T) {
	signatures := map[int][]int8{}
	for _, workers := range []int{1, 3} {
		eng, err := engine.New(engine.DefaultParams(), workers)
		if err != nil {
			t.Fatal(err)
		}
		m, err := crowd.Stored(eng)
		if err != nil {
			t.Fatal(err)
		}
		o := options(t, 20_000)
		series := crowd.Series{Firearms: 1, Shots: 1, Seed: 1, Hardness: []float64{0.5}}
		made, err := series.Exhibits(t.Context(), eng, eng.Pool(), nil)
		if err != nil {
			t.Fatal(err)
		}
		one := made[0].Template
		p, err := newPeople(m, &o, []Hidden{{File: "h", Firearm: "f", Template: one}}, []*feature.Template{one})
		if err != nil {
			t.Fatal(err)
		}
		g, _, err := gallery.Open(o.Dir)
		if err != nil {
			t.Fatal(err)
		}
		r := &run{o: o, eng: eng}
		if err := r.build(t.Context(), g, p); err != nil {
			t.Fatal(err)
		}
		s := g.Snapshot()
		if s.Len() != o.Size {
			t.Fatalf("%d entries", s.Len())
		}
		for _, seq := range []int64{1, 8192, 8193, p.hidden[0].seq, 20_000} {
			e, err := s.Entry(seq)
			if err != nil {
				t.Fatal(err)
			}
			tp, err := p.template(t.Context(), seq)
			if err != nil || tp.Check() != nil || !slices.Equal(tp.Signature, e.Signature) || tp.Class() != e.Class {
				t.Fatalf("entry %d is not of its template (%v)", seq, err)
			}
			if was := signatures[int(seq)]; was != nil && !slices.Equal(was, e.Signature) {
				t.Errorf("entry %d is another with %d workers", seq, workers)
			}
			signatures[int(seq)] = e.Signature
		}
		if !slices.Equal(signatures[int(p.hidden[0].seq)], one.Signature) {
			t.Error("what was to be hidden is not in its place")
		}
		if _, err := p.template(t.Context(), 20_001); err == nil {
			t.Error("a template of an entry that is not there")
		}
		if err := g.Close(); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := r.build(ctx, g, p); !errors.Is(err, context.Canceled) && !errors.Is(err, gallery.ErrClosed) {
			t.Errorf("cancelled: %v", err)
		}
	}
}

// The scans of Fadul are found among some thousand, and what the bench ranks by
// itself is what a search returns.
func TestFadulIsFoundInACrowd(t *testing.T) {
	dir := realdata.Folder(t, realdata.Fadul)
	if testing.Short() {
		t.Skip("takes a minute")
	}
	o := options(t, 3000)
	o.Hide = []string{dir}
	r, err := begin(t.Context(), engine.DefaultParams(), 0, o)
	if err != nil {
		t.Fatal(err)
	}
	g, err := r.gallery(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	if err := r.crowd(t.Context()); err != nil {
		t.Fatal(err)
	}
	c := r.report.Crowd
	if c.Hidden != realdata.FadulScans || c.Probes != realdata.FadulScans || c.MateInCoarseTop200 != 1 {
		t.Errorf("%+v", c)
	}
	look, err := r.look(t.Context(), []int{5})
	if err != nil {
		t.Fatal(err)
	}
	without := []int64{r.people.hidden[5].seq}
	for _, m := range r.mates[5][1:] {
		without = append(without, r.people.hidden[m].seq)
	}
	found, err := r.found(t.Context(), r.eng, 5, without...)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range found.Candidates {
		if got := look[0].score[one.Seq]; got != one.Result.Score {
			t.Errorf("entry %d scores %g in a search and %g here", one.Seq, one.Result.Score, got)
		}
	}
	if data, err := json.Marshal(r.report); err != nil || !json.Valid(data) {
		t.Errorf("%v", err)
	}
}
