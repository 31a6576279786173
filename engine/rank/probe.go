package rank

import (
	"sync"

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
	// sieve is made at the first use: a small selection is not sieved.
	sieve func() (*kernel.Sieve, error)
}

// NewProbe lays a mark out.
func NewProbe(s *compare.Subject) (*Probe, error) {
	whole, err := s.Scan()
	if err != nil {
		return nil, err
	}
	return &Probe{
		class: s.Template.Class(), unit: compare.Unit(s.Template.Layout),
		whole: whole, sieve: sync.OnceValues(s.Sieve),
	}, nil
}
