package light

import "math"

// Relief turns a picture, whose trend was removed, into what can be compared
// whichever way the part lay under the light: under a side light the brightness
// integrated along it (Pentland 1990), with Floor as in a Wiener filter; under a
// ring the brightness itself. The integral is of half the order, which leaves the
// relief's waves in their places and their signs and lets fine ones weigh more
// than their heights do: the whole one is dominated by the coarse waves that all
// primers share. The result has a scale of its own. The plane is not changed.
// known is the light where it is known from elsewhere, nil where it is not: a picture
// of a mark alone tells the axis of a lamp, and not on which side of it that stands.
func Relief(p Plane, known *Light, q Params) ([]float32, Estimate) {
	e, s := estimate(p, q)
	e.Light = e.Light.given(known)
	if e.Light.Kind != Side {
		return append([]float32(nil), p.Z...), e
	}
	sin, cos := math.Sincos(e.Light.AzimuthDeg * math.Pi / 180)
	for i := range s.c {
		x, y := s.wave(i)
		k := math.Hypot(x, y)
		if k == 0 {
			s.c[i] = 0
			continue
		}
		// Brightness is minus the slope towards the light: -i·k·c times the height.
		c := (x*cos + y*sin) / k
		s.c[i] *= complex(0, c/(c*c+q.Floor)/math.Sqrt(k*reliefWaveUm))
	}
	return s.back(p), e
}

// given returns the light as the picture shows it, corrected by what is known: of a
// lamp at the side the picture tells the axis best, if it tells it.
func (l Light) given(known *Light) Light {
	switch {
	case known == nil:
		return l
	case known.Kind != Side || l.Kind != Side:
		return *known
	}
	if math.Cos((l.AzimuthDeg-known.AzimuthDeg)*math.Pi/180) < 0 {
		l.AzimuthDeg = math.Mod(l.AzimuthDeg+180, 360)
	}
	return l
}

// reliefWaveUm is the wavelength in micrometres that keeps its height.
const reliefWaveUm = 100
