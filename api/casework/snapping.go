package casework

import (
	"bytes"
	"context"
	"image/color"
	"image/png"
	"io"
)

// MaySnap refuses who may not keep a snapshot of a pair, before its picture is
// read.
func (s *Service) MaySnap(ctx context.Context, candidate string) error {
	return s.view(ctx, func(tx Tx, a *Actor) error { return getTo(ctx, tx, a, Judge, &Candidate{}, candidate) })
}

// Snap keeps a picture (PNG) of what was on the screen, with the title and the
// view of sn.
func (s *Service) Snap(ctx context.Context, candidate string, sn *Snapshot, picture []byte) error {
	if err := s.MaySnap(ctx, candidate); err != nil {
		return err
	}
	if sn.View == nil {
		sn.View = map[string]any{}
	}
	if err := Check(sn); err != nil {
		return err
	}
	width, height, err := s.measured(ctx, picture)
	if err != nil {
		return err
	}
	hash, size, err := s.Blobs.Put(ctx, bytes.NewReader(picture), MaxSnapshot)
	if err != nil {
		return err
	}
	return s.once(ctx, sn, func(u *act) error {
		var c Candidate
		probe, err := u.pairOf(ctx, &c, candidate)
		if err != nil {
			return err
		}
		var e Exhibit
		if err := u.Get(ctx, &e, probe); err != nil {
			return err
		}
		sn.Candidate, sn.Exhibit, sn.Case = c.ID, e.ID, e.Case
		sn.SHA256, sn.Bytes, sn.Width, sn.Height = hash, size, width, height
		return u.insert(ctx, sn, c.Lab, "snapshot")
	})
}

// measured decodes a picture to its end and returns its size. One is decoded at a
// time, since the largest needs 160 MB.
func (s *Service) measured(ctx context.Context, picture []byte) (width, height int, err error) {
	if len(picture) > MaxSnapshot {
		return 0, 0, Fail(CodeTooLarge, "snapshot.too_large", "most", MaxSnapshot)
	}
	config, err := png.DecodeConfig(bytes.NewReader(picture))
	if err != nil {
		return 0, 0, Fail(CodeUnsupported, "snapshot.no_png").Because(err)
	}
	switch config.ColorModel {
	case color.Gray16Model, color.RGBA64Model, color.NRGBA64Model:
		return 0, 0, Fail(CodeUnsupported, "snapshot.deep")
	}
	// The sizes of a PNG are 31 bits, so that their product cannot overflow.
	if int64(config.Width)*int64(config.Height) > mostSnapshotPoints {
		return 0, 0, Fail(CodeTooLarge, "snapshot.too_many_points", "most", mostSnapshotPoints, "width", config.Width, "height", config.Height)
	}
	select {
	case s.decoding <- struct{}{}:
		defer func() { <-s.decoding }()
	case <-ctx.Done():
		return 0, 0, ctx.Err()
	}
	rest := bytes.NewReader(picture)
	if _, err := png.Decode(rest); err != nil {
		return 0, 0, Fail(CodeUnsupported, "snapshot.no_png").Because(err)
	}
	if rest.Len() > 0 { // something else hides behind it
		return 0, 0, Fail(CodeUnsupported, "snapshot.no_png")
	}
	return config.Width, config.Height, nil
}

// SnapshotPicture opens a snapshot's picture. The caller closes it.
func (s *Service) SnapshotPicture(ctx context.Context, id string) (*Snapshot, io.ReadCloser, error) {
	sn := &Snapshot{}
	if err := s.see(ctx, sn, id, "view"); err != nil {
		return nil, nil, err
	}
	r, err := s.Blobs.Open(ctx, sn.SHA256)
	return sn, r, err
}
