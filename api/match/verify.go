package match

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"cotejo/api/casework"
	"cotejo/engine/gallery"
	"cotejo/engine/pool"
)

// Problem is something that is not as it should be.
type Problem struct {
	// Seq and Mark name the mark; they are empty for what concerns the gallery's
	// files.
	Seq  int64
	Mark string
	Err  error
}

// Error names the mark and what is wrong.
func (p Problem) Error() string {
	switch {
	case p.Mark != "":
		return fmt.Sprintf("mark %s, number %d: %v", p.Mark, p.Seq, p.Err)
	case p.Seq != 0:
		return fmt.Sprintf("number %d: %v", p.Seq, p.Err)
	}
	return p.Err.Error()
}

// Unwrap returns the cause.
func (p Problem) Unwrap() error { return p.Err }

// What Verify finds.
var (
	errAbsent    = errors.New("the gallery does not hold it")
	errDiffers   = errors.New("the gallery holds another signature than its template")
	errOrphan    = errors.New("the gallery holds it and the store does not")
	errDamaged   = errors.New("the gallery's files are damaged")
	errAmbiguous = errors.New("the gallery names another template")
)

// Verify checks that the gallery's files are sound, that every mark of the store
// has a sound template and is in the gallery with the signature of it, and that
// nothing else is. It changes nothing. The error is for what kept it from
// checking.
func (m *Matcher) Verify(ctx context.Context, marks Marks) ([]Problem, error) {
	ctx = pool.Batch(ctx)
	var problems []Problem
	err := m.following(ctx, func() error {
		report, err := m.gallery.Verify()
		if err != nil {
			return err
		}
		if !report.Whole() {
			problems = append(problems, Problem{Err: fmt.Errorf("%w: %v", errDamaged, report)})
		}
		known := make(map[int64]bool, m.gallery.Snapshot().Len())
		for after := int64(0); ; {
			found, err := marks(ctx, after, page)
			if err != nil {
				return err
			}
			wrong, err := m.verify(ctx, found)
			if err != nil {
				return err
			}
			problems = append(problems, wrong...)
			for i := range found {
				known[found[i].Seq] = true
				after = max(after, found[i].Seq)
			}
			if len(found) < page {
				break
			}
		}
		for _, part := range m.gallery.Snapshot().Parts() {
			for _, seq := range part.Seqs() {
				if !known[seq] {
					problems = append(problems, Problem{Seq: seq, Err: errOrphan})
				}
			}
		}
		return nil
	})
	return problems, err
}

func (m *Matcher) verify(ctx context.Context, marks []casework.Mark) ([]Problem, error) {
	failures := make([]error, len(marks))
	err := m.engine.Pool().Map(ctx, len(marks), func(ctx context.Context, i int) error {
		failures[i] = m.verifyMark(ctx, &marks[i])
		return ctx.Err()
	})
	if err != nil {
		return nil, err
	}
	var problems []Problem
	for i, err := range failures {
		if err != nil {
			problems = append(problems, Problem{marks[i].Seq, marks[i].ID, err})
		}
	}
	return problems, nil
}

func (m *Matcher) verifyMark(ctx context.Context, k *casework.Mark) error {
	t, err := m.ofMark(ctx, k)
	if err != nil {
		return err
	}
	e, err := m.gallery.Snapshot().Entry(k.Seq)
	var absent *gallery.AbsentError
	var damage *gallery.DamageError
	switch {
	case errors.As(err, &absent):
		return errAbsent
	case errors.As(err, &damage): // told with the gallery's files
		return nil
	case err != nil:
		return err
	case hex.EncodeToString(e.Template[:]) != k.Template:
		return errAmbiguous
	case e.Class != t.Class() || !slices.Equal(e.Signature, t.Signature):
		return errDiffers
	}
	return nil
}
