package match

import (
	"context"
	"errors"
	"fmt"

	"cotejo/api/casework"
	"cotejo/engine"
	"cotejo/engine/feature"
	"cotejo/engine/mark"
	"cotejo/engine/scan"
	"cotejo/engine/segment"
)

// shownBytes is how much of what was shown lately is kept: some hundred surfaces, or
// the thumbnails of many lists.
const shownBytes = 96 << 20

// Surface implements casework.Depicter: what Surface.Encode writes.
func (m *Matcher) Surface(ctx context.Context, d casework.Depicted, side int) ([]byte, error) {
	key := fmt.Sprintf("surface %s %d", d.Mark.Template, side)
	if data, ok := m.shown.get(key); ok {
		return data, nil
	}
	var data []byte
	err := m.reading(ctx, d.Acquisition, func(context.Context) error {
		if there, ok := m.shown.get(key); ok { // made while this waited for its turn
			data = there
			return nil
		}
		s, err := m.surface(ctx, d, side)
		if err != nil {
			return err
		}
		data = s.Encode()
		m.shown.put(key, data)
		return nil
	})
	if err != nil {
		return nil, m.unseen(d.Acquisition, err)
	}
	return data, nil
}

// surface is the table of contents.
func (m *Matcher) surface(ctx context.Context, d casework.Depicted, side int) (*Surface, error) {
	kind, err := mark.KindNamed(d.Mark.MarkKind)
	if err != nil {
		return nil, err
	}
	s, _, err := m.decode(ctx, d.Acquisition)
	if err != nil {
		return nil, err
	}
	modality := feature.Topography
	if i := s.Image; i != nil {
		modality = feature.Reflectance
		i.PitchX, i.PitchY = d.Mark.PitchXUm*1e-6, d.Mark.PitchYUm*1e-6 // as its template was made
	}
	region, whole, err := m.regionOf(s, kind, &d)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	depiction, err := m.engine.Depict(s, kind, region, whole, side)
	if err != nil {
		return nil, err
	}
	return surfaceOf(depiction, modality), nil
}

// regionOf is where a mark lies on its original: what a person drew, before what
// the file says, before what was found when the mark was made.
func (m *Matcher) regionOf(s *scan.Scan, kind mark.Kind, d *casework.Depicted) (region *mark.Mask, whole bool, err error) {
	width, height := frameOf(s)
	switch {
	case d.Outline != nil && d.Drawn, d.Outline != nil && (s.Region == nil || kind != mark.BreechFace):
		o, err := outline(d.Outline, width, height)
		if err != nil || len(o.Shapes) == 0 {
			return nil, d.Whole, err
		}
		return o.Mask(width, height), d.Whole, nil
	case s.Region != nil && kind == mark.BreechFace:
		return s.Region, d.Whole, nil
	}
	// A mark from before findings were kept.
	found, err := m.engine.Segment(s, engine.Known{PitchGiven: true})
	if refusal := (*segment.Refusal)(nil); err != nil && !errors.As(err, &refusal) {
		return nil, false, err
	}
	if found == nil || found.Of(kind) == nil {
		return nil, false, nil
	}
	return found.Of(kind).Mask, found.Extent == segment.Whole, nil
}

// unseen is the error for whoever wants to see what cannot be shown.
func (m *Matcher) unseen(a *casework.Acquisition, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if refusal, ok := errors.AsType[*casework.Refusal](refuse(err)); ok {
		return casework.Fail(casework.CodeConflict, "match.not_shown", "acquisition", a.ID, "reason", refusal.Reason).Because(err)
	}
	if lost(err) {
		return casework.Fail(casework.CodeInternal, "match.original_unreadable", "acquisition", a.ID).Because(err)
	}
	return err
}
