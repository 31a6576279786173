package compare_test

import (
	"math"
	"reflect"
	"testing"

	"cotejo/engine/compare"
)

// A worker that lays templates out in its own memory, of all sizes, in either order
// and among other comparisons, finds what a fresh one does.
func TestATemplateComparesAsItsSubjectDoes(t *testing.T) {
	f := newFace(20)
	narrow := func(x, y float64) bool { return ring(x, y) && math.Hypot(x, y) < 1300 }
	all := append([]*compare.Subject{subject(t, f, view{pose: turned(70, 30, 10), inside: narrow})}, few(t)...)
	if all[0].Template.Levels[0].Side >= all[1].Template.Levels[0].Side {
		t.Fatal("the frames are of one size")
	}
	w := compare.NewWorker(compare.DefaultParams())
	turns := map[bool]int{}
	for i, a := range all {
		for j, b := range all {
			want := held(t, a, b)
			r, err := w.CompareTemplate(t.Context(), a, b.Template)
			if err != nil {
				t.Fatal(err)
			}
			again, err := w.Compare(t.Context(), b, a, nothing)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(r, want) || !reflect.DeepEqual(again, held(t, b, a)) {
				t.Errorf("%d against %d differs from what a fresh worker finds", i, j)
			}
			turns[compare.Swapped(a.Template, b.Template)]++
		}
	}
	if turns[false] < 5 || turns[true] < 5 {
		t.Errorf("the template was turned %d times of %d", turns[true], turns[true]+turns[false])
	}
}

func TestATemplateOfAnotherKindIsNotLaidOut(t *testing.T) {
	a := few(t)[0]
	other := *a.Template
	other.Engine = "another"
	if _, err := compare.NewWorker(compare.DefaultParams()).CompareTemplate(t.Context(), a, &other); err == nil {
		t.Error("compared")
	}
}
