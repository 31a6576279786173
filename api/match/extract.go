package match

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"cotejo/api/casework"
	"cotejo/engine"
	"cotejo/engine/feature"
	"cotejo/engine/mark"
	"cotejo/engine/pool"
	"cotejo/engine/scan"
)

// Extract implements casework.Matcher. Errors that are no *casework.Refusal are
// worth another try.
func (m *Matcher) Extract(ctx context.Context, o casework.Original, batch bool) (*casework.Extraction, error) {
	if batch {
		ctx = pool.Batch(ctx)
	}
	var out *casework.Extraction
	err := m.reading(ctx, o.Acquisition, func(ctx context.Context) (err error) {
		out, err = m.extract(ctx, o)
		return err
	})
	return out, err
}

// reading does work that reads an original, when there is room for it.
func (m *Matcher) reading(ctx context.Context, a *casework.Acquisition, work func(context.Context) error) error {
	size, err := m.blobs.Size(ctx, a.SHA256)
	if err != nil {
		return fmt.Errorf("extract %s: %w", a.SHA256, err)
	}
	inPool := func(ctx context.Context) error { return m.engine.Pool().Do(ctx, work) }
	if size >= m.largeBytes {
		return m.large.Do(ctx, inPool)
	}
	return inPool(ctx)
}

// extract is the table of contents.
func (m *Matcher) extract(ctx context.Context, o casework.Original) (*casework.Extraction, error) {
	s, given, err := m.decode(ctx, o.Acquisition)
	if err != nil {
		return nil, refuse(err)
	}
	known := engine.Known{PitchGiven: given, Primer: primerOf(o.Calibre)}
	if known.Regions, err = drawn(o.Regions, s); err != nil {
		return nil, err
	}
	pictures := levelled{}
	enrolled, err := m.engine.EnrolMarks(ctx, s, known, pictures)
	refused := refuse(err)
	if _, final := errors.AsType[*casework.Refusal](refused); refused != nil && !final {
		return nil, refused
	}
	out := &casework.Extraction{Format: string(s.Format), Stated: stated(s.Meta)}
	for _, as := range s.Assumptions {
		out.Assumptions = append(out.Assumptions, clean(as.Text, 1000))
	}
	if out.Found, err = m.found(s, known, enrolled, refused); err != nil {
		return nil, err
	}
	if refused != nil {
		out.Warnings = out.Found.Warnings
		return out, refused
	}
	out.Warnings = warnings(out.Found, enrolled.Left)
	if len(enrolled.Templates) == 0 {
		return out, nothing(enrolled.Left)
	}
	for _, t := range enrolled.Templates {
		k, err := m.keep(ctx, t, pictures[t.Kind.String()])
		if err != nil {
			return nil, fmt.Errorf("extract %s: %w", o.SHA256, err)
		}
		out.Marks = append(out.Marks, k)
	}
	return out, nil
}

// primerOf is the size of a calibre's primer, "" when nobody knows it.
func primerOf(calibre string) mark.PrimerSize {
	size, err := mark.PrimerOfCalibre(calibre)
	if err != nil {
		return "" // a scale is then taken from elsewhere
	}
	return size
}

// decode reads the original; given tells whether its pitch is what a person said.
func (m *Matcher) decode(ctx context.Context, a *casework.Acquisition) (s *scan.Scan, given bool, err error) {
	r, err := m.blobs.Open(ctx, a.SHA256)
	if err != nil {
		return nil, false, fmt.Errorf("extract %s: %w", a.SHA256, err)
	}
	defer r.Close()
	if s, err = scan.Read(r, m.limits); err != nil {
		return nil, false, err
	}
	if s.SHA256 != a.SHA256 {
		return nil, false, fmt.Errorf("extract %s: the bytes have the hash %s: %w", a.SHA256, s.SHA256, casework.ErrCorrupt)
	}
	if i := s.Image; i != nil && i.PitchX == 0 && a.PitchUm > 0 {
		i.PitchX, i.PitchY = a.PitchUm*1e-6, a.PitchUm*1e-6
		given = true
	}
	return s, given, nil
}

// keep puts a template and its picture into the blobs and returns the mark.
func (m *Matcher) keep(ctx context.Context, t *feature.Template, picture *levelledPicture) (casework.Mark, error) {
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
	if picture == nil {
		return k, nil
	}
	if picture.err != nil {
		return k, picture.err
	}
	k.Picture, _, err = m.blobs.Put(ctx, bytes.NewReader(picture.png), maxPicture)
	return k, err
}
