package prepare

import (
	"fmt"
	"math"

	"cotejo/engine/mark"
)

// Depiction is one mark for people to look at: its own relief at the pitch that
// is asked for, without form, tilt and outliers, and nothing of what is around it.
type Depiction struct {
	Width, Height int
	// PitchUm is the distance of neighbouring points, the same both ways; CentreUm
	// is where the middle of the grid lies, from the middle of the scan's frame, x
	// to the right and y down.
	PitchUm  float64
	CentreUm [2]float64
	// Z has Width*Height values row by row from the top left, NaN outside of the
	// mark: micrometres of a topography, root mean squares of a picture's brightness.
	Z []float32
}

// The margin around a depicted mark, as a share of its longer side, and the least
// side of a depiction.
const (
	depictedMargin = 0.03
	leastDepicted  = 16
)

// DepictSurface shows a mark of a topography, its longer side at most so many
// points. region is as for Surface; nothing finer than the scan is made up.
func DepictSurface(s *mark.Surface, region *mark.Mask, side int, p Params) (*Depiction, error) {
	h, err := surfaceHeights(s, region)
	if err != nil {
		return nil, err
	}
	return depict(h, side, p)
}

// DepictImage shows a mark of a picture whose pitch is known: its brightness, zero
// in the middle.
func DepictImage(m *mark.Image, region *mark.Mask, side int, p Params) (*Depiction, error) {
	// Pixels are joined to half of the pitch that comes out, or finer.
	longest := max(float64(m.Width)*m.PitchX, float64(m.Height)*m.PitchY) * 1e6
	if region != nil {
		if x0, y0, x1, y1 := region.Bounds(); x1 > x0 {
			longest = max(float64(x1-x0)*m.PitchX, float64(y1-y0)*m.PitchY) * 1e6
		}
	}
	h, err := imageHeights(m, region, longest/float64(max(side, leastDepicted)))
	if err != nil {
		return nil, err
	}
	d, err := depict(h, side, p)
	if err == nil {
		d.unit()
	}
	return d, err
}

// depict lists the stages in order. They are those of prepare, but for the pitch
// and the frame.
func depict(h *heights, side int, p Params) (*Depiction, error) {
	if side < leastDepicted {
		return nil, fmt.Errorf("a depiction of %d points: at least %d are needed", side, leastDepicted)
	}
	b := boxOf(h)
	if b.width <= 0 || b.height <= 0 {
		return nil, &Unusable{"nothing of the mark is measured", "scan it again, or check its region"}
	}
	level(h)
	bound(h, p.OutlierDeviations)
	margin := 1 + 2*depictedMargin
	longest := margin * max(b.width, b.height)
	pitch := max(longest/float64(side), min(h.pitchX, h.pitchY))
	frame := evenUp(longest / pitch)
	r := resample(h, b.centre, frame, pitch, p.MinCover)
	if err := limit(r, p.WavinessUm, p.OutlierDeviations); err != nil {
		return nil, err
	}
	return cropped(r, b.centre, min(evenUp(margin*b.width/pitch), side), min(evenUp(margin*b.height/pitch), side)), nil
}

// evenUp is the smallest even number of points that is not less: halves of frames
// are whole then.
func evenUp(points float64) int { return 2 * max(1, int(math.Ceil(points/2-1e-9))) }

// box is what bounds the measured points of a mark, in micrometres.
type box struct {
	centre        Centre
	width, height float64
}

func boxOf(h *heights) box {
	x0, y0, x1, y1 := h.width, h.height, 0, 0
	for y := range h.height {
		for x := range h.width {
			if h.valid(y*h.width + x) {
				x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x+1), max(y1, y+1)
			}
		}
	}
	return box{
		centre: Centre{
			XUm: float64(x0+x1-h.width) / 2 * h.pitchX, YUm: float64(y0+y1-h.height) / 2 * h.pitchY, Method: CentreFrame,
		},
		width: float64(x1-x0) * h.pitchX, height: float64(y1-y0) * h.pitchY,
	}
}

// cropped is the middle of a relief.
func cropped(r *Relief, c Centre, width, height int) *Depiction {
	width, height = min(width, r.Side), min(height, r.Side)
	left, top := (r.Side-width)/2, (r.Side-height)/2
	d := &Depiction{
		Width: width, Height: height, PitchUm: r.PitchUm,
		// A side of an odd number less is cut half a point more at its start.
		CentreUm: [2]float64{
			c.XUm + (float64(2*left+width-r.Side)/2)*r.PitchUm,
			c.YUm + (float64(2*top+height-r.Side)/2)*r.PitchUm,
		},
		Z: make([]float32, 0, width*height),
	}
	for y := top; y < top+height; y++ {
		for i := y*r.Side + left; i < y*r.Side+left+width; i++ {
			z := r.Z[i]
			if r.M[i] == 0 {
				z = float32(math.NaN())
			}
			d.Z = append(d.Z, z)
		}
	}
	return d
}

// unit brings a depiction to a root mean square of one about zero.
func (d *Depiction) unit() {
	var sum, squares, n float64
	for _, z := range d.Z {
		if z == z {
			sum, squares, n = sum+float64(z), squares+float64(z)*float64(z), n+1
		}
	}
	if n == 0 {
		return
	}
	mean := sum / n
	deviation := math.Sqrt(max(0, squares/n-mean*mean))
	if deviation == 0 {
		deviation = 1
	}
	for i, z := range d.Z {
		d.Z[i] = float32((float64(z) - mean) / deviation)
	}
}
