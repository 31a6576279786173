package compare

import (
	"context"
	"fmt"
	"math"

	"cotejo/engine/feature"
	"cotejo/engine/mark"
	"cotejo/engine/trace"
)

// ProfileParams are the numbers by which striated profiles are compared.
type ProfileParams struct {
	// MinOverlap is the least overlap as a share of the shorter profile, and
	// MinOverlapUm in micrometres.
	MinOverlap   float64 `json:"min_overlap"`
	MinOverlapUm float64 `json:"min_overlap_um"`
	// Stretch is by how much one profile may be longer than the other, as a share
	// of its length, and StretchSteps in how many steps to each side it is tried.
	Stretch      float64 `json:"stretch"`
	StretchSteps int     `json:"stretch_steps"`
	// IndependentPower is the power of the number of independent points, in
	// hundreds, and SharePower that of the overlap's share of the shorter profile,
	// that weigh the correlation to the agreement.
	IndependentPower float64 `json:"independent_power"`
	SharePower       float64 `json:"share_power"`
	// Even is the agreement that scores 0.5 and Slope the steepness there.
	Even  float64 `json:"even"`
	Slope float64 `json:"slope"`
}

// DefaultProfileParams returns the one set that serves all data.
func DefaultProfileParams() ProfileParams {
	return ProfileParams{
		MinOverlap: 0.5, MinOverlapUm: 250, Stretch: 0.02, StretchSteps: 2,
		IndependentPower: 0.25, SharePower: 0.25, Even: 0.5, Slope: 12,
	}
}

// Validate reports the first value that cannot work.
func (p ProfileParams) Validate() error {
	switch {
	case !(p.MinOverlap > 0 && p.MinOverlap <= 1) || !(p.MinOverlapUm > 0):
		return fmt.Errorf("min_overlap %g and min_overlap_um %g: must be positive, the share at most 1", p.MinOverlap, p.MinOverlapUm)
	case !(p.Stretch >= 0 && p.Stretch <= 0.2) || p.StretchSteps < 0 || p.StretchSteps > 10:
		return fmt.Errorf("stretch %g and stretch_steps %d: up to 0.2 and 0 to 10 steps are possible", p.Stretch, p.StretchSteps)
	case !(p.IndependentPower >= 0) || !(p.SharePower >= 0) || !(p.Slope > 0):
		return fmt.Errorf("independent_power %g, share_power %g and slope %g: the powers must not be negative, the slope positive", p.IndependentPower, p.SharePower, p.Slope)
	}
	return nil
}

// Profiles holds two striated marks against each other: the best correlation of
// their profiles over all lags, both senses and a little stretch. It gives the
// same result whichever comes first, told from a's side.
func Profiles(ctx context.Context, a, b *Subject, p ProfileParams, sink trace.Sink) (Result, error) {
	if err := Comparable(a.Template, b.Template); err != nil {
		return Result{}, err
	}
	first, second, swapped := a.Template, b.Template, false
	if Swapped(first, second) {
		first, second, swapped = second, first, true
	}
	if first.Profile == nil || second.Profile == nil {
		return Result{}, fmt.Errorf("compare profiles: a %s is a surface", first.Kind)
	}
	best, found := p.align(first.Profile, second.Profile)
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	r := Result{Terms: []Term{}, Cells: []Cell{}}
	if found {
		r = p.explain(best, first, second)
		if swapped {
			r = r.seenFromOther()
		}
	}
	if sink.Enabled() {
		sink.Put("result", trace.JSON{Value: r})
		if found {
			sink.Put("overlay", best.picture(first.Profile, second.Profile))
		}
	}
	return r, nil
}

// explain makes the result of an alignment.
func (p ProfileParams) explain(l laid, a, b *feature.Template) Result {
	share, independent := l.share, independentOf(l, a.Profile, b.Profile)
	weight := math.Pow(independent/100, p.IndependentPower) * math.Pow(share, p.SharePower)
	agreement := l.correlation * weight
	length := float64(l.n) * a.Profile.PitchUm
	return Result{
		Score: 1 / (1 + math.Exp(-p.Slope*(agreement-p.Even))),
		Terms: []Term{
			{"profile_correlation", l.correlation, 1},
			{"overlap_um", length, 0},
			{"independent_points", independent, 0},
			{"overlap_share", share, 0},
			{"overlap_weight", weight, 0},
			{"stretch", l.stretch, 0},
			{"agreement", agreement, 0},
		},
		Pose: l.pose(a, b), Cells: []Cell{}, Coarse: l.correlation * math.Sqrt(share),
	}
}

// pose lays the first mark onto the second: striae onto striae, the profile onto
// the profile, and along the striae, where nothing is known, middle onto middle.
func (l laid) pose(a, b *feature.Template) mark.Pose {
	turn := b.Profile.DirectionDeg - a.Profile.DirectionDeg
	if l.reversed {
		turn += 180
	}
	pose := mark.Pose{RotationDeg: mark.NormaliseDeg(turn)}
	x, y := b.Profile.Across()
	off := float64(l.lag) * b.Profile.PitchUm
	ax, ay := pose.Apply(a.CentreUm[0], a.CentreUm[1])
	pose.ShiftX, pose.ShiftY = (b.CentreUm[0]+off*x-ax)*1e-6, (b.CentreUm[1]+off*y-ay)*1e-6
	return pose
}
