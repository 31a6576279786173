// Package paper writes text on the pages of a PDF: the typefaces of all documents
// of the service, what of a text they can show, and lines that fit their place.
package paper

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"codeberg.org/go-fonts/liberation/liberationmonobold"
	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
)

// US letter, the usual size in Mexico too, in millimetres.
const Width, Height = 215.9, 279.4

// The typefaces: Sans regular and bold, Mono bold only.
const Sans, Mono = "sans", "mono"

// Meta is what a document says of itself. The same content and the same Meta make
// the same bytes.
type Meta struct {
	Title, Author, Language string
	Subject, Keywords       string
	At                      time.Time
}

// Sheet is a document that is being drawn. It belongs to one goroutine.
type Sheet struct {
	PDF    *fpdf.Fpdf
	glyphs *sfnt.Font
	buffer sfnt.Buffer
}

// New begins a document without pages, whose pages never break by themselves.
func New(m Meta, margin float64) (*Sheet, error) {
	glyphs, err := sfnt.Parse(liberationsansregular.TTF)
	if err != nil {
		return nil, fmt.Errorf("font: %w", err)
	}
	pdf := fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: fpdf.SizeType{Wd: Width, Ht: Height}})
	s := &Sheet{PDF: pdf, glyphs: glyphs}
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(margin, margin, margin)
	pdf.SetCellMargin(0)
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(m.At)
	pdf.SetModificationDate(m.At)
	pdf.SetProducer("Cotejo", true)
	pdf.SetCreator("Cotejo", true)
	pdf.SetLang(m.Language)
	pdf.SetTitle(s.Printable(m.Title), true)
	pdf.SetAuthor(s.Printable(m.Author), true)
	if m.Subject != "" {
		pdf.SetSubject(s.Printable(m.Subject), true)
	}
	if m.Keywords != "" {
		pdf.SetKeywords(s.Printable(m.Keywords), true)
	}
	pdf.AddUTF8FontFromBytes(Sans, "", liberationsansregular.TTF)
	pdf.AddUTF8FontFromBytes(Sans, "B", liberationsansbold.TTF)
	pdf.AddUTF8FontFromBytes(Mono, "B", liberationmonobold.TTF)
	return s, pdf.Error()
}

// Printable brings a text to what the typeface can show: composed characters, no
// controls but the end of a line, and a mark in place of what it does not have.
func (s *Sheet) Printable(text string) string {
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

// Line writes one line of text into a box; align is L, C or R.
func (s *Sheet) Line(x, y, width, height float64, text, align string) {
	s.PDF.SetXY(x, y)
	s.PDF.CellFormat(width, height, s.Printable(text), "", 0, align+"M", false, 0, "")
}

// Wrapped are the lines of a text in the present typeface.
func (s *Sheet) Wrapped(text string, width float64) []string {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	return s.PDF.SplitText(strings.TrimSpace(s.Printable(text)), width)
}

// Fit brings a text to one line; it cuts one that is wider than its place, and
// shows that it did.
func (s *Sheet) Fit(text string, width float64) string {
	text = strings.Join(strings.Fields(s.Printable(text)), " ")
	if s.PDF.GetStringWidth(text) <= width {
		return text
	}
	lines := s.PDF.SplitText(text, width-s.PDF.GetStringWidth("…"))
	return lines[0] + "…"
}
