package report

import (
	"strings"

	"cotejo/api/paper"
)

// Measures in millimetres, and points for type.
const (
	margin   = 14.0
	inside   = paper.Width - 2*margin
	bottom   = paper.Height - 17 // the footer begins
	bodyPt   = 8.6
	bodyLine = 3.9
	padding  = 1.0
)

// colours of the document, as red, green and blue.
var (
	ink    = [3]int{0, 0, 0}
	faded  = [3]int{75, 84, 95}
	rule   = [3]int{170, 176, 184}
	shade  = [3]int{243, 245, 248}
	strong = [3]int{38, 50, 66}
)

// page draws from the top down and turns over when it is full.
type page struct {
	*paper.Sheet
	doc   *document
	pages int
	y     float64
	title string // of the section that is being drawn
}

func (p *page) text(key string, params map[string]any) string { return p.doc.texts.Text(key, params) }

func (p *page) font(style string, size float64, colour [3]int) {
	p.PDF.SetFont(paper.Sans, style, size)
	p.PDF.SetTextColor(colour[0], colour[1], colour[2])
}

// turn begins a page.
func (p *page) turn() {
	p.PDF.AddPage()
	p.header()
	p.footer()
	if p.title != "" {
		p.bar(p.title + " " + p.text("report.continued", nil))
	}
}

// room turns the page unless so much is left of it.
func (p *page) room(height float64) {
	if p.y+height > bottom {
		p.turn()
	}
}

// header draws what stands above the sections: in full on the first page.
func (p *page) header() {
	d := p.doc
	p.PDF.SetFont(paper.Mono, "B", 11.5)
	p.PDF.SetTextColor(0, 0, 0)
	p.Line(margin, margin, inside, 6, p.Fit(d.report.Number, inside/2), "R")
	if p.PDF.PageNo() > 1 {
		p.font("B", 9.5, ink)
		p.Line(margin, margin, inside/2, 6, p.Fit(p.text("report.title", nil), inside/2), "L")
		p.y = margin + 9
		return
	}
	p.font("B", 16, ink)
	p.Line(margin, margin, inside/1.6, 7, p.text("report.title", nil), "L")
	p.font("", 9.5, faded)
	p.Line(margin, margin+7.6, inside, 4.5, p.text("report.about."+string(d.matter.About), nil), "L")
	p.font("B", 9.5, ink)
	p.Line(margin, margin+13, inside, 4.5, p.Fit(d.matter.Lab.Name, inside), "L")
	p.font("", 8.4, faded)
	p.Line(margin, margin+17.4, inside, 4, p.Fit(joined(", ", d.matter.Lab.Agency, d.matter.Lab.Address, d.matter.Lab.ORI), inside), "L")
	p.y = margin + 24
}

// footer draws what stands below: number, laboratory, and the page.
func (p *page) footer() {
	y := bottom + 3
	p.PDF.SetDrawColor(rule[0], rule[1], rule[2])
	p.PDF.SetLineWidth(0.2)
	p.PDF.Line(margin, y, paper.Width-margin, y)
	p.font("", 7, faded)
	left := p.text("report.footer", map[string]any{"number": p.doc.report.Number, "lab": p.doc.matter.Lab.Code, "at": p.doc.when(p.doc.report.CreatedAt), "version": p.doc.meta.Version})
	p.Line(margin, y+1.2, inside-32, 3.6, p.Fit(left, inside-32), "L")
	p.Line(margin, y+1.2, inside, 3.6, p.text("report.page", map[string]any{"page": p.PDF.PageNo(), "pages": p.pages}), "R")
	p.font("", 6.8, faded)
	p.Line(margin, y+4.8, inside, 3.4, p.text("report.note.footer", nil), "L")
}

// section begins a section; least is what must fit below its title on this page.
func (p *page) section(title string, least float64) {
	p.title = ""
	p.y += 3
	p.room(5.2 + least)
	p.title = title
	p.bar(title)
}

func (p *page) bar(title string) {
	p.PDF.SetFillColor(strong[0], strong[1], strong[2])
	p.PDF.Rect(margin, p.y, inside, 5.2, "F")
	p.font("B", 8.8, [3]int{255, 255, 255})
	p.Line(margin+padding+0.4, p.y+0.4, inside, 4.4, title, "L")
	p.y += 5.2 + 1
}

// paragraph writes running text.
func (p *page) paragraph(text, style string, size float64, colour [3]int) {
	p.font(style, size, colour)
	line := size * bodyLine / bodyPt
	for _, one := range p.Wrapped(text, inside) {
		if p.y+line > bottom {
			p.turn()
			p.font(style, size, colour)
		}
		p.Line(margin, p.y, inside, line, one, "L")
		p.y += line
	}
	p.y += 0.8
}

// notice is a paragraph in a box, which stays in one piece.
func (p *page) notice(text string) {
	p.font("B", 8.8, ink)
	lines := p.Wrapped(text, inside-2*2.5)
	height := float64(len(lines))*4.1 + 3
	p.room(height)
	p.PDF.SetFillColor(255, 247, 224)
	p.PDF.SetDrawColor(196, 150, 40)
	p.PDF.SetLineWidth(0.3)
	p.PDF.Rect(margin, p.y, inside, height, "FD")
	p.font("B", 8.8, ink)
	for i, one := range lines {
		p.Line(margin+2.5, p.y+1.5+float64(i)*4.1, inside, 4.1, one, "L")
	}
	p.y += height + 1.5
}

// joined are the texts that are not empty, with something between them.
func joined(between string, texts ...string) string {
	var out []string
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" {
			out = append(out, t)
		}
	}
	return strings.Join(out, between)
}
