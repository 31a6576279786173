package segment

import "math"

// confidence of a cup: how much of the groove is seen, and how round it is.
func (c cup) confidence(p SurfaceParams) float64 {
	return c.support * math.Max(0, 1-0.5*c.ragged/p.Roundness)
}

// confidence of the impression, at most what is given: how much of what lies between the outlines lies on
// the face's form, how well the aperture is seen, and whether the outer outline is
// as round as a cup's.
func (f *face) confidence(most, apertureShare float64) float64 {
	c, ok := f.outer.circle(ones(len(f.outer.r)), 150)
	if !ok {
		return 0
	}
	sum := 0.0
	for a, r := range f.outer.r {
		s, o := math.Sincos(2 * math.Pi * (float64(a) + 0.5) / float64(len(f.outer.r)))
		sum += math.Abs(math.Hypot(f.outer.about.X+r*o-c.X, f.outer.about.Y+r*s-c.Y) - c.R)
	}
	ragged := sum / float64(len(f.outer.r)) / c.R
	return f.share * (0.7 + 0.3*math.Min(1, apertureShare)) * math.Max(0, 1-3*ragged) * most
}

// confidence of a dent: how deep it is, how much of it was measured, how round it is.
func (d *dent) confidence() float64 {
	c, ok := d.edge.circle(ones(len(d.edge.r)), 150)
	if !ok {
		return 0
	}
	sum := 0.0
	for a, r := range d.edge.r {
		s, o := math.Sincos(2 * math.Pi * (float64(a) + 0.5) / float64(len(d.edge.r)))
		sum += math.Abs(math.Hypot(d.edge.about.X+r*o-c.X, d.edge.about.Y+r*s-c.Y) - c.R)
	}
	ragged := sum / float64(len(d.edge.r)) / math.Max(c.R, 1)
	return math.Min(1, d.depth/100) * math.Max(0, 1-2*ragged) * (0.5 + 0.5*d.share)
}
