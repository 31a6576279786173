package extract

import (
	"image"
	"image/color"
	"math"

	"cotejo/engine/feature"
	"cotejo/engine/prepare"
	"cotejo/engine/robust"
	"cotejo/engine/trace"
)

// line is a profile on its way: heights and what each weighs, 0 for none.
type line struct {
	pitch float64
	z, w  []float64
}

// average is the robust mean of the points along the striae (Tukey's biweight about
// the mean of the round before): a scratch across the striae, or the edge of the
// dent, must not count for more than the rest. The middle of the line is that of
// the relief.
func average(points []point, deg, pitchUm float64) *line {
	nx, ny := across(deg)
	half := int(float64(reachOf(points))/pitchUm) + 1
	n := 2*half + 1
	at := func(q point) (i int, part float64) {
		t := float64(q.x*nx+q.y*ny)/pitchUm + float64(half)
		i = min(max(int(math.Floor(t)), 0), n-2)
		return i, t - float64(i)
	}
	l := &line{pitch: pitchUm}
	weight := make([]float64, len(points))
	for i := range weight {
		weight[i] = 1
	}
	const rounds = 3
	for round := range rounds {
		l.z, l.w = make([]float64, n), make([]float64, n)
		for k, q := range points {
			i, part := at(q)
			for d, share := range [2]float64{1 - part, part} {
				l.z[i+d] += weight[k] * share * float64(q.z)
				l.w[i+d] += weight[k] * share
			}
		}
		for i, w := range l.w {
			if w > 0 {
				l.z[i] /= w
			}
		}
		if round < rounds-1 {
			reweigh(weight, func(k int) float64 {
				i, part := at(points[k])
				return float64(points[k].z) - (1-part)*l.z[i] - part*l.z[i+1]
			})
		}
	}
	return l
}

// reweigh sets Tukey's weights of residuals.
func reweigh(weight []float64, residual func(k int) float64) {
	r := make([]float64, len(weight))
	for k := range r {
		r[k] = residual(k)
	}
	_, sd := robust.Spread(append([]float64(nil), r...))
	for k := range r {
		u := r[k] / (4.685 * math.Max(sd, 1e-6))
		weight[k] = math.Pow(max(0, 1-u*u), 2)
	}
}

// keep drops the places that weigh less than so many points of the relief.
func (l *line) keep(least float64) {
	for i, w := range l.w {
		if w < least {
			l.z[i], l.w[i] = 0, 0
		}
	}
}

// length is that of all places that count, in micrometres.
func (l *line) length() float64 {
	n := 0
	for _, w := range l.w {
		if w > 0 {
			n++
		}
	}
	return float64(n) * l.pitch
}

// pass takes off what is coarser than the band and smooths what is finer.
func (l *line) pass(b prepare.Band) {
	coarse := l.smooth(b.CoarseUm)
	for i := range l.z {
		l.z[i] -= coarse[i]
	}
	l.z = l.smooth(b.FineUm)
}

// smooth is the Gaussian mean of the places that count, zero elsewhere.
func (l *line) smooth(sigmaUm float64) []float64 {
	sigma := sigmaUm / l.pitch
	out := make([]float64, len(l.z))
	if sigma <= 0 {
		copy(out, l.z)
		return out
	}
	reach := int(math.Ceil(3.5 * sigma))
	kernel := make([]float64, reach+1)
	for d := range kernel {
		kernel[d] = math.Exp(-float64(d*d) / (2 * sigma * sigma))
	}
	for i, w := range l.w {
		if w == 0 {
			continue
		}
		var sum, weight float64
		for k := max(0, i-reach); k <= min(len(l.z)-1, i+reach); k++ {
			if l.w[k] > 0 {
				g := kernel[max(i-k, k-i)]
				sum, weight = sum+g*l.z[k], weight+g
			}
		}
		out[i] = sum / weight
	}
	return out
}

// pack normalises the line to zero mean and unit deviation, bounds it to so many
// robust deviations and quantises it to eight bits, without the ends that do not
// count; its middle stays in the middle.
func (l *line) pack(deg, clip float64) (*feature.Profile, error) {
	r := prepare.Relief{Side: 1, PitchUm: l.pitch, Z: make([]float32, len(l.z)), M: make([]float32, len(l.z))}
	half, used := len(l.z)/2, 0
	for i, w := range l.w {
		if w > 0 {
			r.Z[i], r.M[i] = float32(l.z[i]), 1
			used = max(used, i-half, half-i)
		}
	}
	if err := prepare.Normalise(&r, clip); err != nil {
		return nil, err
	}
	used = min(used, feature.MaxProfile/2-1)
	n := 2*used + 1
	p := &feature.Profile{PitchUm: l.pitch, DirectionDeg: deg, Values: make([]int8, n), Mask: feature.NewBits(n)}
	for i := range n {
		if k := i + half - used; r.M[k] > 0 {
			p.Mask.Set(i)
			p.Values[i] = eight(r.Z[k])
		}
	}
	return p, nil
}

// showStriae offers the flattened mark, the profile and how striated the mark is.
func showStriae(sink trace.Sink, flat *prepare.Relief, p *feature.Profile, striation float64) {
	if !sink.Enabled() {
		return
	}
	if pic, err := trace.ReliefPicture(flat.Side, flat.Side, flat.Z, func(i int) bool { return flat.M[i] > 0 }, 2.5); err == nil {
		sink.Put("level_striae", pic)
	}
	sink.Put("profile", stripes(p))
	sink.Put("striation", trace.JSON{Value: map[string]float64{"direction_deg": p.DirectionDeg, "share": striation}})
}

// stripes draws a profile as the striae that it stands for.
func stripes(p *feature.Profile) trace.Picture {
	const high = 60
	img := image.NewRGBA(image.Rect(0, 0, len(p.Values), high))
	for x, v := range p.Values {
		c := color.RGBA{R: 24, G: 32, B: 64, A: 255}
		if p.Mask.Has(x) {
			g := uint8(min(max(127.5+127.5*float64(v)/(2.5*feature.UnitsPerDeviation), 0), 255))
			c = color.RGBA{R: g, G: g, B: g, A: 255}
		}
		for y := range high {
			img.SetRGBA(x, y, c)
		}
	}
	return trace.Picture{Image: img}
}
