package eval

import (
	"fmt"
	"math"

	"cotejo/bench/damage"
	"cotejo/engine/mark"
	"cotejo/engine/scan"
)

// spoil turns and damages scan number i as the options say.
func (o *Options) spoil(s *scan.Scan, i int) error {
	if !o.Rotate && o.Damage == nil {
		return nil
	}
	if s.Surface == nil {
		return fmt.Errorf("is a picture (%s): only height maps can be turned and damaged", s.Format)
	}
	// What the file's mask leaves out is not part of the mark, and the mask
	// would no longer fit.
	cutRegion(s)
	if o.Rotate {
		moved, err := damage.Move(s.Surface, damage.RandomMotion(damage.Stream(o.Seed, i, damage.ForRotation)))
		if err != nil {
			return err
		}
		s.Surface = moved
	}
	if o.Damage != nil {
		spoilt, err := o.Damage.Apply(s.Surface, damage.Stream(o.Seed, i, damage.ForDamage))
		if err != nil {
			return err
		}
		s.Surface = spoilt
	}
	return nil
}

// cutRegion makes the points outside the scan's own mask missing.
func cutRegion(s *scan.Scan) {
	if s.Region == nil {
		return
	}
	var cut *mark.Surface
	for i, in := range s.Region.In {
		if in {
			continue
		}
		if cut == nil {
			cut = s.Surface.Clone()
		}
		cut.Z[i] = math.NaN()
	}
	if cut != nil {
		s.Surface = cut
	}
	s.Region = nil
}
