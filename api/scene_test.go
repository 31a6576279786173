package api_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"cotejo/api/apitest"
	"cotejo/api/casework"
	"cotejo/engine/mark"
	"cotejo/engine/scan"
)

// pageOf is a list as the service gives it.
type pageOf[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next"`
}

// noise is an X3P file of a ring of 2.6 mm at 12.5 um with white noise in it: the
// cheapest mark with which every stage has work. Two shots of one face share most
// of their noise.
func noise(t testing.TB, face, shot uint64) []byte {
	t.Helper()
	common, own := rand.New(rand.NewPCG(face, 1)), rand.New(rand.NewPCG(face, 100+shot))
	const n = 208
	s := mark.NewSurface(n, n, 12.5e-6, 12.5e-6)
	for i := range s.Z {
		s.Z[i] = (common.NormFloat64() + 0.5*own.NormFloat64()) * 1e-6
		if r := math.Hypot(float64(i%n)-103.5, float64(i/n)-103.5) * 12.5; r < 650 || r > 1290 {
			s.Z[i] = math.NaN()
		}
	}
	var b bytes.Buffer
	if err := scan.WriteX3P(&b, s, scan.X3POptions{DataType: scan.DataFloat32, Meta: scan.Meta{Manufacturer: "Maker", Date: "2024-03-05T10:11:12Z"}}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// scene is a case with exhibits of it.
type scene struct {
	*apitest.Service
	t *testing.T
}

func newScene(t *testing.T, o apitest.Options) *scene {
	t.Helper()
	return &scene{apitest.Start(t, o), t}
}

// exhibit enters an exhibit with a case of its own.
func (s *scene) exhibit(c *apitest.Client, number string) *casework.Exhibit {
	s.t.Helper()
	in := apitest.Create(s.t, c, "/cases", casework.Case{Head: casework.Head{Lab: c.Lab(s.t)}, Number: "C-" + number, Occurred: "2026-03-14"})
	return apitest.Create(s.t, c, "/exhibits", casework.Exhibit{
		Head: casework.Head{Lab: c.Lab(s.t)}, Case: in.ID, Number: number, Origin: casework.Questioned, Specimen: casework.Specimen{Calibre: "9 mm Luger"},
	})
}

// upload sends a file of an exhibit.
func (s *scene) upload(c *apitest.Client, exhibit string, file []byte, query string) *casework.Acquisition {
	s.t.Helper()
	a := &casework.Acquisition{}
	c.Do(s.t, http.MethodPost, "/exhibits/"+exhibit+"/acquisitions?file_name=scan.x3p"+query, file, "Content-Type", "application/octet-stream").
		Want(s.t, http.StatusCreated).JSON(s.t, a)
	return a
}

// collection uploads shots of faces, each of an exhibit of its own, and waits for
// all that follows. The exhibits are named by face and shot.
func (s *scene) collection(c *apitest.Client, faces, shots uint64, query string) map[string]*casework.Exhibit {
	s.t.Helper()
	out := map[string]*casework.Exhibit{}
	for face := range faces {
		for shot := range shots {
			name := fmt.Sprintf("%s-%d-%d", c.Account.Login, face, shot)
			e := s.exhibit(c, name)
			s.upload(c, e.ID, noise(s.t, face, shot), query)
			out[fmt.Sprintf("%d-%d", face, shot)] = e
		}
	}
	s.Settle(s.t)
	return out
}

// list reads a page.
func list[T any](t testing.TB, c *apitest.Client, path string) []T {
	t.Helper()
	return apitest.Get[pageOf[T]](t, c, path).Items
}

// one reads a page that has one record.
func one[T any](t testing.TB, c *apitest.Client, path string) T {
	t.Helper()
	found := list[T](t, c, path)
	if len(found) != 1 {
		t.Fatalf("%s: %d records, want one", path, len(found))
	}
	return found[0]
}

// spoil changes a byte of a blob on disk.
func (s *scene) spoil(hash string) {
	s.t.Helper()
	name := filepath.Join(s.Dir, "blobs", hash[:2], hash[2:4], hash)
	data, err := os.ReadFile(name)
	if err != nil {
		s.t.Fatal(err)
	}
	data[len(data)/2] ^= 0x10
	if err := errors.Join(os.Chmod(name, 0o600), os.WriteFile(name, data, 0o600)); err != nil {
		s.t.Fatal(err)
	}
}

// settled waits until no work is queued.
func (s *scene) settled() {
	s.t.Helper()
	s.Settle(s.t)
}
