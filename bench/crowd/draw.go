package crowd

import (
	"math"
	"math/rand/v2"
)

// Drawer draws signatures of a model. It is not safe for concurrent use: each
// goroutine has its own.
type Drawer struct {
	m      *Model
	seed   uint64
	source *rand.PCG
	rand   *rand.Rand
	sum    []float32
	phase  []float32 // of each harmonic, (re, im)
	gain   []float32 // of each harmonic
}

// Drawer returns one whose signatures depend on the seed and their number alone.
func (m *Model) Drawer(seed uint64) *Drawer {
	source, l := rand.NewPCG(seed, 0), m.class.Layout
	return &Drawer{
		m: m, seed: seed, source: source, rand: rand.New(source),
		sum: make([]float32, l.Bytes()), phase: make([]float32, 2*l.Harmonics), gain: make([]float32, l.Harmonics),
	}
}

// Draw writes the i-th signature to out, in the template's order; out must have the
// layout's length.
func (d *Drawer) Draw(i uint64, out []int8) {
	d.source.Seed(d.seed, i)
	r := d.m.recipe
	first := d.aperture() * len(d.phase)
	d.own(first, float32(math.Sqrt(r.Own)))
	second := r.Second * d.rand.Float64()
	main := math.Sqrt((1 - r.Own) / (1 + second*second))
	d.part(first, float32(main))
	d.part(first, float32(main*second))
	clear(out[:first])
	quantise(d.sum[first:], len(out), out[first:])
}

// aperture returns the first ring that is measured, and sets the gains.
func (d *Drawer) aperture() int {
	r := d.m.recipe
	if d.rand.Float64() >= r.Wide {
		for h := range d.gain {
			d.gain[h] = 1
		}
		return 0
	}
	tilt := r.Tilt * d.rand.Float64()
	const middle = 30
	for h := range d.gain {
		d.gain[h] = float32(math.Pow(float64(d.m.class.Layout.First+h)/middle, tilt))
	}
	return r.Edge[0] + d.rand.IntN(r.Edge[1]-r.Edge[0]+1)
}

// own begins the sum with normal noise of the fitted spectrum, from a value on.
func (d *Drawer) own(first int, amplitude float32) {
	at, row := d.rand.IntN(len(d.m.noise)-len(d.sum)), len(d.phase)
	noise := d.m.noise[at : at+len(d.sum)]
	copy(d.sum[first:first+row], noise[first:])
	for from := first + row; from < len(d.sum); from += row {
		carry := d.m.carry[from/row]
		fresh := float32(math.Sqrt(float64(1 - carry*carry)))
		inner, mine := d.sum[from-row:from], d.sum[from:from+row]
		for k, v := range noise[from : from+row] {
			mine[k] = carry*inner[k] + fresh*v
		}
	}
	for k := first / 2; k < len(d.m.deviation); k++ {
		d.sum[2*k] *= amplitude * d.m.deviation[k]
		d.sum[2*k+1] *= amplitude * d.m.deviation[k]
	}
}

// part adds a base from a value on, turned by any angle and, every other time,
// mirrored: that is another mark of the same texture.
func (d *Drawer) part(first int, weight float32) {
	choice := d.rand.Uint64()
	base, mirror := d.m.bases[(choice>>1)%uint64(len(d.m.bases))], float32(1)
	if choice&1 == 1 {
		mirror = -1
	}
	d.turn(2*math.Pi*d.rand.Float64(), weight)
	row := len(d.phase)
	for at := first; at < len(base); at += row {
		sum, values, phase := d.sum[at:at+row], base[at:at+row], d.phase[:row]
		for h := 0; h+1 < row; h += 2 {
			re, im, pr, pi := values[h], mirror*values[h+1], phase[h], phase[h+1]
			sum[h] += re*pr - im*pi
			sum[h+1] += re*pi + im*pr
		}
	}
}

// turn sets the phases: harmonic h turns by h times the angle.
func (d *Drawer) turn(angle float64, weight float32) {
	sin, cos := math.Sincos(angle)
	s, c := math.Sincos(angle * float64(d.m.class.Layout.First))
	for h, gain := range d.gain {
		d.phase[2*h], d.phase[2*h+1] = weight*gain*float32(c), weight*gain*float32(s)
		c, s = c*cos-s*sin, c*sin+s*cos
	}
}

// quantise does what the signatures of templates undergo: four standard deviations
// of all n values fill eight bits.
func quantise(sum []float32, n int, out []int8) {
	power := float32(0)
	for _, v := range sum {
		power += v * v
	}
	scale := float32(127 / (4 * math.Sqrt(float64(power)/float64(n))))
	for k, v := range sum {
		// Rounds to the nearest: what is added makes it positive.
		out[k] = int8(int32(min(max(v*scale, -127), 127)+128.5) - 128)
	}
}
