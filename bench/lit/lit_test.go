// Package lit measures pictures on real topographies: rendered under a ring or a
// side light by the generator's renderer, 8 bits and noise of three grey levels.
//
//	go test ./bench/lit -v
//
// Each set under each light is one collection, as it lies and, under the side
// light, with every part turned at random under the lamp.
package lit

import (
	"encoding/csv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cotejo/bench/damage"
	"cotejo/bench/eval"
	"cotejo/bench/folder"
	"cotejo/bench/realdata"
	"cotejo/engine"
	"cotejo/engine/mark"
	"cotejo/engine/pool"
	"cotejo/engine/scan"
	"cotejo/fixtures"
)

func TestRenderedTopographies(t *testing.T) {
	if underRace || testing.Short() {
		t.Skip("minutes of comparisons: go test ./bench/lit")
	}
	side := func(s *mark.Surface, seed uint64) *mark.Image {
		return fixtures.RenderSide(s, fixtures.Lighting{AzimuthDeg: 45, Seed: seed})
	}
	ring := func(s *mark.Surface, seed uint64) *mark.Image {
		return fixtures.RenderRing(s, fixtures.Lighting{Seed: seed})
	}
	cases := []struct {
		set    string
		scans  int
		light  string
		render func(*mark.Surface, uint64) *mark.Image
		turned bool
	}{
		{realdata.Fadul, realdata.FadulScans, "side", side, false},
		{realdata.Weller, realdata.WellerScans, "side", side, false},
		{realdata.Fadul, realdata.FadulScans, "side, turned", side, true},
		{realdata.Fadul, realdata.FadulScans, "ring", ring, false},
		{realdata.Weller, realdata.WellerScans, "ring", ring, false},
	}
	for _, c := range cases {
		t.Run(c.set+" "+c.light, func(t *testing.T) {
			dir := rendered(t, realdata.Folder(t, c.set), c.turned, c.render)
			params := engine.DefaultParams()
			e, err := engine.New(params, 0)
			if err != nil {
				t.Fatal(err)
			}
			_, r, err := eval.Run(t.Context(), e, params, pool.New(0, 0), eval.Options{
				Dirs: []string{dir}, TruthName: "truth.csv", Reader: folder.Reader{Limits: scan.DefaultLimits()},
			})
			if err != nil {
				t.Fatal(err)
			}
			if r.Files != c.scans {
				t.Fatalf("%d pictures, want %d", r.Files, c.scans)
			}
			t.Logf("AUC %.4f, rank 1 %.3f, gap %.3f", float64(r.AUC), float64(r.Rank1), float64(r.Gap))
			if float64(r.AUC) < 0.99 || float64(r.Rank1) < 1 {
				t.Errorf("AUC %.4f and rank 1 %.3f, want 0.99 and 1", float64(r.AUC), float64(r.Rank1))
			}
		})
	}
}

// rendered writes the pictures of a set and their truth to a folder.
func rendered(t *testing.T, set string, turned bool, render func(*mark.Surface, uint64) *mark.Image) string {
	t.Helper()
	entries, err := folder.ReadTruth(set, "truth.csv")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	rows := [][]string{{"file", "firearm"}}
	for i, entry := range entries {
		s, err := folder.Reader{Limits: scan.DefaultLimits()}.Read(filepath.Join(set, filepath.FromSlash(entry.File)))
		if err != nil {
			t.Fatal(err)
		}
		surface := s.Surface
		if turned {
			if surface, err = damage.Move(surface, damage.RandomMotion(rand.New(rand.NewPCG(uint64(i), 5)))); err != nil {
				t.Fatal(err)
			}
		}
		name := strings.TrimSuffix(filepath.Base(entry.File), ".x3p") + ".png"
		write(t, filepath.Join(dir, name), func(f *os.File) error {
			return fixtures.WritePNG(f, render(surface, uint64(i+1)))
		})
		rows = append(rows, []string{name, entry.Firearm})
	}
	write(t, filepath.Join(dir, "truth.csv"), func(f *os.File) error { return csv.NewWriter(f).WriteAll(rows) })
	return dir
}

func write(t *testing.T, path string, encode func(*os.File) error) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := encode(f); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}
