package lit

import (
	"context"
	"math"
	"path/filepath"
	"slices"
	"testing"

	"cotejo/bench/folder"
	"cotejo/bench/realdata"
	"cotejo/engine"
	"cotejo/engine/compare"
	"cotejo/engine/light"
	"cotejo/engine/mark"
	"cotejo/engine/prepare"
	"cotejo/engine/scan"
	"cotejo/fixtures"
)

// across holds topographies against pictures of other scans.
type across struct {
	e       *engine.Engine
	dir     string
	entries []folder.Entry
	lit     map[light.Light][]*compare.Subject // the topographies under each light
}

// Every third scan of Fadul as a picture, turned at random under the lamp, against
// all topographies but its own.
func TestTopographiesAgainstPictures(t *testing.T) {
	if underRace || testing.Short() {
		t.Skip("minutes of comparisons: go test ./bench/lit")
	}
	set := realdata.Folder(t, realdata.Fadul)
	a := &across{dir: set, lit: map[light.Light][]*compare.Subject{}}
	var err error
	if a.e, err = engine.New(engine.DefaultParams(), 0); err != nil {
		t.Fatal(err)
	}
	if a.entries, err = folder.ReadTruth(set, "truth.csv"); err != nil || len(a.entries) != realdata.FadulScans {
		t.Fatalf("%d scans: %v", len(a.entries), err)
	}
	pictures := rendered(t, set, true, func(s *mark.Surface, seed uint64) *mark.Image {
		return fixtures.RenderSide(s, fixtures.Lighting{AzimuthDeg: 45, Seed: seed})
	})
	truth, err := folder.ReadTruth(pictures, "truth.csv")
	if err != nil {
		t.Fatal(err)
	}
	var mates, others []float64
	first, probes := 0, 0
	for i := 0; i < len(truth); i += 3 {
		scores := a.scores(t, filepath.Join(pictures, truth[i].File), i)
		best := -1
		for k, s := range scores {
			switch {
			case k == i:
				continue
			case a.entries[k].Firearm == truth[i].Firearm:
				mates = append(mates, s)
			default:
				others = append(others, s)
			}
			if best < 0 || s > scores[best] {
				best = k
			}
		}
		if probes++; a.entries[best].Firearm == truth[i].Firearm {
			first++
		}
	}
	above := 0
	for _, m := range mates {
		for _, o := range others {
			if m > o {
				above++
			}
		}
	}
	auc := float64(above) / float64(len(mates)*len(others))
	t.Logf("%d pictures: AUC %.4f, rank 1 %d, worst match %.3f, best other %.3f", probes, auc, first, slices.Min(mates), slices.Max(others))
	if probes != 14 || auc < 0.99 || first != probes {
		t.Errorf("AUC %.4f, %d of %d pictures found first", auc, first, probes)
	}
}

// scores holds all topographies but one against a picture.
func (a *across) scores(t *testing.T, path string, but int) []float64 {
	t.Helper()
	s, err := folder.Reader{Limits: scan.DefaultLimits()}.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	found, err := a.e.Segment(s, engine.Known{})
	if err != nil {
		t.Fatal(err)
	}
	s.Region = found.Of(mark.BreechFace).Mask
	template, err := a.e.Enrol(t.Context(), s, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := prepare.Image(s.Image, s.Region, nil, a.e.Params().Prepare)
	if err != nil {
		t.Fatal(err)
	}
	best := make([]float64, len(a.entries))
	for _, l := range p.Light.Candidates() {
		// To ten degrees, so that pictures share what is rendered.
		l.AzimuthDeg = 10 * math.Round(l.AzimuthDeg/10)
		var pairs [][2]int
		for k := range a.entries {
			if k != but {
				pairs = append(pairs, [2]int{len(a.entries), k})
			}
		}
		results, err := a.e.CompareAll(t.Context(), append(slices.Clone(a.under(t, l)), a.e.Subject(template)), pairs, nil)
		if err != nil {
			t.Fatal(err)
		}
		for k, r := range results {
			best[pairs[k][1]] = max(best[pairs[k][1]], r.Score)
		}
	}
	return best
}

// under returns all topographies under a light.
func (a *across) under(t *testing.T, l light.Light) []*compare.Subject {
	t.Helper()
	if a.lit[l] == nil {
		out := make([]*compare.Subject, len(a.entries))
		err := a.e.Pool().Map(t.Context(), len(out), func(ctx context.Context, i int) error {
			s, err := folder.Reader{Limits: scan.DefaultLimits()}.Read(filepath.Join(a.dir, a.entries[i].File))
			if err != nil {
				return err
			}
			template, err := a.e.EnrolUnder(ctx, s, engine.Known{}, l, nil)
			if err == nil {
				out[i] = a.e.Subject(template)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		a.lit[l] = out
	}
	return a.lit[l]
}
