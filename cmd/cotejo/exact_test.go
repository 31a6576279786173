package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"
)

// listed is an entry of a candidate list, from either side.
type listed struct {
	SHA256                     string
	Score, Coarse              float64
	RotationDeg, ShiftX, Shift float64
}

// TestServiceRanksAsRankDoes uploads a folder and holds the service's candidate
// list against `cotejo rank` on the same folder: the same files in the same
// order with the same scores and poses, to the last bit.
func TestServiceRanksAsRankDoes(t *testing.T) {
	const shots = 12
	dir := t.TempDir()
	if out, err := cotejo(t, "synth", dir, "--firearms", "4", "--shots", fmt.Sprint(shots/4), "--seed", "41"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.x3p"))
	if err != nil || len(names) != shots {
		t.Fatalf("%d files, %v", len(names), err)
	}
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	lab, tech := setUp(t, s)
	hashes := map[string]string{} // by exhibit
	var probe string
	for i, name := range names {
		exhibit, hash := enter(t, tech, lab, i, name)
		hashes[exhibit] = hash
		if i == 0 {
			probe = exhibit
		}
	}
	waitIdle(t, tech)

	out, err := cotejo(t, "rank", names[0], "--gallery", dir, "--top", fmt.Sprint(shots), "--json")
	if err != nil {
		t.Fatal(err)
	}
	want := ranked(t, dir, out)
	got := searchedFor(t, tech, probe, hashes)
	if len(want) != shots-1 || len(got) != len(want) {
		t.Fatalf("%d candidates by the service, %d by rank, want %d", len(got), len(want), shots-1)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("rank %d: the service has %+v, rank %+v", i+1, got[i], want[i])
		}
	}
	s.stop()
}

// enter enters a file as an exhibit of a case of its own.
func enter(t *testing.T, tech *client, lab string, i int, name string) (exhibit, hash string) {
	t.Helper()
	file, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var c, e, a struct {
		ID     string `json:"id"`
		SHA256 string `json:"sha256"`
	}
	tech.do("POST", "/cases", map[string]any{"lab": lab, "number": fmt.Sprint(i)}, &c, http.StatusCreated)
	tech.do("POST", "/exhibits", map[string]any{"case": c.ID, "number": "1", "origin": "questioned", "calibre": "9 mm Luger"}, &e, http.StatusCreated)
	got, err := tech.try(t.Context(), "POST", "/exhibits/"+e.ID+"/acquisitions?no_search=true", bytes.NewReader(file), map[string]string{"Content-Type": "application/octet-stream"})
	if err != nil || got.status != http.StatusCreated {
		t.Fatalf("upload %s: %v %s", name, err, got.body)
	}
	if err := json.Unmarshal(got.body, &a); err != nil {
		t.Fatal(err)
	}
	return e.ID, a.SHA256
}

// ranked reads what `cotejo rank --json` printed.
func ranked(t *testing.T, dir, text string) (out []listed) {
	t.Helper()
	var r struct {
		Candidates []struct {
			File   string  `json:"file"`
			Score  float64 `json:"score"`
			Coarse float64 `json:"coarse"`
			Pose   struct {
				RotationDeg float64 `json:"rotation_deg"`
				X           float64 `json:"shift_x_um"`
				Y           float64 `json:"shift_y_um"`
			} `json:"pose"`
		} `json:"candidates"`
	}
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Candidates {
		file, err := os.ReadFile(filepath.Join(dir, c.File))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, listed{sha(file), c.Score, c.Coarse, c.Pose.RotationDeg, c.Pose.X, c.Pose.Y})
	}
	return out
}

// searchedFor starts a search for an exhibit, waits for it, and returns its list.
func searchedFor(t *testing.T, tech *client, exhibit string, hashes map[string]string) (out []listed) {
	t.Helper()
	var marks struct {
		Items []struct {
			ID string `json:"id"`
		} `json:"items"`
	}
	tech.do("GET", "/marks?exhibit="+exhibit, nil, &marks, http.StatusOK)
	if len(marks.Items) != 1 {
		t.Fatalf("%d marks", len(marks.Items))
	}
	var sr struct {
		ID    string `json:"id"`
		State string `json:"state"`
	}
	tech.do("POST", "/searches", map[string]any{"mark": marks.Items[0].ID}, &sr, http.StatusCreated)
	for sr.State == "queued" {
		tech.do("GET", "/searches/"+sr.ID, nil, &sr, http.StatusOK)
	}
	var list struct {
		Items []struct {
			Exhibit     string  `json:"exhibit"`
			Score       float64 `json:"score"`
			Coarse      float64 `json:"coarse"`
			RotationDeg float64 `json:"rotation_deg"`
			X           float64 `json:"shift_x_um"`
			Y           float64 `json:"shift_y_um"`
		} `json:"items"`
	}
	tech.do("GET", "/searches/"+sr.ID+"/candidates?limit=100", nil, &list, http.StatusOK)
	for _, c := range list.Items {
		out = append(out, listed{hashes[c.Exhibit], c.Score, c.Coarse, c.RotationDeg, c.X, c.Y})
	}
	return out
}
