package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"

	"cotejo/api/casework"
)

// mostFiles is how many files one form may bring.
const mostFiles = 500

// uploaded is what became of one file of a form.
type uploaded struct {
	FileName    string                `json:"file_name"`
	Acquisition *casework.Acquisition `json:"acquisition,omitempty" doc:"When it is kept."`
	Problem     *Problem              `json:"problem,omitempty" doc:"Why it is not."`
}

// uploadReport is what became of the files of a form.
type uploadReport struct {
	Items []uploaded `json:"items" nullable:"false" doc:"In the order in which they came."`
	// Complete is false when the service stopped reading.
	Complete bool `json:"complete" doc:"All files were read; if not, send those that are missing again."`
}

// uploadForm keeps the files of a form, part by part as they come.
func (s *server) uploadForm(ctx context.Context, in *uploadInput, up casework.Upload, boundary string) (*uploadOutput, error) {
	if boundary == "" || in.Digest != "" || up.SHA256 != "" || up.FileName != "" {
		return nil, s.unread(ctx, nil, protocol(http.StatusBadRequest, "upload.form"))
	}
	if _, err := withOnce(ctx, in.request, nil); err != nil { // each file gets a key of its own
		return nil, s.unread(ctx, nil, err)
	}
	body := s.incoming(&in.Streamed)
	parts := multipart.NewReader(body, boundary)
	report := &uploadReport{Items: []uploaded{}}
	for n := 1; ; n++ {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			report.Complete = true
			return s.uploadAnswer(report)
		}
		if err != nil {
			err = protocol(http.StatusBadRequest, "upload.form")
		} else if n > mostFiles {
			err = casework.Fail(casework.CodeTooLarge, "upload.too_many", "most", mostFiles)
		}
		var made *casework.Acquisition
		if err == nil {
			made, err = s.uploadPart(ctx, in, up, part, n)
		}
		stop := err != nil && (body.err != nil || stops(err))
		if stop && len(report.Items) == 0 {
			return nil, s.unread(ctx, body, err)
		}
		item := uploaded{Acquisition: made}
		if part != nil {
			item.FileName = clipped(part.FileName())
		}
		if err != nil {
			item.Problem = s.problemOf(ctx, body, err)
		}
		report.Items = append(report.Items, item)
		if stop {
			return s.uploadAnswer(report)
		}
	}
}

// uploadPart keeps the file of one part.
func (s *server) uploadPart(ctx context.Context, in *uploadInput, up casework.Upload, part *multipart.Part, n int) (made *casework.Acquisition, err error) {
	up.FileName = part.FileName()
	if up.FileName == "" {
		return nil, casework.Fail(casework.CodeInvalid, "upload.no_file", "name", clipped(part.FormName()))
	}
	if part.Header.Get("Content-Transfer-Encoding") != "" {
		return nil, protocol(http.StatusBadRequest, "upload.form")
	}
	if up.SHA256, err = digestOf(part.Header.Get("Content-Digest"), ""); err != nil {
		return nil, err
	}
	if key := in.request.Header.Get(onceHeader); key != "" {
		ctx = casework.WithIdempotency(ctx, fmt.Sprintf("%s#%d", key, n), "form-"+in.ID)
	}
	return s.Cases.AddAcquisition(ctx, up, part)
}

// stops tells whether an error is not about one file: then the others are not read.
func stops(err error) bool {
	switch casework.CodeOf(err) {
	case casework.CodeInvalid, casework.CodeUnsupported, casework.CodeConflict:
		return false
	}
	return true
}

// problemOf is an error as a part of an answer.
func (s *server) problemOf(ctx context.Context, b *incoming, err error) *Problem {
	var p *Problem
	if b != nil && b.err != nil {
		err = s.unread(ctx, b, err)
	}
	if errors.As(err, &p) {
		return p
	}
	return s.of(ctx, err)
}

func (s *server) uploadAnswer(report *uploadReport) (*uploadOutput, error) {
	out := &uploadOutput{Status: http.StatusCreated, Body: report}
	for _, item := range report.Items {
		if item.Problem == nil {
			continue
		}
		out.Status = http.StatusMultiStatus
		if after := item.Problem.headers.Get("Retry-After"); after != "" {
			out.RetryAfter = after
		}
	}
	if len(report.Items) == 0 {
		return nil, protocol(http.StatusBadRequest, "upload.form")
	}
	if !report.Complete {
		out.Connection = "close"
	}
	return out, nil
}
