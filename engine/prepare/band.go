package prepare

import (
	"fmt"
	"math"

	"cotejo/engine/cv"
	"cotejo/engine/robust"
)

// Band is a Gaussian band-pass: structure finer than about FineUm and coarser
// than about CoarseUm (standard deviations of the filters, micrometres) goes.
type Band struct {
	FineUm   float64 `json:"fine_um"`
	CoarseUm float64 `json:"coarse_um"`
}

// Validate reports a band that passes nothing.
func (b Band) Validate() error {
	if !(b.FineUm >= 0 && b.CoarseUm > b.FineUm) {
		return fmt.Errorf("band %g to %g um: the coarse end must lie above the fine end", b.FineUm, b.CoarseUm)
	}
	if b.CoarseUm > MaxSigmaUm {
		return fmt.Errorf("band %g to %g um: %d um is the coarsest end that makes sense on a cartridge case", b.FineUm, b.CoarseUm, MaxSigmaUm)
	}
	return nil
}

// MaxSigmaUm bounds every filter, and with it the time that a filter may take.
const MaxSigmaUm = 2000

// Pass returns the band of a relief: what its waviness leaves, smoothed by the
// points that each place meets, G(z·m)/G(m) (ISO/TS 16610-28).
func Pass(r *Relief, b Band) (*Relief, error) {
	out := r.Clone()
	err := flatten(out, b.CoarseUm)
	if err != nil {
		return nil, err
	}
	if out.Z, err = smooth(out, b.FineUm); err != nil {
		return nil, err
	}
	return out, nil
}

// smooth is the masked Gaussian of a relief, zero outside its mask.
func smooth(r *Relief, sigmaUm float64) ([]float32, error) {
	if sigmaUm <= 0 {
		return r.Z, nil
	}
	z, err := cv.Gaussian(r.Z, r.Side, r.Side, sigmaUm/r.PitchUm)
	if err != nil {
		return nil, err
	}
	m, err := cv.Gaussian(r.M, r.Side, r.Side, sigmaUm/r.PitchUm)
	if err != nil {
		return nil, err
	}
	for i := range z {
		if r.M[i] == 0 {
			z[i] = 0
			continue
		}
		z[i] /= max(m[i], 1e-3)
	}
	return z, nil
}

// Normalise bounds a relief to plus or minus clip robust deviations and brings
// it to zero mean and unit deviation within its mask. A flat relief, or an empty
// one, is an error.
func Normalise(r *Relief, clip float64) error {
	var v []float32
	for i, m := range r.M {
		if m > 0 {
			v = append(v, r.Z[i])
		}
	}
	_, sd := robust.Spread(v)
	if len(v) == 0 || !(sd > 0) {
		return &Unusable{"the surface has no structure between the filters", "scan the mark again, or check that the heights were exported with enough digits"}
	}
	limit := float32(clip)
	var sum, squares float64
	for i, m := range r.M {
		if m > 0 {
			z := min(max(r.Z[i]/sd, -limit), limit)
			r.Z[i] = z
			sum += float64(z)
			squares += float64(z) * float64(z)
		}
	}
	n := float64(len(v))
	mean := sum / n
	dev := math.Sqrt(squares/n - mean*mean)
	for i, m := range r.M {
		if m > 0 {
			r.Z[i] = float32((float64(r.Z[i]) - mean) / dev)
		}
	}
	return nil
}

// Equalise divides a normalised relief by its local root mean square over a
// Gaussian neighbourhood, so that deep and shallow parts weigh alike.
func Equalise(r *Relief, sigmaUm float64) error {
	power := r.Clone()
	for i, z := range r.Z {
		power.Z[i] = z * z
	}
	local, err := smooth(power, sigmaUm)
	if err != nil {
		return err
	}
	for i, m := range r.M {
		if m > 0 {
			// The floor keeps flat parts from being blown up into noise.
			r.Z[i] /= float32(math.Sqrt(math.Max(float64(local[i]), 0.05)))
		}
	}
	return nil
}
