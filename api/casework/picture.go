package casework

import (
	"context"
	"fmt"
)

// Frame is what a picture of a mark shows of its original.
type Frame struct {
	WidthUm   float64 `json:"width_um" doc:"Micrometres across."`
	HeightUm  float64 `json:"height_um"`
	CentreXUm float64 `json:"centre_x_um" doc:"The picture's middle from the middle of the original's frame, to the right."`
	CentreYUm float64 `json:"centre_y_um" doc:"Downwards."`
}

// The bounds of the longer side of a scaled picture of a mark, and of an acquisition,
// in pixels.
const (
	MinPicture     = 16
	MaxPicture     = 1024
	MinAcquisition = 64
	MaxAcquisition = 2048
)

// Picture returns a mark's picture (PNG), its longer side scaled to so many pixels;
// as it was kept for a side of 0.
func (s *Service) Picture(ctx context.Context, mark string, side int) (*Shown, error) {
	m := &Mark{}
	if err := s.see(ctx, m, mark, "view"); err != nil {
		return nil, err
	}
	return s.picture(ctx, m, side)
}

// PairPicture returns the picture of one of a pair's marks, the probe's or the
// candidate's, as Picture does.
func (s *Service) PairPicture(ctx context.Context, candidate string, ofProbe bool, side int) (*Shown, error) {
	_, m, other, err := s.Pair(ctx, candidate)
	if err != nil {
		return nil, err
	}
	if !ofProbe {
		m = other
	}
	return s.picture(ctx, m, side)
}

func (s *Service) picture(ctx context.Context, m *Mark, side int) (*Shown, error) {
	if side != 0 && (side < MinPicture || side > MaxPicture) {
		return nil, invalid("side_px", "table.side", "least", MinPicture, "most", MaxPicture)
	}
	if m.Picture == "" {
		return nil, Fail(CodeNotFound, "table.no_picture", "mark", m.ID)
	}
	frames, err := s.Matcher.Frames(ctx, []*Mark{m})
	if err != nil {
		return nil, err
	}
	shown := &Shown{Tag: m.Picture, Frame: frames[0], Make: func(ctx context.Context) ([]byte, error) {
		return s.Matcher.Thumbnail(ctx, m.Picture, side)
	}}
	if side != 0 {
		shown.Tag = fmt.Sprintf("%s-%d", m.Picture, side)
	}
	return shown, nil
}

// AcquisitionPicture returns a picture (PNG) of an acquisition as it came, its longer
// side with at most so many pixels.
func (s *Service) AcquisitionPicture(ctx context.Context, acquisition string, side int) (*Shown, error) {
	a := &Acquisition{}
	if err := s.see(ctx, a, acquisition, "view_picture"); err != nil {
		return nil, err
	}
	if side < MinAcquisition || side > MaxAcquisition {
		return nil, invalid("side_px", "table.side", "least", MinAcquisition, "most", MaxAcquisition)
	}
	shown := &Shown{Tag: fmt.Sprintf("acquisition-1-%s-%d", a.SHA256, side)}
	shown.Make = func(ctx context.Context) ([]byte, error) {
		d, err := s.Matcher.AcquisitionPicture(ctx, a, side)
		if err != nil {
			return nil, err
		}
		shown.Width, shown.Height = d.Width, d.Height
		return d.PNG, nil
	}
	return shown, nil
}
