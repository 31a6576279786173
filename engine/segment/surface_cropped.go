package segment

import (
	"slices"

	"cotejo/engine/cv"
	"cotejo/engine/mark"
)

// cutOut says whether a scan was cut to a mark before: no points over much of the
// frame, from its border inward in one piece, and hardly any at the border itself.
// ragged says that what was measured are crumbs rather than an area.
func cutOut(t *terrain, p SurfaceParams) (cut, ragged bool, err error) {
	seen := make([]bool, len(t.z))
	var queue []int
	push := func(x, y int) {
		if x < 0 || y < 0 || x >= t.w || y >= t.h {
			return
		}
		if i := y*t.w + x; !seen[i] && t.z[i] != t.z[i] {
			seen[i] = true
			queue = append(queue, i)
		}
	}
	border := 0
	for x := range t.w {
		push(x, 0)
		push(x, t.h-1)
		border += 2
	}
	for y := range t.h {
		push(0, y)
		push(t.w-1, y)
		border += 2
	}
	atBorder := len(queue)
	for k := 0; k < len(queue); k++ {
		x, y := queue[k]%t.w, queue[k]/t.w
		push(x-1, y)
		push(x+1, y)
		push(x, y-1)
		push(x, y+1)
	}
	ragged, err = crumbs(t)
	return float64(len(queue)) >= p.CutOutShare*float64(len(t.z)) && atBorder >= border/2, ragged, err
}

// crumbs says whether what was measured falls apart: its largest connected part is
// less than a quarter of it. A mark that is torn into a few pieces does not.
func crumbs(t *terrain) (bool, error) {
	in, n := make([]bool, len(t.z)), 0
	for i, z := range t.z {
		if z == z {
			in[i] = true
			n++
		}
	}
	_, size, err := cv.Components(in, t.w, t.h)
	if err != nil {
		return false, err
	}
	return 4*slices.Max(append(size[1:], 0)) < n, nil
}

// measuredArea takes all measured points as one breech face impression.
func measuredArea(s *mark.Surface, f *Found) *Found {
	f.Extent = Cropped
	m := mark.NewMask(s.Width, s.Height)
	for i, z := range s.Z {
		m.In[i] = z == z
	}
	f.Marks = []Mark{{Kind: mark.BreechFace, Mask: m, Confidence: 1}}
	return f
}
