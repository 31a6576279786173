package form

import (
	"strings"

	"cotejo/api/paper"
)

// How much the header takes, millimetres: on the first page and on the others.
const (
	first     = 21.5
	continued = 9.5
)

// header draws what stands above the parts: in full on the first page.
func (s *sheet) header() {
	d, text := s.doc, s.doc.texts.Text
	s.PDF.SetTextColor(0, 0, 0)
	if s.PDF.PageNo() > 1 {
		s.PDF.SetFont(paper.Sans, "B", 10)
		s.Line(margin, margin, inside, 5, text("form.title", nil), "L")
		s.number(5)
		s.y = margin + continued
		return
	}
	s.PDF.SetFont(paper.Sans, "B", 15)
	s.Line(margin, margin, inside, 6.5, text("form.title", nil), "L")
	s.PDF.SetFont(paper.Sans, "", 8.5)
	s.PDF.SetTextColor(75, 84, 95)
	s.Line(margin, margin+7, inside, 4, text("form.subtitle", nil), "L")
	s.number(6.5)
	s.PDF.SetFont(paper.Sans, "", 8.5)
	s.PDF.SetTextColor(0, 0, 0)
	s.Line(margin, margin+11.4, inside, 4, s.Fit(d.meta.Laboratory, inside-30), "L")
	s.PDF.SetFont(paper.Sans, "", 7)
	s.PDF.SetTextColor(75, 84, 95)
	s.Line(margin, margin+16.6, inside, 3.5, text("form.note.starred", nil), "L")
	s.y = margin + first
}

// number draws the request's number at the right, below it DRAFT when it is one.
func (s *sheet) number(height float64) {
	s.PDF.SetFont(paper.Mono, "B", 12)
	s.PDF.SetTextColor(0, 0, 0)
	s.Line(margin, margin, inside, height, s.Fit(s.doc.request.Number, inside/3), "R")
	if !s.doc.meta.Draft {
		return
	}
	label := s.Printable(s.doc.texts.Text("form.draft", nil))
	s.PDF.SetFont(paper.Sans, "B", 9)
	width := s.PDF.GetStringWidth(label) + 4
	x, y := pageWidth-margin-width, margin+7.4
	if s.PDF.PageNo() > 1 {
		x, y = pageWidth/2-width/2, margin
	}
	s.PDF.SetFillColor(176, 32, 32)
	s.PDF.Rect(x, y, width, 5, "F")
	s.PDF.SetTextColor(255, 255, 255)
	s.Line(x, y, width, 5, label, "C")
}

// watermark writes DRAFT across the page, under all else.
func (s *sheet) watermark() {
	label := s.Printable(s.doc.texts.Text("form.draft", nil))
	const wide, size = 200.0, 100.0
	s.PDF.SetFont(paper.Sans, "B", size)
	s.PDF.SetFont(paper.Sans, "B", size*wide/s.PDF.GetStringWidth(label))
	s.PDF.SetTextColor(240, 240, 242)
	s.PDF.TransformBegin()
	s.PDF.TransformRotate(52, pageWidth/2, pageHeight/2)
	s.PDF.Text(pageWidth/2-wide/2, pageHeight/2+8, label)
	s.PDF.TransformEnd()
}

// footer draws what stands below the parts: that this is not the official form,
// who made it, and the page.
func (s *sheet) footer() {
	d := s.doc
	y := bottom + 2.5
	s.PDF.SetDrawColor(120, 128, 138)
	s.PDF.SetLineWidth(0.2)
	s.PDF.Line(margin, y, pageWidth-margin, y)
	s.PDF.SetTextColor(75, 84, 95)
	s.PDF.SetFont(paper.Sans, "B", 6.8)
	s.Line(margin, y+1, inside, 3.2, d.texts.Text("form.note.unofficial", nil), "L")
	s.PDF.SetFont(paper.Sans, "", 6.8)
	exported := d.texts.Text("form.note.exported", map[string]any{
		"by": strings.TrimSpace(d.meta.By), "at": d.meta.At.Format("2006-01-02 15:04 -07:00"), "laboratory": strings.TrimSpace(d.meta.Laboratory),
	})
	s.Line(margin, y+4.2, inside-28, 3.2, s.Fit(exported, inside-28), "L")
	s.Line(margin, y+7.4, inside, 3.2, d.texts.Text("form.note.personal", nil), "L")
	s.Line(margin, y+4.2, inside, 3.2, d.texts.Text("form.note.page", map[string]any{"page": s.PDF.PageNo(), "pages": s.pages}), "R")
}
