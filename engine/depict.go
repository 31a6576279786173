package engine

import (
	"cotejo/engine/mark"
	"cotejo/engine/prepare"
	"cotejo/engine/scan"
	"cotejo/engine/segment"
)

// Depict shows one mark of a scan, whose pitch must be known, as its template has
// it, in the detail that people need: its longer side has at most so many points.
// region says where it lies, nil for all that was measured; whole says that a
// photograph shows more than the mark. Nothing that is compared depends on it. The
// error is a *prepare.Unusable when nothing of the mark is measured.
func (e *Engine) Depict(s *scan.Scan, kind mark.Kind, region *mark.Mask, whole bool, side int) (*prepare.Depiction, error) {
	from := portion{scan: s, region: region}
	if whole && region != nil {
		from = e.portion(s, kind, region, &segment.Found{Extent: segment.Whole})
	}
	numbers := e.prepareParams(kind)
	var d *prepare.Depiction
	var err error
	if s.Surface != nil {
		d, err = prepare.DepictSurface(s.Surface, from.region, side, numbers)
	} else {
		d, err = prepare.DepictImage(from.scan.Image, from.region, side, numbers)
	}
	if err != nil {
		return nil, err
	}
	d.CentreUm[0] += from.offsetUm[0]
	d.CentreUm[1] += from.offsetUm[1]
	return d, nil
}

// BasePitchUm is the pitch in micrometres to which a kind of mark is brought, and
// that of the pictures that enrolment shows of it.
func (e *Engine) BasePitchUm(kind mark.Kind) float64 { return e.prepareParams(kind).BasePitchUm }

// prepareParams are the numbers by which a kind of mark is prepared.
func (e *Engine) prepareParams(kind mark.Kind) prepare.Params {
	if kind == mark.ApertureShear {
		return e.params.Shear.Prepare
	}
	return e.params.surface(kind).Prepare
}
