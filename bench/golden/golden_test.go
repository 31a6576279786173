// Package golden holds the ranking quality of the engine to recorded figures:
// whoever changes them sees it in a diff. After a change that is meant, run
//
//	go test ./bench/golden -update
//
// where the real scans are at hand, and commit testdata/golden.json.
package golden

import (
	"encoding/json"
	"errors"
	"flag"
	"maps"
	"math"
	"os"
	"slices"
	"testing"

	"cotejo/bench/accuracy"
	"cotejo/bench/damage"
	"cotejo/bench/eval"
	"cotejo/bench/folder"
	"cotejo/bench/realdata"
	"cotejo/engine"
	"cotejo/engine/pool"
	"cotejo/engine/scan"
	"cotejo/fixtures"
)

var update = flag.Bool("update", false, "record the figures of this run in testdata/golden.json")

const goldenFile = "testdata/golden.json"

// Compilers may fuse a product and a sum, so that scores differ in their last
// bits between machines. A changed algorithm moves these figures by more.
const tolerance = 0.005

// figures are what is recorded of one collection.
type figures map[string]float64

func figuresOf(r *accuracy.Report) figures {
	f := figures{
		"files": float64(r.Files), "matches": float64(r.Pairs.Match), "nonmatches": float64(r.Pairs.Nonmatch),
		"auc": float64(r.AUC), "errors": float64(r.Errors), "gap": float64(r.Gap),
		"rank1": float64(r.Rank1), "mates_in_top10": float64(r.MatesInTop10),
		"coarse_recall_at_1": float64(r.Coarse.RecallAt.At1), "coarse_recall_at_10": float64(r.Coarse.RecallAt.At10),
		"coarse_mates_in_top10": float64(r.Coarse.MatesInTop10),
	}
	for name, v := range f { // six decimals make a diff that can be read
		f[name] = math.Round(v*1e6) / 1e6
	}
	return f
}

func TestGenerated(t *testing.T) {
	cfg := fixtures.DefaultConfig()
	cfg.Firearms, cfg.Shots = 6, 3
	cfg.Instruments = []fixtures.Instrument{fixtures.Confocal(), fixtures.Photometric()}
	dir := t.TempDir()
	if err := fixtures.WriteCollection(t.Context(), dir, cfg, fixtures.WriteOptions{X3P: true}); err != nil {
		t.Fatal(err)
	}
	hold(t, "generated", 18, eval.Options{Dirs: []string{dir}})
}

func TestFadul(t *testing.T) {
	hold(t, "fadul", realdata.FadulScans, eval.Options{Dirs: []string{realScans(t, realdata.Fadul)}})
}

func TestWeller(t *testing.T) {
	hold(t, "weller", realdata.WellerScans, eval.Options{Dirs: []string{realScans(t, realdata.Weller)}})
}

func TestFadulDamaged(t *testing.T) {
	hold(t, "fadul turned and damaged", realdata.FadulScans, eval.Options{
		Dirs:   []string{realScans(t, realdata.Fadul)},
		Rotate: true, Damage: &damage.Spec{SectorDeg: 240, Noise: 0.5}, Seed: 1,
	})
}

// realScans returns a folder of real scans, or skips the test.
func realScans(t *testing.T, name string) string {
	t.Helper()
	if underRace {
		t.Skip("real scans are evaluated without the race detector: go test ./bench/golden")
	}
	return realdata.Folder(t, name)
}

// hold evaluates and compares with what is recorded under a name.
func hold(t *testing.T, name string, files int, o eval.Options) {
	t.Helper()
	o.TruthName = "truth.csv"
	o.Reader = folder.Reader{Limits: scan.DefaultLimits()}
	params := engine.DefaultParams()
	eng, err := engine.New(params, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, report, err := eval.Run(t.Context(), eng, params, pool.New(0, 0), o)
	if err != nil {
		t.Fatal(err)
	}
	if report.Files != files {
		t.Fatalf("%d scans, want %d", report.Files, files)
	}
	got := figuresOf(report)
	if *update {
		record(t, name, got)
		return
	}
	want, ok := recorded(t)[name]
	if !ok {
		t.Fatalf("%s has no figures of %q: run this test with -update and commit the file", goldenFile, name)
	}
	for _, f := range slices.Sorted(maps.Keys(want)) {
		if v, ok := got[f]; !ok || !(math.Abs(v-want[f]) <= tolerance) {
			t.Errorf("%s of %q is %v, recorded is %v", f, name, v, want[f])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d figures of %q, recorded are %d", len(got), name, len(want))
	}
}

func recorded(t *testing.T) map[string]figures {
	t.Helper()
	all := map[string]figures{}
	data, err := os.ReadFile(goldenFile)
	if errors.Is(err, os.ErrNotExist) {
		return all
	} else if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatalf("%s: %v", goldenFile, err)
	}
	return all
}

// record replaces one collection's figures and keeps the others: not every
// machine has the real scans.
func record(t *testing.T, name string, f figures) {
	t.Helper()
	all := recorded(t)
	all[name] = f
	data, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(goldenFile, append(data, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}
