package engine

import (
	"fmt"

	"cotejo/engine/compare"
	"cotejo/engine/extract"
	"cotejo/engine/kernel"
	"cotejo/engine/mark"
	"cotejo/engine/prepare"
)

// SurfaceParams are the numbers of a kind of mark that is compared as a surface.
type SurfaceParams struct {
	Prepare prepare.Params `json:"prepare"`
	Extract extract.Params `json:"extract"`
	Compare compare.Params `json:"compare"`
}

// ShearParams are those of striated marks, which are compared as profiles.
type ShearParams struct {
	Prepare prepare.Params        `json:"prepare"`
	Extract extract.ProfileParams `json:"extract"`
	Compare compare.ProfileParams `json:"compare"`
}

func (p SurfaceParams) validate() error { return validateStages(p.Prepare, p.Extract, p.Compare) }

func (p ShearParams) validate() error { return validateStages(p.Prepare, p.Extract, p.Compare) }

// validateStages reports the first value that cannot work, by the stage it is of.
func validateStages(prepare, extract, compare interface{ Validate() error }) error {
	for _, s := range []struct {
		name   string
		params interface{ Validate() error }
	}{{"prepare", prepare}, {"extract", extract}, {"compare", compare}} {
		if err := s.params.Validate(); err != nil {
			return fmt.Errorf("%s.%w", s.name, err)
		}
	}
	return nil
}

// surface returns the numbers of a kind of mark that is compared as a surface.
func (p Params) surface(k mark.Kind) SurfaceParams {
	switch k {
	case mark.FiringPin:
		return p.FiringPin
	case mark.Ejector:
		return p.Ejector
	}
	return SurfaceParams{p.Prepare, p.Extract, p.Compare}
}

// wholeMark keeps what outliers would be bounded to: the walls of a dent of
// 200 um are no spikes.
const wholeMark = 1000

// dentParams are those of a firing pin impression: about a millimetre across, a
// fifth of that deep, round. Its form is taken off twice, by neighbourhoods a
// tenth of its width, since a second order polynomial leaves most of it.
func dentParams() SurfaceParams {
	p := SurfaceParams{prepare.DefaultParams(), extract.DefaultParams(), compare.DefaultParams()}
	p.Prepare.BasePitchUm = 7.5
	p.Prepare.OutlierDeviations = wholeMark
	p.Prepare.WavinessUm = 100
	p.Prepare.MaxRadiusUm = 1200
	p.Prepare.MinAreaMm2 = 0.15
	p.Prepare.Centre.CellUm = 15
	p.Prepare.Centre.HoleUm = [2]float64{1, 2} // a dent has no hole
	p.Prepare.Centre.RimUm = [2]float64{250, 1100}
	p.Extract.FormUm = []float64{60, 60}
	p.Extract.Levels = [3]extract.LevelParams{
		{Factor: 1, Band: prepare.Band{FineUm: 7.5, CoarseUm: 35}},
		{Factor: 2, Band: prepare.Band{FineUm: 12, CoarseUm: 50}},
		{Factor: 3, Band: prepare.Band{FineUm: 18, CoarseUm: 60}, EqualiseUm: 80},
	}
	p.Extract.Signature.Layout = kernel.Layout{Rings: 12, Harmonics: 40, First: 2}
	p.Extract.Signature.RadiusUm = [2]float64{60, 700}
	p.Extract.Signature.EqualiseUm = 80
	p.Extract.Signature.ShiftUm = 45
	p.Compare.CellUm, p.Compare.CellReachUm, p.Compare.CongruentUm = 250, 45, 15
	p.Compare.Score.Even = 0.35
	return p
}

// ejectorParams are those of an ejector's impact: of any outline, up to two
// millimetres across, not as deep as a dent.
func ejectorParams() SurfaceParams {
	p := dentParams()
	p.Prepare.MaxRadiusUm = 1500
	p.Prepare.Centre.RimUm = [2]float64{250, 1400}
	p.Extract.Signature.RadiusUm = [2]float64{60, 900}
	return p
}

func shearParams() ShearParams {
	p := ShearParams{prepare.DefaultParams(), extract.DefaultProfileParams(), compare.DefaultProfileParams()}
	p.Prepare.BasePitchUm = 6.25
	p.Prepare.OutlierDeviations = wholeMark
	p.Prepare.WavinessUm = 100
	p.Prepare.MaxRadiusUm = 1500
	p.Prepare.MinAreaMm2 = 0.1
	return p
}
