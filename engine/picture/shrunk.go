package picture

import (
	"image"
	"math"

	"cotejo/engine/mark"
	"cotejo/engine/robust"
	"cotejo/engine/scan"
)

// Shrunk draws a scan as Scan does, its longer side with at most so many pixels: each
// is the mean of what lies under it. A picture comes out in grey alone.
func Shrunk(s *scan.Scan, side int) image.Image {
	if m := s.Image; m != nil {
		w, h := fitted(m.Width, m.Height, side)
		small := &mark.Image{Width: w, Height: h, Pix: means(m.Pix, m.Width, m.Height, w, h), Depth: m.Depth}
		lo, hi := ends(len(small.Pix), func(i int) float64 { return float64(small.Pix[i]) })
		img := image.NewGray(image.Rect(0, 0, w, h))
		for i, v := range small.Pix {
			img.Pix[i] = uint8(255 * min(max((float64(v)-lo)/(hi-lo), 0), 1))
		}
		return img
	}
	f := s.Surface
	w, h := fitted(f.Width, f.Height, side)
	small := mark.Surface{
		Width: w, Height: h, Z: means(f.Z, f.Width, f.Height, w, h),
		PitchX: f.PitchX * float64(f.Width) / float64(w), PitchY: f.PitchY * float64(f.Height) / float64(h),
	}
	tilt, gain := lighting(&small)
	return ofSurface(&small, tilt, gain)
}

// lighting says how to light a surface so that what is on it shows, however it lies and
// however fine that is.
func lighting(s *mark.Surface) (tilt, gain float64) {
	const (
		most    = 50  // so that what is flat stays flat
		clearly = 0.3 // slope at which a shade is told from its neighbours
	)
	var seen []float64
	step := max(1, len(s.Z)/20000)
	for i := 0; i < len(s.Z); i += step {
		if !math.IsNaN(s.Z[i]) {
			seen = append(seen, slopeAt(s, i%s.Width, i/s.Width))
		}
	}
	tilt, deviation := robust.Spread(seen)
	if deviation == 0 {
		return tilt, 1
	}
	return tilt, min(max(clearly/deviation, 1), most)
}

// fitted is a size of the same shape whose longer side has at most so many points.
func fitted(width, height, side int) (w, h int) {
	longer := max(width, height)
	if longer <= side {
		return width, height
	}
	return max(1, width*side/longer), max(1, height*side/longer)
}

// means brings a map to a smaller one: each point is the mean of the measured area
// under it, NaN when less than half of it was measured.
func means[T uint16 | float64](src []T, width, height, w, h int) []T {
	if w == width && h == height {
		return src
	}
	columns, rows := under(width, w), under(height, h)
	out := make([]T, 0, w*h)
	sum, weight := make([]float64, w), make([]float64, w)
	full := float64(width) / float64(w) * float64(height) / float64(h)
	for _, row := range rows {
		clear(sum)
		clear(weight)
		for y := row.first; y <= row.last; y++ {
			line, share := src[y*width:(y+1)*width], row.share(y)
			for x, column := range columns {
				for i := column.first; i <= column.last; i++ {
					if v := line[i]; v == v { // not NaN
						k := share * column.share(i)
						sum[x] += k * float64(v)
						weight[x] += k
					}
				}
			}
		}
		for x := range sum {
			mean := math.NaN()
			if 2*weight[x] >= full {
				mean = sum[x] / weight[x]
			}
			out = append(out, T(mean))
		}
	}
	return out
}

// span is a range of source points under one of the target, in source points.
type span struct {
	from, to    float64
	first, last int
}

// share is how much of a source point lies in the span.
func (s span) share(i int) float64 {
	return math.Min(s.to, float64(i+1)) - math.Max(s.from, float64(i))
}

func under(n, target int) []span {
	out := make([]span, target)
	for i := range out {
		s := span{from: float64(i) * float64(n) / float64(target), to: float64(i+1) * float64(n) / float64(target)}
		s.first = min(int(s.from), n-1)
		s.last = min(int(math.Ceil(s.to))-1, n-1)
		out[i] = s
	}
	return out
}
