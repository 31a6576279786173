package segment

import (
	"math"

	"cotejo/engine/mark"
)

// tooPoor refuses a scan of which nothing can be said, whatever it shows.
func tooPoor(s *mark.Surface, t *terrain, p SurfaceParams) *Refusal {
	px, py := s.PitchX*1e6, s.PitchY*1e6
	if coarse := max(px, py); coarse > p.MaxPitchUm {
		return &Refusal{Finding{Code: TooCoarse, Value: coarse, Limit: p.MaxPitchUm}}
	}
	if side := min(s.Width, s.Height); side < p.MinSide {
		return &Refusal{Finding{Code: TooSmall, Value: float64(side), Limit: float64(p.MinSide)}}
	}
	for _, z := range t.z {
		if z == z {
			return nil
		}
	}
	return &Refusal{Finding{Code: TooFewPoints, Value: 0, Limit: 100 * p.MinMeasured}}
}

// gate refuses an acquisition for what the primer on it shows, or remarks it.
func (f *Found) gate(t *terrain, p SurfaceParams, o Options) *Refusal {
	edge := f.Primer.Edge
	in, measured, all := 0.0, 0.0, 0.0
	const steps = 80
	for j := range steps {
		for i := range steps {
			u, v := 2*(float64(i)+0.5)/steps-1, 2*(float64(j)+0.5)/steps-1
			r := math.Hypot(u, v)
			if r > 1 {
				continue
			}
			all++
			z, within := t.near(edge.X+u*edge.R, edge.Y+v*edge.R)
			if !within {
				continue
			}
			in++
			// What counts is the flat face: flanks and dent may be lost.
			if r > 0.3 && r < 0.72 {
				if z == z {
					measured++
				}
			}
		}
	}
	const flat = 0.72*0.72 - 0.3*0.3
	for _, c := range []struct {
		code             Code
		value, low, poor float64
	}{
		{CutOff, in / all, p.MinField, p.PoorField},
		{TooFewPoints, measured / math.Max(flat*in, 1), p.MinMeasured, p.PoorMeasured},
	} {
		switch {
		case c.value < c.low:
			return &Refusal{Finding{Code: c.code, Value: 100 * c.value, Limit: 100 * c.low}}
		case c.value < c.poor:
			f.Warnings = append(f.Warnings, Finding{Code: c.code, Value: 100 * c.value, Limit: 100 * c.poor})
		}
	}
	f.disputeScale(o.Primer, p)
	return nil
}

// disputeScale remarks a primer whose diameter fits neither the size that was stated
// nor, when none was, any.
func (f *Found) disputeScale(size mark.PrimerSize, p SurfaceParams) {
	own := 2 * f.Primer.Edge.R
	nominal := size.DiameterUm()
	if nominal == 0 {
		nominal = mark.SmallPrimer.DiameterUm()
		if large := mark.LargePrimer.DiameterUm(); math.Abs(own-large) < math.Abs(own-nominal) {
			nominal = large
		}
	}
	if math.Abs(own/nominal-1) > p.ScaleShare {
		f.Warnings = append(f.Warnings, Finding{Code: ScaleDisputed, Value: own / 1000, Limit: nominal / 1000})
	}
}
