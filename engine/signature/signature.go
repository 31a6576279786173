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
}

// DefaultParams returns the one set that serves all data.
func DefaultParams() Params {
	return Params{
		Layout:     kernel.Layout{Rings: 16, Harmonics: 56, First: 6},
		RadiusUm:   [2]float64{600, 1880},
		EqualiseUm: 120,
		ShiftUm:    90,
		Shifts:     3,
	}
}

// Validate reports the first value that cannot work.
func (p Params) Validate() error {
	switch {
	case !(p.RadiusUm[0] > 0 && p.RadiusUm[1] > p.RadiusUm[0]):
		return fmt.Errorf("signature.radius_um %v: must be positive and rising", p.RadiusUm)
	case !(p.EqualiseUm > 0 && p.EqualiseUm <= prepare.MaxSigmaUm):
		return fmt.Errorf("signature.equalise_um %g: must be above 0 and at most %d", p.EqualiseUm, prepare.MaxSigmaUm)
	case !(p.ShiftUm > 0) || p.Shifts < 0 || p.Shifts > 8:
		return fmt.Errorf("signature.shift_um %g and shifts %d: a positive step and 0 to 8 steps are possible", p.ShiftUm, p.Shifts)
	}
	return p.Layout.Check()
}

// Centre is a shifted centre in micrometres, x to the right and y down.
type Centre struct{ XUm, YUm float64 }

// Centres lists the shifted centres of a probe; the first is no shift.
func (p Params) Centres() []Centre {
	out := []Centre{{}}
	for y := -p.Shifts; y <= p.Shifts; y++ {
		for x := -p.Shifts; x <= p.Shifts; x++ {
			if r := math.Hypot(float64(x), float64(y)); r > 0 && r <= float64(p.Shifts) {
				out = append(out, Centre{float64(x) * p.ShiftUm, float64(y) * p.ShiftUm})
			}
		}
	}
	return out
}

// EveryOther tells whether a centre is one of every other: of the fields of one
// colour, where the centres are a chessboard and the middle is of that colour.
func (p Params) EveryOther(c Centre) bool {
	return int(math.Round((c.XUm+c.YUm)/p.ShiftUm))%2 == 0
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

// points turns a centre into points of the relief.
func (m *Maker) points(c Centre) (x, y float64) {
	mid := float64(m.relief.Side-1) / 2
	return mid + c.XUm/m.relief.PitchUm, mid + c.YUm/m.relief.PitchUm
}

// At returns the signature about a centre.
func (m *Maker) At(c Centre) []int8 {
	l := m.params.Layout
	x, y := m.points(c)
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
