package eval

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cotejo/bench/accuracy"
	"cotejo/bench/folder"
	"cotejo/engine"
	"cotejo/engine/pool"
	"cotejo/engine/scan"
	"cotejo/fixtures"
)

// generated is a collection of two firearms with two shots each, easy to tell apart. It is
// generated once, since that takes longer than all the tests.
var generated = sync.OnceValues(func() (string, error) {
	cfg := fixtures.DefaultConfig()
	cfg.Firearms, cfg.Shots, cfg.Hardness = 2, 2, 0
	dir, err := os.MkdirTemp("", "cotejo-eval")
	if err != nil {
		return "", err
	}
	generatedDir = dir
	return dir, fixtures.WriteCollection(context.Background(), dir, cfg, fixtures.WriteOptions{X3P: true})
})

// generatedDir is what TestMain removes, empty when no test needed it.
var generatedDir string

func TestMain(m *testing.M) {
	code := m.Run()
	if generatedDir != "" {
		os.RemoveAll(generatedDir)
	}
	os.Exit(code)
}

// generate returns a copy of the generated collection.
func generate(t *testing.T) string {
	t.Helper()
	dir, err := generated()
	if err != nil {
		t.Fatal(err)
	}
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}

func evaluate(t *testing.T, ctx context.Context, o Options, workers int) (*accuracy.Input, *accuracy.Report, error) {
	t.Helper()
	params := engine.DefaultParams()
	eng, err := engine.New(params, workers)
	if err != nil {
		t.Fatal(err)
	}
	o.TruthName, o.Reader = "truth.csv", folder.Reader{Limits: scan.DefaultLimits()}
	return Run(ctx, eng, params, pool.New(workers, 0), o)
}

// TestRun evaluates a collection that separates, and looks at what is not the
// business of package accuracy: order, costs, progress, independence of workers.
func TestRun(t *testing.T) {
	dir := generate(t)
	var calls []string
	in, r, err := evaluate(t, t.Context(), Options{
		Dirs: []string{dir}, Version: "v1", Seed: 3,
		Progress: func(stage string, done, total int) { calls = append(calls, fmt.Sprint(stage, " ", done, "/", total)) },
	}, 2)
	if err != nil {
		t.Fatal(err)
	}
	if r.Files != 4 || r.Pairs != (accuracy.PairCount{Match: 2, Nonmatch: 4}) || r.AUC != 1 || r.Rank1 != 1 {
		t.Errorf("%d files, %+v, AUC %v, rank 1 %v", r.Files, r.Pairs, r.AUC, r.Rank1)
	}
	if r.Version != "v1" || r.Engine != engine.Version || r.Seed != 3 || r.Rotate || r.Damage != "" {
		t.Errorf("version %q, engine %q, seed %d, rotate %v, damage %q", r.Version, r.Engine, r.Seed, r.Rotate, r.Damage)
	}
	if r.CPUSeconds <= 0 || r.WallSeconds <= 0 || r.ExtractCPUMsPerFile <= 0 {
		t.Errorf("costs: %v s CPU, %v s wall, %v ms a file", r.CPUSeconds, r.WallSeconds, r.ExtractCPUMsPerFile)
	}
	for _, last := range []string{"extracting 4/4", "searching 4/4", "comparing 6/6"} {
		if !slices.Contains(calls, last) {
			t.Errorf("progress never says %q: %v", last, calls)
		}
	}

	one, _, err := evaluate(t, t.Context(), Options{Dirs: []string{dir}}, 1)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(in.Pairs, one.Pairs); d != "" {
		t.Errorf("pairs depend on the number of workers (-two +one):\n%s", d)
	}
	if d := cmp.Diff(in.Coarse, one.Coarse); d != "" {
		t.Errorf("coarse scores depend on the number of workers (-two +one):\n%s", d)
	}
}

func TestRunNamesTheBrokenScan(t *testing.T) {
	dir := generate(t)
	put(t, dir, "F002-1.x3p", "PK\x03\x04 broken")
	_, _, err := evaluate(t, t.Context(), Options{Dirs: []string{dir}}, 2)
	if err == nil || !strings.Contains(err.Error(), "F002-1.x3p") {
		t.Errorf("error %v does not name the scan", err)
	}
}

func TestRunStops(t *testing.T) {
	dir := generate(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := evaluate(t, ctx, Options{Dirs: []string{dir}}, 2); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if _, _, err := evaluate(t, t.Context(), Options{}, 1); err == nil {
		t.Error("nothing is evaluated without an error")
	}
}
