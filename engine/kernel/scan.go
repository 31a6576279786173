package kernel

import "fmt"

// Scan is a probe laid out for going through many stored signatures: a mark's
// signature about several shifted centres, of which the lowest harmonics are
// used. It is not changed after NewScan and safe for concurrent use.
type Scan struct {
	layout    Layout
	harmonics int
	shifted   [][]int8
	probe     *Probe
}

// NewScan arranges signatures about shifted centres, given in the template's
// order, for a scan over the lowest harmonics of stored ones (1 to
// layout.Harmonics). Every one must have layout.Bytes() values, and there must
// be at least one.
func NewScan(layout Layout, harmonics int, shifted [][]int8) (*Scan, error) {
	if err := layout.Check(); err != nil {
		return nil, err
	}
	if harmonics < 1 || harmonics > layout.Harmonics {
		return nil, fmt.Errorf("scan over %d harmonics: 1 to %d are stored", harmonics, layout.Harmonics)
	}
	if len(shifted) == 0 {
		return nil, fmt.Errorf("scan without a signature: give it at least the one about the centre")
	}
	low := make([][]int8, len(shifted))
	for k, s := range shifted {
		if len(s) != layout.Bytes() {
			return nil, fmt.Errorf("shifted signature %d has %d values, the layout needs %d", k, len(s), layout.Bytes())
		}
		low[k] = append([]int8(nil), s...)
		for i := range s {
			if i/2%layout.Harmonics >= harmonics {
				low[k][i] = 0
			}
		}
	}
	probe, err := NewProbe(layout, low)
	return &Scan{layout: layout, harmonics: harmonics, shifted: low, probe: probe}, err
}

// Shifts is the number of shifted centres.
func (s *Scan) Shifts() int { return len(s.shifted) }

// Directions is the number of rotations, evenly spaced over the full turn, at
// which signatures are correlated.
func (s *Scan) Directions() int { return Angles }

// Bytes is the memory that the scan holds.
func (s *Scan) Bytes() int { return s.probe.Bytes() }

// MACs is the number of multiply-adds that the sums of one stored signature
// need, padding not counted.
func (s *Scan) MACs() int { return 4 * s.layout.Rings * s.harmonics * len(s.shifted) }

// Peaks writes, for each of len(best) signatures in stored order that stand
// back to back, the largest correlation over all shifts and directions.
func (s *Scan) Peaks(stored []int8, best []float32) {
	n := s.layout.Bytes()
	if len(stored) != len(best)*n {
		panic(fmt.Sprintf("kernel: %d values for %d signatures of %d", len(stored), len(best), n))
	}
	flat := make([]int8, n)
	for i := range best {
		s.layout.Unpack(flat, stored[i*n:][:n])
		s.probe.Peaks(flat, best[i:i+1])
	}
}

// PeaksAt does the same for the signatures at the given places: place i is the
// bytes from i*layout.Bytes() on.
func (s *Scan) PeaksAt(stored []int8, places []int32, best []float32) {
	if len(places) != len(best) {
		panic(fmt.Sprintf("kernel: %d places for %d peaks", len(places), len(best)))
	}
	n := s.layout.Bytes()
	for i, p := range places {
		if p < 0 || int(p) >= len(stored)/n {
			panic(fmt.Sprintf("kernel: place %d of %d", p, len(stored)/n))
		}
		s.Peaks(stored[int(p)*n:][:n], best[i:i+1])
	}
}

// Sums writes the dense part alone: for each signature, harmonic and shift the
// complex sum over rings of conj(probe)*stored, out[((i*harmonics+h)*shifts+k)*2]
// being the real part for signature i and the next the imaginary part.
func (s *Scan) Sums(stored []int8, out []int32) {
	n := s.layout.Bytes()
	if len(stored)%n != 0 || len(out) != len(stored)/n*s.harmonics*len(s.shifted)*2 {
		panic(fmt.Sprintf("kernel: %d sums for %d values of signatures of %d", len(out), len(stored), n))
	}
	for at := range len(out) / 2 {
		k, h, i := at%len(s.shifted), at/len(s.shifted)%s.harmonics, at/len(s.shifted)/s.harmonics
		out[2*at], out[2*at+1] = 0, 0
		for r := range s.layout.Rings {
			p, q := s.shifted[k][2*(r*s.layout.Harmonics+h):], stored[i*n+2*(h*s.layout.Rings+r):]
			a, b, c, d := int32(p[0]), int32(p[1]), int32(q[0]), int32(q[1])
			out[2*at] += a*c + b*d
			out[2*at+1] += a*d - b*c
		}
	}
}
