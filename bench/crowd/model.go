package crowd

import (
	"fmt"
	"math"
	"math/rand/v2"

	"cotejo/engine/feature"
	"cotejo/engine/kernel"
)

// Model draws signatures like those of the exhibits that it was fitted to. It does
// not change and is safe for concurrent use.
type Model struct {
	class  feature.Class
	recipe Recipe
	// bases are the exhibits' signatures, (re, im) ring by ring, of unit power.
	bases [][]float32
	// deviation is that of each ring and harmonic over the bases; carry is the
	// correlation of each ring's values with its inner neighbour's.
	deviation, carry []float32
	noise            []float32 // normal numbers
}

// Recipe says how a signature is put together: mostly one base, so that it has the
// structure of a mark, changed enough to be another.
type Recipe struct {
	// Second is the amplitude of a second base beside the first, at most: it is
	// drawn evenly from 0 on.
	Second float64
	// Own is the share of the power that is normal noise of the fitted spectrum.
	Own float64
	// Wide is the share of marks like those of the real sets: the aperture reaches
	// up to one of the rings Edge[0] to Edge[1], and the power of harmonic h is
	// changed by the factor (h/30)^2t, t drawn evenly from 0 to Tilt.
	Wide float64
	Edge [2]int
	Tilt float64
}

// DefaultRecipe was chosen by the scores of probes against what it draws
// (docs/design/bench.md); Wide, Edge and Tilt after the rings and harmonics in
// which Fadul and Weller have their power.
func DefaultRecipe() Recipe {
	return Recipe{Second: 0.25, Own: 0.01, Wide: 0.75, Edge: [2]int{9, 12}, Tilt: 0.5}
}

func (r Recipe) check(l kernel.Layout) error {
	for name, v := range map[string]float64{"second": r.Second, "own": r.Own, "wide": r.Wide, "tilt": r.Tilt} {
		if !(v >= 0 && v <= 1) {
			return fmt.Errorf("recipe with %s %g: 0 to 1 are possible", name, v)
		}
	}
	if r.Edge[0] < 0 || r.Edge[1] < r.Edge[0] || r.Edge[1] >= l.Rings {
		return fmt.Errorf("recipe with edges from %d to %d: they must rise within 0 to %d", r.Edge[0], r.Edge[1], l.Rings-1)
	}
	return nil
}

// Fit makes a model of signatures of one class, in the template's order.
func Fit(class feature.Class, signatures [][]int8, r Recipe) (*Model, error) {
	if err := class.Check(); err != nil {
		return nil, err
	}
	if err := r.check(class.Layout); err != nil {
		return nil, err
	}
	if len(signatures) < 2 {
		return nil, fmt.Errorf("a model of %d signatures: two at least are needed, and hundreds to be of use", len(signatures))
	}
	m := &Model{class: class, recipe: r, noise: normals(noiseSize)}
	for i, s := range signatures {
		if len(s) != class.Layout.Bytes() {
			return nil, fmt.Errorf("signature %d has %d values, its layout needs %d", i, len(s), class.Layout.Bytes())
		}
		b := unit(s)
		if b == nil {
			return nil, fmt.Errorf("signature %d is empty", i)
		}
		m.bases = append(m.bases, b)
	}
	m.fitDeviation()
	m.fitCarry()
	return m, nil
}

// Class is that of what the model draws.
func (m *Model) Class() feature.Class { return m.class }

// unit scales a signature to a mean square of one; an empty one is nil.
func unit(s []int8) []float32 {
	n := kernel.Norm(s)
	if n == 0 {
		return nil
	}
	out := make([]float32, len(s))
	for i, v := range s {
		out[i] = float32(float64(v) * math.Sqrt(float64(len(s))) / n)
	}
	return out
}

func (m *Model) fitDeviation() {
	m.deviation = make([]float32, m.class.Layout.Bytes()/2)
	for k := range m.deviation {
		power := 0.0
		for _, b := range m.bases {
			re, im := float64(b[2*k]), float64(b[2*k+1])
			power += re*re + im*im
		}
		m.deviation[k] = float32(math.Sqrt(power / float64(2*len(m.bases))))
	}
}

func (m *Model) fitCarry() {
	l := m.class.Layout
	m.carry = make([]float32, l.Rings)
	row := 2 * l.Harmonics
	for ring := 1; ring < l.Rings; ring++ {
		both, own, inner := 0.0, 0.0, 0.0
		for _, b := range m.bases {
			for k := ring * row; k < (ring+1)*row; k++ {
				v, w := float64(b[k]), float64(b[k-row])
				both, own, inner = both+v*w, own+v*v, inner+w*w
			}
		}
		if own > 0 && inner > 0 {
			m.carry[ring] = float32(both / math.Sqrt(own*inner))
		}
	}
}

// noiseSize is far above a signature's length. That two signatures may begin at the
// same place of it does not matter: what is scored is probes, which have none of it.
const noiseSize = 1 << 18

func normals(n int) []float32 {
	r := rand.New(rand.NewPCG(1, 0))
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(r.NormFloat64())
	}
	return out
}
