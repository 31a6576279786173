package prepare

import "math"

// resample brings the heights to a square frame of the given side and pitch with
// the centre in its middle. Each point is the mean of the measured surface under
// its area; it counts when at least minCover of that area is measured.
func resample(h *heights, c Centre, side int, pitchUm, minCover float64) *Relief {
	cols := overlaps(h.width, h.pitchX, c.XUm, side, pitchUm)
	rows := overlaps(h.height, h.pitchY, c.YUm, side, pitchUm)
	out := newRelief(side, pitchUm)
	z, m := make([]float64, side), make([]float64, side)
	full := (pitchUm / h.pitchX) * (pitchUm / h.pitchY)
	for y := range side {
		clear(z)
		clear(m)
		for _, r := range rows[y] {
			line := h.z[r.at*h.width:][:h.width]
			for x := range side {
				for _, k := range cols[x] {
					if v := line[k.at]; v == v {
						w := r.weight * k.weight
						z[x] += w * float64(v)
						m[x] += w
					}
				}
			}
		}
		for x := range side {
			if m[x] >= minCover*full {
				out.Z[y*side+x], out.M[y*side+x] = float32(z[x]/m[x]), 1
			}
		}
	}
	return out
}

// share is a source line and how many of its widths a target line covers.
type share struct {
	at     int
	weight float64
}

// overlaps lists, for each line of the target, the lines of the source that it
// covers. Both frames have the centre, given from the source's middle, in common.
func overlaps(n int, pitch, centre float64, side int, target float64) [][]share {
	out := make([][]share, side)
	origin := float64(n)/2 + centre/pitch // of the centre, in source lines
	for i := range out {
		lo := origin + (float64(i)-float64(side)/2)*target/pitch
		hi := lo + target/pitch
		for k := max(0, int(math.Floor(lo))); k < n && float64(k) < hi; k++ {
			if w := math.Min(hi, float64(k+1)) - math.Max(lo, float64(k)); w > 0 {
				out[i] = append(out[i], share{k, w})
			}
		}
	}
	return out
}

// Coarsen joins k x k
// points into one, the mean of the valid ones, which counts when at least
// minCover of them are. The side must be a multiple of k.
func Coarsen(r *Relief, k int, minCover float64) *Relief {
	out := newRelief(r.Side/k, r.PitchUm*float64(k))
	for y := range out.Side {
		for x := range out.Side {
			var z, m float32
			for dy := range k {
				at := (y*k+dy)*r.Side + x*k
				for dx := range k {
					z += r.Z[at+dx]
					m += r.M[at+dx]
				}
			}
			if float64(m) >= minCover*float64(k*k) {
				out.Z[y*out.Side+x], out.M[y*out.Side+x] = z/m, 1
			}
		}
	}
	return out
}
