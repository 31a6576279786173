package crowd

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"cotejo/engine"
	"cotejo/engine/feature"
	"cotejo/engine/pool"
	"cotejo/engine/scan"
	"cotejo/fixtures"
)

// Series is a number of generated firearms and what each fires.
type Series struct {
	Firearms, Shots int
	// Seed decides all of them: another seed, other firearms.
	Seed uint64
	// Hardness are gone through in turn, each with an equal share of the firearms.
	Hardness []float64
}

// DefaultSeries is what a model is fitted to: 240 exhibits of 120 firearms, of all
// finishes, from clear to hardly usable, each once on either instrument. What a
// crowd's marks look like hangs on the firearms more than on their shots.
func DefaultSeries() Series {
	return Series{Firearms: 120, Shots: 2, Seed: 0xc0ffee, Hardness: []float64{0.1, 0.3, 0.5, 0.7, 0.9}}
}

// Validate reports the first value that cannot work.
func (s Series) Validate() error {
	switch {
	case len(s.Hardness) == 0:
		return fmt.Errorf("a series of generated exhibits without a hardness: give at least one")
	case s.Firearms < len(s.Hardness):
		return fmt.Errorf("%d generated firearms of %d levels of hardness: give each level one at least", s.Firearms, len(s.Hardness))
	}
	for i := range s.Hardness {
		if err := s.config(i).Validate(); err != nil {
			return err
		}
	}
	return nil
}

// config is that of the i-th level of hardness.
func (s Series) config(i int) fixtures.Config {
	cfg := fixtures.DefaultConfig()
	n := len(s.Hardness)
	cfg.Firearms, cfg.Shots = (s.Firearms+n-1-i)/n, s.Shots
	cfg.Seed, cfg.Hardness = s.Seed, s.Hardness[i]
	cfg.Instruments = []fixtures.Instrument{fixtures.Confocal(), fixtures.Photometric()}
	return cfg
}

// Exhibit is a generated exhibit as the engine enrols it.
type Exhibit struct {
	// Name is unique in its series; Firearm is the same for all shots of one.
	Name, Firearm string
	Template      *feature.Template
}

// Exhibits generates and enrols a series in the pool, breech face impressions
// only. The error names the exhibit that the engine refuses: fixtures makes none
// that has no use. progress, if set, is told what is done; its calls do not
// overlap.
func (s Series) Exhibits(ctx context.Context, eng *engine.Engine, p *pool.Pool, progress func(done, total int)) ([]Exhibit, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	type one struct {
		from  *fixtures.Collection
		i     int
		level int
	}
	var all []one
	for level := range s.Hardness {
		c, err := fixtures.NewCollection(s.config(level))
		if err != nil {
			return nil, err
		}
		for i := range c.Len() {
			all = append(all, one{c, i, level})
		}
	}
	out := make([]Exhibit, len(all))
	count := counter(progress, len(all))
	return out, p.Map(ctx, len(all), func(ctx context.Context, k int) error {
		e, err := all[k].from.Exhibit(all[k].i)
		if err != nil {
			return err
		}
		out[k].Name = fmt.Sprintf("H%02.0f-%s", 100*s.Hardness[all[k].level], e.Name)
		out[k].Firearm = fmt.Sprintf("H%02.0f-%s", 100*s.Hardness[all[k].level], e.Firearm)
		sum := sha256.Sum256(fmt.Append(nil, s.Seed, out[k].Name))
		out[k].Template, err = eng.Enrol(ctx, &scan.Scan{Format: scan.X3P, Surface: e.Surface, SHA256: hex.EncodeToString(sum[:])}, nil)
		if err != nil {
			return fmt.Errorf("generated exhibit %s: %w", out[k].Name, err)
		}
		count()
		return nil
	})
}
