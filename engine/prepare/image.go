package prepare

import (
	"fmt"

	"cotejo/engine/light"
	"cotejo/engine/mark"
)

// ImageParams are the numbers by which a picture's brightness is made a relief.
type ImageParams struct {
	// TrendUm is the standard deviation of the neighbourhood whose plane is taken
	// for the lighting, well above the coarsest band; ContrastUm that of the one
	// whose contrast is brought to one.
	TrendUm    float64 `json:"trend_um"`
	ContrastUm float64 `json:"contrast_um"`
	// MinTurn is the share of the full turn that must be seen at a radius for the
	// mean over it to be taken for a ring that the primer has by itself.
	MinTurn float64 `json:"min_turn"`
	// Light says how the light is told and what is made of it.
	Light light.Params `json:"light"`
}

func defaultImageParams() ImageParams {
	return ImageParams{TrendUm: 150, ContrastUm: 250, MinTurn: 0.7, Light: light.DefaultParams()}
}

func (p ImageParams) validate() error {
	switch {
	case !(p.TrendUm > 0 && p.TrendUm <= MaxSigmaUm) || !(p.ContrastUm > 0 && p.ContrastUm <= MaxSigmaUm):
		return fmt.Errorf("image.trend_um %g and contrast_um %g: must be above 0 and at most %d", p.TrendUm, p.ContrastUm, MaxSigmaUm)
	case !(p.MinTurn > 0 && p.MinTurn <= 1):
		return fmt.Errorf("image.min_turn %g: must be above 0 and at most 1", p.MinTurn)
	}
	if err := p.Light.Validate(); err != nil {
		return fmt.Errorf("image.light.%w", err)
	}
	return nil
}

// Image prepares a reflectance image, whose pitch must be known: what is left of
// its brightness when lighting, contrast and the primer's own rings are taken off,
// and under a side light what relief that comes from. lit is the light where it is
// known, nil where it is not. The error is as for Surface.
func Image(m *mark.Image, region *mark.Mask, lit *light.Light, p Params) (*Prepared, error) {
	h, err := imageHeights(m, region, p.BasePitchUm)
	if err != nil {
		return nil, err
	}
	out, err := prepare(h, p)
	if err != nil {
		return nil, err
	}
	e, err := unlight(out.Relief, lit, p.Image)
	out.Light = &e
	return out, err
}

// unlight turns brightness into something like a relief, of a root mean square of
// one micrometre, in place.
func unlight(r *Relief, lit *light.Light, p ImageParams) (light.Estimate, error) {
	if err := flatten(r, p.TrendUm); err != nil {
		return light.Estimate{}, err
	}
	unit(r)
	if err := Equalise(r, p.ContrastUm); err != nil {
		return light.Estimate{}, err
	}
	z, e := light.Relief(light.Plane{Side: r.Side, PitchUm: r.PitchUm, Z: r.Z, M: r.M}, lit, p.Light)
	r.Z = z
	takeRings(r, p.MinTurn)
	unit(r)
	return e, nil
}

// unit brings a relief to a root mean square of one. A flat one stays.
func unit(r *Relief) {
	d := float32(r.Deviation())
	if d == 0 {
		return
	}
	for i := range r.Z {
		r.Z[i] /= d
	}
}
