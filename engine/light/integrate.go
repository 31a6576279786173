package light

import "math"

// Relief turns a picture, whose trend was removed, into what can be compared
// whichever way the part lay under the light: under a side light the brightness
// integrated along it (Pentland 1990), with Floor as in a Wiener filter; under a
// ring the brightness itself. The integral is of half the order, which leaves the
// relief's waves in their places and their signs and lets fine ones weigh more
// than their heights do: the whole one is dominated by the coarse waves that all
// primers share. The result has a scale of its own. The plane is not changed.
// towards is the side on which the lamp stands, in degrees, where that is known from
// elsewhere: the picture itself only tells the axis. nil when it is not known.
func Relief(p Plane, towards *float64, q Params) ([]float32, Estimate) {
	e, s := estimate(p, q)
	e.Light = e.Light.facing(towards)
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

// facing returns the light with the lamp on the side on which it is known to stand.
// Where the picture does not show its axis, that side is all there is to go by.
func (l Light) facing(towards *float64) Light {
	if towards == nil {
		return l
	}
	if l.Kind != Side {
		return NewSide(math.Mod(*towards+360, 360))
	}
	if math.Cos((l.AzimuthDeg-*towards)*math.Pi/180) < 0 {
		l.AzimuthDeg = math.Mod(l.AzimuthDeg+180, 360)
	}
	return l
}

// reliefWaveUm is the wavelength in micrometres that keeps its height.
const reliefWaveUm = 100
