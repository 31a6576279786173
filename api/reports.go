package api

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"cotejo/api/casework"
	"cotejo/api/report"
)

const reportTag = "Reports"

type reportInput struct {
	ByID
	Body casework.ReportWish
}

func (s *server) reportRoutes() {
	for _, of := range []struct {
		kind          casework.Kind
		id, path, one string
	}{
		{casework.KindCandidate, "create-candidate-report", "/candidates/{id}/reports", "candidate"},
		{casework.KindHit, "create-hit-report", "/hits/{id}/reports", "hit"},
	} {
		register(s, operation(of.id, http.MethodPost, of.path, "Make a numbered report: "+of.one, reportTag, entering,
			described("A PDF for the case file: both marks in register with their cells, every term of the score, the exhibits as far as whoever makes it may see them, "+
				"the search, who decided what, and the signed state of the audit log. It gets a number of the laboratory and is never changed. "+
				"While the pair waits for its second review, only whoever made it sees it."), failing(http.StatusServiceUnavailable)),
			func(ctx context.Context, in *reportInput) (*createOutput[casework.Report], error) {
				r, err := s.makeReport(ctx, of.kind, in.ID, in.Body)
				if err != nil {
					return nil, err
				}
				return made("/reports", r), nil
			})
	}
	register(s, operation("list-reports", http.MethodGet, "/reports", "List: reports", reportTag, narrowed(casework.KindReport),
		described("Of pairs that wait for their second review, only those of whoever asks.")),
		func(ctx context.Context, in *Listing) (*listOutput[casework.Report], error) {
			return list[casework.Report](ctx, s, in, nil)
		})
	register(s, operation("get-report", http.MethodGet, "/reports/{id}", "Read: report", reportTag, conditional),
		func(ctx context.Context, in *getInput) (*getOutput[casework.Report], error) {
			return get[casework.Report](ctx, s, in)
		})
	register(s, operation("get-report-document", http.MethodGet, "/reports/{id}/report.pdf", "A report's document", reportTag, patient,
		conditional, giving("The report.", "application/pdf")),
		func(ctx context.Context, in *fileInput) (*streamOutput, error) {
			r, document, err := s.Cases.ReportDocument(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return s.blob(in.IfNoneMatch, r.SHA256, http.Header{
				"Content-Type":        {"application/pdf"},
				"Content-Disposition": {attachment(r.Number + ".pdf")},
				"Content-Length":      {strconv.FormatInt(r.Bytes, 10)},
			}, document), nil
		})
}

// makeReport gathers what a report tells, has the pair compared anew and the log
// signed, and keeps the document.
func (s *server) makeReport(ctx context.Context, about casework.Kind, id string, w casework.ReportWish) (*casework.Report, error) {
	m, err := s.Cases.MatterOf(ctx, about, id, w)
	if err != nil {
		return nil, err
	}
	c := report.Content{Matter: m, Report: &casework.Report{Language: w.Language}}
	if c.Comparison, err = s.compared(ctx, m); err != nil {
		return nil, err
	}
	if c.Plates, err = s.plates(ctx, &c); err != nil {
		return nil, err
	}
	head, err := s.Audit.SignHead(ctx, s.Store)
	if err != nil {
		return nil, err
	}
	c.Meta = report.Meta{Version: s.Version, Head: report.Head{Key: head.Origin, Size: head.Size, Hash: head.Hash.String(), At: head.Time}}
	c.Meta.Zone, _ = m.Lab.Zone()
	c.Report.AuditSize, c.Report.AuditHead = head.Size, head.Hash.String()
	err = s.Cases.KeepReport(ctx, m, c.Report, func(*casework.Report) ([]byte, error) {
		return report.PDF(c, s.texts.For(w.Language))
	})
	return c.Report, err
}

// compared compares a pair anew; nil when the engine is no longer the one that
// made its marks.
func (s *server) compared(ctx context.Context, m *casework.ReportMatter) (*report.Comparison, error) {
	text, err := s.Cases.Matcher.Compare(ctx, m.Probe.Mark, m.Other.Mark)
	if casework.CodeOf(err) == casework.CodeConflict {
		return nil, nil // the document says so
	}
	if err != nil {
		return nil, err
	}
	return report.ReadComparison(text)
}

// plates makes a report's pictures, one report at a time: the largest snapshot
// needs 160 MB while it is read.
func (s *server) plates(ctx context.Context, c *report.Content) (*report.Plates, error) {
	select {
	case s.drawing <- struct{}{}:
		defer func() { <-s.drawing }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	var snapshots [][]byte
	for _, sn := range c.Matter.Snapshots {
		r, err := s.Cases.Blobs.Open(ctx, sn.SHA256)
		if err != nil {
			return nil, fmt.Errorf("snapshot %s: %w", sn.ID, err)
		}
		data, err := io.ReadAll(r)
		_ = r.Close()
		if err != nil {
			return nil, fmt.Errorf("snapshot %s: %w", sn.ID, err)
		}
		snapshots = append(snapshots, data)
	}
	pose := report.PoseOf(c.Matter.Candidate)
	if c.Comparison != nil {
		pose = c.Comparison.Pose
	}
	return report.Prepare(c.Matter, pose, snapshots)
}
