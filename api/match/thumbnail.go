package match

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	encoder "image/png"

	"golang.org/x/image/draw"
	"golang.org/x/sync/errgroup"

	"cotejo/api/casework"
	"cotejo/engine"
	"cotejo/engine/feature"
	"cotejo/engine/mark"
)

// Thumbnail implements casework.Depicter.
func (m *Matcher) Thumbnail(ctx context.Context, picture string, side int) ([]byte, error) {
	if side == 0 {
		return m.read(ctx, picture, maxPicture)
	}
	key := fmt.Sprintf("thumbnail %s %d", picture, side)
	if data, ok := m.shown.get(key); ok {
		return data, nil
	}
	var data []byte
	// Beside the engine's pool: it is quick, and lists show many.
	err := m.previews.Do(ctx, func(ctx context.Context) error {
		whole, err := m.read(ctx, picture, maxPicture)
		if err != nil {
			return err
		}
		img, err := encoder.Decode(bytes.NewReader(whole))
		if err != nil {
			return fmt.Errorf("picture %s: %w", picture, errors.Join(err, casework.ErrCorrupt))
		}
		if data, err = encoded(scaled(img, side)); err == nil {
			m.shown.put(key, data)
		}
		return err
	})
	return data, err
}

// scaled brings the longer side of a picture to so many pixels; each is made of all
// that lie under it.
func scaled(img image.Image, side int) image.Image {
	b := img.Bounds()
	longer := max(b.Dx(), b.Dy())
	out := image.NewRGBA(image.Rect(0, 0, max(1, b.Dx()*side/longer), max(1, b.Dy()*side/longer)))
	draw.CatmullRom.Scale(out, out.Bounds(), img, b, draw.Src, nil)
	return out
}

// Frames implements casework.Depicter. The pictures' heads are read side by side,
// since blobs may be far away, and their sizes kept.
func (m *Matcher) Frames(ctx context.Context, marks []*casework.Mark) ([]*casework.Frame, error) {
	out := make([]*casework.Frame, len(marks))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(8)
	for i, k := range marks {
		if k == nil || k.Picture == "" {
			continue
		}
		g.Go(func() (err error) {
			out[i], err = m.frame(ctx, k)
			if lost(err) { // what is missing shows nothing
				return nil
			}
			return err
		})
	}
	return out, g.Wait()
}

// frame is what the picture of a mark shows. The mark's centre lies in its middle.
func (m *Matcher) frame(ctx context.Context, k *casework.Mark) (*casework.Frame, error) {
	width, height, err := m.sizeOf(ctx, k.Picture)
	if err != nil {
		return nil, err
	}
	pitch, err := m.picturePitch(ctx, k, width)
	return &casework.Frame{WidthUm: float64(width) * pitch, HeightUm: float64(height) * pitch, CentreXUm: k.CentreXUm, CentreYUm: k.CentreYUm}, err
}

// sizeOf returns how many pixels a picture has.
func (m *Matcher) sizeOf(ctx context.Context, picture string) (width, height int, err error) {
	key := "size " + picture
	if data, ok := m.shown.get(key); ok {
		return int(binary.LittleEndian.Uint32(data)), int(binary.LittleEndian.Uint32(data[4:])), nil
	}
	r, err := m.blobs.Open(ctx, picture)
	if err != nil {
		return 0, 0, err
	}
	defer r.Close()
	c, err := encoder.DecodeConfig(r)
	if err != nil {
		return 0, 0, fmt.Errorf("picture %s: %w", picture, errors.Join(err, casework.ErrCorrupt))
	}
	m.shown.put(key, binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(nil, uint32(c.Width)), uint32(c.Height)))
	return c.Width, c.Height, nil
}

// picturePitch is how many micrometres a pixel of a mark's picture is: the pitch to
// which its kind was brought when it was made. The fine level of a template spans the
// same frame.
func (m *Matcher) picturePitch(ctx context.Context, k *casework.Mark, width int) (float64, error) {
	kind, err := mark.KindNamed(k.MarkKind)
	if err != nil {
		return 0, err
	}
	now := m.engine.BasePitchUm(kind)
	if version, params, _ := m.Engine(); k.Engine == version && k.Params == params || k.Engine == engine.Version && kind == mark.ApertureShear {
		return now, nil
	}
	t, err := m.template(ctx, k.Template)
	if err != nil {
		return 0, err
	}
	if fine := t.Levels[feature.Fine]; fine.Side > 0 {
		return fine.PitchUm * float64(fine.Side) / float64(width), nil
	}
	return now, nil
}
