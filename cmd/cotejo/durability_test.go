package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"cotejo/engine/scan"
	"cotejo/fixtures"
)

func newJar(t testing.TB) http.CookieJar {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return jar
}

// scansOf makes n different files of a few generated marks: the marks repeat,
// the bytes do not.
func scansOf(t testing.TB, n int) [][]byte {
	t.Helper()
	cfg := fixtures.DefaultConfig()
	cfg.Firearms, cfg.Shots, cfg.Seed, cfg.ModelPitch = 3, 2, 77, 15e-6
	in := fixtures.Confocal()
	in.Pitch = cfg.ModelPitch
	cfg.Instruments = []fixtures.Instrument{in}
	collection, err := fixtures.NewCollection(cfg)
	if err != nil {
		t.Fatal(err)
	}
	files := make([][]byte, n)
	for i := range files {
		e, err := collection.Exhibit(i % collection.Len())
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := scan.WriteX3P(&b, e.Surface, scan.X3POptions{Meta: scan.Meta{Comment: fmt.Sprintf("file %d", i)}}); err != nil {
			t.Fatal(err)
		}
		files[i] = b.Bytes()
	}
	return files
}

func sha(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// fromEnvironment reads a count for longer runs from the environment.
func fromEnvironment(t testing.TB, name string, otherwise int) int {
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

// restarts is a service that dies again and again.
type restarts struct {
	t       *testing.T
	dataDir string
	mu      sync.Mutex
	now     *service
	up      *sync.Cond
}

func (r *restarts) url() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.now == nil {
		r.up.Wait()
	}
	return r.now.url
}

// again kills the service and starts it anew.
func (r *restarts) again() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now.kill()
	r.now = nil
	r.now = serve(r.t, r.dataDir)
	r.up.Broadcast()
}

// acknowledged is an upload that the service said it keeps.
type acknowledged struct{ acquisition, sha256 string }

// TestSurvivesKills imports files while the service is killed at random moments.
// Whatever was acknowledged must be there, whole, and extracted once in effect.
// COTEJO_KILLS and COTEJO_IMPORTS make it longer.
func TestSurvivesKills(t *testing.T) {
	kills, imports := fromEnvironment(t, "COTEJO_KILLS", 4), fromEnvironment(t, "COTEJO_IMPORTS", 24)
	files := scansOf(t, imports)
	dataDir := filepath.Join(t.TempDir(), "data")
	r := &restarts{t: t, dataDir: dataDir, now: serve(t, dataDir)}
	r.up = sync.NewCond(&r.mu)
	lab, tech := setUp(t, r.now)
	tech.http.Transport = &http.Transport{DisableKeepAlives: true}

	done := make([]acknowledged, imports)
	var sending sync.WaitGroup
	next := make(chan int)
	for range 3 {
		sending.Go(func() {
			for i := range next {
				done[i] = r.send(tech, lab, i, files[i])
			}
		})
	}
	rng := rand.New(rand.NewPCG(uint64(kills), uint64(imports)))
	killed := make(chan struct{})
	go func() {
		defer close(killed)
		for range kills {
			<-time.After(time.Duration(rng.IntN(900)) * time.Millisecond) // a random moment is the point
			r.again()
		}
	}()
	for i := range imports {
		next <- i
	}
	close(next)
	sending.Wait()
	<-killed
	last := r.now
	waitIdle(t, &client{t: t, url: last.url, token: tech.token, http: tech.http})
	r.verify(&client{t: t, url: last.url, token: tech.token, http: tech.http}, done)
	last.stop()

	out, err := cotejo(t, "check", "--json", "--data-dir", dataDir)
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var report struct {
		Originals int   `json:"originals"`
		Marks     int   `json:"marks"`
		Faults    []any `json:"faults"`
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatal(err)
	}
	if report.Originals != imports || report.Marks != imports || len(report.Faults) > 0 {
		t.Errorf("check: %d originals, %d marks, want %d of each; faults %v", report.Originals, report.Marks, imports, report.Faults)
	}
	if out, err := cotejo(t, "audit", "verify", "--data-dir", dataDir); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	t.Logf("%d kills during %d uploads", kills, imports)
}

// send enters case, exhibit and file, again and again until the service has
// acknowledged each, as a careful client does.
func (r *restarts) send(tech *client, lab string, i int, file []byte) acknowledged {
	hash := sha(file)
	var c, e, a struct {
		ID     string `json:"id"`
		SHA256 string `json:"sha256"`
	}
	r.insist(tech, "/cases", map[string]any{"lab": lab, "number": fmt.Sprintf("C-%04d", i)}, nil, fmt.Sprintf("case-%d", i), &c)
	r.insist(tech, "/exhibits", map[string]any{"case": c.ID, "number": "1", "origin": "questioned", "calibre": "9x19"}, nil, fmt.Sprintf("exhibit-%d", i), &e)
	r.insist(tech, "/exhibits/"+e.ID+"/acquisitions?file_name=scan.x3p&no_search=true&sha256="+hash, nil, file, "", &a)
	if a.SHA256 != hash {
		r.t.Errorf("upload %d: acknowledged with hash %s, want %s", i, a.SHA256, hash)
	}
	return acknowledged{a.ID, hash}
}

// insist posts until it is answered with 201.
func (r *restarts) insist(tech *client, path string, v any, file []byte, key string, out any) {
	header := map[string]string{"Content-Type": "application/octet-stream"}
	body := file
	if v != nil {
		header = map[string]string{"Content-Type": "application/json", "Idempotency-Key": key}
		body, _ = json.Marshal(v)
	}
	for {
		c := client{t: r.t, url: r.url(), token: tech.token, http: tech.http}
		got, err := c.try(r.t.Context(), "POST", path, bytes.NewReader(body), header)
		switch {
		case err != nil && r.t.Context().Err() == nil:
			continue // it died: the same again
		case err != nil:
			return
		case got.status == http.StatusCreated || got.status == http.StatusOK:
			if err := json.Unmarshal(got.body, out); err != nil {
				r.t.Errorf("%s: %v in %s", path, err, got.body)
			}
			return
		case got.status >= 500:
			continue
		}
		r.t.Errorf("POST %s: %d: %s", path, got.status, got.body)
		return
	}
}

// waitIdle follows the service's events until nothing waits for extraction.
func waitIdle(t testing.TB, c *client) {
	t.Helper()
	for {
		var page struct {
			Items []any `json:"items"`
		}
		c.do("GET", "/acquisitions?state=queued&limit=1", nil, &page, http.StatusOK)
		if len(page.Items) == 0 {
			return
		}
		select {
		case <-t.Context().Done():
			t.Fatal("files still wait for extraction")
		case <-time.After(50 * time.Millisecond): // between two looks
		}
	}
}

func statusOf(a *answer) int {
	if a == nil {
		return 0
	}
	return a.status
}

// verify downloads every acknowledged file and counts its marks.
func (r *restarts) verify(c *client, done []acknowledged) {
	for i, a := range done {
		got, err := c.try(context.WithoutCancel(r.t.Context()), "GET", "/acquisitions/"+a.acquisition+"/original", nil, nil)
		if err != nil || got.status != http.StatusOK {
			r.t.Errorf("file %d: %v, answer %d", i, err, statusOf(got))
			continue
		}
		if sha(got.body) != a.sha256 {
			r.t.Errorf("file %d came back with other bytes", i)
		}
		var marks struct {
			Items []any `json:"items"`
		}
		c.do("GET", "/marks?acquisition="+a.acquisition, nil, &marks, http.StatusOK)
		if len(marks.Items) != 1 {
			r.t.Errorf("file %d has %d marks, want 1", i, len(marks.Items))
		}
	}
}
