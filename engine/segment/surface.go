package segment

import (
	"cotejo/engine/mark"
)

// findOnSurface is the table of contents.
func findOnSurface(s *mark.Surface, o Options, p Params) (*Found, error) {
	q := p.Surface
	f := &Found{
		Width: s.Width, Height: s.Height,
		PitchUm: [2]float64{s.PitchX * 1e6, s.PitchY * 1e6}, PitchFrom: o.PitchFrom, Extent: Whole,
	}
	t := newTerrain(s, q.CellUm)
	flat := t.levelled()
	g := findGroove(flat, q)
	c, whole := findCup(flat, g, q)
	switch {
	case !whole && cutOut(t, q):
		return measuredArea(s, f), nil
	case !whole:
		return f, &Refusal{Finding{Code: NotACaseHead}}
	}
	f.Primer = &Primer{Edge: c.edge, Face: Circle{}, Pocket: findPocket(flat, c.edge), Confidence: c.support}
	on, ok := findFace(t, c.edge, q)
	if !ok {
		return f, &Refusal{Finding{Code: NoImpression, Limit: q.MinFaceMm2}}
	}
	f.Primer.Face, _ = on.outer.circle(ones(len(on.outer.r)), 150)
	if a, ok := on.inner.circle(ones(len(on.inner.r)), 150); ok {
		f.Aperture = &a
	}
	m, err := breechMask(s, t, on)
	if err != nil {
		return f, err
	}
	f.Marks = append(f.Marks, Mark{Kind: mark.BreechFace, Mask: m, Confidence: on.share})
	return f, nil
}

func ones(n int) []float64 {
	w := make([]float64, n)
	for i := range w {
		w[i] = 1
	}
	return w
}
