package match

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"cotejo/api/casework"
	"cotejo/engine/feature"
	"cotejo/engine/pool"
	"cotejo/engine/prepare"
	"cotejo/engine/scan"
)

// Extract implements casework.Matcher. Errors that are no *casework.Refusal are
// worth another try.
func (m *Matcher) Extract(ctx context.Context, a *casework.Acquisition, batch bool) (*casework.Extraction, error) {
	if batch {
		ctx = pool.Batch(ctx)
	}
	size, err := m.blobs.Size(ctx, a.SHA256)
	if err != nil {
		return nil, fmt.Errorf("extract %s: %w", a.SHA256, err)
	}
	var out *casework.Extraction
	work := func(ctx context.Context) (err error) {
		out, err = m.extract(ctx, a)
		return err
	}
	inPool := func(ctx context.Context) error { return m.engine.Pool().Do(ctx, work) }
	if size >= m.largeBytes {
		err = m.large.Do(ctx, inPool)
	} else {
		err = inPool(ctx)
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

// extract is the table of contents.
func (m *Matcher) extract(ctx context.Context, a *casework.Acquisition) (*casework.Extraction, error) {
	s, err := m.decode(ctx, a)
	if err != nil {
		return nil, err
	}
	out := &casework.Extraction{Format: string(s.Format), Stated: stated(s.Meta)}
	for _, as := range s.Assumptions {
		out.Assumptions = append(out.Assumptions, clean(as.Text, 1000))
	}
	var picture levelled
	t, err := m.engine.Enrol(ctx, s, &picture)
	if err != nil {
		return nil, refuse(err)
	}
	k, err := m.keep(ctx, t, &picture)
	if err != nil {
		return nil, fmt.Errorf("extract %s: %w", a.SHA256, err)
	}
	out.Marks = []casework.Mark{k}
	return out, nil
}

// decode reads the original.
func (m *Matcher) decode(ctx context.Context, a *casework.Acquisition) (*scan.Scan, error) {
	r, err := m.blobs.Open(ctx, a.SHA256)
	if err != nil {
		return nil, fmt.Errorf("extract %s: %w", a.SHA256, err)
	}
	defer r.Close()
	s, err := scan.Read(r, m.limits)
	if err != nil {
		return nil, refuse(err)
	}
	if s.SHA256 != a.SHA256 {
		return nil, fmt.Errorf("extract %s: the bytes have the hash %s: %w", a.SHA256, s.SHA256, casework.ErrCorrupt)
	}
	if i := s.Image; i != nil && i.PitchX == 0 {
		if !(a.PitchUm > 0) {
			return nil, &casework.Refusal{Reason: "the image does not say how large a pixel is: enter its pitch in micrometres a pixel and upload it again"}
		}
		i.PitchX, i.PitchY = a.PitchUm*1e-6, a.PitchUm*1e-6
	}
	return s, nil
}

// refuse makes a refusal of an error about what the original holds, and returns
// any other as it is.
func refuse(err error) error {
	var content *scan.Error
	var unusable *prepare.Unusable
	if errors.As(err, &content) || errors.As(err, &unusable) {
		return &casework.Refusal{Reason: clean(err.Error(), 2000), Err: err}
	}
	return err
}

// keep puts a template and its picture into the blobs and returns the mark.
func (m *Matcher) keep(ctx context.Context, t *feature.Template, picture *levelled) (casework.Mark, error) {
	fine := &t.Levels[feature.Fine]
	k := casework.Mark{
		MarkKind: t.Kind.String(), Modality: t.Modality.String(), Engine: t.Engine, Params: t.Params,
		PitchXUm: t.PitchUm[0], PitchYUm: t.PitchUm[1],
		CentreXUm: t.CentreUm[0], CentreYUm: t.CentreUm[1], CentreFrom: t.CentreFrom.String(),
		AreaMM2: float64(fine.Mask.Count()) * fine.PitchUm * fine.PitchUm / 1e6,
	}
	data, err := feature.Encode(t)
	if err != nil {
		return k, err
	}
	if k.Template, _, err = m.blobs.Put(ctx, bytes.NewReader(data), maxTemplate); err != nil {
		return k, err
	}
	if picture.err != nil {
		return k, picture.err
	}
	k.Picture, _, err = m.blobs.Put(ctx, bytes.NewReader(picture.png), maxPicture)
	return k, err
}
