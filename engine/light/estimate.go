package light

import (
	"fmt"
	"math"
)

// Params say how the light of a picture is told from it.
type Params struct {
	// WaveUm are the shortest and the longest wave that is looked at, in
	// micrometres: above the camera's noise and below the form of the primer.
	WaveUm [2]float64 `json:"wave_um"`
	// MaxNull is the greatest share of the mean power that is left across a side
	// light, and MinAnisotropy the least contrast between along and across.
	// Renderings of Fadul and Weller lay below 0.19 and above 0.74 under a side
	// light, above 0.71 and below 0.16 under a ring.
	MaxNull       float64 `json:"max_null"`
	MinAnisotropy float64 `json:"min_anisotropy"`
	// MaxSkewness bounds that of the brightness: a ring shows both flanks of a
	// mark alike (about 1 on the same renderings), a side light one bright and
	// one dark (up to 0.78). Of a milled or filed face it alone tells a ring (generated
	// ones: above 1.15).
	MaxSkewness float64 `json:"max_skewness"`
	// Floor is what keeps waves that run across the light, which it does not
	// show, from being blown up: a share of the power along it.
	Floor float64 `json:"floor"`
	// FirstDeg is where the half turn of the azimuths begins that a side light is
	// taken to stand in. A picture does not say from which of two sides it is lit
	// (hollows look like bumps): all pictures of one instrument are read alike
	// unless its lamp stands just at this boundary, which is why it is none of
	// the usual places.
	FirstDeg float64 `json:"first_deg"`
}

// DefaultParams returns the one set that serves all data.
func DefaultParams() Params {
	return Params{WaveUm: [2]float64{50, 250}, MaxNull: 0.4, MinAnisotropy: 0.5, MaxSkewness: 0.95, Floor: 0.1, FirstDeg: -67.5}
}

// Validate reports the first value that cannot work.
func (p Params) Validate() error {
	switch {
	case !(p.WaveUm[0] > 0 && p.WaveUm[1] > p.WaveUm[0]):
		return fmt.Errorf("wave_um %v: the first must be positive and below the second", p.WaveUm)
	case !(p.MaxNull > 0 && p.MaxNull <= 1) || !(p.MinAnisotropy > 0) || !(p.MaxSkewness > 0):
		return fmt.Errorf("max_null %g, min_anisotropy %g, max_skewness %g: must be positive, the first at most 1", p.MaxNull, p.MinAnisotropy, p.MaxSkewness)
	case !(p.Floor > 0 && p.Floor <= 10):
		return fmt.Errorf("floor %g: must be above 0 and at most 10", p.Floor)
	case !(math.Abs(p.FirstDeg) <= 360):
		return fmt.Errorf("first_deg %g: must be within -360 to 360", p.FirstDeg)
	}
	return nil
}

// Estimate is what a picture says of its light.
type Estimate struct {
	Light Light `json:"light"`
	// Null is the share of the mean power in the direction that has least of it,
	// Anisotropy the contrast between along and across the strongest, Skewness
	// that of the brightness.
	Null       float64 `json:"null"`
	Anisotropy float64 `json:"anisotropy"`
	Skewness   float64 `json:"skewness"`
}

// Candidates are the lights that a picture may have been taken under: a side light
// from either side, since hollows look like bumps; a ring that makes flanks bright
// or, where the dark ones stand out, dark.
func (e Estimate) Candidates() []Light {
	if e.Light.Kind == Side {
		return []Light{e.Light, e.Light.Opposite()}
	}
	l := e.Light
	l.Matte = e.Skewness < 0
	return []Light{l}
}

// EstimateOf tells the light of a picture whose trend was removed. Brightness
// under a side light is to first order the slope of the surface towards it
// (Pentland 1990, linear shape from shading): waves that run across the light do
// not show. The direction in which the power vanishes gives its axis, even where
// the surface has a grain of its own, which would turn the direction of most
// power. What shows no such direction is taken for a ring. An empty plane is.
func EstimateOf(p Plane, q Params) Estimate {
	e, _ := estimate(p, q)
	return e
}

func estimate(p Plane, q Params) (Estimate, *spectrum) {
	e := Estimate{Light: NewRing(), Null: 1, Skewness: skewness(p)}
	s := newSpectrum(p)
	power, along := s.byDirection(q)
	null := least(power)
	mean := 0.0
	for _, v := range power {
		mean += v / directions
	}
	if !(mean > 0) {
		return e, s
	}
	e.Null, e.Anisotropy = null.power/mean, along
	if e.Null <= q.MaxNull && along >= q.MinAnisotropy && math.Abs(e.Skewness) <= q.MaxSkewness {
		e.Light = NewSide(q.canonical(null.deg + 90))
	}
	return e, s
}

// canonical brings an axis into the half turn that begins at FirstDeg.
func (p Params) canonical(deg float64) float64 {
	return p.FirstDeg + math.Mod(math.Mod(deg-p.FirstDeg, 180)+180, 180)
}

// directions is the number of parts of the half turn: of five degrees.
const directions = 36

// byDirection returns the mean power of the waves that run in each direction, and
// the contrast between along and across the strongest.
func (s *spectrum) byDirection(q Params) (power [directions]float64, contrast float64) {
	var count [directions]float64
	var all, c, d float64
	for i, v := range s.c {
		x, y := s.wave(i)
		k := math.Hypot(x, y)
		if !(k*q.WaveUm[1] >= 1 && k*q.WaveUm[0] <= 1) { // a pitch of zero gives NaN
			continue
		}
		e := real(v)*real(v) + imag(v)*imag(v)
		b := int((math.Atan2(y, x)/math.Pi + 1) * directions)
		power[b%directions] += e
		count[b%directions]++
		all += e
		c += e * (x*x - y*y) / (k * k)
		d += e * 2 * x * y / (k * k)
	}
	for b, n := range count {
		power[b] /= max(n, 1)
	}
	if all > 0 {
		contrast = 2 * math.Hypot(c, d) / all
	}
	return power, contrast
}

type direction struct{ deg, power float64 }

// least is the direction of least power, over three parts, between the parts by
// the parabola through the three about it.
func least(power [directions]float64) direction {
	var even [directions]float64
	for b := range power {
		even[b] = (power[(b+directions-1)%directions] + power[b] + power[(b+1)%directions]) / 3
	}
	at := 0
	for b, v := range even {
		if v < even[at] {
			at = b
		}
	}
	left, right := even[(at+directions-1)%directions], even[(at+1)%directions]
	off := 0.0
	if bend := left - 2*even[at] + right; bend > 0 {
		off = min(max(0.5*(left-right)/bend, -0.5), 0.5)
	}
	return direction{(float64(at) + 0.5 + off) * 180 / directions, even[at]}
}

func skewness(p Plane) float64 {
	var n, sum, second, third float64
	for i, m := range p.M {
		if m > 0 {
			n, sum = n+1, sum+float64(p.Z[i])
		}
	}
	if n == 0 {
		return 0
	}
	for i, m := range p.M {
		if m > 0 {
			d := float64(p.Z[i]) - sum/n
			second, third = second+d*d, third+d*d*d
		}
	}
	if second == 0 {
		return 0
	}
	return third / n / math.Pow(second/n, 1.5)
}
