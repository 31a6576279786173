package accuracy

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sameFigures compares figures to rounding; unknown equals unknown.
var sameFigures = cmp.Comparer(func(a, b Figure) bool {
	if !a.Known() || !b.Known() {
		return a.Known() == b.Known()
	}
	return math.Abs(float64(a-b)) < 1e-12
})

// collection makes an input of items with the given firearms, one data set, and
// scores in the order (0,1), (0,2), ..., (1,2), ...
func collection(firearms string, scores ...float64) *Input {
	in := &Input{}
	for i, f := range firearms {
		in.Items = append(in.Items, Item{File: string(rune('a'+i)) + ".x3p", Firearm: string(f), Dataset: "set"})
	}
	k := 0
	for a := range in.Items {
		for b := a + 1; b < len(in.Items); b++ {
			in.Pairs = append(in.Pairs, Pair{A: a, B: b, Score: scores[k]})
			k++
		}
	}
	return in
}

// coarseFrom gives each probe the fine scores as its coarse scores.
func coarseFrom(in *Input) [][]float64 {
	c := make([][]float64, len(in.Items))
	for i := range c {
		c[i] = make([]float64, len(in.Items))
	}
	for _, p := range in.Pairs {
		c[p.A][p.B], c[p.B][p.A] = p.Score, p.Score
	}
	return c
}

// twoFirearms is a collection whose figures are worked out by hand below:
// matches (0,1) = 5 and (2,3) = 3, non-matches 1, 2, 3 and 0.
func twoFirearms() *Input { return collection("ppqq", 5, 1, 2, 3, 0, 3) }

func TestEvaluateByHand(t *testing.T) {
	in := twoFirearms()
	in.Coarse = coarseFrom(in)
	// Coarse search of probe 0 alone prefers 2 over its mate 1.
	in.Coarse[0][2] = 6
	got, err := Evaluate(in)
	if err != nil {
		t.Fatal(err)
	}
	want := &Report{
		Files: 4, Firearms: 2, ProbesWithMate: 4,
		Pairs: PairCount{Match: 2, Nonmatch: 4},
		// 5 beats all four; 3 beats 1, 2, 0 and ties with 3: (4 + 3.5) / 8.
		AUC: 7.5 / 8,
		// From t=5 (fpr 0, fnr 1/2) to t=3 (fpr 1/4, fnr 0) the two meet after
		// 2/3 of the way.
		EER: 1.0 / 6,
		// One miss at 5, one false match at 3; the gap 5..3 is the wider.
		Errors: 1, BestThreshold: 4,
		MinMatch: 3, MaxNonmatch: 3, MedianMatch: 4, MedianNonmatch: 1.5,
		Gap: 0,
		// Means 4 and 1.5, variances 1 and 1.25.
		DPrime:   Figure(2.5 / math.Sqrt(1.125)),
		AboveAll: 0.5,
		// Probe 2 ties: its mate 3 and its non-match 1 both score 3.
		Rank1: 0.75, Rank5: 1, MatesInTop10: 1,
		Coarse: Coarse{Recall{0.5, 1, 1, 1, 1}, 1},
	}
	if d := cmp.Diff(want, got, sameFigures); d != "" {
		t.Errorf("report differs (-want +got):\n%s", d)
	}
}

// TestMatesInTop10 has one firearm with 12 scans, so that a probe has 11 mates
// of which at most 10 can stand in the top 10, and one single scan that beats
// all mates of probe 0 only. Places of the mates of probe 0 are 2..12: nine are
// within 10. For the other eleven probes the single comes last. The single has
// no mate and is no probe: (9 + 11*10) / (12*10).
func TestMatesInTop10(t *testing.T) {
	var scores []float64
	for a := range 13 {
		for b := a + 1; b < 13; b++ {
			switch {
			case b < 12:
				scores = append(scores, 1)
			case a == 0:
				scores = append(scores, 2)
			default:
				scores = append(scores, 0)
			}
		}
	}
	r, err := Evaluate(collection("aaaaaaaaaaaab", scores...))
	if err != nil {
		t.Fatal(err)
	}
	if want := Figure(119.0 / 120); r.MatesInTop10 != want {
		t.Errorf("mates in the top 10: %v, want %v", r.MatesInTop10, want)
	}
	if want := Figure(11.0 / 12); r.Rank1 != want || r.ProbesWithMate != 12 {
		t.Errorf("rank 1: %v of %d probes, want %v of 12", r.Rank1, r.ProbesWithMate, want)
	}
}

func TestSeparated(t *testing.T) {
	// Match 0.9, non-matches 0.1 and 0.3; gap (0.9-0.3)/(0.9-0.2).
	r, err := Evaluate(collection("aab", 0.9, 0.1, 0.3))
	if err != nil {
		t.Fatal(err)
	}
	if r.AUC != 1 || r.EER != 0 || r.Errors != 0 || r.Rank1 != 1 || r.AboveAll != 1 {
		t.Errorf("a clean separation gives %+v", r)
	}
	if math.Abs(float64(r.BestThreshold)-0.6) > 1e-12 || math.Abs(float64(r.Gap)-0.6/0.7) > 1e-12 {
		t.Errorf("threshold %v and gap %v, want 0.6 and 0.857", r.BestThreshold, r.Gap)
	}
}

func TestAllTied(t *testing.T) {
	r, err := Evaluate(collection("aabb", 1, 1, 1, 1, 1, 1))
	if err != nil {
		t.Fatal(err)
	}
	// Two matches, four non-matches, one score: the best is to reject all.
	if r.AUC != 0.5 || r.EER != 0.5 || r.Errors != 2 || r.Rank1 != 0 {
		t.Errorf("all tied: AUC %v, EER %v, %d errors, rank1 %v", r.AUC, r.EER, r.Errors, r.Rank1)
	}
	if r.Gap.Known() || r.DPrime.Known() {
		t.Errorf("all tied: gap %v and d' %v are known", r.Gap, r.DPrime)
	}
	if r.BestThreshold <= 1 {
		t.Errorf("threshold %v does not reject the score 1", r.BestThreshold)
	}
}

func TestOneClassMissing(t *testing.T) {
	for _, tc := range []struct {
		firearms        string
		match, nonmatch int
		rank1           bool
	}{
		{"abc", 0, 3, false},
		{"aaa", 3, 0, true},
	} {
		r, err := Evaluate(collection(tc.firearms, 1, 2, 3))
		if err != nil {
			t.Fatal(err)
		}
		if r.Pairs != (PairCount{tc.match, tc.nonmatch}) {
			t.Errorf("%s: pairs %+v", tc.firearms, r.Pairs)
		}
		if r.AUC.Known() || r.EER.Known() || r.Gap.Known() || r.DPrime.Known() || len(r.Notes) != 1 {
			t.Errorf("%s: figures without a class: %+v", tc.firearms, r)
		}
		if r.Rank1.Known() != tc.rank1 || r.Errors != 0 {
			t.Errorf("%s: rank1 %v, %d errors", tc.firearms, r.Rank1, r.Errors)
		}
	}
}

func TestDatasets(t *testing.T) {
	// Two folders that both call their firearm p: different firearms.
	in := collection("ppppq", 9, 1, 2, 4, 3, 0, 1, 2, 5, 1)
	for i := range in.Items {
		in.Items[i].Dataset = "one"
		if i >= 2 {
			in.Items[i].Dataset = "two"
		}
	}
	r, err := Evaluate(in)
	if err != nil {
		t.Fatal(err)
	}
	// Matches (0,1)=9 and (2,3)=2; all others are non-matches. The best is to
	// accept 9 alone (threshold (9+5)/2): one error, the match in folder two.
	if r.Pairs != (PairCount{2, 8}) || r.Errors != 1 || r.BestThreshold != 7 || r.Firearms != 3 {
		t.Fatalf("pairs %+v, %d errors at %v, %d firearms", r.Pairs, r.Errors, r.BestThreshold, r.Firearms)
	}
	want := []Dataset{
		{Name: "one", Files: 2, Pairs: PairCount{1, 0}, Match: Spread{9, 9, 9},
			Nonmatch: Spread{unknown, unknown, unknown}, AUC: unknown, Gap: unknown},
		{Name: "two", Files: 3, Pairs: PairCount{1, 2}, Match: Spread{2, 2, 2},
			Nonmatch: Spread{1, 3, 5}, AUC: 0.5, Gap: 3, Errors: 1, Missed: 1},
	}
	if d := cmp.Diff(want, r.Datasets, sameFigures); d != "" {
		t.Errorf("data sets differ (-want +got):\n%s", d)
	}
	cross := &Cross{Pairs: PairCount{0, 6}, Match: Spread{unknown, unknown, unknown}, Nonmatch: Spread{0, 1.5, 4}}
	if d := cmp.Diff(cross, r.Cross, sameFigures); d != "" {
		t.Errorf("cross pairs differ (-want +got):\n%s", d)
	}

	in.SharedFirearms = true
	if r, _ = Evaluate(in); r.Pairs.Match != 6 || r.Firearms != 2 {
		t.Errorf("with shared names: %d matches of %d firearms, want 6 of 2", r.Pairs.Match, r.Firearms)
	}
}

func TestCheck(t *testing.T) {
	for name, spoil := range map[string]func(*Input){
		"one scan":       func(in *Input) { in.Items, in.Pairs = in.Items[:1], nil },
		"missing pair":   func(in *Input) { in.Pairs = in.Pairs[1:] },
		"pair twice":     func(in *Input) { in.Pairs[1].A, in.Pairs[1].B = 1, 0 },
		"pair with self": func(in *Input) { in.Pairs[0].B = 0 },
		"outside":        func(in *Input) { in.Pairs[0].B = 4 },
		"NaN":            func(in *Input) { in.Pairs[2].Score = math.NaN() },
		"infinite":       func(in *Input) { in.Pairs[2].Score = math.Inf(1) },
		"coarse rows":    func(in *Input) { in.Coarse = make([][]float64, 3) },
		"coarse columns": func(in *Input) { in.Coarse = make([][]float64, 4) },
		"coarse NaN":     func(in *Input) { in.Coarse = coarseFrom(in); in.Coarse[1][2] = math.NaN() },
	} {
		in := twoFirearms()
		spoil(in)
		if _, err := Evaluate(in); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
