package casework

import "math"

// Outline is a region of an acquisition: shapes that are added and cut in their
// order. Places are in points of the original from its top left corner, x to the
// right and y down, fractions allowed: the middle of point (i, j) lies at (i+0.5,
// j+0.5).
type Outline struct {
	Shapes []Shape `json:"shapes" maxItems:"200" nullable:"false"`
}

// Shape is a circle or a polygon.
type Shape struct {
	Cut    bool  `json:"cut,omitempty" doc:"Takes the shape away from what is there instead of adding it."`
	Circle *Disc `json:"circle,omitempty"`
	// Polygon is joined to its beginning; where it crosses itself, even and odd
	// decide what lies inside.
	Polygon [][]float64 `json:"polygon,omitempty" maxItems:"10000" nullable:"false" doc:"Corners, each x and y; the last is joined to the first."`
}

// Disc is a circle with what lies inside of it.
type Disc struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
	R float64 `json:"r"`
}

// The bounds of an outline, as the engine has them: corners of all polygons, and
// by how many of the frame's longer sides a shape may reach beyond it.
const (
	maxCorners = 10000
	maxBeyond  = 3
)

// fits reports what keeps an outline from being used on a frame of so many
// points.
func (o *Outline) fits(c *Checker, path string, width, height int) {
	side := float64(max(width, height))
	low, high := -maxBeyond*side, (maxBeyond+1)*side
	adding, corners := false, 0
	for i := range o.Shapes {
		s := &o.Shapes[i]
		at := elem(path+".shapes", i)
		s.fits(c, at, low, high)
		adding, corners = adding || !s.Cut, corners+len(s.Polygon)
	}
	if !adding {
		c.Fault(path+".shapes", "region.nothing")
	}
	if corners > maxCorners {
		c.Fault(path+".shapes", "field.too_many", "most", maxCorners, "count", corners)
	}
}

func (s *Shape) fits(c *Checker, path string, low, high float64) {
	if (s.Circle == nil) == (len(s.Polygon) == 0) {
		c.Fault(path, "region.shape")
		return
	}
	inside := func(v float64) bool { return v >= low && v <= high } // false for what is no number
	if d := s.Circle; d != nil {
		if !inside(d.X) || !inside(d.Y) {
			c.Fault(path+".circle", "region.outside", "low", low, "high", high)
		}
		if !(d.R > 0) || d.R > high-low || math.IsNaN(d.R) {
			c.Fault(path+".circle.r", "region.radius", "most", high-low)
		}
		return
	}
	if len(s.Polygon) < 3 {
		c.Fault(path+".polygon", "region.corners")
	}
	for i, p := range s.Polygon {
		switch {
		case len(p) != 2:
			c.Fault(elem(path+".polygon", i), "region.place")
			return
		case !inside(p[0]) || !inside(p[1]):
			c.Fault(elem(path+".polygon", i), "region.outside", "low", low, "high", high)
			return
		}
	}
}
