// Package extract turns a prepared mark into its template.
package extract

import (
	"fmt"

	"cotejo/engine/feature"
	"cotejo/engine/prepare"
	"cotejo/engine/signature"
	"cotejo/engine/trace"
)

// LevelParams are the numbers of one level.
type LevelParams struct {
	// Factor is how many points of the base pitch make one of the level.
	Factor int `json:"factor"`
	// Band is what the level keeps.
	Band prepare.Band `json:"band"`
	// EqualiseUm divides out the local deviation over this neighbourhood; 0 does
	// not.
	EqualiseUm float64 `json:"equalise_um"`
}

// Params are the numbers of extraction. Defaults: the prototype's, fixed on
// Fadul and confirmed unchanged on Weller.
type Params struct {
	Levels [feature.Levels]LevelParams `json:"levels"`
	// FormUm are neighbourhoods whose planes are taken off one after the other
	// before the bands, for a mark that is deep: none on a breech face.
	FormUm []float64 `json:"form_um,omitempty"`
	// Clip bounds each level to so many robust deviations.
	Clip float64 `json:"clip"`
	// MinCover is the share of a point that must be measured when levels are
	// coarsened.
	MinCover  float64          `json:"min_cover"`
	Signature signature.Params `json:"signature"`
}

// DefaultParams returns the one set that serves all data.
func DefaultParams() Params {
	return Params{
		Levels: [feature.Levels]LevelParams{
			{Factor: 1, Band: prepare.Band{FineUm: 12, CoarseUm: 60}},
			{Factor: 2, Band: prepare.Band{FineUm: 20, CoarseUm: 80}},
			{Factor: 3, Band: prepare.Band{FineUm: 30, CoarseUm: 100}, EqualiseUm: 120},
		},
		Clip:      2.5,
		MinCover:  0.5,
		Signature: signature.DefaultParams(),
	}
}

// Validate reports the first value that cannot work.
func (p Params) Validate() error {
	for i, l := range p.Levels {
		if l.Factor < 1 || 12%l.Factor != 0 {
			return fmt.Errorf("levels[%d].factor %d: 1, 2, 3, 4, 6 and 12 are possible", i, l.Factor)
		}
		if err := l.Band.Validate(); err != nil {
			return fmt.Errorf("levels[%d]: %w", i, err)
		}
	}
	for i, l := range p.Levels {
		if !(l.EqualiseUm >= 0 && l.EqualiseUm <= prepare.MaxSigmaUm) {
			return fmt.Errorf("levels[%d].equalise_um %g: must be within 0 to %d", i, l.EqualiseUm, prepare.MaxSigmaUm)
		}
	}
	if err := validForm(p.FormUm); err != nil {
		return err
	}
	if !(p.Clip > 0 && p.Clip <= 3.5) {
		return fmt.Errorf("clip %g: must be above 0 and at most 3.5, or eight bits do not hold it", p.Clip)
	}
	if !(p.MinCover > 0 && p.MinCover <= 1) {
		return fmt.Errorf("min_cover %g: must be above 0 and at most 1", p.MinCover)
	}
	return p.Signature.Validate()
}

func validForm(sigmaUm []float64) error {
	for i, s := range sigmaUm {
		if !(s > 0 && s <= prepare.MaxSigmaUm) {
			return fmt.Errorf("form_um[%d] %g: must be above 0 and at most %d", i, s, prepare.MaxSigmaUm)
		}
	}
	return nil
}

// Features fills the levels and the signature of t from a prepared mark. This is
// the algorithm's table of contents.
func Features(t *feature.Template, m *prepare.Prepared, p Params, sink trace.Sink) error {
	base, err := withoutForm(m.Relief, p.FormUm)
	if err != nil {
		return err
	}
	for i, lp := range p.Levels {
		level, err := makeLevel(base, lp, p)
		if err != nil {
			return err
		}
		showLevel(sink, i, level)
		t.Levels[i] = pack(level)
	}
	maker, err := signature.NewMaker(&t.Levels[feature.Middle], p.Signature)
	if err != nil {
		return err
	}
	t.Layout = p.Signature.Layout
	t.Signature = maker.At(signature.Centre{})
	return nil
}

// withoutForm takes the form of a deep mark off. One Gaussian plane leaves half of
// the curvature that its neighbourhood sees; each further round leaves the square
// of what the one before left.
func withoutForm(r *prepare.Relief, sigmaUm []float64) (*prepare.Relief, error) {
	for _, s := range sigmaUm {
		flat, err := prepare.Pass(r, prepare.Band{CoarseUm: s})
		if err != nil {
			return nil, err
		}
		r = flat
	}
	return r, nil
}

func makeLevel(base *prepare.Relief, lp LevelParams, p Params) (*prepare.Relief, error) {
	r := base
	if lp.Factor > 1 {
		r = prepare.Coarsen(base, lp.Factor, p.MinCover)
	}
	r, err := prepare.Pass(r, lp.Band)
	if err != nil {
		return nil, err
	}
	if err := prepare.Normalise(r, p.Clip); err != nil {
		return nil, err
	}
	if lp.EqualiseUm > 0 {
		if err := prepare.Equalise(r, lp.EqualiseUm); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// pack quantises a level to eight bits.
func pack(r *prepare.Relief) feature.Level {
	l := feature.Level{Side: r.Side, PitchUm: r.PitchUm, Values: make([]int8, len(r.Z)), Mask: feature.NewBits(len(r.Z))}
	for i, m := range r.M {
		if m == 0 {
			continue
		}
		l.Mask.Set(i)
		l.Values[i] = eight(r.Z[i])
	}
	return l
}

// eight quantises a value in standard deviations.
func eight(z float32) int8 {
	v := z * feature.UnitsPerDeviation
	if v >= 0 {
		v += 0.5
	} else {
		v -= 0.5
	}
	return int8(min(max(v, -127), 127))
}

func showLevel(sink trace.Sink, i int, r *prepare.Relief) {
	if !sink.Enabled() {
		return
	}
	name := [feature.Levels]string{"fine", "middle", "coarse"}[i]
	if p, err := trace.ReliefPicture(r.Side, r.Side, r.Z, func(i int) bool { return r.M[i] > 0 }, 2.5); err == nil {
		sink.Put("level_"+name, p)
	}
}
