package segment

import (
	"math"

	"cotejo/engine/cv"
	"cotejo/engine/mark"
)

// Numbers of the search for striae, in micrometres where not said.
const (
	// shearCellUm is the pitch on which striae are looked at, where the scan is not
	// coarser: theirs is 15 to 60 um.
	shearCellUm = 7
	// striaUm separates striae from the form of the metal, areaUm is the deviation of
	// the neighbourhood in which they must run alike.
	striaUm, shearAreaUm = 16, 45
	// alikeShare is the coherence from which on a neighbourhood is striated: 0 for
	// isotropic roughness, 1 for parallel lines.
	alikeShare = 0.42
	// besideShare is that of what lies beside such a neighbourhood, and seedShare the
	// share of a connected part that must be striated by itself.
	besideShare, seedShare = 0.32, 0.25
	// alongDeg is how far the direction of striae may differ from the others'.
	alongDeg = 22
	// shearFlankUm is left out at the aperture's edge, whose flank is a line too.
	shearFlankUm = 40
	// shearEdgeUm is half the width of that flank, beyond its steepest line.
	shearEdgeUm = 15
	shearMinMm2 = 0.08
)

// findShear looks for metal with striae of one direction between the aperture's edge
// and the dent. confidence grows with the mean coherence of what was found.
func findShear(s *mark.Surface, f *face, aperture Circle, d *dent) (m *mark.Mask, confidence float64, err error) {
	cell := max(shearCellUm, s.PitchX*1e6, s.PitchY*1e6)
	t := window(s, aperture, cell)
	in := make([]bool, len(t.z))
	for i := range t.z {
		x, y := aperture.X-aperture.R+(float64(i%t.w)+0.5)*cell, aperture.Y-aperture.R+(float64(i/t.w)+0.5)*cell
		r := math.Hypot(x-aperture.X, y-aperture.Y)
		in[i] = t.z[i] == t.z[i] && r < aperture.R-shearFlankUm
		if in[i] && d != nil {
			edge, own := d.edge.at(x, y)
			in[i] = own > 1.08*edge+10
		}
		if in[i] {
			t.z[i] -= float32(f.form.at(x, y))
		}
	}
	xx, yy, xy, err := tensor(t.z, in, t.w, t.h, cell)
	if err != nil {
		return nil, 0, err
	}
	along, ok := mainDirection(xx, yy, xy, in)
	if !ok {
		return nil, 0, nil
	}
	alike := make([]bool, len(in))
	for i := range in {
		c, to := coherence(xx[i], yy[i], xy[i])
		alike[i] = in[i] && c >= besideShare && apart(to, along) <= alongDeg*math.Pi/180
	}
	return t.shearMask(s, alike, in, aperture, xx, yy, xy)
}

// shearMask cleans what is alike and brings it to full size.
func (t *terrain) shearMask(s *mark.Surface, alike, in []bool, aperture Circle, xx, yy, xy []float32) (*mark.Mask, float64, error) {
	alike, err := cv.Close(alike, t.w, t.h, int(50/t.cell))
	if err != nil {
		return nil, 0, err
	}
	if alike, err = cv.Open(alike, t.w, t.h, int(30/t.cell)); err != nil {
		return nil, 0, err
	}
	label, size, err := cv.Components(alike, t.w, t.h)
	if err != nil {
		return nil, 0, err
	}
	seeds := make([]int, len(size))
	for i, k := range label {
		if c, _ := coherence(xx[i], yy[i], xy[i]); in[i] && c >= alikeShare {
			seeds[k]++
		}
	}
	kept, sum, n := make([]bool, len(in)), 0.0, 0.0
	for i, k := range label {
		if k > 0 && float64(size[k])*t.cell*t.cell/1e6 >= shearMinMm2 && float64(seeds[k]) >= seedShare*float64(size[k]) {
			kept[i] = true
			c, _ := coherence(xx[i], yy[i], xy[i])
			sum, n = sum+c, n+1
		}
	}
	if n == 0 {
		return nil, 0, nil
	}
	// The flank at the edge and the lip at the dent were left out above.
	if kept, err = cv.Dilate(kept, t.w, t.h, int(25/t.cell)); err != nil {
		return nil, 0, err
	}
	x0, y0 := aperture.X-aperture.R, aperture.Y-aperture.R
	whole := aperture
	whole.R += shearEdgeUm
	m := maskOf(s, whole, func(x, y float64) bool {
		// What lies beside the edge belongs to it where what lies further in does.
		if r := math.Hypot(x-aperture.X, y-aperture.Y); r > aperture.R-2*shearFlankUm {
			in := (aperture.R - 2*shearFlankUm) / r
			x, y = aperture.X+in*(x-aperture.X), aperture.Y+in*(y-aperture.Y)
		}
		return kept[min(int((y-y0)/t.cell), t.h-1)*t.w+min(int((x-x0)/t.cell), t.w-1)]
	})
	// Outlines agree with what was generated from a mean coherence of about 0.7 on.
	return m, math.Max(0.05, math.Min(1, (sum/n-0.35)/0.45)), nil
}

// window samples the square about a circle: the nearest points.
func window(s *mark.Surface, c Circle, cell float64) *terrain {
	n := int(2*c.R/cell) + 1
	t := &terrain{w: n, h: n, cell: cell, z: make([]float32, n*n)}
	for j := range n {
		y := int(math.Floor((c.Y - c.R + (float64(j)+0.5)*cell) / (s.PitchY * 1e6)))
		for i := range n {
			x := int(math.Floor((c.X - c.R + (float64(i)+0.5)*cell) / (s.PitchX * 1e6)))
			t.z[j*n+i] = notMeasured
			if x >= 0 && y >= 0 && x < s.Width && y < s.Height {
				t.z[j*n+i] = float32(s.Z[y*s.Width+x] * 1e6)
			}
		}
	}
	return t
}

// tensor is the structure tensor of the fine relief: the products of its slopes,
// smoothed (Förstner and Gülch 1987). It is 0 where nothing is in.
func tensor(z []float32, in []bool, w, h int, cell float64) (xx, yy, xy []float32, err error) {
	value, weight := make([]float32, len(z)), make([]float32, len(z))
	for i := range z {
		if in[i] {
			value[i], weight[i] = z[i], 1
		}
	}
	form, err := cv.Gaussian(value, w, h, striaUm/cell)
	if err != nil {
		return nil, nil, nil, err
	}
	share, err := cv.Gaussian(weight, w, h, striaUm/cell)
	if err != nil {
		return nil, nil, nil, err
	}
	for i := range value {
		if in[i] {
			// A speck of dust must not outweigh the striae.
			value[i] = max(-4, min(4, value[i]-form[i]/share[i]))
		}
	}
	xx, yy, xy = make([]float32, len(z)), make([]float32, len(z)), make([]float32, len(z))
	for y := 1; y < h-1; y++ {
		for x := 1; x < w-1; x++ {
			i := y*w + x
			if !in[i] || !in[i-1] || !in[i+1] || !in[i-w] || !in[i+w] {
				continue
			}
			dx, dy := value[i+1]-value[i-1], value[i+w]-value[i-w]
			xx[i], yy[i], xy[i] = dx*dx, dy*dy, dx*dy
		}
	}
	for _, v := range []*[]float32{&xx, &yy, &xy} {
		if *v, err = cv.Gaussian(*v, w, h, shearAreaUm/cell); err != nil {
			return nil, nil, nil, err
		}
	}
	return xx, yy, xy, nil
}

// coherence is how far a tensor is from isotropic, 0 to 1, and the direction along
// which the relief changes least, in radians.
func coherence(xx, yy, xy float32) (share, along float64) {
	a, b := float64(xx-yy), 2*float64(xy)
	return math.Hypot(a, b) / (float64(xx+yy) + 0.02), math.Atan2(b, a)/2 + math.Pi/2
}

// mainDirection is the direction that most neighbourhoods share, each weighing as it
// is coherent.
func mainDirection(xx, yy, xy []float32, in []bool) (float64, bool) {
	const bins = 36
	var sum [bins]float64
	all := 0.0
	for i := range in {
		if !in[i] {
			continue
		}
		if c, to := coherence(xx[i], yy[i], xy[i]); c >= alikeShare {
			sum[(int(to/math.Pi*bins)+bins)%bins] += c
			all++
		}
	}
	best, top := 0, 0.0
	for k := range sum {
		if v := sum[k] + sum[(k+1)%bins] + sum[(k+bins-1)%bins]; v > top {
			best, top = k, v
		}
	}
	return (float64(best) + 0.5) * math.Pi / bins, all > 0
}

// apart is the angle between two lines.
func apart(a, b float64) float64 {
	d := math.Mod(math.Abs(a-b), math.Pi)
	return math.Min(d, math.Pi-d)
}
