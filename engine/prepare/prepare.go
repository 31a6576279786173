package prepare

import (
	"fmt"
	"math"

	"cotejo/engine/light"
	"cotejo/engine/mark"
	"cotejo/engine/robust"
)

// Prepared is a mark ready for its bands: levelled, without outliers, at the
// base pitch, in the middle of its frame.
type Prepared struct {
	Relief *Relief
	Centre Centre
	// Light is what a picture says of its light, nil for a topography.
	Light *light.Estimate
}

// Surface prepares a topography. region says which of its points belong to the
// mark, nil for all that were measured. The error is an *Unusable when the scan
// holds no mark that could be compared.
func Surface(s *mark.Surface, region *mark.Mask, p Params) (*Prepared, error) {
	h, err := surfaceHeights(s, region)
	if err != nil {
		return nil, err
	}
	return prepare(h, p)
}

// prepare lists the stages in order.
func prepare(h *heights, p Params) (*Prepared, error) {
	if err := usable(h, p); err != nil {
		return nil, err
	}
	level(h)
	bound(h, p.OutlierDeviations)
	centre := findCentre(h, p.Centre)
	r := resample(h, centre, frameSide(h, centre, p), p.BasePitchUm, p.MinCover)
	if err := limit(r, p.WavinessUm, p.OutlierDeviations); err != nil {
		return nil, err
	}
	if area := r.Area() / 1e6; area < p.MinAreaMm2 {
		return nil, &Unusable{
			fmt.Sprintf("only %.2f mm² of the mark are measured, at least %.2f mm² are needed", area, p.MinAreaMm2),
			"scan a larger part of the mark, or check its mask",
		}
	}
	return &Prepared{Relief: r, Centre: centre}, nil
}

func usable(h *heights, p Params) error {
	if coarse := max(h.pitchX, h.pitchY); coarse > p.MaxPitchUm {
		return &Unusable{
			fmt.Sprintf("the pitch of %.3g um is too coarse to show the marks", coarse),
			fmt.Sprintf("scan with %g um or finer, or check the unit of the pitch", p.MaxPitchUm),
		}
	}
	n := 0
	for i := range h.z {
		if h.valid(i) {
			n++
		}
	}
	if area := float64(n) * h.pitchX * h.pitchY / 1e6; area < p.MinAreaMm2 {
		return &Unusable{
			fmt.Sprintf("only %.3g mm² of the scan are measured and within its mask, at least %.2g mm² are needed", area, p.MinAreaMm2),
			"scan a larger part of the mark, or check its mask and its pitch",
		}
	}
	return nil
}

// bound limits the heights to the median plus or minus so many deviations, so
// that a spike cannot weigh more than a deep mark.
func bound(h *heights, deviations float64) {
	v := make([]float32, 0, len(h.z))
	for i := range h.z {
		if h.valid(i) {
			v = append(v, h.z[i])
		}
	}
	median, sd := robust.Spread(v)
	lo, hi := median-float32(deviations)*sd, median+float32(deviations)*sd
	for i := range h.z {
		if h.valid(i) {
			h.z[i] = min(max(h.z[i], lo), hi) - median
		}
	}
}

// limit bounds the heights once more, now about the waviness: on a scan that was
// not levelled before, a spike is small beside the form.
func limit(r *Relief, wavinessUm, deviations float64) error {
	wave, err := waviness(r, wavinessUm)
	if err != nil {
		return err
	}
	var v []float32
	for i, m := range r.M {
		if m > 0 {
			v = append(v, r.Z[i]-wave[i])
		}
	}
	median, sd := robust.Spread(v)
	reach := float32(deviations) * sd
	for i, m := range r.M {
		if m > 0 {
			middle := wave[i] + median
			r.Z[i] = min(max(r.Z[i], middle-reach), middle+reach)
		}
	}
	return nil
}

// frameMultiple makes every side divisible by the factors of the levels, 2 and
// 3, with whole blocks left over.
const frameMultiple = 12

// frameSide is the smallest frame around the centre that holds the whole mark,
// however it is turned, or what lies within the greatest radius.
func frameSide(h *heights, c Centre, p Params) int {
	reach := 0.0
	for y := range h.height {
		dy := math.Abs((float64(y)+0.5-float64(h.height)/2)*h.pitchY-c.YUm) + h.pitchY/2
		for x := range h.width {
			if h.valid(y*h.width + x) {
				dx := math.Abs((float64(x)+0.5-float64(h.width)/2)*h.pitchX-c.XUm) + h.pitchX/2
				reach = max(reach, dx*dx+dy*dy)
			}
		}
	}
	reach = math.Sqrt(reach)
	reach = min(reach, p.MaxRadiusUm)
	side := int(math.Ceil(2 * reach / p.BasePitchUm))
	return (side + frameMultiple - 1) / frameMultiple * frameMultiple
}
