// Package compare holds two marks against each other: where they agree best, how
// well, and why. It knows templates and planes, not files and not galleries.
package compare

import (
	"context"
	"fmt"

	"cotejo/engine/feature"
	"cotejo/engine/trace"
)

// mismatch is the error for two marks that cannot be compared.
type mismatch struct{ what, remedy string }

func (m *mismatch) Error() string { return m.what + ": " + m.remedy }

// Alike reports why two marks, by their classes, must not be held against each
// other.
func Alike(a, b feature.Class) error {
	switch {
	case a.Kind != b.Kind:
		return &mismatch{fmt.Sprintf("one mark is a %s and the other a %s", a.Kind, b.Kind), "compare marks of the same kind"}
	case a.Modality != b.Modality:
		return &mismatch{fmt.Sprintf("one mark is a %s and the other a %s", a.Modality, b.Modality), "compare scans with scans and images with images"}
	case a.Engine != b.Engine:
		return &mismatch{fmt.Sprintf("one template was made by engine %q and the other by engine %q", a.Engine, b.Engine), "extract both again with this engine"}
	case a.Layout != b.Layout:
		return &mismatch{"the templates' signatures are laid out differently", "extract both again with this engine"}
	case a.Params != b.Params:
		return &mismatch{"the templates were made with different parameters", "extract both again with this engine"}
	}
	return nil
}

// Comparable reports why two templates must not be held against each other.
func Comparable(a, b *feature.Template) error {
	if err := Alike(a.Class(), b.Class()); err != nil {
		return err
	}
	if (a.Profile == nil) != (b.Profile == nil) {
		return &mismatch{"one mark is a surface and the other a profile", "extract both again with this engine"}
	}
	if a.Profile != nil && a.Profile.PitchUm != b.Profile.PitchUm {
		return &mismatch{fmt.Sprintf("one profile has a pitch of %g and the other of %g um", a.Profile.PitchUm, b.Profile.PitchUm), "extract both again with this engine"}
	}
	for i := range a.Levels {
		if a.Levels[i].PitchUm != b.Levels[i].PitchUm {
			return &mismatch{fmt.Sprintf("level %d has a pitch of %g and of %g um", i, a.Levels[i].PitchUm, b.Levels[i].PitchUm), "extract both again with this engine"}
		}
	}
	return nil
}

// Compare holds a against b. It gives the same result whichever comes first,
// with the pose and the cells told from a's side. The context is looked at
// between the stages.
func (w *Worker) Compare(ctx context.Context, a, b *Subject, sink trace.Sink) (Result, error) {
	if err := Comparable(a.Template, b.Template); err != nil {
		return Result{}, err
	}
	first, second, turned := a, b, false
	if Swapped(a.Template, b.Template) {
		first, second, turned = b, a, true
	}
	r, h, err := w.ordered(ctx, first, second)
	if err != nil {
		return Result{}, err
	}
	if h.turned = turned; turned {
		r = r.seenFromOther()
	}
	w.pair(first, second).show(sink, h, r)
	return r, nil
}

// ordered is the comparison's table of contents.
func (w *Worker) ordered(ctx context.Context, a, b *Subject) (Result, history, error) {
	p := w.pair(a, b)
	var h history
	var err error
	if h.poses, err = hypotheses(a, b, w.params.Hypotheses, w.params.MinOverlap); err != nil {
		return Result{}, h, err
	}
	h.screened = p.screen(h.poses)
	if err := ctx.Err(); err != nil {
		return Result{}, h, err
	}
	h.refined = p.refine(h.screened)
	if err := ctx.Err(); err != nil {
		return Result{}, h, err
	}
	result := Result{Terms: []Term{}, Cells: []Cell{}}
	if h.best, h.found = p.settle(h.refined); h.found {
		result = p.explain(h.best)
	}
	if len(h.poses) > 0 {
		result.Coarse = h.poses[0].strength
	}
	return result, h, nil
}

// Swapped says whether Compare turns the second mark rather than the first: it
// puts every pair into one order, so that the result does not depend on the
// caller's, by the original's hash, then by content.
func Swapped(a, b *feature.Template) bool {
	if c := string(a.Source[:]); c != string(b.Source[:]) {
		return c > string(b.Source[:])
	}
	for i := range a.Signature {
		if i < len(b.Signature) && a.Signature[i] != b.Signature[i] {
			return a.Signature[i] > b.Signature[i]
		}
	}
	return false
}
