package report

import "cotejo/api/paper"

// column is one of a table: its heading, its share of the width, and where its
// texts stand. Exact ones hold characters that must not be confused.
type column struct {
	title string
	width float64
	right bool
	exact bool
}

// tableFace is how large the type of a table is.
type tableFace struct{ size, line float64 }

var (
	plainTable = tableFace{8.2, 3.7}
	smallTable = tableFace{6.9, 3.1}
)

// table draws rows under headings, which stand again on each page. A row goes to
// the next page when it does not fit; one that fits on no page is split.
func (p *page) table(columns []column, face tableFace, rows [][]string) {
	widths := make([]float64, len(columns))
	sum, titled := 0.0, false
	for _, c := range columns {
		sum += c.width
		titled = titled || c.title != ""
	}
	for i, c := range columns {
		widths[i] = inside * c.width / sum
	}
	if titled {
		p.room(3 * face.line)
		p.heading(columns, widths, face)
	}
	for n, row := range rows {
		p.row(columns, widths, face, row, n%2 == 1, titled)
	}
	p.PDF.SetDrawColor(rule[0], rule[1], rule[2])
	p.PDF.Line(margin, p.y, margin+inside, p.y)
	p.y += 1.5
}

func (p *page) heading(columns []column, widths []float64, face tableFace) {
	p.font("B", face.size, faded)
	x := margin
	for i, c := range columns {
		p.Line(x+padding, p.y, widths[i]-2*padding, face.line+0.6, p.Fit(c.title, widths[i]-2*padding), align(c))
		x += widths[i]
	}
	p.y += face.line + 0.9
	p.PDF.SetDrawColor(rule[0], rule[1], rule[2])
	p.PDF.SetLineWidth(0.2)
	p.PDF.Line(margin, p.y, margin+inside, p.y)
}

func (p *page) row(columns []column, widths []float64, face tableFace, row []string, shaded, titled bool) {
	cells, longest := make([][]string, len(columns)), 1
	for i, text := range row {
		p.face(columns[i], i == 0 && !titled, face)
		cells[i] = p.Wrapped(text, widths[i]-2*padding)
		longest = max(longest, len(cells[i]))
	}
	whole := float64(longest)*face.line + 1
	if p.y+whole > bottom && whole < bottom-margin-30 {
		p.turn()
		if titled {
			p.heading(columns, widths, face)
		}
	}
	for done := 0; done < longest; {
		take := min(max(1, int((bottom-p.y-1)/face.line)), longest-done)
		height := float64(take)*face.line + 1
		if shaded {
			p.PDF.SetFillColor(shade[0], shade[1], shade[2])
			p.PDF.Rect(margin, p.y, inside, height, "F")
		}
		x := margin
		for i, c := range columns {
			p.face(c, i == 0 && !titled, face)
			for k, text := range cells[i][min(done, len(cells[i])):min(done+take, len(cells[i]))] {
				p.Line(x+padding, p.y+0.5+float64(k)*face.line, widths[i]-2*padding, face.line, text, align(c))
			}
			x += widths[i]
		}
		p.y += height
		if done += take; done < longest {
			p.turn()
		}
	}
}

// face chooses the typeface of a cell; in a table without headings the first
// column has the names.
func (p *page) face(c column, name bool, face tableFace) {
	switch {
	case name:
		p.font("", face.size, faded)
	case c.exact:
		p.PDF.SetFont(paper.Mono, "B", face.size*0.8)
		p.PDF.SetTextColor(ink[0], ink[1], ink[2])
	default:
		p.font("", face.size, ink)
	}
}

func align(c column) string {
	if c.right {
		return "R"
	}
	return "L"
}
