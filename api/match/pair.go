package match

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"cotejo/api/casework"
	"cotejo/engine"
	"cotejo/engine/compare"
	"cotejo/engine/feature"
	"cotejo/engine/trace"
)

// Comparison is the result of Compare as JSON: the outcome with all cells and
// terms, and what made it.
type Comparison struct {
	compare.Outcome
	Engine string `json:"engine"`
	// Params is the fingerprint of all parameters.
	Params string `json:"params"`
}

// Compare implements casework.Matcher; the JSON is a Comparison.
func (m *Matcher) Compare(ctx context.Context, a, b *casework.Mark) ([]byte, error) {
	var text []byte
	err := m.engine.Pool().Do(ctx, func(ctx context.Context) error {
		c, err := m.compare(ctx, a, b, trace.Discard)
		if err != nil {
			return err
		}
		text, err = json.Marshal(c)
		return err
	})
	return text, err
}

// Explain implements casework.Matcher. The zip holds, below a and b, the picture
// of each mark and the levels of its template, and the poses that the comparison
// went through, its result and a picture of both marks laid onto each other. On
// an error the zip is not complete.
func (m *Matcher) Explain(ctx context.Context, a, b *casework.Mark, zip io.Writer) error {
	return m.engine.Pool().Do(ctx, func(ctx context.Context) error {
		z := trace.NewZip(zip)
		c, err := m.compare(ctx, a, b, z)
		if err != nil {
			return err
		}
		z.Put("comparison", trace.JSON{Value: c})
		if err := z.Close(); err != nil {
			return fmt.Errorf("explain: %w", err)
		}
		return nil
	})
}

func (m *Matcher) compare(ctx context.Context, a, b *casework.Mark, sink trace.Sink) (*Comparison, error) {
	if err := m.current(a, b); err != nil {
		return nil, err
	}
	var subjects [2]*compare.Subject
	for i, k := range []*casework.Mark{a, b} {
		t, err := m.ofMark(ctx, k)
		if err != nil {
			return nil, unreadable(k.ID, err)
		}
		if err := m.show(ctx, trace.Under(sink, string("ab"[i])), k, t); err != nil {
			return nil, unreadable(k.ID, err)
		}
		subjects[i] = m.engine.Subject(t)
	}
	if err := compare.Comparable(subjects[0].Template, subjects[1].Template); err != nil {
		return nil, casework.Fail(casework.CodeConflict, "match.not_comparable", "a", a.ID, "b", b.ID).Because(err)
	}
	r, err := m.engine.Compare(ctx, subjects[0], subjects[1], sink)
	if err != nil {
		return nil, err
	}
	_, all := m.engine.Fingerprints()
	return &Comparison{r.Outcome(), engine.Version, all}, nil
}

// show puts what is compared into the sink: the mark's record, its picture, and
// the levels of its template.
func (m *Matcher) show(ctx context.Context, sink trace.Sink, k *casework.Mark, t *feature.Template) error {
	if !sink.Enabled() {
		return nil
	}
	sink.Put("mark", trace.JSON{Value: k})
	if k.Picture != "" {
		picture, err := m.read(ctx, k.Picture, maxPicture)
		if err != nil {
			return fmt.Errorf("picture %s: %w", k.Picture, err)
		}
		sink.Put("levelled", png(picture))
	}
	for i, name := range [feature.Levels]string{"level_fine", "level_middle", "level_coarse"} {
		l := &t.Levels[i]
		values := make([]float32, len(l.Values))
		for n, v := range l.Values {
			values[n] = float32(v)
		}
		picture, err := trace.ReliefPicture(l.Side, l.Side, values, l.Mask.Has, 2.5*feature.UnitsPerDeviation)
		if err != nil {
			return err
		}
		sink.Put(name, picture)
	}
	return nil
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
