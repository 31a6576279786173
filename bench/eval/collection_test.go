package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cotejo/bench/accuracy"
)

func TestDatasetNames(t *testing.T) {
	for _, tc := range []struct{ dirs, want []string }{
		{[]string{"data/fadul", "data/weller/"}, []string{"fadul", "weller"}},
		{[]string{"one/set", "two/set", "other"}, []string{"one/set", "two/set", "other"}},
	} {
		got, err := datasetNames(tc.dirs)
		if d := cmp.Diff(tc.want, got); err != nil || d != "" {
			t.Errorf("%v: %v (-want +got):\n%s", tc.dirs, err, d)
		}
	}
	dir := t.TempDir()
	if _, err := datasetNames([]string{dir, dir + "/."}); err == nil || !strings.Contains(err.Error(), "the same folder") {
		t.Errorf("the same folder twice: %v", err)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Fatal(err)
	}
	if _, err := datasetNames([]string{dir, link}); err == nil {
		t.Error("a folder and a link to it are taken for two")
	}
	t.Chdir(dir)
	if got, err := datasetNames([]string{"."}); err != nil || got[0] != filepath.Base(dir) {
		t.Errorf("the working folder is called %v, %v", got, err)
	}
}

func TestLoad(t *testing.T) {
	one, two := t.TempDir(), t.TempDir()
	put(t, one, "truth.csv", "file,firearm\na.x3p,g\nsub/b.x3p,h\n")
	put(t, one, "a.x3p", "")
	put(t, one, "sub/b.x3p", "")
	put(t, two, "truth.csv", "firearm,file\ng,a.x3p\n")
	put(t, two, "a.x3p", "")
	c, err := load(&Options{Dirs: []string{one, two}, TruthName: "truth.csv"})
	if err != nil {
		t.Fatal(err)
	}
	a, b := filepath.Base(one), filepath.Base(two)
	if a == b { // both temporary folders may end in the same number
		a, b = filepath.ToSlash(one), filepath.ToSlash(two)
	}
	want := []accuracy.Item{
		{File: "a.x3p", Firearm: "g", Dataset: a},
		{File: "sub/b.x3p", Firearm: "h", Dataset: a},
		{File: "a.x3p", Firearm: "g", Dataset: b},
	}
	if d := cmp.Diff(want, c.items); d != "" {
		t.Errorf("items (-want +got):\n%s", d)
	}
	if c.paths[1] != filepath.Join(one, "sub", "b.x3p") {
		t.Errorf("path %s", c.paths[1])
	}
	if _, err := load(&Options{Dirs: []string{two}, TruthName: "truth.csv"}); err == nil {
		t.Error("one scan is evaluated")
	}
}

func put(t *testing.T, dir, name, content string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}
