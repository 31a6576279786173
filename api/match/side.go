package match

import (
	"context"
	"fmt"
	"io"

	"cotejo/api/casework"
	"cotejo/engine/feature"
	"cotejo/engine/trace"
)

// side is one mark of a comparison.
type side struct {
	name     string // hash of the template
	template *feature.Template
	picture  png // nil when nobody will see it
}

// side reads a mark's template and, when it is to be shown, its picture.
func (m *Matcher) side(ctx context.Context, k *casework.Mark, shown bool) (s side, err error) {
	s.name = k.Template
	if s.template, err = m.ofMark(ctx, k); err != nil || !shown || k.Picture == "" {
		return s, err
	}
	if s.picture, err = m.read(ctx, k.Picture, maxPicture); err != nil {
		return s, fmt.Errorf("picture %s: %w", k.Picture, err)
	}
	return s, nil
}

// source says which template was compared. It names no records and no original:
// another laboratory's are not for whoever searches.
type source struct {
	Template string     `json:"template_sha256"`
	Kind     string     `json:"mark_kind"`
	Modality string     `json:"modality"`
	Engine   string     `json:"engine"`
	Params   string     `json:"params"`
	PitchUm  [2]float64 `json:"pitch_um"`
	CentreUm [2]float64 `json:"centre_um"`
	From     string     `json:"centre_from"`
}

// show puts what is compared into a sink: what it is, the picture of the mark,
// and the levels of its template.
func (s *side) show(sink trace.Sink) {
	t := s.template
	sink.Put("template", trace.JSON{Value: source{
		s.name, t.Kind.String(), t.Modality.String(), t.Engine, t.Params,
		t.PitchUm, t.CentreUm, t.CentreFrom.String(),
	}})
	if s.picture != nil {
		sink.Put("levelled", s.picture)
	}
	for i, name := range [feature.Levels]string{"level_fine", "level_middle", "level_coarse"} {
		l := &t.Levels[i]
		values := make([]float32, len(l.Values))
		for n, v := range l.Values {
			values[n] = float32(v)
		}
		if p, err := trace.ReliefPicture(l.Side, l.Side, values, l.Mask.Has, 2.5*feature.UnitsPerDeviation); err == nil {
			sink.Put(name, p)
		}
	}
}

// png is an artefact that is encoded already.
type png []byte

// Ext implements trace.Artefact.
func (png) Ext() string { return ".png" }

// Write implements trace.Artefact.
func (p png) Write(w io.Writer) error {
	_, err := w.Write(p)
	return err
}
