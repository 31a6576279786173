package segment

import (
	"math"
	"testing"
)

// A valley that winds around a full turn is followed, also where it is broken, and
// closes on itself.
func TestClosedPathFollowsABrokenValley(t *testing.T) {
	const rows, cols = 360, 60
	cost := make([]float32, rows*cols)
	want := make([]int, rows)
	for r := range rows {
		want[r] = int(math.Round(30 + 9*math.Sin(2*math.Pi*float64(r)/rows) + 4*math.Cos(6*math.Pi*float64(r)/rows)))
		for c := range cols {
			cost[r*cols+c] = 1
		}
		if r%60 < 48 { // the rest is missing
			cost[r*cols+want[r]] = 0
		}
	}
	got := closedPath(cost, rows, cols, 2, 0.1)
	if len(got) != rows {
		t.Fatalf("%d rows", len(got))
	}
	for r := range rows {
		if d := got[r] - want[r]; d > 3 || d < -3 {
			t.Errorf("row %d: %d, want %d", r, got[r], want[r])
		}
		if d := got[r] - got[(r+1)%rows]; d > 2 || d < -2 {
			t.Errorf("the path jumps by %d after row %d", d, r)
		}
	}
	if one := closedPath([]float32{3}, 1, 1, 1, 1); len(one) != 1 || one[0] != 0 {
		t.Errorf("one point: %v", one)
	}
}
