// Package realdata finds real scans for tests. They are no part of the
// repository: they lie beside it, in ../shared/data, on machines that have them.
package realdata

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// The collections, and how many scans each has: a test that uses one asserts
// the number, so that it can't pass on an empty folder.
const (
	Fadul, FadulScans   = "fadul", 40
	Weller, WellerScans = "weller", 27
)

// Folder returns the folder of a collection. It skips the test, and says so,
// when the collection is not there.
func Folder(t testing.TB, name string) string {
	t.Helper()
	root, err := repository()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(root, "..", "shared", "data", name)
	if _, err := os.Stat(filepath.Join(dir, "truth.csv")); err != nil {
		t.Skipf("the real scans of %s are not beside the repository (%s)", name, filepath.Join("..", "shared", "data", name))
	}
	return dir
}

// repository walks up to the folder of go.mod.
func repository() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", errors.New("there is no go.mod above the working folder")
		}
		dir = up
	}
}
