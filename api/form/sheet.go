package form

import (
	"fmt"
	"strings"
	"unicode"

	"codeberg.org/go-fonts/liberation/liberationmonobold"
	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
)

// Measures of the sheet, US letter as the form is (also the usual one in Mexico):
// millimetres, and points for type.
const (
	pageWidth, pageHeight = 215.9, 279.4
	margin                = 12.0
	inside                = pageWidth - 2*margin
	bottom                = pageHeight - 18 // the footer begins
	padding               = 0.9
	labelPt, labelLine    = 6.2, 2.4
	valuePt, valueLine    = 9.2, 3.9
	leastRow              = 7.9
	headingHeight         = 4.8
)

const sans, mono = "sans", "mono"

// sheet draws boxes from the top down and turns the page when it is full.
type sheet struct {
	pdf    *fpdf.Fpdf
	doc    *document
	pages  int
	y      float64
	part   string // title of the part that is being drawn, "" before the first
	glyphs *sfnt.Font
	buffer sfnt.Buffer
}

func newSheet(d *document, pages int) (*sheet, error) {
	glyphs, err := sfnt.Parse(liberationsansregular.TTF)
	if err != nil {
		return nil, fmt.Errorf("font: %w", err)
	}
	pdf := fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: fpdf.SizeType{Wd: pageWidth, Ht: pageHeight}})
	s := &sheet{pdf: pdf, doc: d, pages: pages, glyphs: glyphs}
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(margin, margin, margin)
	pdf.SetCellMargin(0)
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(d.meta.At)
	pdf.SetModificationDate(d.meta.At)
	pdf.SetProducer("Cotejo", true)
	pdf.SetCreator("Cotejo", true)
	pdf.SetLang(d.texts.Language())
	pdf.SetTitle(s.printable(d.texts.Text("form.title", nil)+" "+d.request.Number), true)
	pdf.SetAuthor(s.printable(d.meta.Laboratory), true)
	pdf.AddUTF8FontFromBytes(sans, "", liberationsansregular.TTF)
	pdf.AddUTF8FontFromBytes(sans, "B", liberationsansbold.TTF)
	pdf.AddUTF8FontFromBytes(mono, "B", liberationmonobold.TTF)
	return s, pdf.Error()
}

// printable brings a text to what the typeface can show: composed characters, no
// controls but the end of a line, and a mark in place of what it does not have.
func (s *sheet) printable(text string) string {
	text = strings.ReplaceAll(norm.NFC.String(text), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\r' || r == '\u2028' || r == '\u2029':
			return '\n'
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return -1
		}
		if glyph, err := s.glyphs.GlyphIndex(&s.buffer, r); err != nil || glyph == 0 || r > 0xFFFF {
			return '\u25a1' // an empty square
		}
		return r
	}, text)
}

// turn begins a page; a part that is being drawn goes on there under its title.
func (s *sheet) turn() {
	s.pdf.AddPage()
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
	s.pdf.SetFillColor(38, 50, 66)
	s.pdf.Rect(margin, s.y, inside, headingHeight, "F")
	s.pdf.SetTextColor(255, 255, 255)
	s.pdf.SetFont(sans, "B", 8)
	s.line(margin+padding, s.y+0.4, inside, 4, title, "L")
	s.y += headingHeight
}

// line writes one line of text.
func (s *sheet) line(x, y, width, height float64, text, align string) {
	s.pdf.SetXY(x, y)
	s.pdf.CellFormat(width, height, s.printable(text), "", 0, align+"M", false, 0, "")
}

// wrapped are the lines of a text in the present typeface.
func (s *sheet) wrapped(text string, width float64) []string {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	return s.pdf.SplitText(strings.TrimSpace(s.printable(text)), width)
}
