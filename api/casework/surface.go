package casework

import (
	"context"
	"fmt"
	"slices"
)

// Depicter makes what people look at of the originals and the pictures kept. It is
// safe for concurrent use, and keeps what it made lately.
type Depicter interface {
	// Surface returns a mark's relief with at most so many points a side, in the
	// form application/vnd.cotejo.surface.
	Surface(ctx context.Context, d Depicted, side int) ([]byte, error)
	// Thumbnail returns a kept picture (PNG), its longer side scaled to so many
	// pixels; as it was kept for a side of 0.
	Thumbnail(ctx context.Context, picture string, side int) ([]byte, error)
	// Frames returns what the pictures of marks show; nil for a mark that is nil or
	// whose picture is missing.
	Frames(ctx context.Context, marks []*Mark) ([]*Frame, error)
	// AcquisitionPicture draws an acquisition as it came, its longer side with at
	// most so many pixels; a conflict Error says that its file cannot be read.
	AcquisitionPicture(ctx context.Context, a *Acquisition, side int) (*Depiction, error)
}

// Depiction is a picture of an acquisition.
type Depiction struct {
	PNG           []byte
	Width, Height int // points of the original
}

// Depicted is a mark with what is needed to show it as its template has it.
type Depicted struct {
	Mark        *Mark
	Acquisition *Acquisition
	// Outline is where the mark lies, nil when nothing on record says so; Drawn
	// tells that a person drew it, and Whole that the original shows more than the
	// mark.
	Outline      *Outline
	Drawn, Whole bool
}

// The bounds of a surface's longer side, in points.
const (
	MinSurface = 64
	MaxSurface = 1024
)

// Shown is something to look at that has been logged as seen; it is made when it
// is asked for.
type Shown struct {
	// Tag names what it is: what has the same is the same.
	Tag string
	// Frame is what a mark's picture shows, nil when that is not known.
	Frame *Frame
	// Width and Height are points of the original, once it is made, 0 where they are
	// not told.
	Width, Height int
	Make          func(ctx context.Context) ([]byte, error)
}

// MarkSurface returns the relief of a mark, as Depicter.Surface does.
func (s *Service) MarkSurface(ctx context.Context, mark string, side int) (*Shown, error) {
	m := &Mark{}
	if err := s.see(ctx, m, mark, "view_surface"); err != nil {
		return nil, err
	}
	return s.surface(m, side)
}

// PairSurface returns the relief of one of a pair's marks, the probe's or the
// candidate's.
func (s *Service) PairSurface(ctx context.Context, candidate string, ofProbe bool, side int) (*Shown, error) {
	_, m, other, err := s.Pair(ctx, candidate)
	if err != nil {
		return nil, err
	}
	if !ofProbe {
		m = other
	}
	return s.surface(m, side)
}

func (s *Service) surface(m *Mark, side int) (*Shown, error) {
	if side < MinSurface || side > MaxSurface {
		return nil, invalid("side_px", "table.side", "least", MinSurface, "most", MaxSurface)
	}
	return &Shown{Tag: fmt.Sprintf("surface-1-%s-%d", m.Template, side), Make: func(ctx context.Context) ([]byte, error) {
		d := Depicted{Mark: m, Acquisition: &Acquisition{}}
		err := s.Store.View(ctx, func(tx Tx) error {
			if err := tx.Get(ctx, d.Acquisition, m.Acquisition); err != nil {
				return err
			}
			return d.outlined(ctx, tx)
		})
		if err != nil {
			return nil, err
		}
		return s.Matcher.Surface(ctx, d, side)
	}}, nil
}

// outlined finds where the mark lay when it was made.
func (d *Depicted) outlined(ctx context.Context, tx Tx) error {
	m := d.Mark
	all, err := segmentationsOf(ctx, tx, m.Acquisition, 0)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(all, func(f *Segmentation) bool {
		return f.Engine == m.Engine && f.Params == m.Params && !f.CreatedAt.After(m.CreatedAt)
	})
	if at >= 0 {
		d.Whole = all[at].Extent == "whole"
		if f := all[at].of(m.MarkKind); f != nil {
			d.Outline = &f.Outline
		}
	}
	if m.Region == "" {
		return nil
	}
	var r Region
	if err := tx.Get(ctx, &r, m.Region); err != nil {
		return err
	}
	d.Outline, d.Drawn = &r.Outline, true
	return nil
}
