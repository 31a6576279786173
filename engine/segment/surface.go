package segment

import "cotejo/engine/mark"

// SurfaceParams are the numbers of segmentation on topographies.
type SurfaceParams struct{}

func defaultSurfaceParams() SurfaceParams { return SurfaceParams{} }

func (p SurfaceParams) validate() error { return nil }

// findOnSurface is the table of contents.
func findOnSurface(s *mark.Surface, o Options, p Params) (*Found, error) {
	return wholeFrame(s.Width, s.Height, [2]float64{s.PitchX * 1e6, s.PitchY * 1e6}, o), nil
}
