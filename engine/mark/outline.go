package mark

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
)

// The bounds of an outline: more than any person draws, and little enough to be
// rasterised at once.
const (
	maxShapes  = 200
	maxCorners = 10_000 // of all polygons together
	// maxBeyond is how many of the frame's longer sides a shape may reach beyond it:
	// circles whose middle lies outside of the picture are drawn, wild numbers are
	// not.
	maxBeyond = 3
	// maxPlace bounds places while no frame is known, in points.
	maxPlace = 1e6
)

// Outline is a region of a surface or image as a person draws it: shapes that are
// added and cut in their order. An outline without shapes holds nothing.
//
// Places are in points of the original from its top left corner, x to the right
// and y down, fractions allowed: the middle of point (i, j) lies at (i+0.5,
// j+0.5). As JSON:
//
//	{"shapes": [
//	  {"circle": {"x": 384.5, "y": 368, "r": 217}},
//	  {"cut": true, "polygon": [[300, 310], [420, 305], [410, 440]]}
//	]}
type Outline struct {
	Shapes []Shape `json:"shapes"`
}

// Shape is a circle or a polygon.
type Shape struct {
	// Cut takes the shape away from what is there instead of adding it.
	Cut    bool  `json:"cut,omitempty"`
	Circle *Disc `json:"circle,omitempty"`
	// Polygon has at least three corners, x and y; the last is joined to the first.
	// Where it crosses itself, even and odd decide what lies inside.
	Polygon [][2]float64 `json:"polygon,omitempty"`
}

// Disc is a circle with what lies inside of it.
type Disc struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
	R float64 `json:"r"`
}

// ParseOutline reads an outline from its JSON form. It is checked as far as it can
// be without a frame.
func ParseOutline(data []byte) (Outline, error) {
	var o Outline
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&o); err != nil {
		return Outline{}, fmt.Errorf("outline: %w", err)
	}
	if _, err := d.Token(); err != io.EOF {
		return Outline{}, fmt.Errorf("outline: more text follows")
	}
	return o, o.Validate(0, 0)
}

// Validate reports the first thing that keeps an outline from being used on a
// frame of so many points; 0 and 0 while the frame is not known.
func (o Outline) Validate(width, height int) error {
	if len(o.Shapes) > maxShapes {
		return fmt.Errorf("outline: %d shapes, at most %d", len(o.Shapes), maxShapes)
	}
	low, high := -float64(maxPlace), float64(maxPlace)
	if side := max(width, height); side > 0 {
		low, high = -maxBeyond*float64(side), (maxBeyond+1)*float64(side)
	}
	adding, corners := false, 0
	for i, s := range o.Shapes {
		if err := s.validate(low, high); err != nil {
			return fmt.Errorf("outline: shape %d: %w", i+1, err)
		}
		adding, corners = adding || !s.Cut, corners+len(s.Polygon)
	}
	switch {
	case corners > maxCorners:
		return fmt.Errorf("outline: %d corners, at most %d", corners, maxCorners)
	case !adding:
		return fmt.Errorf("outline: no shape adds anything")
	}
	return nil
}

func (s Shape) validate(low, high float64) error {
	if (s.Circle == nil) == (s.Polygon == nil) {
		return fmt.Errorf("must be either a circle or a polygon")
	}
	places := s.Polygon
	if c := s.Circle; c != nil {
		if !(c.R > 0) || c.R > high-low {
			return fmt.Errorf("radius %g: must be positive and at most %g", c.R, high-low)
		}
		places = [][2]float64{{c.X, c.Y}}
	} else if len(places) < 3 {
		return fmt.Errorf("a polygon of %d corners: at least 3", len(places))
	}
	for _, p := range places {
		for _, v := range p {
			if math.IsNaN(v) || v < low || v > high {
				return fmt.Errorf("place (%g, %g) lies out of %g to %g", p[0], p[1], low, high)
			}
		}
	}
	return nil
}
