package form

import "cotejo/api/paper"

// Measures of the sheet, US letter as the form is: millimetres, and points for type.
const (
	pageWidth, pageHeight = paper.Width, paper.Height
	margin                = 12.0
	inside                = pageWidth - 2*margin
	bottom                = pageHeight - 18 // the footer begins
	padding               = 0.9
	labelPt, labelLine    = 6.2, 2.4
	valuePt, valueLine    = 9.2, 3.9
	leastRow              = 7.9
	headingHeight         = 4.8
)

// sheet draws boxes from the top down and turns the page when it is full.
type sheet struct {
	*paper.Sheet
	doc   *document
	pages int
	y     float64
	part  string // title of the part that is being drawn, "" before the first
}

func newSheet(d *document, pages int) (*sheet, error) {
	p, err := paper.New(paper.Meta{
		Title: d.texts.Text("form.title", nil) + " " + d.request.Number, Author: d.meta.Laboratory, Language: d.texts.Language(), At: d.meta.At,
	}, margin)
	if err != nil {
		return nil, err
	}
	return &sheet{Sheet: p, doc: d, pages: pages}, nil
}

// turn begins a page; a part that is being drawn goes on there under its title.
func (s *sheet) turn() {
	s.PDF.AddPage()
	if s.doc.meta.Draft {
		s.watermark()
	}
	s.header()
	s.footer()
	if s.part != "" {
		s.bar(s.part + " " + s.doc.texts.Text("form.note.continued", nil))
	}
}

// begin begins a part, on a new page when that keeps a small part together, or
// its title and its first row.
func (s *sheet) begin(p part) {
	const small = 60
	s.part = ""
	whole := headingHeight
	for _, row := range p.rows {
		whole += s.height(row)
	}
	if need := min(whole, small); s.y+need > bottom {
		s.turn()
	}
	s.part = p.title
	s.bar(p.title)
}

// bar draws the title of a part.
func (s *sheet) bar(title string) {
	s.PDF.SetFillColor(38, 50, 66)
	s.PDF.Rect(margin, s.y, inside, headingHeight, "F")
	s.PDF.SetTextColor(255, 255, 255)
	s.PDF.SetFont(paper.Sans, "B", 8)
	s.Line(margin+padding, s.y+0.4, inside, 4, title, "L")
	s.y += headingHeight
}
