package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBackupAndRestore backs a running service up, goes on working, restores the
// backup into a new folder, and looks at what is there: what was kept before the
// backup, whole and verified, and a service that starts from it.
func TestBackupAndRestore(t *testing.T) {
	dir := t.TempDir()
	dataDir, saved, restored := filepath.Join(dir, "data"), filepath.Join(dir, "backup.tar"), filepath.Join(dir, "restored")
	s := serve(t, dataDir)
	lab, tech := setUp(t, s)
	name := filepath.Join(dir, "scan.x3p")
	files := scansOf(t, 3)
	send := func(i int) string {
		if err := os.WriteFile(name, files[i], 0o600); err != nil {
			t.Fatal(err)
		}
		exhibit, _ := enter(t, tech, lab, i, name)
		return exhibit
	}
	first := send(0)
	waitIdle(t, tech)
	head, err := cotejo(t, "audit", "head", "--data-dir", dataDir)
	if err != nil {
		t.Fatal(err)
	}
	kept := filepath.Join(dir, "head.txt")
	if err := os.WriteFile(kept, []byte(head), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := cotejo(t, "backup", saved, "--data-dir", dataDir); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if _, err := cotejo(t, "backup", saved, "--data-dir", dataDir); err == nil || !strings.Contains(err.Error(), "there already") {
		t.Errorf("a second backup over the first: %v", err)
	}
	later := send(1)
	s.stop()

	out, err := cotejo(t, "restore", saved, "--data-dir", restored, "--json")
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var report struct {
		Check struct {
			Originals, Marks int
			Faults           []any
		}
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatal(err)
	}
	if report.Check.Originals != 1 || report.Check.Marks != 1 || len(report.Check.Faults) != 0 {
		t.Errorf("restored: %+v", report.Check)
	}
	if out, err := cotejo(t, "audit", "verify", "--data-dir", restored, "--head", kept); err != nil {
		t.Errorf("the restored log against a head that was kept: %v\n%s", err, out)
	}
	again := serve(t, restored)
	tech.url = again.url
	tech.do("GET", "/exhibits/"+first, nil, nil, http.StatusOK)
	tech.do("GET", "/exhibits/"+later, nil, nil, http.StatusNotFound)
	send(2)
	waitIdle(t, tech)
	again.stop()

	damaged(t, saved)
	if _, err := cotejo(t, "restore", saved, "--data-dir", filepath.Join(dir, "damaged")); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("a damaged backup was restored: %v", err)
	}
}

// damaged flips a bit of a blob in a backup.
func damaged(t *testing.T, name string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(string(text), "blobs/") + 512 + 40
	text[at] ^= 1
	if err := os.WriteFile(name, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestCheckNamesDamage damages an original and the gallery: the check names the
// one, which only a backup has again, and mends the other.
func TestCheckNamesDamage(t *testing.T) {
	dataDir := filepath.Join(t.TempDir(), "data")
	s := serve(t, dataDir)
	lab, tech := setUp(t, s)
	name := filepath.Join(t.TempDir(), "scan.x3p")
	if err := os.WriteFile(name, scansOf(t, 1)[0], 0o600); err != nil {
		t.Fatal(err)
	}
	_, hash := enter(t, tech, lab, 0, name)
	waitIdle(t, tech)
	s.stop()
	if out, err := cotejo(t, "check", "--data-dir", dataDir); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}

	segments, err := filepath.Glob(filepath.Join(dataDir, "gallery", "*"))
	if err != nil || len(segments) == 0 {
		t.Fatal("no gallery", err)
	}
	for _, segment := range segments {
		flip(t, segment)
	}
	if out, err := cotejo(t, "check", "--repair", "--data-dir", dataDir); err != nil {
		t.Errorf("the gallery was not mended: %v\n%s", err, out)
	}
	flip(t, find(t, filepath.Join(dataDir, "blobs"), hash))
	out, err := cotejo(t, "check", "--data-dir", dataDir)
	if err == nil || !strings.Contains(out, hash) || !strings.Contains(out, "original of acquisition") {
		t.Errorf("a damaged original: %v\n%s", err, out)
	}
}

// flip flips a bit near the end of a file.
func flip(t *testing.T, name string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if len(text) < 64 {
		return // a lock
	}
	text[len(text)-40] ^= 4
	if err := os.Chmod(name, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// find finds the file of a blob.
func find(t *testing.T, dir, hash string) (found string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.Contains(strings.ReplaceAll(path, string(filepath.Separator), ""), hash) {
			found = path
		}
		return err
	})
	if err != nil || found == "" {
		t.Fatalf("no file of blob %s: %v", hash, err)
	}
	return found
}
