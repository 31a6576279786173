package accuracy

import (
	"bytes"
	"encoding/json"
	"image/png"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestJSONNames holds the contract of design.md: every name at its place.
func TestJSONNames(t *testing.T) {
	in := twoFirearms()
	in.Coarse = coarseFrom(in)
	in.Parameters = map[string]int{"cell_um": 500}
	r, err := Evaluate(in)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := WriteJSON(&b, r); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{
		"files", "pairs.match", "pairs.nonmatch", "auc", "eer", "errors_at_best_threshold",
		"min_match_score", "max_nonmatch_score", "median_match_score", "median_nonmatch_score",
		"gap", "dprime", "rank1", "rank5", "mates_in_top10", "coarse.recall_at.1",
		"coarse.recall_at.5", "coarse.recall_at.10", "coarse.recall_at.20", "coarse.recall_at.50",
		"coarse.mates_in_top10", "best_threshold", "extract_cpu_ms_per_file",
		"coarse_cpu_us_per_item", "fine_cpu_ms_per_pair", "wall_s", "version",
		"parameters.cell_um", "rotate", "damage", "seed",
	} {
		var at any = got
		for name := range strings.SplitSeq(path, ".") {
			m, _ := at.(map[string]any)
			at = m[name]
		}
		if at == nil {
			t.Errorf("%s is missing", path)
		}
	}
}

// TestJSONWithoutAClass: unknown figures are null, and read back as unknown.
func TestJSONWithoutAClass(t *testing.T) {
	r, err := Evaluate(collection("abc", 1, 2, 3))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := WriteJSON(&b, r); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"auc": null`, `"rank1": null`, `"1": null`, `"max_nonmatch_score": 3`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s is missing in\n%s", want, b.String())
		}
	}
	var back Report
	if err := json.Unmarshal(b.Bytes(), &back); err != nil || back.AUC.Known() || back.MaxNonmatch != 3 {
		t.Errorf("read back: AUC %v, best non-match %v, error %v", back.AUC, back.MaxNonmatch, err)
	}
}

func TestCSV(t *testing.T) {
	in := collection("ppq", 0.5, 1e-7, -2)
	in.Items[0].File = `He said "go", twice.x3p`
	in.Pairs[0].Coarse, in.Pairs[0].Cells, in.Pairs[0].CellsCongruent = 0.25, 30, 21
	in.Pairs[0].RotationDeg, in.Pairs[0].ShiftXum, in.Pairs[0].ShiftYum = -12.3456, 100.125, -7
	in.Pairs[2].Coarse = math.NaN()
	var b bytes.Buffer
	if err := WriteCSV(&b, in); err != nil {
		t.Fatal(err)
	}
	want := `a,b,match,score,coarse,cells_congruent,cells,rotation_deg,shift_x_um,shift_y_um
"He said ""go"", twice.x3p",b.x3p,1,0.5,0.25,21,30,-12.346,100.12,-7.00
"He said ""go"", twice.x3p",c.x3p,0,0.0000001,0,0,0,0.000,0.00,0.00
b.x3p,c.x3p,0,-2,,0,0,0.000,0.00,0.00
`
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Errorf("CSV differs (-want +got):\n%s", d)
	}
	in.Items[2].Dataset = "other"
	b.Reset()
	if err := WriteCSV(&b, in); err != nil || !strings.Contains(b.String(), "\nset/b.x3p,other/c.x3p,0,-2") {
		t.Errorf("files of two data sets are not told apart (%v):\n%s", err, b.String())
	}
}

// drawn makes a collection of n firearms with four scans each, whose matches
// score around shift and non-matches around 0.
func drawn(n int, shift float64) *Input {
	rng := rand.New(rand.NewPCG(7, 8))
	in := &Input{}
	for f := range n {
		for range 4 {
			in.Items = append(in.Items, Item{File: "f", Firearm: string(rune('a' + f)), Dataset: "set"})
		}
	}
	in.Coarse = make([][]float64, len(in.Items))
	for a := range in.Items {
		in.Coarse[a] = make([]float64, len(in.Items))
		for b := range in.Items {
			s := 0.1*rng.NormFloat64() + 0.2
			if in.mates(a, b) {
				s += shift
			}
			in.Coarse[a][b] = s + 0.1*rng.NormFloat64()
			if a < b {
				in.Pairs = append(in.Pairs, Pair{A: a, B: b, Score: s})
			}
		}
	}
	return in
}

// TestWriteDir writes a clean, an overlapping and several degenerate collections.
func TestWriteDir(t *testing.T) {
	for name, in := range map[string]*Input{
		"clean":      drawn(10, 0.9),
		"overlap":    drawn(10, 0.3),
		"no match":   collection("abc", 1, 2, 3),
		"all match":  collection("aaa", 1, 2, 3),
		"all tied":   collection("aab", 1, 1, 1),
		"two in all": collection("aa", 1),
	} {
		t.Run(name, func(t *testing.T) {
			r, err := Evaluate(in)
			if err != nil {
				t.Fatal(err)
			}
			dir := filepath.Join(t.TempDir(), "made", "on demand")
			if err := WriteDir(dir, r, in); err != nil {
				t.Fatal(err)
			}
			for _, p := range []string{"roc.png", "histogram.png", "rank.png"} {
				f, err := os.Open(filepath.Join(dir, p))
				if err != nil {
					t.Fatal(err)
				}
				img, err := png.Decode(f)
				f.Close()
				if err != nil || img.Bounds().Dx() < 600 {
					t.Errorf("%s: %v, error %v", p, img.Bounds(), err)
				}
			}
			for _, p := range []string{"report.json", "scores.csv"} {
				if st, err := os.Stat(filepath.Join(dir, p)); err != nil || st.Size() == 0 {
					t.Errorf("%s: %v", p, err)
				}
			}
		})
	}
}
