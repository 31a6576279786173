// Package signature makes the coarse part of a template: the mark unwrapped
// about a centre into rings, each as its angular harmonics. A turn of the mark
// only turns their phases, so one inverse transform compares all rotations.
package signature

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/dsp/fourier"

	"cotejo/engine/feature"
	"cotejo/engine/kernel"
	"cotejo/engine/prepare"
)

// Params are the numbers of the signature. Defaults: the prototype's on Fadul,
// confirmed on Weller.
type Params struct {
	Layout kernel.Layout `json:"layout"`
	// RadiusUm is the range that the rings share evenly.
	RadiusUm [2]float64 `json:"radius_um"`
	// EqualiseUm is the neighbourhood of the local deviation that is divided out.
	EqualiseUm float64 `json:"equalise_um"`
	// ShiftUm is the step of the shifted centres of a probe and Shifts how many
	// steps they reach out.
	ShiftUm float64 `json:"shift_um"`
	Shifts  int     `json:"shifts"`
	// HoleUm is how far out they reach for a mark that is centred on its hole.
	HoleUm float64 `json:"hole_um"`
}

// DefaultParams returns the one set that serves all data.
func DefaultParams() Params {
	return Params{
		Layout:     kernel.Layout{Rings: 16, Harmonics: 56, First: 6},
		RadiusUm:   [2]float64{600, 1880},
		EqualiseUm: 120,
		ShiftUm:    90,
		Shifts:     3,
		HoleUm:     130,
	}
}

// Validate reports the first value that cannot work.
func (p Params) Validate() error {
	switch {
	case !(p.RadiusUm[0] > 0 && p.RadiusUm[1] > p.RadiusUm[0]):
		return fmt.Errorf("signature.radius_um %v: must be positive and rising", p.RadiusUm)
	case !(p.EqualiseUm > 0 && p.EqualiseUm <= prepare.MaxSigmaUm):
		return fmt.Errorf("signature.equalise_um %g: must be above 0 and at most %d", p.EqualiseUm, prepare.MaxSigmaUm)
	case !(p.ShiftUm > 0) || p.Shifts < 0 || p.Shifts > 8 || !(p.HoleUm >= 0):
		return fmt.Errorf("signature.shift_um %g, shifts %d and hole_um %g: a positive step, 0 to 8 steps and a reach of 0 or more are possible", p.ShiftUm, p.Shifts, p.HoleUm)
	}
	return p.Layout.Check()
}

// Centre is a shifted centre in micrometres, x to the right and y down.
type Centre struct{ XUm, YUm float64 }

// Centres lists the shifted centres of a probe; the first is no shift.
func (p Params) Centres() []Centre { return p.within(float64(p.Shifts)) }

// HoleCentres lists those of a mark that is centred on its hole: the hole is a part
// of the firearm, so fewer will do.
func (p Params) HoleCentres() []Centre {
	return p.within(math.Min(float64(p.Shifts), p.HoleUm/p.ShiftUm))
}

// within lists the centres that lie within so many steps.
func (p Params) within(reach float64) []Centre {
	out := []Centre{{}}
	for y := -p.Shifts; y <= p.Shifts; y++ {
		for x := -p.Shifts; x <= p.Shifts; x++ {
			if r := math.Hypot(float64(x), float64(y)); r > 0 && r <= reach {
				out = append(out, Centre{float64(x) * p.ShiftUm, float64(y) * p.ShiftUm})
			}
		}
	}
	return out
}

// Maker unwraps one mark. It is not safe for concurrent use.
type Maker struct {
	params Params
	relief *prepare.Relief
	circle kernel.Circle
	radii  []float64 // two of each ring, in points
	rings  []float32
	fft    *fourier.FFT
	wave   []float64
	coeff  []complex128
}

const (
	// angularSamples is four times the highest harmonic, so that nothing finer
	// folds back into the harmonics that are kept.
	angularSamples = 256
	// radiiPerRing are averaged.
	radiiPerRing = 2
)

// NewMaker prepares the middle level of a template for unwrapping.
func NewMaker(l *feature.Level, p Params) (*Maker, error) {
	r := &prepare.Relief{Side: l.Side, PitchUm: l.PitchUm, Z: make([]float32, len(l.Values)), M: make([]float32, len(l.Values))}
	for i, v := range l.Values {
		if l.Mask.Has(i) {
			r.Z[i], r.M[i] = float32(v)/feature.UnitsPerDeviation, 1
		}
	}
	if err := prepare.Equalise(r, p.EqualiseUm); err != nil {
		return nil, err
	}
	m := &Maker{
		params: p, relief: r, circle: kernel.NewCircle(angularSamples),
		fft: fourier.NewFFT(angularSamples), wave: make([]float64, angularSamples), coeff: make([]complex128, angularSamples/2+1),
	}
	for ring := range p.Layout.Rings {
		for k := range radiiPerRing {
			um := p.RadiusUm[0] + (float64(ring)+(float64(k)+0.5)/radiiPerRing)*p.ringWidth()
			m.radii = append(m.radii, um/r.PitchUm)
		}
	}
	m.rings = make([]float32, len(m.radii)*angularSamples)
	return m, nil
}

func (p Params) ringWidth() float64 {
	return (p.RadiusUm[1] - p.RadiusUm[0]) / float64(p.Layout.Rings)
}

// ringRadius is the middle of a ring in micrometres.
func (p Params) ringRadius(ring int) float64 {
	return p.RadiusUm[0] + (float64(ring)+0.5)*p.ringWidth()
}

// points turns a centre into points of a level.
func (c Centre) points(side int, pitchUm float64) (x, y float64) {
	mid := float64(side-1) / 2
	return mid + c.XUm/pitchUm, mid + c.YUm/pitchUm
}

// At returns the signature about a centre.
func (m *Maker) At(c Centre) []int8 {
	l := m.params.Layout
	x, y := c.points(m.relief.Side, m.relief.PitchUm)
	kernel.Unwrap(m.relief.Z, m.relief.Side, x, y, m.radii, m.circle, m.rings)
	values := make([]complex128, 0, l.Rings*l.Harmonics)
	for ring := range l.Rings {
		clear(m.wave)
		for k := range radiiPerRing {
			for i, v := range m.rings[(ring*radiiPerRing+k)*angularSamples:][:angularSamples] {
				m.wave[i] += float64(v)
			}
		}
		m.fft.Coefficients(m.coeff, m.wave)
		// A ring weighs by the root of its share of the area.
		weight := complex(math.Sqrt(m.params.ringRadius(ring)/m.params.RadiusUm[1]), 0)
		for _, v := range m.coeff[l.First : l.First+l.Harmonics] {
			values = append(values, v*weight)
		}
	}
	return quantise(values)
}

// quantise scales the values so that four of their standard deviations fill the
// eight bits; the few beyond are cut.
func quantise(values []complex128) []int8 {
	power := 0.0
	for _, v := range values {
		power += real(v)*real(v) + imag(v)*imag(v)
	}
	out := make([]int8, 0, 2*len(values))
	scale := 0.0
	if power > 0 {
		scale = 127 / (4 * math.Sqrt(power/float64(2*len(values))))
	}
	for _, v := range values {
		out = append(out, eight(real(v)*scale), eight(imag(v)*scale))
	}
	return out
}

func eight(v float64) int8 { return int8(math.Round(math.Min(math.Max(v, -127), 127))) }
