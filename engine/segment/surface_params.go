package segment

import "fmt"

// SurfaceParams are the numbers of segmentation on topographies. They come from the
// geometry of pistol primers (SAAMI Z299.3) and from looking at one real scan of a
// whole primer (K013sA1) and at the generated acquisitions of fixtures; some were set
// on these. What is measured on either is therefore no independent confirmation.
type SurfaceParams struct {
	// CellUm is the pitch in micrometres of the grid on which outlines are looked
	// for, and MaxPitchUm the coarsest pitch of a scan that still shows the marks.
	CellUm     float64 `json:"cell_um"`
	MaxPitchUm float64 `json:"max_pitch_um"`
	// MinSide is the least number of points along a side of a scan.
	MinSide int `json:"min_side"`
	// EdgeUm are the least and greatest radius of a primer: 2222 and 2667 for the
	// two nominal ones, and some room for scales that are off.
	EdgeUm [2]float64 `json:"edge_um"`
	// GrooveUm is the least depth of the groove around a primer, and GrooveShare
	// the share of the turn on which it must be seen.
	GrooveUm    float64 `json:"groove_um"`
	GrooveShare float64 `json:"groove_share"`
	// Roundness is the greatest deviation of the groove from its circle, as a
	// share of the radius.
	Roundness float64 `json:"roundness"`
	// FaceUm is how far what touched the breech face may lie from the face's form:
	// at least, and at most when the face is rough.
	FaceUm [2]float64 `json:"face_um"`
	// FaceShare is the share of an impression that must lie within that.
	FaceShare float64 `json:"face_share"`
	// MinFaceMm2 is the least area of an impression, as for a comparison.
	MinFaceMm2 float64 `json:"min_face_mm2"`
	// MinMeasured is the share of the primer's face that must be measured,
	// PoorMeasured the share below which it is remarked.
	MinMeasured  float64 `json:"min_measured"`
	PoorMeasured float64 `json:"poor_measured"`
	// MinField is the share of the primer's disc that must lie within the field,
	// PoorField the share below which it is remarked.
	MinField  float64 `json:"min_field"`
	PoorField float64 `json:"poor_field"`
	// ScaleShare is how far the diameter may lie from the nominal one, as a share.
	ScaleShare float64 `json:"scale_share"`
	// CutOutShare is the share of a frame that must be without points, from the
	// frame's border inward, for a scan to count as cut out before.
	CutOutShare float64 `json:"cut_out_share"`
	// ApertureUm are the least and greatest radius of a firing pin aperture.
	ApertureUm [2]float64 `json:"aperture_um"`
	// DentUm is the least depth of a firing pin's dent.
	DentUm float64 `json:"dent_um"`
}

func defaultSurfaceParams() SurfaceParams {
	return SurfaceParams{
		CellUm: 25, MaxPitchUm: 25, MinSide: 64,
		EdgeUm: [2]float64{1700, 3200}, GrooveUm: 20, GrooveShare: 0.6, Roundness: 0.04,
		FaceUm: [2]float64{10, 25}, FaceShare: 0.75, MinFaceMm2: 0.5,
		MinMeasured: 0.3, PoorMeasured: 0.7,
		MinField: 0.6, PoorField: 0.97, ScaleShare: 0.12,
		CutOutShare: 0.15, ApertureUm: [2]float64{350, 1600}, DentUm: 30,
	}
}

func (p SurfaceParams) validate() error {
	switch {
	case !(p.CellUm >= 5 && p.CellUm <= 100):
		return fmt.Errorf("surface.cell_um %g: must be within 5 to 100", p.CellUm)
	case !(p.MaxPitchUm > 0):
		return fmt.Errorf("surface.max_pitch_um %g: must be positive", p.MaxPitchUm)
	case p.MinSide < 1:
		return fmt.Errorf("surface.min_side %d: must be positive", p.MinSide)
	case !(p.EdgeUm[0] >= 20*p.CellUm && p.EdgeUm[1] > p.EdgeUm[0] && p.EdgeUm[1] <= 10000):
		return fmt.Errorf("surface.edge_um %v: must rise, from %g at least to 10000 at most", p.EdgeUm, 20*p.CellUm)
	case !(p.FaceUm[0] > 0 && p.FaceUm[1] >= p.FaceUm[0]):
		return fmt.Errorf("surface.face_um %v: must be positive and not fall", p.FaceUm)
	case !(p.ApertureUm[0] > 0 && p.ApertureUm[1] > p.ApertureUm[0] && p.ApertureUm[1] < p.EdgeUm[0]):
		return fmt.Errorf("surface.aperture_um %v: must rise and stay below edge_um", p.ApertureUm)
	}
	return p.validateShares()
}

func (p SurfaceParams) validateShares() error {
	for _, v := range []struct {
		name  string
		value float64
	}{
		{"groove_share", p.GrooveShare}, {"face_share", p.FaceShare}, {"roundness", p.Roundness}, {"min_measured", p.MinMeasured},
		{"poor_measured", p.PoorMeasured}, {"min_field", p.MinField}, {"poor_field", p.PoorField},
		{"scale_share", p.ScaleShare}, {"cut_out_share", p.CutOutShare},
	} {
		if !(v.value > 0 && v.value <= 1) {
			return fmt.Errorf("surface.%s %g: must be above 0 and at most 1", v.name, v.value)
		}
	}
	for _, v := range []struct {
		name  string
		value float64
	}{{"groove_um", p.GrooveUm}, {"dent_um", p.DentUm}, {"min_face_mm2", p.MinFaceMm2}} {
		if !(v.value > 0) {
			return fmt.Errorf("surface.%s %g: must be positive", v.name, v.value)
		}
	}
	return nil
}
