package scan

import (
	"math"
	"slices"

	"cotejo/engine/mark"
)

// What is plausible for a scan of a fired cartridge case. The standards want
// metres, but many files have micrometres in one axis or in all.
const (
	// maxPitchMetres: whole cases are 10 mm across, so a pitch of a millimetre
	// is not a scan. A greater number must be micrometres.
	maxPitchMetres = 1e-3
	// minPitchMicro and maxPitchMicro bound a pitch in micrometres: below is
	// finer than light resolves, above is no microscope.
	minPitchMicro = 0.05
	maxPitchMicro = 1000
	// minPitchMetres is a tenth of the finest atomic force scan.
	minPitchMetres = 1e-10
	// maxSpreadMetres: case heads and primers differ in height by less than a
	// centimetre. In micrometres the same number is ten nanometres, less than
	// any measured mark.
	maxSpreadMetres = 1e-2
	// wildHeight is beyond any height in metres or micrometres: instruments
	// write numbers such as 1e38 for points that they could not measure.
	wildHeight = 1e9
)

const micrometre = 1e-6

// pitch is the distance of points along one axis.
type pitch struct {
	metres float64
	micro  bool // the file had micrometres
}

// settlePitch decides the unit of a lateral increment. name is the element or
// tag that holds it.
func (s *Scan) settlePitch(f Format, name string, v float64) (pitch, error) {
	switch {
	case !(v > 0) || math.IsInf(v, 0):
		return pitch{}, malformed(f, "the pitch %s is %g: it must be positive", name, v)
	case v >= minPitchMetres && v <= maxPitchMetres:
		return pitch{metres: v}, nil
	case v >= minPitchMicro && v <= maxPitchMicro:
		s.assume(AssumedPitchMicrometres,
			"The pitch %s is %g, which cannot be metres as the standard says; micrometres were taken.", name, v)
		return pitch{metres: v * micrometre, micro: true}, nil
	}
	return pitch{}, malformed(f, "the pitch %s is %g, which is plausible neither in metres nor in micrometres", name, v)
}

// finishSurface decides the unit of the heights and refuses a surface without a
// measured point. lateralMicro says that the file had its pitch in micrometres.
//
// The spread of the heights decides, not the pitch: files exist with one axis in
// metres and the other in micrometres. Only a flat surface, whose spread says
// nothing, follows its pitch.
func (s *Scan) finishSurface(lateralMicro bool) error {
	spread, n := heightSpread(s.Surface)
	if n == 0 {
		return &Error{
			Kind: ErrNoData, Format: s.Format,
			What:   "the surface holds no measured point",
			Remedy: "measure the mark again, or export the surface before all of it is masked",
		}
	}
	switch {
	case spread > maxSpreadMetres, spread == 0 && lateralMicro:
		s.assume(AssumedHeightMicrometres,
			"The heights spread over %.4g, which cannot be metres as the standard says; micrometres were taken.", spread)
		for i := range s.Surface.Z {
			s.Surface.Z[i] *= micrometre
		}
	case lateralMicro:
		s.assume(AssumedHeightMetres,
			"The pitch is in micrometres, but the heights spread over %.4g, which is plausible in metres only; metres were taken.", spread)
	}
	return nil
}

// heightSpread returns the distance between the 5th and the 95th percentile of
// the heights, estimated from 65536 of them, and the number of measured points.
// Where these percentiles coincide it returns the whole range.
func heightSpread(s *mark.Surface) (spread float64, valid int) {
	const sample = 1 << 16
	valid = s.Valid()
	if valid == 0 {
		return 0, 0
	}
	stride := (valid + sample - 1) / sample
	picked := make([]float64, 0, valid/stride+1)
	lo, hi, seen := math.Inf(1), math.Inf(-1), 0
	for _, z := range s.Z {
		if math.IsNaN(z) {
			continue
		}
		if seen%stride == 0 {
			picked = append(picked, z)
		}
		seen++
		lo, hi = min(lo, z), max(hi, z)
	}
	slices.Sort(picked)
	spread = picked[len(picked)*19/20] - picked[len(picked)/20]
	if spread == 0 {
		spread = hi - lo
	}
	return spread, valid
}

func (s *Scan) assumeWild(n int) {
	s.assume(AssumedHeightRange, "%d points have heights beyond %g; they were taken as not measured.", n, wildHeight)
}
