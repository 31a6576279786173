package segment

import (
	"math"
	"slices"

	"cotejo/engine/mark"
)

// Numbers of the search on a field that the primer's face fills, in micrometres where
// not said. On such scans the groove, and with it the primer's size, is not known.
const (
	// closeUpSide are the least side of such a field and, as a share of the primer's
	// diameter, the greatest: in a larger one the groove would show.
	closeUpLeast, closeUpMost = 2200, 1.06
	// closeUpConfidence bounds the confidence in marks without a primer's edge.
	closeUpConfidence = 0.7
	// faceRows is the share of directions in which the face must reach faceWide beyond
	// the inner outline.
	faceRows, faceWide = 0.65, 150
	// holeRagged is the greatest deviation of the inner outline from its circle, as a
	// share of the radius, and holeOff its greatest distance from the face's middle.
	holeRagged, holeOff = 0.08, 0.3
	// closeUpShare is the share of the face that must lie on its form, and pinContrast
	// how many times its roughness the dent must be deep: in terrain 8 was seen, on
	// primers 44 and more.
	closeUpShare, pinContrast = 0.9, 15
	// highestFlow bounds the metal in an aperture, over the face.
	highestFlow = 250
	// leastSeen is the share of what lies within the inner outline that must be
	// measured: a mark that was cut out has nothing there.
	leastSeen = 0.25
	// closeUpMm2 is the least area of the face.
	closeUpMm2 = 1.0
)

// closeUp is a primer's face with what lies in its middle.
type closeUp struct {
	on       *face
	edge     Circle // about where the primer's edge must lie
	aperture Circle
	share    float64 // of the aperture's turn that shows
	open     bool
	pin      *dent
}

// findCloseUp looks for the face itself, where no groove is within the field.
func findCloseUp(t *terrain, size mark.PrimerSize, p SurfaceParams) (*closeUp, bool) {
	nominal := size.DiameterUm()
	if nominal == 0 {
		nominal = mark.SmallPrimer.DiameterUm()
	}
	width, height := float64(t.w)*t.cell, float64(t.h)*t.cell
	if min(width, height) < closeUpLeast || min(width, height) > closeUpMost*nominal || max(width, height) > 1.5*nominal {
		return nil, false
	}
	at := t.places(width/2, height/2, 0, math.Inf(1), 2)
	plane, share := consensusPlane(at, width/2, height/2, 1.5*p.FaceUm[0], 300)
	if share < 0.1 {
		return nil, false
	}
	plane = plane.refit(at, 3, 3*p.FaceUm[0], 3).refit(at, 6, 3*p.FaceUm[0], 3)
	h := findHole(t, &plane, p)
	if h.score < leastHole {
		return nil, false
	}
	c := &closeUp{edge: Circle{h.X, h.Y, nominal / 2}}
	for range 2 {
		var ok bool
		if c.on, ok = findFace(t, c.edge, p); !ok {
			return nil, false
		}
		c.recentre(t)
	}
	c.aperture, c.share, c.open = findAperture(t, c.on, p)
	if !c.open {
		c.aperture = Circle{h.X, h.Y, p.ApertureUm[1]}
	}
	var dented bool
	if c.pin, dented = findDent(t, c.on, c.aperture, p); !dented {
		return nil, false
	}
	return c, c.convinces(t, p)
}

// recentre moves the edge to the middle of the face where enough of its shoulder lies
// within the field.
func (c *closeUp) recentre(t *terrain) {
	weight, n := make([]float64, len(c.on.outer.r)), 0
	for a, d := range directions(len(weight)) {
		r := c.on.outer.r[a] + 100
		if z, in := t.near(c.on.outer.about.X+r*d[0], c.on.outer.about.Y+r*d[1]); in && z == z {
			weight[a] = 1
			n++
		}
	}
	at, ok := c.on.outer.circle(weight, 150)
	if ok && 5*n >= 2*len(weight) && math.Hypot(at.X-c.edge.X, at.Y-c.edge.Y) < holeOff*c.edge.R {
		c.edge.X, c.edge.Y = at.X, at.Y
	}
}

// convinces says whether what was found cannot well be anything else than a primer's
// face: flat all around something round that was pressed in.
func (c *closeUp) convinces(t *terrain, p SurfaceParams) bool {
	inner, ok := c.on.inner.circle(ones(len(c.on.inner.r)), 150)
	if !ok || inner.R < 0.7*p.ApertureUm[0] || inner.R > p.ApertureUm[1] ||
		math.Hypot(inner.X-c.edge.X, inner.Y-c.edge.Y) > holeOff*c.edge.R || c.on.share < closeUpShare || c.pin.depth < pinContrast*c.rough(t) {
		return false
	}
	off, wide := 0.0, 0
	for a, d := range directions(len(c.on.inner.r)) {
		x, y := c.on.inner.about.X+c.on.inner.r[a]*d[0], c.on.inner.about.Y+c.on.inner.r[a]*d[1]
		off += math.Abs(math.Hypot(x-inner.X, y-inner.Y) - inner.R)
		x, y = x+faceWide*d[0], y+faceWide*d[1]
		if t.inField(x, y) && c.on.holds(x, y) {
			wide++
		}
	}
	n := float64(len(c.on.inner.r))
	return off/n <= holeRagged*inner.R && float64(wide) >= faceRows*n && c.pressed(t, inner, p)
}

// rough is the root mean square deviation of the face from its form.
func (c *closeUp) rough(t *terrain) float64 {
	sum, n := 0.0, 0.0
	for _, q := range c.on.between(t, c.edge) {
		if d := q.z - c.on.form.at(q.x, q.y); math.Abs(d) < 2*c.on.reach {
			sum, n = sum+d*d, n+1
		}
	}
	return math.Sqrt(sum / math.Max(n, 1))
}

// pressed says whether the metal within the inner outline was measured, stands no
// higher than metal can flow, and has a pit that is lowest in its middle.
func (c *closeUp) pressed(t *terrain, inner Circle, p SurfaceParams) bool {
	var e, middle, around []float64
	all := 0
	t.each(inner, func(x, y float64, z float32) {
		all++
		if z != z {
			return
		}
		d := float64(z) - c.on.form.at(x, y)
		e = append(e, d)
		switch r := math.Hypot(x-c.pin.middle.X, y-c.pin.middle.Y); {
		case r < 0.5*c.pin.middle.R:
			middle = append(middle, d)
		case r > c.pin.middle.R:
			around = append(around, d)
		}
	})
	if len(e) < 30 || float64(len(e)) < leastSeen*float64(all) {
		return false
	}
	slices.Sort(e)
	slices.Sort(middle)
	slices.Sort(around)
	top := 0.0
	if len(around) > 20 {
		top = max(0, around[len(around)/2])
	}
	// A bottom that was lost says nothing, and its flanks are deep by themselves.
	return e[len(e)*19/20] <= highestFlow && (len(middle) < 5 || middle[len(middle)/2] <= top-p.DentUm)
}

// readCloseUp puts what was found on the face into the result.
func (f *Found) readCloseUp(s *mark.Surface, t *terrain, c *closeUp, p SurfaceParams) (bool, error) {
	m, err := breechMask(s, t, c.on)
	if err != nil || float64(m.Count())*s.PitchX*s.PitchY*1e6 < closeUpMm2 {
		return false, err
	}
	within := 100 * t.shareInField(c.edge)
	f.Warnings = append(f.Warnings, Finding{Code: CutOff, Value: min(within, 100*p.PoorField-1), Limit: 100 * p.PoorField})
	f.Marks = []Mark{{mark.BreechFace, m, c.on.confidence(closeUpConfidence, c.share)}}
	f.Marks = append(f.Marks, Mark{mark.FiringPin, maskOf(s, c.aperture, c.pin.edge.contains), closeUpConfidence * c.pin.confidence()})
	if !c.open {
		return true, nil
	}
	f.Aperture = &c.aperture
	m, confidence, err := findShear(s, c.on, c.aperture, c.pin)
	if err == nil && m != nil {
		f.Marks = append(f.Marks, Mark{mark.ApertureShear, m, closeUpConfidence * confidence})
	}
	return true, err
}

// shareInField is that of a circle's disc that lies within the frame.
func (t *terrain) shareInField(c Circle) float64 {
	const steps = 80
	in, all := 0.0, 0.0
	for j := range steps {
		for i := range steps {
			u, v := 2*(float64(i)+0.5)/steps-1, 2*(float64(j)+0.5)/steps-1
			if math.Hypot(u, v) > 1 {
				continue
			}
			all++
			if t.inField(c.X+u*c.R, c.Y+v*c.R) {
				in++
			}
		}
	}
	return in / all
}
