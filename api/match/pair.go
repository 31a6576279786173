package match

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"cotejo/api/casework"
	"cotejo/engine"
	"cotejo/engine/compare"
	"cotejo/engine/trace"
)

// Comparison is the result of Compare as JSON: the outcome with all cells and
// terms, and what made it.
type Comparison struct {
	compare.Outcome
	Engine string `json:"engine"`
	// Params is the fingerprint of all parameters.
	Params string `json:"params"`
	// CellUm is the side of a cell in micrometres, 0 where there are none.
	CellUm float64 `json:"cell_um"`
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
	var sides [2]side
	for i, k := range []*casework.Mark{a, b} {
		var err error
		if sides[i], err = m.side(ctx, k, sink.Enabled()); err != nil {
			return nil, unreadable(k.ID, err)
		}
	}
	if err := compare.Comparable(sides[0].template, sides[1].template); err != nil {
		return nil, casework.Fail(casework.CodeConflict, "match.not_comparable", "a", a.ID, "b", b.ID).Because(err)
	}
	if sink.Enabled() {
		sides[0].show(trace.Under(sink, "a"))
		sides[1].show(trace.Under(sink, "b"))
	}
	r, err := m.engine.Compare(ctx, m.engine.Subject(sides[0].template), m.engine.Subject(sides[1].template), sink)
	if err != nil {
		return nil, err
	}
	_, all := m.engine.Fingerprints()
	return &Comparison{r.Outcome(), engine.Version, all, m.engine.CellUm(sides[0].template.Kind)}, nil
}
