package cotejo_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// maxLines is where a Go or C file is probably more than one thing. One that is longer for a reason says so in a
// line that starts with longFile.
const (
	maxLines = 300
	longFile = "// Long file: "
)

// emptyNames say nothing about what a package is.
var emptyNames = []string{"util", "utils", "common", "helper", "helpers", "misc", "model", "models", "shared", "base", "manager"}

// onlyInCmd are the calls by which a package would know its process: only the wiring makes them.
var onlyInCmd = []string{"Getenv", "LookupEnv", "Environ", "ExpandEnv", "Exit"}

// foreign is what belongs to one machine or one network and not into the repository. It is written so that it
// does not find itself.
var foreign = regexp.MustCompile(`(^|[\s"'=:(])/(work|root|home/[a-z]+)[/]|\b(proxy|sum)[.]golang[.]org|\b(deb|security|snapshot)[.]debian[.]org|\bregistry[.](npmjs|yarnpkg)[.](org|com)`)

// committedFiles are the files of the working tree that git has or would take.
func committedFiles(t *testing.T) []string {
	t.Helper()
	if _, err := os.Stat(".git"); err != nil {
		t.Skip("not a git checkout")
	}
	out, err := exec.CommandContext(t.Context(), "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard").Output()
	if err != nil {
		t.Fatalf("git ls-files: %v", err)
	}
	files := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
	files = slices.DeleteFunc(files, func(name string) bool {
		info, err := os.Stat(name)
		return err != nil || !info.Mode().IsRegular()
	})
	if len(files) < 10 {
		t.Fatalf("git ls-files found only %d files", len(files))
	}
	return files
}

func TestFilesAreOneThing(t *testing.T) {
	for _, name := range committedFiles(t) {
		if !slices.Contains([]string{".go", ".c", ".h"}, path.Ext(name)) || strings.HasSuffix(name, "_test.go") {
			continue
		}
		text := readFile(t, name)
		if lines := bytes.Count(text, []byte("\n")); lines > maxLines && !bytes.Contains(text, []byte("\n"+longFile)) {
			t.Errorf("%s has %d lines, more than %d: split it, or give the reason in a line %q", name, lines, maxLines, longFile+"...")
		}
	}
}

func TestPackageNamesSaySomething(t *testing.T) {
	for _, p := range listPackages(t) {
		for _, part := range append(strings.Split(p.path(), "/"), p.Name) {
			if slices.Contains(emptyNames, part) {
				t.Errorf("%s: the name %q says nothing", p.ImportPath, part)
			}
		}
	}
}

func TestOnlyCmdKnowsItsProcess(t *testing.T) {
	for _, name := range committedFiles(t) {
		if path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") || under(name, "cmd") || under(name, "tools") {
			continue
		}
		positions := token.NewFileSet()
		file, err := parser.ParseFile(positions, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		ast.Inspect(file, func(node ast.Node) bool {
			call, ok := node.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if pkg, ok := call.X.(*ast.Ident); ok && pkg.Name == "os" && slices.Contains(onlyInCmd, call.Sel.Name) {
				t.Errorf("%s: os.%s; only cmd reads the environment and ends the process", positions.Position(call.Pos()), call.Sel.Name)
			}
			return true
		})
	}
}

func TestNothingOfOneMachine(t *testing.T) {
	for _, example := range []string{"cd /wo" + "rk/main", `"/ro` + `ot/go"`, "https://proxy.go" + "lang.org"} {
		if !foreign.MatchString(example) {
			t.Errorf("the pattern does not find %q", example)
		}
	}
	for _, name := range committedFiles(t) {
		text := readFile(t, name)
		if bytes.IndexByte(text, 0) >= 0 {
			continue // not text
		}
		for i, line := range bytes.Split(text, []byte("\n")) {
			if found := foreign.Find(line); found != nil {
				t.Errorf("%s:%d: %q is of one machine or network", name, i+1, bytes.TrimSpace(found))
			}
		}
	}
}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
