package signature

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/dsp/fourier"

	"cotejo/engine/feature"
	"cotejo/engine/kernel"
)

// ProfileParams are the numbers of the signature of a striated profile.
//
// The signature is the spectrum of the profile on a circle of PeriodUm, long
// enough that a profile meets itself only once. Harmonic k of it turns by k·n/128
// of a full turn when the profile moves by n/128 of the circle, which is what the
// gallery's kernel does to the harmonics of a ring: harmonics 1 to 63 fill one
// ring, 65 to 127, conjugated and backwards, the next, and so on. So the same loops
// that turn rings move profiles, and the correlation over all shifts is exact but
// for the harmonics that the layout leaves out (those next to multiples of 64).
type ProfileParams struct {
	Layout kernel.Layout `json:"layout"`
	// PeriodUm is the circumference of the circle.
	PeriodUm float64 `json:"period_um"`
	// Between is how many shifts a probe tries between two of the circle's 128.
	Between int `json:"between"`
}

// DefaultProfileParams returns the one set that serves all data: 4.8 mm is more
// than twice the widest aperture; six rings reach down to waves of 12.5 um; shifts
// are 4.7 um apart.
func DefaultProfileParams() ProfileParams {
	return ProfileParams{Layout: kernel.Layout{Rings: 6, Harmonics: 56, First: 4}, PeriodUm: 4800, Between: 8}
}

// Validate reports the first value that cannot work.
func (p ProfileParams) Validate() error {
	switch {
	case !(p.PeriodUm >= 1000 && p.PeriodUm <= 20000):
		return fmt.Errorf("signature.period_um %g: must be within 1000 to 20000", p.PeriodUm)
	case p.Between < 1 || p.Between > 32:
		return fmt.Errorf("signature.between %d: must be within 1 to 32", p.Between)
	}
	return p.Layout.Check()
}

// OfProfile returns the signature of a profile.
func OfProfile(l *feature.Profile, p ProfileParams) []int8 {
	return quantise(p.pack(p.spectrum(l), 0, false))
}

// ViewsOfProfile returns the signatures of a probe: the profile as it is and turned
// by half a turn, each moved by less than a step of the circle.
func ViewsOfProfile(l *feature.Profile, p ProfileParams) [][]int8 {
	s := p.spectrum(l)
	var out [][]int8
	for _, reversed := range []bool{false, true} {
		for k := range p.Between {
			out = append(out, quantise(p.pack(s, float64(k)/float64(p.Between), reversed)))
		}
	}
	return out
}

// spectrum holds the harmonics of the profile about its middle.
func (p ProfileParams) spectrum(l *feature.Profile) []complex128 {
	n := int(math.Round(p.PeriodUm / l.PitchUm))
	if n%2 == 1 {
		n++
	}
	wave := make([]float64, n)
	for i, v := range l.Values {
		if l.Mask.Has(i) {
			wave[((i-len(l.Values)/2)%n+n)%n] += float64(v) / feature.UnitsPerDeviation
		}
	}
	return fourier.NewFFT(n).Coefficients(nil, wave)
}

// pack lays the harmonics out in rings, moved by a part of a step.
func (p ProfileParams) pack(s []complex128, part float64, reversed bool) []complex128 {
	const step = kernel.Angles
	out := make([]complex128, 0, p.Layout.Rings*p.Layout.Harmonics)
	for ring := range p.Layout.Rings {
		for h := p.Layout.First; h < p.Layout.First+p.Layout.Harmonics; h++ {
			k, backwards := ring/2*step+h, ring%2 == 1
			if backwards {
				k = (ring/2+1)*step - h
			}
			var v complex128
			if k < len(s) {
				v = s[k]
			}
			// A profile that is turned has the conjugate spectrum.
			if reversed {
				v = complex(real(v), -imag(v))
			}
			sin, cos := math.Sincos(2 * math.Pi * float64(k) * part / step)
			v *= complex(cos, sin)
			if backwards {
				v = complex(real(v), -imag(v))
			}
			out = append(out, v)
		}
	}
	return out
}
