package match

import (
	"bytes"
	"context"
	"fmt"
	"image"
	encoder "image/png"

	"cotejo/api/casework"
	"cotejo/engine/mark"
	"cotejo/engine/picture"
	"cotejo/engine/scan"
	"cotejo/engine/segment"
)

// drawn rasterises the regions that people drew.
func drawn(regions []*casework.Region, s *scan.Scan) (map[mark.Kind]*mark.Mask, error) {
	width, height := frameOf(s)
	out := make(map[mark.Kind]*mark.Mask, len(regions))
	for _, r := range regions {
		kind, err := mark.KindNamed(r.MarkKind)
		if err != nil {
			return nil, fmt.Errorf("region %s: %w", r.ID, err)
		}
		o, err := outline(&r.Outline, width, height)
		if err != nil {
			return nil, fmt.Errorf("region %s: %w", r.ID, err)
		}
		out[kind] = o.Mask(width, height)
	}
	return out, nil
}

// outline is one as the engine has it; without shapes it is that of no mark.
func outline(o *casework.Outline, width, height int) (mark.Outline, error) {
	var out mark.Outline
	for _, s := range o.Shapes {
		shape := mark.Shape{Cut: s.Cut, Circle: (*mark.Disc)(s.Circle)}
		for _, p := range s.Polygon {
			if len(p) != 2 {
				return out, fmt.Errorf("a corner has %d numbers", len(p))
			}
			shape.Polygon = append(shape.Polygon, [2]float64{p[0], p[1]})
		}
		out.Shapes = append(out.Shapes, shape)
	}
	if len(out.Shapes) == 0 {
		return out, nil
	}
	return out, out.Validate(width, height)
}

// kept is an outline as records have it.
func kept(o mark.Outline) casework.Outline {
	out := casework.Outline{Shapes: make([]casework.Shape, len(o.Shapes))}
	for i, s := range o.Shapes {
		out.Shapes[i] = casework.Shape{Cut: s.Cut, Circle: (*casework.Disc)(s.Circle)}
		for _, p := range s.Polygon {
			out.Shapes[i].Polygon = append(out.Shapes[i].Polygon, p[:])
		}
	}
	return out
}

// Points implements casework.Matcher.
func (m *Matcher) Points(o *casework.Outline, width, height int) (int, error) {
	of, err := outline(o, width, height)
	if err != nil {
		return 0, err
	}
	return of.Mask(width, height).Count(), nil
}

// MaskPicture implements casework.Matcher.
func (m *Matcher) MaskPicture(ctx context.Context, o *casework.Outline, width, height int) (out []byte, err error) {
	of, err := outline(o, width, height)
	if err != nil {
		return nil, err
	}
	err = m.engine.Pool().Do(ctx, func(context.Context) error {
		out, err = encoded(picture.Mask(of.Mask(width, height)))
		return err
	})
	return out, err
}

// Overlay implements casework.Matcher.
func (m *Matcher) Overlay(ctx context.Context, a *casework.Acquisition, found *casework.Segmentation, regions []casework.InForce) (out []byte, err error) {
	err = m.reading(ctx, a, func(ctx context.Context) error {
		s, _, err := m.decode(ctx, a)
		if err != nil {
			return err
		}
		width, height := frameOf(s)
		shown := &segment.Found{Width: width, Height: height, PitchUm: [2]float64{found.PitchXUm, found.PitchYUm}}
		if found.PitchFrom == string(segment.PitchUnknown) {
			shown.PitchUm = [2]float64{1, 1}
		}
		if c := found.Primer; c.DiameterUm > 0 {
			shown.Primer = &segment.Primer{Edge: segment.Circle{X: c.XUm, Y: c.YUm, R: c.DiameterUm / 2}}
		}
		if c := found.Aperture; c.DiameterUm > 0 {
			shown.Aperture = &segment.Circle{X: c.XUm, Y: c.YUm, R: c.DiameterUm / 2}
		}
		for _, r := range regions {
			kind, err := mark.KindNamed(r.MarkKind)
			if err != nil {
				return err
			}
			o, err := outline(&r.Outline, width, height)
			if err != nil {
				return err
			}
			shown.Marks = append(shown.Marks, segment.Mark{Kind: kind, Mask: o.Mask(width, height)})
		}
		out, err = encoded(picture.Found(s, shown))
		return err
	})
	return out, err
}

func encoded(img image.Image) ([]byte, error) {
	var b bytes.Buffer
	err := encoder.Encode(&b, img)
	return b.Bytes(), err
}
