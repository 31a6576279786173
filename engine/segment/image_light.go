package segment

import "math"

// lamp says from where a case head is lit. With a ring of light the slope of grey
// is the same all around a round edge; with a light at the side it follows the
// cosine of the angle to the light, (x, y) being the direction towards it.
type lamp struct {
	side bool
	x, y float64
}

// of returns how strongly an edge follows the light, from -1 to 1: positive where
// it turns brighter outwards, on the side of the light if there is one.
func (l lamp) of(e rim) float64 {
	if l.side {
		// Slopes are shortened to unit length, so that those of a clear edge follow
		// the sign of the cosine rather than the cosine, and its share of that is 4/pi.
		return (e.cosine*l.x + e.sine*l.y) * math.Pi / 4
	}
	return e.even
}

// index is 0 for a ring and 1 for a light at the side.
func (l lamp) index() int {
	if l.side {
		return 1
	}
	return 0
}

// told is the light as the result says it: y runs down in a picture.
func (l lamp) told() *Lamp {
	if !l.side {
		return nil
	}
	return &Lamp{AzimuthDeg: math.Atan2(-l.y, l.x) * 180 / math.Pi}
}

// law returns that for each angle of a turn: 1 or -1 where the edge should be as
// strong as it gets.
func (l lamp) law(cos, sin float64) float64 {
	if l.side {
		return l.x*cos + l.y*sin
	}
	return 1
}

// side is the light at the side under which some edges, each with the sign that
// it should have, look strongest; false when they say nothing.
func side(e ...rim) (lamp, bool) {
	var x, y float64
	for _, r := range e {
		x, y = x+r.cosine, y+r.sine
	}
	n := math.Hypot(x, y)
	if !(n > 0) {
		return lamp{}, false
	}
	return lamp{side: true, x: x / n, y: y / n}, true
}

// The metal falls outwards at the edge of the primer's face, into the groove, and
// rises outwards at the pocket. A ring of light shows both as dark, so that the
// edge of the face turns darker outwards and the pocket's brighter. A light at the
// side shows what falls outwards bright towards the light and what rises dark, so
// that both edges turn brighter outwards there.

// faceSign is the sign of the edge of a face.
func (l lamp) faceSign() float64 {
	if l.side {
		return 1
	}
	return -1
}

// apertureSign is the sign of the aperture's rim, where what flowed into the
// aperture falls outwards to the face: the outer end of a slope.
func (l lamp) apertureSign() float64 { return -l.faceSign() }
