package segment

import "cotejo/engine/mark"

// ImageParams are the numbers of segmentation on reflectance images.
type ImageParams struct{}

func defaultImageParams() ImageParams { return ImageParams{} }

func (p ImageParams) validate() error { return nil }

// findOnImage is the table of contents.
func findOnImage(m *mark.Image, o Options, p Params) (*Found, error) {
	return wholeFrame(m.Width, m.Height, [2]float64{m.PitchX * 1e6, m.PitchY * 1e6}, o), nil
}
