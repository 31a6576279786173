package light

import (
	"fmt"
	"math"
)

// Kind says how a picture is lit.
type Kind string

// The kinds of light.
const (
	// Side is one lamp far away. Brightness follows the slope towards it.
	Side Kind = "side"
	// Ring is a ring of lamps. Brightness follows how steep a slope is, whichever
	// way it faces.
	Ring Kind = "ring"
)

// Light is where the light of a picture comes from. Azimuths are in degrees,
// anticlockwise from the right of the picture; elevations in degrees above its
// plane.
type Light struct {
	Kind         Kind    `json:"kind"`
	AzimuthDeg   float64 `json:"azimuth_deg"` // 0 for a ring
	ElevationDeg float64 `json:"elevation_deg"`
	// Matte says that a ring makes no highlight: flanks are then darker than what
	// lies flat, and not brighter.
	Matte bool `json:"matte,omitempty"`
}

// Elevations that are taken where nothing is known: those of the usual lamps of
// comparison microscopes. The relief of a primer is so flat that brightness is
// linear in the slope at any elevation, so that they hardly matter.
const (
	sideElevationDeg = 30
	ringElevationDeg = 35
)

// NewSide returns a side light of the usual elevation.
func NewSide(azimuthDeg float64) Light {
	return Light{Kind: Side, AzimuthDeg: azimuthDeg, ElevationDeg: sideElevationDeg}
}

// NewRing returns a ring light of the usual elevation.
func NewRing() Light { return Light{Kind: Ring, ElevationDeg: ringElevationDeg} }

// Opposite returns the light from the other side.
func (l Light) Opposite() Light {
	l.AzimuthDeg = math.Mod(l.AzimuthDeg+180, 360)
	return l
}

// Check reports a light that cannot be.
func (l Light) Check() error {
	switch {
	case l.Kind != Side && l.Kind != Ring:
		return fmt.Errorf("light of the kind %q: it must be %q or %q", l.Kind, Side, Ring)
	case !(l.ElevationDeg > 0 && l.ElevationDeg < 90):
		return fmt.Errorf("light at an elevation of %g degrees: it must be within 0 and 90", l.ElevationDeg)
	case !(math.Abs(l.AzimuthDeg) <= 720):
		return fmt.Errorf("light at an azimuth of %g degrees: it must be within -720 and 720", l.AzimuthDeg)
	}
	return nil
}

// lamps are the directions in which the light's lamps stand.
func (l Light) lamps() []vector {
	if l.Kind == Side {
		return []vector{towards(l.AzimuthDeg, l.ElevationDeg)}
	}
	const lamps = 16 // more make no difference
	out := make([]vector, lamps)
	for i := range out {
		out[i] = towards(float64(i)*360/lamps, l.ElevationDeg)
	}
	return out
}

// vector points in space: x to the right, y down the picture, z at the camera.
type vector struct{ x, y, z float64 }

func (v vector) dot(w vector) float64 { return v.x*w.x + v.y*w.y + v.z*w.z }

func (v vector) unit() vector {
	n := math.Sqrt(v.dot(v))
	return vector{v.x / n, v.y / n, v.z / n}
}

func towards(azimuthDeg, elevationDeg float64) vector {
	sa, ca := math.Sincos(azimuthDeg * math.Pi / 180)
	se, ce := math.Sincos(elevationDeg * math.Pi / 180)
	return vector{ce * ca, -ce * sa, se}
}
