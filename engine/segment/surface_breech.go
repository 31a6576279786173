package segment

import (
	"math"

	"cotejo/engine/cv"
	"cotejo/engine/mark"
)

// breechMask is the impression at full size: what lies between the outlines of the
// face, without what stands out of it or is sunk into it (dust, craters, flowback).
// Points without a height belong to it where they lie within.
func breechMask(s *mark.Surface, t *terrain, f *face) (*mark.Mask, error) {
	off := make([]bool, len(t.z))
	limit := math.Max(1.8*f.reach, 20)
	for j := range t.h {
		for i := range t.w {
			x, y := (float64(i)+0.5)*t.cell, (float64(j)+0.5)*t.cell
			if z := t.z[j*t.w+i]; z == z {
				off[j*t.w+i] = math.Abs(float64(z)-f.form.at(x, y)) > limit
			}
		}
	}
	// Less than three cells across is a mark of the breech face itself.
	off, err := cv.Open(off, t.w, t.h, 1)
	if err != nil {
		return nil, err
	}
	reach := 0.0
	for _, r := range f.outer.r {
		reach = math.Max(reach, r)
	}
	within := Circle{f.outer.about.X, f.outer.about.Y, reach}
	return maskOf(s, within, func(x, y float64) bool { return f.holds(x, y) && !off[t.index(x, y)] }), nil
}

// index is that of the cell in which a place within the frame lies.
func (t *terrain) index(x, y float64) int {
	return min(int(y/t.cell), t.h-1)*t.w + min(int(x/t.cell), t.w-1)
}

// maskOf is the mask of all points within a circle whose middle is in.
func maskOf(s *mark.Surface, within Circle, in func(x, y float64) bool) *mark.Mask {
	px, py := s.PitchX*1e6, s.PitchY*1e6
	m := mark.NewMask(s.Width, s.Height)
	for j := range s.Height {
		y := (float64(j) + 0.5) * py
		if math.Abs(y-within.Y) > within.R {
			continue
		}
		for i := range s.Width {
			x := (float64(i) + 0.5) * px
			if dx, dy := x-within.X, y-within.Y; dx*dx+dy*dy <= within.R*within.R {
				m.In[j*s.Width+i] = in(x, y)
			}
		}
	}
	return m
}
