package compare_test

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"sync"
	"testing"

	"cotejo/engine/compare"
	"cotejo/engine/mark"
	"cotejo/engine/trace"
)

var (
	fewOnce sync.Once
	fewMade []*compare.Subject
)

// few are views of which some pairs agree, some do not and one is half a mark.
func few(t *testing.T) []*compare.Subject {
	fewOnce.Do(func() {
		f := newFace(20)
		fewMade = []*compare.Subject{
			subject(t, f, view{}),
			subject(t, f, view{pose: turned(110, 80, 20), pitchUm: 10}),
			subject(t, f, view{pose: turned(-50, 0, 90), inside: sector(0, 170)}),
			subject(t, newFace(21), view{pose: turned(10, 0, 0)}),
		}
	})
	if len(fewMade) == 0 {
		t.Fatal("the views could not be made")
	}
	return fewMade
}

// Whichever mark comes first, the result is one: to the last bit what it says
// about both, and mirrored what it says from one side.
func TestComparisonIsSymmetric(t *testing.T) {
	all := few(t)
	cells := 0
	for i, a := range all {
		for _, b := range all[i:] {
			forth, back := held(t, a, b), held(t, b, a)
			if forth.Score != back.Score || forth.Coarse != back.Coarse || forth.OverlapMM2 != back.OverlapMM2 ||
				forth.CellsCongruent != back.CellsCongruent || !reflect.DeepEqual(forth.Terms, back.Terms) {
				t.Errorf("forth %+v, back %+v", forth, back)
			}
			if deg, um := offBy(forth.Pose.Inverse(), back.Pose); deg > 1e-9 || um > 1e-6 {
				t.Errorf("pose %+v, from the other side %+v", forth.Pose, back.Pose)
			}
			cells += mirroredCells(t, forth, back)
		}
	}
	if cells < 100 {
		t.Errorf("only %d cells were compared", cells)
	}
}

func mirroredCells(t *testing.T, forth, back compare.Result) int {
	t.Helper()
	if len(forth.Cells) != len(back.Cells) {
		t.Fatalf("%d cells, from the other side %d", len(forth.Cells), len(back.Cells))
	}
	turn := mark.Pose{RotationDeg: forth.Pose.RotationDeg}
	for k, c := range forth.Cells {
		d := back.Cells[k]
		// What lies off by (dx, dy) on the second mark lies off the other way,
		// and turned, on the first.
		x, y := turn.Apply(d.DXum, d.DYum)
		if near := 1e-6; math.Abs(c.X-d.BX) > near || math.Abs(c.Y-d.BY) > near || math.Abs(c.BX-d.X) > near || math.Abs(c.BY-d.Y) > near ||
			math.Abs(c.DXum+x) > near || math.Abs(c.DYum+y) > near {
			t.Errorf("cell %d: %+v, from the other side %+v", k, c, d)
		}
		if c.Cover != d.Cover || c.Common != d.Common || c.Correlation != d.Correlation || c.Congruent != d.Congruent {
			t.Errorf("cell %d: %+v, from the other side %+v", k, c, d)
		}
	}
	return len(forth.Cells)
}

// The score is what its terms say: their weighted sum, times the weight of the
// overlap, on the logistic curve of the parameters.
func TestTermsAddUpToTheScore(t *testing.T) {
	all, p := few(t), compare.DefaultParams()
	for _, b := range all {
		r := held(t, all[0], b)
		named, sum := map[string]float64{}, 0.0
		for _, term := range r.Terms {
			named[term.Name] = term.Value
			sum += term.Weight * term.Value
		}
		if len(named) != len(r.Terms) || len(named) == 0 {
			t.Fatalf("terms %+v", r.Terms)
		}
		if got, want := named["overlap_weight"], math.Pow(named["independent_points"]/1000, p.Score.IndependentPower)*math.Pow(named["overlap_share"], p.Score.SharePower); math.Abs(got-want) > 1e-12 {
			t.Errorf("weight of the overlap %g, want %g", got, want)
		}
		agreement := sum * named["overlap_weight"]
		if math.Abs(agreement-named["agreement"]) > 1e-12 {
			t.Errorf("the terms add up to %g, the agreement is %g", agreement, named["agreement"])
		}
		if want := 1 / (1 + math.Exp(-p.Score.Slope*(agreement-p.Score.Even))); math.Abs(r.Score-want) > 1e-12 {
			t.Errorf("score %g, want %g of agreement %g", r.Score, want, agreement)
		}
	}
}

// The counts of cells and their congruence follow from what each cell says.
func TestCellsSayWhatIsCounted(t *testing.T) {
	all, p := few(t), compare.DefaultParams()
	for _, b := range all {
		r := held(t, all[0], b)
		congruent, area := 0, 0.0
		for _, c := range r.Cells {
			off := math.Max(math.Abs(c.DXum), math.Abs(c.DYum))
			if c.Congruent != (off <= p.CongruentUm && c.Correlation >= p.MinCellCorrelation) {
				t.Errorf("cell %+v: congruent?", c)
			}
			if c.Congruent {
				congruent++
			}
			// The last look, next to the best place, may go a point of 12.5 um
			// beyond the reach.
			if off > p.CellReachUm+12.5+1e-9 || c.Cover < p.MinCellCover || c.Cover > 1 || c.Correlation < c.Common {
				t.Errorf("cell %+v: beyond its bounds", c)
			}
			// The place on the second mark is the one that the pose gives.
			if x, y := r.Pose.Apply(c.X*1e-6, c.Y*1e-6); math.Hypot(x*1e6-c.BX, y*1e6-c.BY) > 1e-6 {
				t.Errorf("cell %+v: the pose lays it at %g, %g", c, x*1e6, y*1e6)
			}
			area += c.Cover * p.CellUm * p.CellUm * 1e-6
		}
		if congruent != r.CellsCongruent {
			t.Errorf("%d cells are congruent, the result says %d", congruent, r.CellsCongruent)
		}
		// The cells tile the overlap; those with less than a quarter are left out.
		if area > r.OverlapMM2*1.0001 || area < 0.8*r.OverlapMM2 {
			t.Errorf("the cells cover %.2f of %.2f mm²", area, r.OverlapMM2)
		}
	}
}

// What a worker keeps from one comparison to the next must not show.
func TestAWorkersPastDoesNotShow(t *testing.T) {
	all := few(t)
	w := compare.NewWorker(compare.DefaultParams())
	for round := range 2 {
		for i, a := range all {
			for j, b := range all {
				r, err := w.Compare(t.Context(), a, b, nothing)
				if err != nil {
					t.Fatal(err)
				}
				if !reflect.DeepEqual(r, held(t, a, b)) {
					t.Errorf("round %d: %d against %d differs from what a fresh worker finds", round, i, j)
				}
			}
		}
	}
}

type kept map[string]trace.Artefact

func (k kept) Enabled() bool                     { return true }
func (k kept) Put(name string, a trace.Artefact) { k[name] = a }

func TestAskingWhyChangesNothing(t *testing.T) {
	s, why := few(t), kept{}
	r, err := compare.NewWorker(compare.DefaultParams()).Compare(t.Context(), s[0], s[1], why)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(r, held(t, s[0], s[1])) {
		t.Error("the result is another when the intermediates are shown")
	}
	var b strings.Builder
	if len(why) == 0 || why["result"] == nil || why["result"].Write(&b) != nil {
		t.Fatalf("shown: %v", why)
	}
	var shown compare.Result
	if err := json.Unmarshal([]byte(b.String()), &shown); err != nil || !reflect.DeepEqual(shown, r) {
		t.Errorf("the shown result is another (%v)", err)
	}
}

func TestParamsNameWhatIsWrong(t *testing.T) {
	if err := compare.DefaultParams().Validate(); err != nil {
		t.Error(err)
	}
	for name, spoil := range map[string]func(*compare.Params){
		"hypotheses":              func(p *compare.Params) { p.Hypotheses = 0 },
		"settled":                 func(p *compare.Params) { p.Settled = -1 },
		"min_overlap":             func(p *compare.Params) { p.MinOverlap = math.NaN() },
		"cell_um":                 func(p *compare.Params) { p.CellUm = 0 },
		"min_cell_cover":          func(p *compare.Params) { p.MinCellCover = 1.1 },
		"cell_reach_um":           func(p *compare.Params) { p.CellReachUm = 10 },
		"score weights":           func(p *compare.Params) { p.Score.Fine += 0.1 },
		"score.independent_power": func(p *compare.Params) { p.Score.IndependentPower = -1 },
		"slope":                   func(p *compare.Params) { p.Score.Slope = 0 },
	} {
		p := compare.DefaultParams()
		spoil(&p)
		if err := p.Validate(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
