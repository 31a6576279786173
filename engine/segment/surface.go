package segment

import (
	"cotejo/engine/mark"
)

// findOnSurface is the table of contents.
func findOnSurface(s *mark.Surface, o Options, all Params) (*Found, error) {
	p := all.Surface
	f := &Found{
		Width: s.Width, Height: s.Height,
		PitchUm: [2]float64{s.PitchX * 1e6, s.PitchY * 1e6}, PitchFrom: o.PitchFrom, Extent: Whole,
	}
	t := newTerrain(s, p.CellUm)
	if r := tooPoor(s, t, p); r != nil {
		return f, r
	}
	flat := t.levelled()
	c, whole := findCup(flat, findGroove(flat, p), p)
	if !whole {
		return f.withoutCup(s, t, p, o)
	}
	f.Primer = &Primer{Edge: c.edge, Pocket: findPocket(flat, c.edge), Confidence: c.confidence(p)}
	f.Primer.Face = Circle{c.edge.X, c.edge.Y, usualFace * c.edge.R}
	r := f.gate(t, p, o)
	if r == nil {
		return f, f.readMarks(s, t, flat, p)
	}
	// Grain on what is left of a mark that was cut out can look like a groove.
	switch cut, ragged, err := cutOut(t, p); {
	case err != nil:
		return f, err
	case !cut || ragged:
		return f, r
	}
	f.Primer, f.Warnings = nil, nil
	return measuredArea(s, f), nil
}

// withoutCup decides what a scan is on which no primer was found.
func (f *Found) withoutCup(s *mark.Surface, t *terrain, p SurfaceParams, o Options) (*Found, error) {
	if c, ok := findCloseUp(t, o.Primer, p); ok {
		if read, err := f.readCloseUp(s, t, c, p); read || err != nil {
			return f, err
		}
	}
	cut, ragged, err := cutOut(t, p)
	switch {
	case err != nil:
		return f, err
	case ragged:
		return f, &Refusal{Finding{Code: TooFewPoints, Value: 100 * float64(s.Valid()) / float64(len(s.Z)), Limit: 100 * p.MinMeasured}}
	case cut:
		return measuredArea(s, f), nil
	}
	return f, &Refusal{Finding{Code: NotACaseHead}}
}

// usualFace is the radius of the flat face as a share of the edge's, where none was
// found.
const usualFace = 0.73

// readMarks finds the marks on a primer and around it.
func (f *Found) readMarks(s *mark.Surface, t, flat *terrain, p SurfaceParams) error {
	on, ok := findFace(t, f.Primer.Edge, p)
	if !ok {
		return &Refusal{Finding{Code: NoImpression, Limit: p.MinFaceMm2}}
	}
	if c, ok := on.outer.circle(ones(len(on.outer.r)), 150); ok {
		f.Primer.Face = c
	}
	aperture, share, open := findAperture(t, on, p)
	if open {
		f.Aperture = &aperture
	} else {
		aperture = Circle{f.Primer.Edge.X, f.Primer.Edge.Y, p.ApertureUm[1]}
	}
	pin, dented := findDent(t, on, aperture, p)
	m, err := breechMask(s, t, on)
	if err != nil {
		return err
	}
	area := float64(m.Count()) * s.PitchX * s.PitchY * 1e6
	if area < p.MinFaceMm2 || on.share < p.FaceShare || !open && !dented {
		return &Refusal{Finding{Code: NoImpression, Value: area, Limit: p.MinFaceMm2}}
	}
	f.Marks = append(f.Marks, Mark{mark.BreechFace, m, on.confidence(f.Primer.Confidence, share)})
	if dented {
		m := maskOf(s, aperture, pin.edge.contains)
		f.Marks = append(f.Marks, Mark{mark.FiringPin, m, pin.confidence()})
	}
	return f.readAround(s, flat, on, aperture, open, pin)
}

// readAround finds what not every case shows.
func (f *Found) readAround(s *mark.Surface, flat *terrain, on *face, aperture Circle, open bool, pin *dent) error {
	if open {
		m, confidence, err := findShear(s, on, aperture, pin)
		if err != nil {
			return err
		}
		if m != nil {
			f.Marks = append(f.Marks, Mark{mark.ApertureShear, m, confidence})
		}
	}
	m, confidence, err := findEjector(s, flat, f.Primer.Pocket)
	if err == nil && m != nil {
		f.Marks = append(f.Marks, Mark{mark.Ejector, m, confidence})
	}
	return err
}

func ones(n int) []float64 {
	w := make([]float64, n)
	for i := range w {
		w[i] = 1
	}
	return w
}
