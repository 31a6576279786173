package mark_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"cotejo/engine/mark"
)

func square(x, y, side float64) [][2]float64 {
	return [][2]float64{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}
}

func TestOutlineMask(t *testing.T) {
	cases := []struct {
		name   string
		shapes []mark.Shape
		want   int
	}{
		{"square on the grid", []mark.Shape{{Polygon: square(2, 3, 4)}}, 16},
		{"square through the middles holds left and top", []mark.Shape{{Polygon: square(2.5, 3.5, 4)}}, 16},
		{"square beyond the frame", []mark.Shape{{Polygon: square(-10, -10, 12)}}, 4},
		{"circle of one point", []mark.Shape{{Circle: &mark.Disc{X: 5.5, Y: 5.5, R: 0.5}}}, 1},
		{"circle of five points", []mark.Shape{{Circle: &mark.Disc{X: 5.5, Y: 5.5, R: 1}}}, 5},
		{"circle around all", []mark.Shape{{Circle: &mark.Disc{X: 10, Y: 5, R: 30}}}, 200},
		{"circle outside", []mark.Shape{{Circle: &mark.Disc{X: -10, Y: 5, R: 3}}}, 0},
		{"cut", []mark.Shape{{Polygon: square(0, 0, 8)}, {Cut: true, Polygon: square(2, 2, 4)}}, 48},
		{"cut before adding does nothing", []mark.Shape{{Cut: true, Polygon: square(2, 2, 4)}, {Polygon: square(0, 0, 8)}}, 64},
		{"bow tie", []mark.Shape{{Polygon: [][2]float64{{0, 0}, {8, 8}, {8, 0}, {0, 8}}}}, 32},
		{"twice around is outside", []mark.Shape{{Polygon: append(square(0, 0, 4), square(0, 0, 4)...)}}, 0},
	}
	if len(cases) != 11 {
		t.Fatalf("%d cases", len(cases))
	}
	for _, c := range cases {
		o := mark.Outline{Shapes: c.shapes}
		if n := o.Mask(20, 10).Count(); n != c.want {
			t.Errorf("%s: %d points, want %d", c.name, n, c.want)
		}
	}
}

// Whatever lies between two polygons that share an edge belongs to one of them.
func TestPolygonsShareNoPoint(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		a, b := [2]float64{float64(r.IntN(40)) / 2, 0}, [2]float64{float64(r.IntN(40)) / 2, 20}
		left := mark.Outline{Shapes: []mark.Shape{{Polygon: [][2]float64{{0, 0}, a, b, {0, 20}}}}}.Mask(20, 20)
		right := mark.Outline{Shapes: []mark.Shape{{Polygon: [][2]float64{a, {20, 0}, {20, 20}, b}}}}.Mask(20, 20)
		for i := range left.In {
			if left.In[i] == right.In[i] {
				t.Fatalf("%v %v: point %d lies in both or in none", a, b, i)
			}
		}
	}
}

// noise is a mask of blots with holes and islands, some at the edge of the frame.
func noise(seed uint64, width, height int) *mark.Mask {
	r := rand.New(rand.NewPCG(seed, 7))
	var o mark.Outline
	for i := range 12 {
		d := mark.Disc{X: r.Float64() * float64(width), Y: r.Float64() * float64(height), R: 1 + r.Float64()*float64(width)/4}
		o.Shapes = append(o.Shapes, mark.Shape{Cut: i%2 == 1, Circle: &d})
	}
	m := o.Mask(width, height)
	for range 30 {
		i := r.IntN(len(m.In))
		m.In[i] = !m.In[i]
	}
	return m
}

func TestOutlineOfMaskIsTheMask(t *testing.T) {
	for seed := range uint64(40) {
		m := noise(seed, 61, 47)
		if got := mark.OutlineOf(m, 0).Mask(61, 47); !reflect.DeepEqual(got, m) {
			t.Fatalf("seed %d: the outline's mask is another", seed)
		}
	}
	if o := mark.OutlineOf(mark.NewMask(5, 5), 0); len(o.Shapes) != 0 {
		t.Errorf("an empty mask has the outline %v", o)
	}
}

func TestOutlineOfMaskSimplified(t *testing.T) {
	ring := mark.Outline{Shapes: []mark.Shape{
		{Circle: &mark.Disc{X: 200, Y: 190, R: 170}},
		{Cut: true, Circle: &mark.Disc{X: 210, Y: 180, R: 90}},
	}}
	m := ring.Mask(400, 400)
	o := mark.OutlineOf(m, 0.6)
	if err := o.Validate(400, 400); err != nil {
		t.Fatal(err)
	}
	if len(o.Shapes) != 2 || o.Shapes[0].Cut || !o.Shapes[1].Cut {
		t.Fatalf("shapes %+v", o.Shapes)
	}
	corners := len(o.Shapes[0].Polygon) + len(o.Shapes[1].Polygon)
	both, any := 0, 0
	got := o.Mask(400, 400)
	for i := range m.In {
		if m.In[i] && got.In[i] {
			both++
		}
		if m.In[i] || got.In[i] {
			any++
		}
	}
	if iou := float64(both) / float64(any); iou < 0.995 || corners > 250 {
		t.Errorf("overlap %.4f with %d corners", iou, corners)
	}
}

// A mask with more parts and corners than an outline may have is drawn more
// coarsely, not refused.
func TestOutlineOfWildMask(t *testing.T) {
	m := mark.NewMask(500, 500)
	for i := range m.In {
		m.In[i] = i%500%2 == 0 || i/500%50 == 0
	}
	if err := mark.OutlineOf(m, 0).Validate(500, 500); err != nil {
		t.Error(err)
	}
}

func TestOutlineValidate(t *testing.T) {
	good := mark.Shape{Circle: &mark.Disc{X: 1, Y: 1, R: 1}}
	many := make([]mark.Shape, 201)
	for i := range many {
		many[i] = good
	}
	cases := []struct {
		want   string
		shapes []mark.Shape
	}{
		{"", []mark.Shape{good}},
		{"no shape adds", nil},
		{"no shape adds", []mark.Shape{{Cut: true, Circle: good.Circle}}},
		{"201 shapes", many},
		{"10001 corners", []mark.Shape{{Polygon: make([][2]float64, 10001)}}},
		{"2 corners", []mark.Shape{{Polygon: make([][2]float64, 2)}}},
		{"either", []mark.Shape{{}}},
		{"either", []mark.Shape{{Circle: good.Circle, Polygon: square(0, 0, 1)}}},
		{"radius", []mark.Shape{{Circle: &mark.Disc{R: math.NaN()}}}},
		{"radius", []mark.Shape{{Circle: &mark.Disc{R: math.Inf(1)}}}},
		{"radius", []mark.Shape{{Circle: &mark.Disc{R: 0}}}},
		{"shape 2: place", []mark.Shape{good, {Circle: &mark.Disc{X: math.NaN(), R: 1}}}},
		{"place", []mark.Shape{{Polygon: square(0, 500, 1)}}},
		{"place", []mark.Shape{{Polygon: square(math.Inf(-1), 0, 1)}}},
	}
	if len(cases) != 14 {
		t.Fatalf("%d cases", len(cases))
	}
	for i, c := range cases {
		err := mark.Outline{Shapes: c.shapes}.Validate(100, 80)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("case %d: %v, want %q", i, err, c.want)
		}
	}
}

func FuzzParseOutline(f *testing.F) {
	f.Add([]byte(`{"shapes":[{"circle":{"x":3,"y":4,"r":5}},{"cut":true,"polygon":[[1,1],[3,1],[2,3]]}]}`))
	f.Add([]byte(`{"shapes":[{"polygon":[[1e308,1],[-1e308,1],[2,3]]}]}`))
	f.Add([]byte(`{"shapes":null} {}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		o, err := mark.ParseOutline(data)
		if err != nil {
			return
		}
		text, err := json.Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		again, err := mark.ParseOutline(text)
		if err != nil || fmt.Sprint(again.Mask(16, 9).In) != fmt.Sprint(o.Mask(16, 9).In) {
			t.Fatalf("%s: %v", text, err)
		}
	})
}
