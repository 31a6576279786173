package prepare

import "fmt"

// Params are the numbers of preparation. The defaults were set with the
// prototype on Fadul and confirmed, unchanged, on Weller.
type Params struct {
	// BasePitchUm is the pitch in micrometres to which every scan is brought.
	BasePitchUm float64 `json:"base_pitch_um"`
	// MaxPitchUm is the coarsest pitch of a scan that still shows the marks.
	MaxPitchUm float64 `json:"max_pitch_um"`
	// OutlierDeviations bounds heights, after levelling, to the median plus or
	// minus so many robust standard deviations.
	OutlierDeviations float64 `json:"outlier_deviations"`
	// WavinessUm is the standard deviation of the neighbourhood about whose plane
	// outliers are bounded, well above the coarsest band.
	WavinessUm float64 `json:"waviness_um"`
	// MinCover is the share of a point's area that must be measured for the
	// point to count when the pitch changes.
	MinCover float64 `json:"min_cover"`
	// MaxRadiusUm bounds the frame: what lies farther from the centre is cut.
	MaxRadiusUm float64 `json:"max_radius_um"`
	// MinAreaMm2 is the least measured area that is worth a comparison.
	MinAreaMm2 float64 `json:"min_area_mm2"`
	// Centre says how the mark's centre is found.
	Centre CentreParams `json:"centre"`
	// Image says how brightness is made a relief. Topographies know none of it.
	Image ImageParams `json:"image"`
}

// DefaultParams returns the one set that serves all data.
func DefaultParams() Params {
	return Params{
		BasePitchUm:       12.5,
		MaxPitchUm:        25,
		OutlierDeviations: 5,
		WavinessUm:        200,
		MinCover:          0.5,
		MaxRadiusUm:       3000,
		MinAreaMm2:        0.5,
		Centre:            defaultCentreParams(),
		Image:             defaultImageParams(),
	}
}

// Validate reports the first value that cannot work.
func (p Params) Validate() error {
	switch {
	case !(p.BasePitchUm >= 2 && p.BasePitchUm <= 50):
		return fmt.Errorf("base_pitch_um %g: must be within 2 to 50", p.BasePitchUm)
	case !(p.MaxPitchUm >= p.BasePitchUm):
		return fmt.Errorf("max_pitch_um %g: must not be below base_pitch_um %g", p.MaxPitchUm, p.BasePitchUm)
	case !(p.OutlierDeviations > 0):
		return fmt.Errorf("outlier_deviations %g: must be positive", p.OutlierDeviations)
	case !(p.WavinessUm >= 4*p.BasePitchUm):
		return fmt.Errorf("waviness_um %g: must be at least %g, four points", p.WavinessUm, 4*p.BasePitchUm)
	case !(p.MinCover > 0 && p.MinCover <= 1):
		return fmt.Errorf("min_cover %g: must be above 0 and at most 1", p.MinCover)
	case !(p.MaxRadiusUm >= 500 && p.MaxRadiusUm/p.BasePitchUm <= 480):
		return fmt.Errorf("max_radius_um %g: must be within 500 and %g", p.MaxRadiusUm, 480*p.BasePitchUm)
	case !(p.MinAreaMm2 > 0):
		return fmt.Errorf("min_area_mm2 %g: must be positive", p.MinAreaMm2)
	}
	if err := p.Image.validate(); err != nil {
		return err
	}
	return p.Centre.validate()
}
