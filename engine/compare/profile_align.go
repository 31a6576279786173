package compare

import (
	"image"
	"image/draw"
	"math"

	"cotejo/engine/feature"
	"cotejo/engine/trace"
)

// laid is one profile laid onto another: place i of the first, counted from its
// middle, reversed and stretched as said, meets place i+lag of the second.
type laid struct {
	lag         int
	reversed    bool
	stretch     float64 // the first is longer by this share
	correlation float64
	n           int     // places that both have
	share       float64 // of the shorter
	quality     float64
}

// strip is a profile with room for lookups: index 0 is its middle.
type strip struct {
	z, m []int32
	half int
	n    int // places that count
}

func stripOf(p *feature.Profile) strip {
	s := strip{z: make([]int32, len(p.Values)|1), m: make([]int32, len(p.Values)|1), half: len(p.Values) / 2}
	for i, v := range p.Values {
		if p.Mask.Has(i) {
			s.z[i], s.m[i] = int32(v), 1
			s.n++
		}
	}
	return s
}

// turned returns the strip reversed, when asked to, and longer by a share, linearly
// interpolated.
func (s strip) turned(reversed bool, stretch float64) strip {
	half := int(float64(s.half) * (1 + stretch))
	out := strip{z: make([]int32, 2*half+1), m: make([]int32, 2*half+1), half: half}
	for i := -half; i <= half; i++ {
		at := float64(i) / (1 + stretch)
		if reversed {
			at = -at
		}
		lo := int(math.Floor(at))
		part := at - float64(lo)
		k := lo + s.half
		if k < 0 || k >= len(s.m) || s.m[k] == 0 {
			continue
		}
		v := float64(s.z[k])
		if part > 0 {
			if k+1 >= len(s.m) || s.m[k+1] == 0 {
				continue
			}
			v = (1-part)*v + part*float64(s.z[k+1])
		}
		out.z[i+half], out.m[i+half] = int32(math.Round(v)), 1
		out.n++
	}
	return out
}

// at correlates two strips at a lag, about their means over the overlap.
func (s strip) at(o strip, lag int) (correlation float64, n int) {
	var count, sa, sb, aa, bb, ab int64
	lo, hi := max(-s.half, -o.half-lag), min(s.half, o.half-lag)
	for i := lo; i <= hi; i++ {
		x, y := i+s.half, i+lag+o.half
		m := s.m[x] & o.m[y]
		a, b := int64(s.z[x]*m), int64(o.z[y]*m)
		count += int64(m)
		sa, sb = sa+a, sb+b
		aa, bb, ab = aa+a*a, bb+b*b, ab+a*b
	}
	va, vb := float64(count*aa-sa*sa), float64(count*bb-sb*sb)
	if va <= 0 || vb <= 0 {
		return 0, int(count)
	}
	return float64(count*ab-sa*sb) / math.Sqrt(va*vb), int(count)
}

// align finds the best place of a on b: all lags in both senses, and stretches
// about the best few of them.
func (p ProfileParams) align(pa, pb *feature.Profile) (best laid, found bool) {
	a, b := stripOf(pa), stripOf(pb)
	least := max(int(p.MinOverlapUm/pa.PitchUm), int(p.MinOverlap*float64(min(a.n, b.n))), 2)
	try := func(s strip, lag int, reversed bool, stretch float64) laid {
		c, n := s.at(b, lag)
		share := min(1, float64(n)/float64(max(1, min(a.n, b.n))))
		return laid{lag, reversed, stretch, c, n, share, c * math.Sqrt(share)}
	}
	var starts []laid
	for _, reversed := range []bool{false, true} {
		s := a.turned(reversed, 0)
		reach := s.half + b.half
		before, now := math.Inf(-1), laid{quality: math.Inf(-1)}
		for lag := -reach; lag <= reach+1; lag++ {
			next := laid{quality: math.Inf(-1)}
			if lag <= reach {
				if next = try(s, lag, reversed, 0); next.n < least {
					next.quality = math.Inf(-1)
				}
			}
			if now.quality > before && now.quality >= next.quality {
				starts = append(starts, now)
			}
			before, now = now.quality, next
		}
	}
	const followed = 6
	for range followed {
		top := -1
		for i, s := range starts {
			if !math.IsInf(s.quality, -1) && (top < 0 || s.quality > starts[top].quality) {
				top = i
			}
		}
		if top < 0 {
			break
		}
		from := starts[top]
		starts[top].quality = math.Inf(-1)
		if !found || from.quality > best.quality {
			best, found = from, true
		}
		p.stretched(a, b, from, least, try, &best)
	}
	return best, found
}

// stretched looks about a lag with the first profile stretched.
func (p ProfileParams) stretched(a, b strip, from laid, least int, try func(strip, int, bool, float64) laid, best *laid) {
	for k := -p.StretchSteps; k <= p.StretchSteps; k++ {
		if k == 0 {
			continue
		}
		stretch := p.Stretch * float64(k) / float64(p.StretchSteps)
		s := a.turned(from.reversed, stretch)
		// A stretch moves the middle of the overlap, which lies off the middle of
		// the profile.
		reach := int(math.Abs(stretch)*float64(max(a.half, b.half))) + 2
		for lag := from.lag - reach; lag <= from.lag+reach; lag++ {
			if c := try(s, lag, from.reversed, stretch); c.n >= least && c.quality > best.quality {
				*best = c
			}
		}
	}
}

// independentOf is the number of independent places in an overlap: the correlation
// of two unrelated profiles has the variance 1/independent (Bartlett 1935).
func independentOf(l laid, a, b *feature.Profile) float64 {
	reach := int(textureReachUm / a.PitchUm)
	sa, sb := stripOf(a), stripOf(b)
	sum := 1.0
	for lag := 1; lag <= reach; lag++ {
		ra, na := sa.at(sa, lag)
		rb, nb := sb.at(sb, lag)
		if 10*na < sa.n || 10*nb < sb.n {
			break
		}
		sum += 2 * ra * rb
	}
	return float64(l.n) / math.Max(sum, 1)
}

// picture draws the two profiles as stripes, one above the other as they lie.
func (l laid) picture(pa, pb *feature.Profile) trace.Picture {
	const high = 60
	a, b := stripOf(pa).turned(l.reversed, l.stretch), stripOf(pb)
	lo, hi := min(-a.half+l.lag, -b.half), max(a.half+l.lag, b.half)
	img := image.NewRGBA(image.Rect(0, 0, hi-lo+1, 2*high+between))
	draw.Draw(img, img.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
	paint := func(s strip, off, top int) {
		for i, v := range s.z {
			c := blank
			if s.m[i] != 0 {
				c = grey(int16(v), true)
			}
			for y := range high {
				img.SetRGBA(i-s.half+off-lo, top+y, c)
			}
		}
	}
	paint(a, l.lag, 0)
	paint(b, 0, high+between)
	return trace.Picture{Image: img}
}
