package form

import "strings"

// How much the header takes, millimetres: on the first page and on the others.
const (
	first     = 21.5
	continued = 9.5
)

// header draws what stands above the parts: in full on the first page.
func (s *sheet) header() {
	d, text := s.doc, s.doc.texts.Text
	s.pdf.SetTextColor(0, 0, 0)
	if s.pdf.PageNo() > 1 {
		s.pdf.SetFont(sans, "B", 10)
		s.line(margin, margin, inside, 5, text("form.title", nil), "L")
		s.number(5)
		s.y = margin + continued
		return
	}
	s.pdf.SetFont(sans, "B", 15)
	s.line(margin, margin, inside, 6.5, text("form.title", nil), "L")
	s.pdf.SetFont(sans, "", 8.5)
	s.pdf.SetTextColor(75, 84, 95)
	s.line(margin, margin+7, inside, 4, text("form.subtitle", nil), "L")
	s.number(6.5)
	s.pdf.SetFont(sans, "", 8.5)
	s.pdf.SetTextColor(0, 0, 0)
	s.line(margin, margin+11.4, inside, 4, s.fit(d.meta.Laboratory, inside-30), "L")
	s.pdf.SetFont(sans, "", 7)
	s.pdf.SetTextColor(75, 84, 95)
	s.line(margin, margin+16.6, inside, 3.5, text("form.note.starred", nil), "L")
	s.y = margin + first
}

// number draws the request's number at the right, below it DRAFT when it is one.
func (s *sheet) number(height float64) {
	s.pdf.SetFont(mono, "B", 12)
	s.pdf.SetTextColor(0, 0, 0)
	s.line(margin, margin, inside, height, s.fit(s.doc.request.Number, inside/3), "R")
	if !s.doc.meta.Draft {
		return
	}
	label := s.printable(s.doc.texts.Text("form.draft", nil))
	s.pdf.SetFont(sans, "B", 9)
	width := s.pdf.GetStringWidth(label) + 4
	x, y := pageWidth-margin-width, margin+7.4
	if s.pdf.PageNo() > 1 {
		x, y = pageWidth/2-width/2, margin
	}
	s.pdf.SetFillColor(176, 32, 32)
	s.pdf.Rect(x, y, width, 5, "F")
	s.pdf.SetTextColor(255, 255, 255)
	s.line(x, y, width, 5, label, "C")
}

// watermark writes DRAFT across the page, under all else.
func (s *sheet) watermark() {
	label := s.printable(s.doc.texts.Text("form.draft", nil))
	const wide, size = 200.0, 100.0
	s.pdf.SetFont(sans, "B", size)
	s.pdf.SetFont(sans, "B", size*wide/s.pdf.GetStringWidth(label))
	s.pdf.SetTextColor(240, 240, 242)
	s.pdf.TransformBegin()
	s.pdf.TransformRotate(52, pageWidth/2, pageHeight/2)
	s.pdf.Text(pageWidth/2-wide/2, pageHeight/2+8, label)
	s.pdf.TransformEnd()
}

// footer draws what stands below the parts: that this is not the official form,
// who made it, and the page.
func (s *sheet) footer() {
	d := s.doc
	y := bottom + 2.5
	s.pdf.SetDrawColor(120, 128, 138)
	s.pdf.SetLineWidth(0.2)
	s.pdf.Line(margin, y, pageWidth-margin, y)
	s.pdf.SetTextColor(75, 84, 95)
	s.pdf.SetFont(sans, "B", 6.8)
	s.line(margin, y+1, inside, 3.2, d.texts.Text("form.note.unofficial", nil), "L")
	s.pdf.SetFont(sans, "", 6.8)
	exported := d.texts.Text("form.note.exported", map[string]any{
		"by": strings.TrimSpace(d.meta.By), "at": d.meta.At.Format("2006-01-02 15:04 -07:00"), "laboratory": strings.TrimSpace(d.meta.Laboratory),
	})
	s.line(margin, y+4.2, inside-28, 3.2, s.fit(exported, inside-28), "L")
	s.line(margin, y+7.4, inside, 3.2, d.texts.Text("form.note.personal", nil), "L")
	s.line(margin, y+4.2, inside, 3.2, d.texts.Text("form.note.page", map[string]any{"page": s.pdf.PageNo(), "pages": s.pages}), "R")
}

// fit brings a text to one line; it cuts one that is wider than its place, and
// shows that it did.
func (s *sheet) fit(text string, width float64) string {
	text = strings.Join(strings.Fields(s.printable(text)), " ")
	if s.pdf.GetStringWidth(text) <= width {
		return text
	}
	lines := s.pdf.SplitText(text, width-s.pdf.GetStringWidth("…"))
	return lines[0] + "…"
}
