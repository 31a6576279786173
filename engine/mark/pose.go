package mark

import "math"

// Pose is the rigid motion that lays mark A onto mark B.
//
// Both marks have their origin at the centre of their frame, x to the right and
// y down as the scan is displayed. A point p of A comes to lie on R(θ)·p + d of
// B, where R turns anticlockwise as displayed and d is (ShiftX, ShiftY).
type Pose struct {
	RotationDeg float64 // anticlockwise as displayed, in (-180, 180]
	ShiftX      float64 // metres
	ShiftY      float64 // metres
}

// Apply returns where the point (x, y) of A, in metres, lies on B.
func (p Pose) Apply(x, y float64) (float64, float64) {
	s, c := math.Sincos(p.RotationDeg * math.Pi / 180)
	return c*x + s*y + p.ShiftX, -s*x + c*y + p.ShiftY
}

// Inverse returns the pose that lays B onto A.
func (p Pose) Inverse() Pose {
	s, c := math.Sincos(p.RotationDeg * math.Pi / 180)
	return Pose{
		RotationDeg: NormaliseDeg(-p.RotationDeg),
		ShiftX:      -(c*p.ShiftX - s*p.ShiftY),
		ShiftY:      -(s*p.ShiftX + c*p.ShiftY),
	}
}

// NormaliseDeg brings an angle in degrees into (-180, 180].
func NormaliseDeg(deg float64) float64 {
	deg = math.Mod(deg, 360)
	if deg <= -180 {
		deg += 360
	}
	if deg > 180 {
		deg -= 360
	}
	return deg
}
