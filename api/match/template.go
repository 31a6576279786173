package match

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"cotejo/api/casework"
	"cotejo/engine/feature"
)

// maxTemplate is above the size of any template in bytes: three levels of the
// greatest side, with their masks.
const maxTemplate = 8 << 20

// template reads a template by its hash. The error wraps that of the blobs, or
// feature.ErrCorrupt.
func (m *Matcher) template(ctx context.Context, hash string) (*feature.Template, error) {
	data, err := m.read(ctx, hash, maxTemplate)
	if err != nil {
		return nil, fmt.Errorf("template %s: %w", hash, err)
	}
	t, err := feature.Decode(data)
	if err != nil {
		return nil, fmt.Errorf("template %s: %w", hash, err)
	}
	return t, nil
}

// read reads a whole blob of at most so many bytes.
func (m *Matcher) read(ctx context.Context, hash string, limit int64) ([]byte, error) {
	r, err := m.blobs.Open(ctx, hash)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("has more than %d bytes: %w", limit, casework.ErrCorrupt)
	}
	return data, err
}

// ofMark reads a mark's template and holds it against the record.
func (m *Matcher) ofMark(ctx context.Context, k *casework.Mark) (*feature.Template, error) {
	t, err := m.template(ctx, k.Template)
	if err != nil {
		return nil, err
	}
	if t.Kind.String() != k.MarkKind || t.Modality.String() != k.Modality || t.Engine != k.Engine || t.Params != k.Params {
		return nil, fmt.Errorf("template %s is not of the mark that names it: %w", k.Template, casework.ErrCorrupt)
	}
	return t, nil
}

// unreadable is the error for whoever needs a template that cannot be read. It
// hides the cause's own code: a blob that is missing is no record that is.
func unreadable(mark string, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return casework.Fail(casework.CodeInternal, "match.template_unreadable", "mark", mark).Because(err)
}

// lost tells whether reading a template again will give the same error.
func lost(err error) bool {
	return errors.Is(err, feature.ErrCorrupt) || errors.Is(err, casework.ErrCorrupt) || casework.CodeOf(err) == casework.CodeNotFound
}

// hash turns the hexadecimal form of a SHA-256 into its bytes.
func hash(text string) (out [32]byte, err error) {
	if n, err := hex.Decode(out[:], []byte(text[:min(len(text), 2*len(out))])); err != nil || n != len(out) || len(text) != 2*len(out) {
		return out, fmt.Errorf("%q is no SHA-256: %w", text, casework.ErrCorrupt)
	}
	return out, nil
}
