package segment

import (
	"math"

	"cotejo/engine/mark"
)

// decidePitch gives what was found in points its pitch: that of the file or of a
// person if there is one, else that which makes the primer as wide as its kind is.
func (f *Found) decidePitch(m *mark.Image, o Options, q ImageParams) error {
	nominal := o.Primer.DiameterUm()
	if m.PitchX > 0 {
		f.PitchUm, f.PitchFrom = [2]float64{m.PitchX * 1e6, m.PitchY * 1e6}, o.PitchFrom
		f.stretch()
		if f.Primer != nil && nominal > 0 {
			if wide := 2 * f.Primer.Edge.R; math.Abs(wide/nominal-1) > q.ScaleOff {
				f.warn(ScaleDisputed, wide/1000, nominal/1000)
				// Either the pitch is wrong or another round edge was taken for the primer's.
				for i := range f.Marks {
					f.Marks[i].Confidence /= 2
				}
			}
		}
		return nil
	}
	f.PitchUm, f.PitchFrom = [2]float64{1, 1}, PitchUnknown
	switch {
	case o.Primer == mark.Rimfire:
		return &Refusal{Finding{Code: RimfireCase}}
	case nominal > 0 && f.Primer != nil:
		pitch := nominal / (2 * f.Primer.Edge.R)
		f.PitchUm, f.PitchFrom = [2]float64{pitch, pitch}, PitchPrimer
		f.stretch()
	default:
		f.warn(NoScale, 0, 0)
	}
	return nil
}

// stretch turns places and lengths in points into micrometres.
func (f *Found) stretch() {
	x, y := f.PitchUm[0], f.PitchUm[1]
	each := []*Circle{f.Aperture}
	if f.Primer != nil {
		each = append(each, &f.Primer.Edge, &f.Primer.Face, &f.Primer.Pocket)
	}
	for _, c := range each {
		if c != nil {
			c.X, c.Y, c.R = c.X*x, c.Y*y, c.R*math.Sqrt(x*y)
		}
	}
}

func (f *Found) warn(code Code, value, limit float64) {
	f.Warnings = append(f.Warnings, Finding{Code: code, Value: value, Limit: limit})
}
