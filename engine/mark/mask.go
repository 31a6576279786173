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
