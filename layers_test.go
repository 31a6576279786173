// Package cotejo_test holds the repository to its own rules: which package may import which (this file),
// and what a file may be called and contain (house_test.go).
package cotejo_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "cotejo"

// engineLayers are the packages below engine/, from the ground up. A package imports only packages of
// earlier rows: those of one row do not know each other, and nothing below the facade knows the facade.
// A new package is put into the row where it belongs.
var engineLayers = [][]string{
	{"mark", "trace", "pool", "kernel", "robust", "facet"},
	{"cv", "scan", "feature", "light"},
	{"segment", "prepare"},
	{"signature", "picture"},
	{"extract", "compare", "gallery"},
	{"rank", "evidence"},
}

// adapters connect the service to the outside. Only cmd knows them; they do not know one another.
var adapters = []string{"api/store", "api/blob", "api/catalog", "api/jobs", "api/match", "api/selection", "api/share"}

// parts of the service that package api composes and cmd wires; they do not know one another, nor adapters.
var parts = []string{"api/auth", "api/audit", "api/form", "api/report", "api/exchange"}

// outsideWorld is what the engine must not reach, not even through a library that it uses.
var outsideWorld = []string{
	"net/http", "database/sql", "os/exec", "github.com/prometheus/", "github.com/blevesearch/",
	"cotejo/api", "cotejo/cmd", "cotejo/fixtures", "cotejo/bench",
}

const opencv = "gocv.io/x/gocv"

// goPackage is what `go list -json` tells about a package, as far as it is needed here.
type goPackage struct {
	Dir        string
	ImportPath string
	Name       string
	Imports    []string
	Deps       []string
	// Imports of the package's tests, those in the package and those beside it.
	TestImports, XTestImports []string
}

// path is the import path below the module, "" for the module's root.
func (p goPackage) path() string {
	return strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/")
}

// under tells whether an import path is pattern or lies below it.
func under(path, pattern string) bool {
	pattern = strings.TrimSuffix(pattern, "/")
	return path == pattern || strings.HasPrefix(path, pattern+"/")
}

// listPackages are the module's packages that git has or would take.
func listPackages(t *testing.T) []goPackage {
	t.Helper()
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	committed := map[string]bool{}
	for _, name := range committedFiles(t) {
		committed[filepath.Join(root, filepath.Dir(name))] = true
	}
	out, err := exec.CommandContext(t.Context(), "go", "list", "-e", "-json=Dir,ImportPath,Name,Imports,Deps,TestImports,XTestImports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var packages []goPackage
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if committed[p.Dir] {
			packages = append(packages, p)
		}
	}
	if len(packages) < 5 {
		t.Fatalf("go list found only %d packages", len(packages))
	}
	return packages
}

func TestEngineLayers(t *testing.T) {
	row := map[string]int{"engine": len(engineLayers)}
	for i, names := range engineLayers {
		for _, name := range names {
			row["engine/"+name] = i
		}
	}
	for _, p := range listPackages(t) {
		if !under(p.path(), "engine") {
			continue
		}
		mine, known := row[p.path()]
		if !known {
			t.Errorf("%s has no row in engineLayers", p.path())
			continue
		}
		for _, imported := range p.Imports {
			theirs, ours := row[strings.TrimPrefix(imported, module+"/")]
			if ours && theirs >= mine {
				t.Errorf("%s imports %s, which does not lie below it", p.path(), imported)
			}
		}
	}
}

func TestEngineDoesNotKnowTheOutsideWorld(t *testing.T) {
	for _, p := range listPackages(t) {
		if !under(p.path(), "engine") {
			continue
		}
		for _, forbidden := range outsideWorld {
			for _, dep := range p.Deps {
				if under(dep, forbidden) {
					t.Errorf("%s reaches %s", p.path(), dep)
				}
			}
		}
	}
}

func TestOnlyOnePackageTouchesOpenCV(t *testing.T) {
	importers := 0
	for _, p := range listPackages(t) {
		if !slices.Contains(slices.Concat(p.Imports, p.TestImports, p.XTestImports), opencv) {
			continue
		}
		importers++
		if p.path() != "engine/cv" {
			t.Errorf("%s imports %s; only engine/cv does", p.path(), opencv)
		}
	}
	if importers == 0 {
		t.Error("no package imports OpenCV: does this test still look for the right path?")
	}
}

func TestOnlyCmdKnowsAdapters(t *testing.T) {
	for _, p := range listPackages(t) {
		for _, adapter := range adapters {
			// apitest starts a whole service for tests: wiring, too.
			if under(p.path(), "cmd") || under(p.path(), "api/apitest") || under(p.path(), adapter) {
				continue
			}
			for _, imported := range p.Imports {
				if under(imported, module+"/"+adapter) {
					t.Errorf("%s imports the adapter %s; only cmd does", p.path(), imported)
				}
			}
		}
	}
}

// TestPartsDoNotKnowOneAnother: each part knows the vocabulary and nothing beside it.
func TestPartsDoNotKnowOneAnother(t *testing.T) {
	for _, p := range listPackages(t) {
		for _, part := range slices.Concat(parts, adapters, []string{"api/casework"}) {
			if !under(p.path(), part) {
				continue
			}
			for _, imported := range p.Imports {
				for _, other := range slices.Concat(parts, adapters) {
					if other != part && under(imported, module+"/"+other) || imported == module+"/api" {
						t.Errorf("%s imports %s", p.path(), imported)
					}
				}
			}
		}
	}
}

// TestFixturesAndBenchStayOutside: the engine and the service must build and run without the code that tests and
// measures them; only cmd, which offers both as commands, and tests use it.
func TestFixturesAndBenchStayOutside(t *testing.T) {
	for _, p := range listPackages(t) {
		if under(p.path(), "cmd") || under(p.path(), "fixtures") || under(p.path(), "bench") {
			continue
		}
		for _, imported := range p.Imports {
			if under(imported, module+"/fixtures") || under(imported, module+"/bench") {
				t.Errorf("%s imports %s", p.path(), imported)
			}
		}
	}
}
