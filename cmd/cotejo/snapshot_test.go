package main

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSnapshotsAreKeptWithTheRest: what someone kept of the screen, and the report
// that shows it, are in a backup, come back from it, and are missed when they are
// damaged.
func TestSnapshotsAreKeptWithTheRest(t *testing.T) {
	dir := t.TempDir()
	dataDir, saved, restored := filepath.Join(dir, "data"), filepath.Join(dir, "backup.tar"), filepath.Join(dir, "restored")
	s := serve(t, dataDir)
	lab, tech := setUp(t, s)
	name := filepath.Join(dir, "scan.x3p")
	exhibit := ""
	for i, file := range scansOf(t, 2) {
		if err := os.WriteFile(name, file, 0o600); err != nil {
			t.Fatal(err)
		}
		exhibit, _ = enter(t, tech, lab, i, name)
		waitIdle(t, tech)
	}
	kept, reported := snapshotOf(t, tech, exhibit)
	s.stop()
	if out, err := cotejo(t, "backup", saved, "--data-dir", dataDir); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	out, err := cotejo(t, "restore", saved, "--data-dir", restored, "--json")
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var report struct {
		Check struct {
			Snapshots, Reports int
			Faults             []any
		}
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatal(err)
	}
	if report.Check.Snapshots != 1 || report.Check.Reports != 1 || len(report.Check.Faults) != 0 {
		t.Errorf("restored: %+v", report.Check)
	}
	flip(t, find(t, filepath.Join(restored, "blobs"), kept))
	out, err = cotejo(t, "check", "--data-dir", restored)
	if err == nil || !strings.Contains(out, kept) || !strings.Contains(out, "picture of snapshot") {
		t.Errorf("a damaged snapshot: %v\n%s", err, out)
	}
	flip(t, find(t, filepath.Join(restored, "blobs"), reported))
	out, err = cotejo(t, "check", "--data-dir", restored)
	if err == nil || !strings.Contains(out, reported) || !strings.Contains(out, "document of report") {
		t.Errorf("a damaged report: %v\n%s", err, out)
	}
}

// snapshotOf searches with an exhibit's mark, keeps a snapshot of the first pair
// and a report that shows it, and returns the hashes of both.
func snapshotOf(t *testing.T, c *client, exhibit string) (picture, document string) {
	t.Helper()
	var marks, pairs struct{ Items []struct{ ID string } }
	var made struct{ ID, SHA256, State string }
	c.do("GET", "/exhibits/"+exhibit+"/marks", nil, &marks, http.StatusOK)
	if len(marks.Items) == 0 {
		t.Fatal("the exhibit has no mark")
	}
	c.do("POST", "/searches", map[string]string{"mark": marks.Items[0].ID}, &made, http.StatusCreated)
	for made.State == "queued" {
		c.do("GET", "/searches/"+made.ID, nil, &made, http.StatusOK)
	}
	c.do("GET", "/searches/"+made.ID+"/candidates", nil, &pairs, http.StatusOK)
	if len(pairs.Items) == 0 {
		t.Fatal("the search found nothing")
	}
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, err := w.CreateFormFile("picture", "x.png")
	if err == nil {
		err = png.Encode(part, image.NewGray(image.Rect(0, 0, 300, 200)))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	a, err := c.try(t.Context(), "POST", "/candidates/"+pairs.Items[0].ID+"/snapshots", &form, map[string]string{"Content-Type": w.FormDataContentType()})
	if err != nil || a.status != http.StatusCreated {
		t.Fatalf("%v: %d %s", err, a.status, a.body)
	}
	if err := json.Unmarshal(a.body, &made); err != nil {
		t.Fatal(err)
	}
	picture = made.SHA256
	c.do("POST", "/candidates/"+pairs.Items[0].ID+"/reports", map[string]any{"language": "es", "snapshots": []string{made.ID}}, &made, http.StatusCreated)
	return picture, made.SHA256
}
