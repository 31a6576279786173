package segment

import "math"

// sureness is the confidence in the breech face, from 0 to 1: as good as its worst
// sign, and less where others are poor as well. Each goes from what is surely wrong to
// what good ones of generated and real case heads show.
func (h *caseHead) sureness() float64 {
	ring := 1.0
	if !h.lamp.side {
		ring = between(h.rival, 1, 0.9)
	}
	signs := [...]float64{
		between(h.score, 0.6, 1.05),
		between(h.step, 0.05, 0.45),
		between(h.faceLine.oval(), 0.07, 0.02),
		between(math.Abs(math.Log(h.face.R/h.cup.R/0.78)), 0.28, 0.1),
		between(math.Abs(math.Log(h.hole.R/h.face.R/0.58)), 0.6, 0.25),
		between(h.holeLine.clear(), 0.15, 0.5),
		ring,
	}
	least, sum := 1.0, 0.0
	for _, s := range signs {
		least, sum = min(least, s), sum+s
	}
	return least * sum / float64(len(signs))
}

// between is 0 at one value or beyond, 1 at another or beyond it, and linear between.
func between(v, none, full float64) float64 {
	return math.Max(0, math.Min(1, (v-none)/(full-none)))
}

// step says how clear a face's edge is: by how much more what lies just outside of it
// has left the face than what lies just inside, from 0 to 1, on the mean of the turn
// as it weighs. Where the edge lies at the limit there is no step.
func (o *outline) step(left, weight []float32, u *unrolled) float64 {
	const reach = 15 // columns
	var sum, all float64
	for i := range u.rows {
		w := float64(weight[i])
		all += w
		j := int((o.radius[i]-u.first)/u.step + 0.5)
		if o.weight[i] == 0 || j < 3 || j+3 >= u.cols {
			continue
		}
		line := left[i*u.cols:][:u.cols]
		sum += w * float64(max(0, min(1, mean(line[j:min(u.cols, j+reach)])-mean(line[max(0, j-reach):j]))))
	}
	return sum / math.Max(all, 1e-9)
}

func mean(v []float32) float32 {
	var sum float32
	for _, x := range v {
		sum += x
	}
	return sum / float32(max(len(v), 1))
}

// oval says how far an outline lies off a circle, as a share of its radius, where it
// has something to say; 1 when no circle suits it.
func (o *outline) oval() float64 {
	c, ok := o.circle()
	if !ok {
		return 1
	}
	var sum, all float64
	for i, r := range o.radius {
		sum, all = sum+o.weight[i]*math.Abs(r-o.reach(c, i)), all+o.weight[i]
	}
	return sum / (all * c.R)
}

// clear is how clear an edge is on the mean of the turn; typical ones have less than 1
// since the light leaves parts of it dull.
func (o *outline) clear() float64 {
	var sum float64
	for _, w := range o.weight {
		sum += w
	}
	return sum / float64(len(o.weight))
}
