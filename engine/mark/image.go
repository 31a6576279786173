package mark

import "fmt"

// Image is a 2D reflectance image in grey.
//
// Pix holds Width*Height samples, row by row from the top left, scaled to
// 0..65535 whatever the depth of the file. PitchX and PitchY are metres a
// pixel, 0 when the file does not say.
type Image struct {
	Width, Height  int
	PitchX, PitchY float64
	Pix            []uint16
	// Depth is the number of significant bits a sample had in the file: 8 or 16.
	Depth int
}

// Check reports a size that does not fit the data, or an unusable pitch. A
// pitch of zero on both axes is accepted: it means unknown.
func (m *Image) Check() error {
	switch {
	case m.Width <= 0 || m.Height <= 0:
		return fmt.Errorf("image is %d x %d pixels: both sides must be positive", m.Width, m.Height)
	case len(m.Pix) != m.Width*m.Height:
		return fmt.Errorf("image of %d x %d pixels has %d samples", m.Width, m.Height, len(m.Pix))
	case m.PitchX == 0 && m.PitchY == 0:
		return nil
	}
	return checkPitch(m.PitchX, m.PitchY)
}
