package casework

import (
	"bytes"
	"context"
	"fmt"
	"io"
)

// KeepReport numbers a report of gathered matter, has it drawn and keeps it: draw
// is given its record, whose number and time stand, and returns the document.
func (s *Service) KeepReport(ctx context.Context, m *ReportMatter, r *Report, draw func(*Report) ([]byte, error)) error {
	size, head := r.AuditSize, r.AuditHead
	return s.once(ctx, r, func(u *act) error {
		if err := may(u.actor, Judge, m.Lab.ID); err != nil {
			return err
		}
		number, err := u.number(ctx, "R", m.Lab.ID)
		if err != nil {
			return err
		}
		r.Number, r.About, r.Subject, r.Candidate = number, m.About, m.Candidate.ID, m.Candidate.ID
		if m.Hit != nil {
			r.Subject = m.Hit.ID
		}
		for _, side := range []*ReportSide{&m.Other, &m.Probe} { // the probe's case where both are the laboratory's
			if side.Exhibit != nil && side.Exhibit.Lab == m.Lab.ID && side.Exhibit.Case != "" {
				r.Case = side.Exhibit.Case
			}
		}
		r.AuditSize, r.AuditHead, r.CreatedAt = size, head, u.now
		document, err := draw(r)
		if err != nil {
			return fmt.Errorf("report %s: %w", number, err)
		}
		if r.SHA256, r.Bytes, err = s.Blobs.Put(ctx, bytes.NewReader(document), MaxReport); err != nil {
			return err
		}
		return u.insert(ctx, r, m.Lab.ID, "report")
	})
}

// ReportDocument opens a report's document (PDF). The caller closes it.
func (s *Service) ReportDocument(ctx context.Context, id string) (*Report, io.ReadCloser, error) {
	r := &Report{}
	if err := s.see(ctx, r, id, "download"); err != nil {
		return nil, nil, err
	}
	document, err := s.Blobs.Open(ctx, r.SHA256)
	return r, document, err
}
