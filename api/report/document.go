package report

import (
	"bytes"
	"fmt"
	"strconv"
	"time"

	"cotejo/api/casework"
	"cotejo/api/message"
	"cotejo/api/paper"
)

// Meta is what a report says besides its matter.
type Meta struct {
	Version string         // of the program
	Zone    *time.Location // in which times are told
	Head    Head
}

// Head is the signed head of the audit log that stands when a report is made: it
// vouches for all entries before Size.
type Head struct {
	Key  string // that signed it
	Size int64
	Hash string
	At   time.Time
}

// Content is everything that a report is made of.
type Content struct {
	Report *casework.Report // its number, language and time
	Matter *casework.ReportMatter
	// Comparison is nil when the engine is no longer the one that made the marks;
	// then the list's own numbers are told.
	Comparison *Comparison
	Plates     *Plates
	Meta       Meta
}

// PDF draws a report in the language of texts. The same content makes the same
// bytes.
func PDF(c Content, texts *message.Texts) ([]byte, error) {
	d := &document{report: c.Report, matter: c.Matter, comparison: c.Comparison, plates: c.Plates, meta: c.Meta, texts: texts}
	// The number of pages stands on each of them, and is known when all are drawn.
	first, err := d.draw(0)
	if err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	final, err := d.draw(first.PDF.PageCount())
	if err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	var out bytes.Buffer
	if err := final.PDF.Output(&out); err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	return out.Bytes(), nil
}

// document is a report that is being drawn.
type document struct {
	report     *casework.Report
	matter     *casework.ReportMatter
	comparison *Comparison
	plates     *Plates
	meta       Meta
	texts      *message.Texts
}

// draw is the document's table of contents; pages is the number of its pages, 0
// while that is not known.
func (d *document) draw(pages int) (*page, error) {
	title := d.texts.Text("report.title", nil) + " " + d.report.Number
	sheet, err := paper.New(paper.Meta{
		Title: title, Author: joined(", ", d.matter.Lab.Name, d.name()), Language: d.texts.Language(), At: d.report.CreatedAt,
		Subject: d.texts.Text("report.about."+string(d.matter.About), nil), Keywords: d.report.Number,
	}, margin)
	if err != nil {
		return nil, err
	}
	p := &page{Sheet: sheet, doc: d, pages: pages}
	p.turn()
	p.opening()
	p.outcome()
	p.exhibits()
	p.decisions()
	p.pictures()
	p.scores()
	p.cells()
	p.searched()
	p.marks()
	p.annotations()
	p.snapshots()
	p.vouched()
	p.rests()
	return p, p.PDF.Error()
}

// name is who makes the report.
func (d *document) name() string {
	if d.matter.By == nil {
		return ""
	}
	return d.matter.By.Name
}

// when tells a moment in the document's zone.
func (d *document) when(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(d.meta.Zone).Format("2006-01-02 15:04 -07:00")
}

// person is the name of an account, or its identifier where it has none.
func (d *document) person(account string) string {
	if name := d.matter.Names[account]; name != "" {
		return name
	}
	return account
}

// chosen is the text of one of a field's values, "" for none.
func (d *document) chosen(prefix, value string) string {
	if value == "" {
		return ""
	}
	if key := prefix + value; d.texts.Has(key) {
		return d.texts.Text(key, nil)
	}
	return value
}

// number tells a number with so many decimals.
func number(v float64, decimals int) string { return strconv.FormatFloat(v, 'f', decimals, 64) }
