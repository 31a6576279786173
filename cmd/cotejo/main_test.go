package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"cotejo/fixtures"
)

// TestMain makes the test binary answer as cotejo when a script calls it, so
// that scripts run the real program in a process of its own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"cotejo": main})
}

// TestScripts runs the transcripts in testdata/script. Each finds a small
// generated collection in $COLLECTION and a truncated scan in $BROKEN.
func TestScripts(t *testing.T) {
	const transcripts = 10
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(scripts) != transcripts {
		t.Fatalf("%d transcripts, want %d (%v)", len(scripts), transcripts, err)
	}
	collection := generate(t)
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("COLLECTION", collection)
			broken := filepath.Join(env.WorkDir, "broken.x3p")
			env.Setenv("BROKEN", broken)
			return truncated(filepath.Join(collection, "F001-1.x3p"), broken)
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"code": exitCode,
		},
		RequireExplicitExec: true,
		ContinueOnError:     true,
	})
}

// exitCode runs a command and checks the exit code: code 2 cotejo compare.
func exitCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N command...")
	}
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if want := args[0]; want != string(rune('0'+got)) {
		ts.Fatalf("exit code %d, want %s", got, want)
	}
}

// truncated copies the first half of a file.
func truncated(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data[:len(data)/2], 0o644)
}

// generate makes two firearms with two shots each, easy to tell apart.
func generate(t *testing.T) string {
	t.Helper()
	cfg := fixtures.DefaultConfig()
	cfg.Firearms, cfg.Shots, cfg.Hardness = 2, 2, 0
	dir := t.TempDir()
	if err := fixtures.WriteCollection(t.Context(), dir, cfg, fixtures.WriteOptions{X3P: true}); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestStampedVersion builds the binary as the Makefile does: evidence names the
// version, and a stamp on a variable that has moved is silently lost.
func TestStampedVersion(t *testing.T) {
	bin := filepath.Join(t.TempDir(), "cotejo")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", bin, "-ldflags", "-X main.version=v9.8.7-test", ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, args := range [][]string{{"version"}, {"--version"}, {"version", "--json"}} {
		out, err := exec.CommandContext(t.Context(), bin, args...).Output()
		if err != nil || !bytes.Contains(out, []byte("v9.8.7-test")) {
			t.Errorf("cotejo %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
}

func TestRecordedVersion(t *testing.T) {
	settings := func(modified string) []debug.BuildSetting {
		return []debug.BuildSetting{{Key: "vcs.revision", Value: "0123456789abcdef"}, {Key: "vcs.modified", Value: modified}}
	}
	for want, info := range map[string]*debug.BuildInfo{
		"v1.2.3":                   {Main: debug.Module{Version: "v1.2.3"}},
		"devel-0123456789ab":       {Main: debug.Module{Version: "(devel)"}, Settings: settings("false")},
		"devel-0123456789ab-dirty": {Settings: settings("true")},
		"devel":                    {},
	} {
		if got := recordedVersion(info); got != want {
			t.Errorf("%+v: %s, want %s", info, got, want)
		}
	}
}
