package report

import "strconv"

// scores lists the score, every term of it, and what the search's list says.
func (p *page) scores() {
	d, k, c := p.doc, p.doc.matter.Candidate, p.doc.comparison
	p.section(p.text("report.part.score", nil), 35)
	p.paragraph(p.text("report.note.score", nil), "B", 8.2, ink)
	score, congruent, cells, overlap, coarse := k.Score, k.CellsCongruent, k.Cells, k.OverlapMM2, k.Coarse
	if c != nil {
		score, congruent, cells, overlap, coarse = c.Score, c.CellsCongruent, len(c.Cells), c.OverlapMM2, c.Coarse
	}
	rows := [][]string{
		{p.text("report.field.score", nil), number(score, 4)},
		{p.text("report.field.congruent", nil), p.text("report.of", map[string]any{"part": congruent, "whole": cells})},
		{p.text("report.field.overlap", nil), number(overlap, 3) + " mm²"},
		{p.text("report.field.coarse", nil), number(coarse, 4)},
	}
	if s := d.matter.Search; s != nil {
		rows = append(rows, []string{p.text("report.field.rank", nil), p.text("report.of", map[string]any{"part": k.Rank, "whole": s.Found})})
	}
	p.table([]column{{width: 2}, {width: 4}}, plainTable, rows)
	if c == nil {
		p.paragraph(p.text("report.note.other_engine", nil), "", 8, ink)
		return
	}
	p.paragraph(p.text("report.note.terms", nil), "", 7.8, faded)
	var terms [][]string
	for _, t := range c.Terms {
		weight, share := "—", "—"
		if t.Weight != 0 {
			weight, share = number(t.Weight, 3), number(t.Weight*t.Value, 4)
		}
		terms = append(terms, []string{d.chosen("report.term.", t.Name), number(t.Value, 4), weight, share})
	}
	p.table([]column{
		{title: p.text("report.field.term", nil), width: 4}, {title: p.text("report.field.value", nil), width: 1.2, right: true},
		{title: p.text("report.field.weight", nil), width: 1, right: true}, {title: p.text("report.field.contribution", nil), width: 1.4, right: true},
	}, plainTable, terms)
}

// cells is the table of all cells.
func (p *page) cells() {
	c := p.doc.comparison
	if c == nil || len(c.Cells) == 0 {
		return
	}
	p.section(p.text("report.part.cells", nil), 25)
	p.paragraph(p.text("report.note.cell_table", nil), "", 7.6, faded)
	var rows [][]string
	for i, k := range c.Cells {
		congruent := ""
		if k.Congruent {
			congruent = p.text("report.yes", nil)
		}
		rows = append(rows, []string{
			strconv.Itoa(i + 1), number(k.X, 0), number(k.Y, 0), number(k.BX, 0), number(k.BY, 0), number(k.Cover, 2),
			number(k.Common, 3), number(k.Correlation, 3), number(k.DX, 1), number(k.DY, 1), congruent,
		})
	}
	title := func(key string) string { return p.text("report.cell."+key, nil) }
	p.table([]column{
		{title: "#", width: 0.5, right: true}, {title: title("x"), width: 1, right: true}, {title: title("y"), width: 1, right: true},
		{title: title("bx"), width: 1, right: true}, {title: title("by"), width: 1, right: true}, {title: title("cover"), width: 1, right: true},
		{title: title("common"), width: 1.2, right: true}, {title: title("best"), width: 1.2, right: true},
		{title: "Δx µm", width: 0.9, right: true}, {title: "Δy µm", width: 0.9, right: true}, {title: title("congruent"), width: 1.3},
	}, smallTable, rows)
}
