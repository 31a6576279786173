package form

import (
	"fmt"
	"io"
	"time"

	"cotejo/api/casework"
	"cotejo/api/message"
)

// Meta is what a document says about its own making. The same request and the
// same Meta make the same bytes.
type Meta struct {
	Laboratory string    // name of the laboratory
	By         string    // who exports, as in reports
	At         time.Time // when, shown in its own zone
	// Draft marks the document as a draft and lists the findings in it. A request
	// in which something is missing can only be a draft.
	Draft bool
}

// PDF writes a request as a filled form, in the language of texts. findings are
// those of Check. A final export of an incomplete request is a conflict
// *casework.Error that names what is missing; then nothing is written.
func PDF(w io.Writer, r *casework.TraceRequest, texts *message.Texts, findings []Finding, meta Meta) error {
	if err := Ready(findings); err != nil && !meta.Draft {
		return err
	}
	d := document{request: r, texts: texts, meta: meta, parts: layout{texts}.parts(r)}
	if meta.Draft {
		d.findings = findings
	}
	// The number of pages stands on each of them, and is known when all are drawn.
	first, err := d.draw(0)
	if err != nil {
		return fmt.Errorf("trace request as PDF: %w", err)
	}
	final, err := d.draw(first.PDF.PageCount())
	if err != nil {
		return fmt.Errorf("trace request as PDF: %w", err)
	}
	if err := final.PDF.Output(w); err != nil {
		return fmt.Errorf("trace request as PDF: %w", err)
	}
	return nil
}

// document is a form to be drawn.
type document struct {
	request  *casework.TraceRequest
	texts    *message.Texts
	meta     Meta
	parts    []part
	findings []Finding
}

// draw draws all pages; pages is their number, 0 while it is not known.
func (d *document) draw(pages int) (*sheet, error) {
	s, err := newSheet(d, pages)
	if err != nil {
		return nil, err
	}
	found := map[string]Severity{}
	for _, f := range d.findings {
		if found[f.Path] != Missing {
			found[f.Path] = f.Severity
		}
	}
	s.turn()
	for _, p := range d.parts {
		s.begin(p)
		for _, row := range p.rows {
			s.row(row, found)
		}
	}
	if len(d.findings) > 0 {
		d.annex(s)
	}
	return s, s.PDF.Error()
}

// annex lists the findings of a draft on a page of their own.
func (d *document) annex(s *sheet) {
	labels := map[string]string{}
	for _, p := range d.parts {
		for _, row := range p.rows {
			for _, b := range row {
				labels[b.path] = b.caption()
			}
		}
	}
	s.part = ""
	s.turn()
	s.begin(part{title: d.texts.Text("form.part.findings", nil)})
	for _, f := range d.findings {
		label := labels[f.Path]
		if label == "" {
			label = f.Path
		}
		s.row([]box{
			{value: label, width: 1.2},
			{value: d.texts.Text("form.severity."+string(f.Severity), nil), width: 0.6, path: f.Path},
			{value: d.texts.Text(f.Key, f.Params), width: 3.2},
		}, map[string]Severity{f.Path: f.Severity})
	}
}
