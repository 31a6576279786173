package mark

// Mask says which points of a surface or image belong to a mark. In holds
// Width*Height flags, row by row from the top left.
type Mask struct {
	Width, Height int
	In            []bool
}

// NewMask returns a mask of the given size that holds no point.
func NewMask(width, height int) *Mask {
	return &Mask{Width: width, Height: height, In: make([]bool, width*height)}
}

// Count returns the number of points in the mask.
func (m *Mask) Count() int {
	n := 0
	for _, in := range m.In {
		if in {
			n++
		}
	}
	return n
}

// Overlap is the intersection over the union of two masks of one size, 0 when both
// are empty or their sizes differ.
func (m *Mask) Overlap(other *Mask) float64 {
	if m.Width != other.Width || m.Height != other.Height {
		return 0
	}
	both, either := 0, 0
	for i, in := range m.In {
		if in && other.In[i] {
			both++
		}
		if in || other.In[i] {
			either++
		}
	}
	if either == 0 {
		return 0
	}
	return float64(both) / float64(either)
}

// Bounds are the first column and row of the mask's points and those after the last,
// all zero for an empty one.
func (m *Mask) Bounds() (x0, y0, x1, y1 int) {
	x0, y0 = m.Width, m.Height
	for y := range m.Height {
		for x, in := range m.In[y*m.Width : (y+1)*m.Width] {
			if in {
				x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x+1), max(y1, y+1)
			}
		}
	}
	if x1 == 0 {
		return 0, 0, 0, 0
	}
	return x0, y0, x1, y1
}
