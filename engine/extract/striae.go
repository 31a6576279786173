package extract

import (
	"fmt"
	"math"

	"cotejo/engine/feature"
	"cotejo/engine/prepare"
	"cotejo/engine/signature"
	"cotejo/engine/trace"
)

// ProfileParams are the numbers by which a striated mark becomes a profile.
type ProfileParams struct {
	// FormUm are neighbourhoods whose planes are taken off one after the other, and
	// DirectionUm a finer one for the search of the direction: what is coarse on a
	// narrow mark runs along its edges.
	FormUm      []float64 `json:"form_um"`
	DirectionUm float64   `json:"direction_um"`
	// EdgeUm is the half side of a square about a point of which three quarters must
	// be measured: what is nearer to an edge, mostly a wall, is left out.
	EdgeUm float64 `json:"edge_um"`
	// PitchUm is that of the profile.
	PitchUm float64 `json:"pitch_um"`
	// Band is what the profile keeps.
	Band prepare.Band `json:"band"`
	// AlongUm is the least length of a stria that counts, and MinLengthUm the
	// least length of a profile.
	AlongUm     float64 `json:"along_um"`
	MinLengthUm float64 `json:"min_length_um"`
	// MinStriation is the least share of the surface's variance that its mean along
	// the striae explains.
	MinStriation float64 `json:"min_striation"`
	// Clip bounds surface and profile to so many robust deviations.
	Clip      float64                 `json:"clip"`
	Signature signature.ProfileParams `json:"signature"`
}

// DefaultProfileParams returns the one set that serves all data.
func DefaultProfileParams() ProfileParams {
	return ProfileParams{
		FormUm: []float64{40, 40}, DirectionUm: 20, EdgeUm: 50, PitchUm: 3.125, Band: prepare.Band{FineUm: 5, CoarseUm: 50},
		AlongUm: 60, MinLengthUm: 250, MinStriation: 0.08, Clip: 3,
		Signature: signature.DefaultProfileParams(),
	}
}

// Validate reports the first value that cannot work.
func (p ProfileParams) Validate() error {
	switch {
	case !(p.DirectionUm > 0 && p.DirectionUm <= prepare.MaxSigmaUm):
		return fmt.Errorf("direction_um %g: must be above 0 and at most %d", p.DirectionUm, prepare.MaxSigmaUm)
	case !(p.EdgeUm >= 0 && p.EdgeUm <= 1000):
		return fmt.Errorf("edge_um %g: must be within 0 to 1000", p.EdgeUm)
	case !(p.PitchUm >= 1 && p.PitchUm <= 25):
		return fmt.Errorf("pitch_um %g: must be within 1 to 25", p.PitchUm)
	case !(p.AlongUm > 0) || !(p.MinLengthUm > 0):
		return fmt.Errorf("along_um %g and min_length_um %g: must be positive", p.AlongUm, p.MinLengthUm)
	case !(p.MinStriation >= 0 && p.MinStriation < 1):
		return fmt.Errorf("min_striation %g: must be within 0 to 1", p.MinStriation)
	case !(p.Clip > 0 && p.Clip <= 3.5):
		return fmt.Errorf("clip %g: must be above 0 and at most 3.5, or eight bits do not hold it", p.Clip)
	}
	if err := validForm(p.FormUm); err != nil {
		return err
	}
	if err := p.Band.Validate(); err != nil {
		return err
	}
	return p.Signature.Validate()
}

// Striae fills the profile and the signature of t from a prepared mark. The error
// is a *prepare.Unusable when it has no striae.
func Striae(t *feature.Template, m *prepare.Prepared, p ProfileParams, sink trace.Sink) error {
	flat, err := withoutForm(m.Relief, p.FormUm)
	if err != nil {
		return err
	}
	fine, err := prepare.Pass(flat, prepare.Band{CoarseUm: p.DirectionUm})
	if err != nil {
		return err
	}
	for _, r := range []*prepare.Relief{flat, fine} {
		withoutEdges(r, p.EdgeUm)
		if err := prepare.Normalise(r, p.Clip); err != nil {
			return err
		}
	}
	deg, striation := direction(pointsOf(fine), p)
	line := average(pointsOf(flat), deg, p.PitchUm)
	line.keep(p.AlongUm * p.PitchUm / (flat.PitchUm * flat.PitchUm))
	line.pass(p.Band)
	if striation < p.MinStriation || line.length() < p.MinLengthUm {
		return &prepare.Unusable{
			What:   fmt.Sprintf("the %s shows no striae (%.0f um across them, %.1f %% of its relief runs along)", t.Kind, line.length(), 100*striation),
			Remedy: "check the mark's outline, or compare the other marks",
		}
	}
	if t.Profile, err = line.pack(deg, p.Clip); err != nil {
		return err
	}
	t.Layout, t.Signature = p.Signature.Layout, signature.OfProfile(t.Profile, p.Signature)
	showStriae(sink, flat, t.Profile, striation)
	return nil
}

// withoutEdges takes the points near an edge out of the mask, by the share of what
// was measured around each.
func withoutEdges(r *prepare.Relief, reachUm float64) {
	const most = 0.75
	reach := int(math.Round(reachUm / r.PitchUm))
	// sums[y*w+x] counts the points above and to the left.
	w := r.Side + 1
	sums := make([]float32, w*w)
	for y := range r.Side {
		row := float32(0)
		for x := range r.Side {
			row += r.M[y*r.Side+x]
			sums[(y+1)*w+x+1] = sums[y*w+x+1] + row
		}
	}
	full := float32((2*reach + 1) * (2*reach + 1))
	for y := range r.Side {
		y0, y1 := max(y-reach, 0), min(y+reach+1, r.Side)
		for x := range r.Side {
			x0, x1 := max(x-reach, 0), min(x+reach+1, r.Side)
			if n := sums[y1*w+x1] - sums[y0*w+x1] - sums[y1*w+x0] + sums[y0*w+x0]; n < most*full {
				r.Z[y*r.Side+x], r.M[y*r.Side+x] = 0, 0
			}
		}
	}
}

// point is a measured point of the relief, micrometres from its middle, y up.
type point struct{ x, y, z float32 }

func pointsOf(r *prepare.Relief) []point {
	var out []point
	mid := float32(r.Side-1) / 2
	pitch := float32(r.PitchUm)
	for i, m := range r.M {
		if m > 0 {
			out = append(out, point{(float32(i%r.Side) - mid) * pitch, (mid - float32(i/r.Side)) * pitch, r.Z[i]})
		}
	}
	return out
}

// across turns a direction of striae into the unit vector across them, a quarter
// turn further, y up.
func across(deg float64) (x, y float32) {
	s, c := math.Sincos(deg * math.Pi / 180)
	return float32(-s), float32(c)
}

// direction returns the direction of the striae in [0, 180) and how much of the
// variance their mean explains: the direction at which it explains most. Every
// second degree is tried on a part of the points, and what is near the best on
// all of them, in quarter degrees.
func direction(points []point, p ProfileParams) (deg, share float64) {
	const most = 20_000
	some := points
	if step := len(points)/most + 1; step > 1 {
		some = nil
		for i := 0; i < len(points); i += step {
			some = append(some, points[i])
		}
	}
	deg, share = bestDirection(some, 0, 178, 2, p)
	for _, step := range []float64{1, 0.25} {
		deg, share = bestDirection(points, deg-2*step, deg+2*step, step, p)
	}
	return math.Mod(deg+180, 180), share
}

func bestDirection(points []point, from, to, step float64, p ProfileParams) (deg, share float64) {
	share = math.Inf(-1)
	for d := from; d <= to; d += step {
		if e := explained(points, d, p); e > share {
			deg, share = d, e
		}
	}
	return deg, share
}

// explained is the share of the points' variance that the mean along a direction
// explains, less what chance would explain (the adjusted coefficient of
// determination).
func explained(points []point, deg float64, p ProfileParams) float64 {
	const width = 2 // points of the profile in a bin
	nx, ny := across(deg)
	reach := reachOf(points)
	unit := float32(1 / (p.PitchUm * width))
	n := 2*int(reach*unit) + 3
	sum, count := make([]float64, n), make([]float64, n)
	var squares float64
	for _, q := range points {
		at := int((q.x*nx+q.y*ny+reach)*unit) + 1
		sum[at] += float64(q.z)
		count[at]++
		squares += float64(q.z) * float64(q.z)
	}
	var between, bins float64
	for i, c := range count {
		if c > 0 {
			between += sum[i] * sum[i] / c
			bins++
		}
	}
	if squares == 0 || float64(len(points)) <= bins {
		return 0
	}
	r2 := between / squares
	return 1 - (1-r2)*float64(len(points))/(float64(len(points))-bins)
}

// reachOf is the greatest distance of a point from the middle.
func reachOf(points []point) float32 {
	far := float32(0)
	for _, q := range points {
		far = max(far, q.x*q.x+q.y*q.y)
	}
	return float32(math.Sqrt(float64(far)))
}
