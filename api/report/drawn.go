package report

import (
	"bytes"
	"fmt"
	"strconv"

	"codeberg.org/go-pdf/fpdf"

	"cotejo/api/casework"
	"cotejo/api/paper"
)

// numbered is a figure that someone drew, with its number in the document.
type numbered struct {
	casework.Figure
	number int
}

// shapes are all figures of the annotations, numbered through.
func (d *document) shapes() []numbered {
	var out []numbered
	for _, a := range d.matter.Annotations {
		for _, s := range a.Shapes {
			out = append(out, numbered{s, len(out) + 1})
		}
	}
	return out
}

// annotations lists what people marked on the pair.
func (p *page) annotations() {
	all := p.doc.matter.Annotations
	if len(all) == 0 {
		return
	}
	p.section(p.text("report.part.annotations", nil), 15)
	var rows [][]string
	n := 0
	for _, a := range all {
		from := n + 1
		n += len(a.Shapes)
		which := ""
		switch {
		case n == from:
			which = strconv.Itoa(n)
		case n > from:
			which = fmt.Sprintf("%d–%d", from, n)
		}
		rows = append(rows, []string{which, a.Note, p.doc.person(a.CreatedBy), p.doc.when(a.UpdatedAt)})
		for i, s := range a.Shapes {
			kind := p.doc.chosen("report.figure.", s.Type)
			rows = append(rows, []string{strconv.Itoa(from + i), joined(": ", kind, s.Label), "", ""})
		}
	}
	p.table([]column{
		{title: "#", width: 0.5}, {title: p.text("report.field.note", nil), width: 4},
		{title: p.text("report.field.by", nil), width: 1.6}, {title: p.text("report.field.at", nil), width: 1.5},
	}, plainTable, rows)
}

// snapshots shows the pictures that were chosen, each as large as fits with its
// caption.
func (p *page) snapshots() {
	d := p.doc
	if len(d.matter.Snapshots) == 0 {
		return
	}
	p.section(p.text("report.part.snapshots", nil), 90)
	for i, sn := range d.matter.Snapshots {
		one := d.plates.snapshots[i]
		width := inside
		height := width * float64(one.height) / float64(one.width)
		if most := 150.0; height > most {
			width, height = width*most/height, most
		}
		p.room(height + 13)
		name := "snapshot " + strconv.Itoa(i)
		p.PDF.RegisterImageOptionsReader(name, fpdf.ImageOptions{ImageType: "JPG"}, bytes.NewReader(one.jpeg))
		p.PDF.ImageOptions(name, margin, p.y, width, height, false, fpdf.ImageOptions{ImageType: "JPG"}, 0, "")
		p.PDF.SetDrawColor(rule[0], rule[1], rule[2])
		p.PDF.SetLineWidth(0.2)
		p.PDF.Rect(margin, p.y, width, height, "D")
		p.y += height + 1
		p.font("B", 8.2, ink)
		p.Line(margin, p.y, inside, 3.8, p.Fit(joined(" ", strconv.Itoa(i+1)+".", sn.Title), inside), "L")
		p.font("", 7.4, faded)
		p.Line(margin, p.y+3.8, inside, 3.4, p.Fit(joined(", ", d.person(sn.CreatedBy), d.when(sn.CreatedAt), fmt.Sprintf("%d × %d", sn.Width, sn.Height)), inside), "L")
		p.PDF.SetFont(paper.Mono, "B", 6.4)
		p.Line(margin, p.y+7.2, inside, 3.2, "SHA-256 "+sn.SHA256, "L")
		p.y += 12.5
	}
}
