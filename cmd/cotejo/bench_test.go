package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"cotejo/engine/scan"
	"cotejo/fixtures"
)

// benchContract are the fields that every report of cotejo bench has.
var benchContract = []string{
	"size", "build_s", "open_s", "rss_bytes", "gallery_bytes_per_exhibit", "coarse_wall_s", "coarse_filtered_wall_s",
	"search_wall_s", "reference.what", "reference.unit", "reference.value", "efficiency", "crowd.mate_in_coarse_top200", "crowd.rank1",
}

// benched runs the real program and returns its JSON and what it noted.
func benched(t *testing.T, args ...string) (report map[string]any, stderr string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "cotejo", append([]string{"bench", "--json", "--probes", "1", "--fine", "2"}, args...)...)
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, errs.String())
	}
	if err := json.Unmarshal(out, &report); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, name := range benchContract {
		if value(report, name) == nil {
			t.Errorf("the report has no %s", name)
		}
	}
	return report, errs.String()
}

// value is a field by its path.
func value(report map[string]any, path string) any {
	var at any = report
	for name := range strings.SplitSeq(path, ".") {
		in, ok := at.(map[string]any)
		if !ok {
			return nil
		}
		at = in[name]
	}
	return at
}

func TestBenchHidesAndFinds(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	dir := generate(t)
	blind, err := fixtures.UnsuitableInput(2, 1) // a plane
	if err != nil || blind.Surface == nil {
		t.Fatalf("%q: %v", blind.Kind, err)
	}
	var plane bytes.Buffer
	if err := scan.WriteX3P(&plane, blind.Surface, scan.X3POptions{}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "plane.x3p"), plane.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	truth, err := os.OpenFile(filepath.Join(dir, "truth.csv"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := truth.WriteString("plane.x3p,F001\n"); err != nil {
		t.Fatal(err)
	}
	if err := truth.Close(); err != nil {
		t.Fatal(err)
	}
	report, notes := benched(t, "--size", "2000", "--hide", dir)
	for name, want := range map[string]any{
		"size": 2000.0, "crowd.hidden": 4.0, "crowd.probes": 4.0, "crowd.mate_in_coarse_top200": 1.0, "crowd.rank1": 1.0,
	} {
		if got := value(report, name); got != want {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
	for _, name := range []string{"build_s", "open_s", "rss_bytes", "coarse_wall_s", "coarse_filtered_wall_s", "search_wall_s", "reference.value", "efficiency"} {
		if got, ok := value(report, name).(float64); !ok || !(got > 0) {
			t.Errorf("%s is %v", name, value(report, name))
		}
	}
	if per := value(report, "gallery_bytes_per_exhibit").(float64); per < 1792 || per > 3000 {
		t.Errorf("%g bytes an exhibit", per)
	}
	if refused := report["refused"].([]any); len(refused) != 1 || !strings.Contains(notes, "plane.x3p") {
		t.Errorf("refused %v, noted %q", refused, notes)
	}
	if strings.Contains(notes, "\r") || strings.Contains(notes, "\x1b") {
		t.Errorf("a progress bar where there is no terminal: %q", notes)
	}
}

func TestBenchSweeps(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	out := filepath.Join(t.TempDir(), "out")
	report, _ := benched(t, "--size", "12000", "--sweep", "--out", out, "--keep", "--seed", "3")
	if points := value(report, "sweep.points").([]any); len(points) != 3 {
		t.Errorf("%d sizes up to 12000", len(points))
	}
	if found := value(report, "crowd.rank1").(float64); found < 0.9 {
		t.Errorf("%g of generated mates at rank 1", found)
	}
	for _, name := range []string{"bench.json", "sweep.png", "sweep.svg", filepath.Join("gallery", "12000")} {
		if _, err := os.Stat(filepath.Join(out, name)); err != nil {
			t.Error(err)
		}
	}
	if _, err := os.Stat(filepath.Join(out, "gallery", "1000")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the gallery of 1000 is still there: %v", err)
	}
	refusedBench(t, 2, "is not empty", "--size", "2000", "--out", out)
}

func refusedBench(t *testing.T, code int, says string, args ...string) {
	t.Helper()
	_, err := cotejo(t, append([]string{"bench"}, args...)...)
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != code || !strings.Contains(err.Error(), says) {
		t.Errorf("%v: %v; want exit code %d and %q", args, err, code, says)
	}
}

func TestBenchRefusesWhatCannotBe(t *testing.T) {
	empty, temporary := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temporary)
	refusedBench(t, 2, "--size")
	refusedBench(t, 2, "gallery of 10", "--size", "10")
	refusedBench(t, 2, "gallery of -5", "--size=-5")
	refusedBench(t, 2, "abc", "--size", "abc")
	refusedBench(t, 2, "timed probes", "--size", "1000", "--probes", "0")
	refusedBench(t, 2, "fine -1", "--size", "1000", "--fine=-1")
	refusedBench(t, 2, "sieve.keep 2", "--size", "1000", "--sieve", "2")
	refusedBench(t, 2, "--workers -1", "--size", "1000", "--workers=-1")
	refusedBench(t, 2, "--keep", "--size", "1000", "--keep")
	refusedBench(t, 1, "truth.csv is missing", "--size", "1000", "--hide", empty)
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
