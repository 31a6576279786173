package rank_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"cotejo/engine/rank"
)

func TestBestIsSortedAndStable(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 50 {
		scores := make([]float64, r.IntN(40))
		for i := range scores {
			scores[i] = float64(r.IntN(10)) // many ties
		}
		n := r.IntN(50)
		got := rank.Best(scores, n)
		if len(got) != min(n, len(scores)) {
			t.Fatalf("%d of %d when %d were asked for", len(got), len(scores), n)
		}
		for k := 1; k < len(got); k++ {
			a, b := got[k-1], got[k]
			if scores[a] < scores[b] || scores[a] == scores[b] && a > b {
				t.Fatalf("%v of %v", got, scores)
			}
		}
		for i, s := range scores {
			if len(got) > 0 && !slices.Contains(got, i) && s > scores[got[len(got)-1]] {
				t.Fatalf("%d with %g was left out of %v", i, s, got)
			}
		}
	}
}

func TestLessThanNoneIsNone(t *testing.T) {
	if got := rank.Best([]float64{1}, -1); len(got) != 0 {
		t.Errorf("%v", got)
	}
}

// A score that is no number comes last, rather than anywhere.
func TestNotANumberComesLast(t *testing.T) {
	if got := rank.Best([]float64{math.NaN(), 1, math.Inf(-1), 2}, 4); !slices.Equal(got, []int{3, 1, 2, 0}) {
		t.Errorf("order %v", got)
	}
}

func TestParamsNameWhatIsWrong(t *testing.T) {
	if err := rank.DefaultParams().Validate(); err != nil {
		t.Error(err)
	}
	if err := (rank.Params{Fine: -1}).Validate(); err == nil || !strings.Contains(err.Error(), "fine -1") {
		t.Errorf("got %v", err)
	}
}
