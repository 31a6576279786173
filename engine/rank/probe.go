package rank

import (
	"cotejo/engine/compare"
	"cotejo/engine/feature"
	"cotejo/engine/kernel"
)

// Probe is a mark laid out for going through a gallery. It does not change and is
// safe for concurrent use.
type Probe struct {
	class feature.Class
	unit  float64
	whole *kernel.Scan
	sieve *kernel.Sieve
}

// NewProbe lays a mark out.
func NewProbe(s *compare.Subject) (*Probe, error) {
	out := &Probe{class: s.Template.Class(), unit: compare.Unit(s.Template.Layout)}
	var err error
	if out.whole, err = s.Scan(); err != nil {
		return nil, err
	}
	out.sieve, err = s.Sieve()
	return out, err
}
