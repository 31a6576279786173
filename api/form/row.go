package form

import "cotejo/api/paper"

// caption is a box's number and label.
func (b box) caption() string {
	caption := b.label
	if b.item != "" {
		caption = b.item + "  " + caption
	}
	if b.starred {
		caption += " *"
	}
	return caption
}

// face chooses the typeface of a box's value.
func (s *sheet) face(b box) {
	if b.exact {
		s.PDF.SetFont(paper.Mono, "B", valuePt)
		return
	}
	s.PDF.SetFont(paper.Sans, "", valuePt)
}

// widths are those of a row's boxes in millimetres.
func widths(row []box) []float64 {
	total := 0.0
	for _, b := range row {
		total += b.width
	}
	out := make([]float64, len(row))
	for i, b := range row {
		out[i] = b.width / total * inside
	}
	return out
}

// measure returns the lines of captions and values of a row, and how many of
// each the fullest box has.
func (s *sheet) measure(row []box) (captions, values [][]string, deepest, longest int) {
	for i, width := range widths(row) {
		s.PDF.SetFont(paper.Sans, "", labelPt)
		caption := s.Wrapped(row[i].caption(), width-2*padding)
		s.face(row[i])
		value := s.Wrapped(row[i].value, width-2*padding)
		captions, values = append(captions, caption), append(values, value)
		deepest, longest = max(deepest, len(caption)), max(longest, len(value), 1)
	}
	return captions, values, deepest, longest
}

// height is what a row takes when it is not split.
func (s *sheet) height(row []box) float64 {
	_, _, deepest, longest := s.measure(row)
	return boxHeight(deepest, longest)
}

func boxHeight(captionLines, valueLines int) float64 {
	if captionLines == 0 {
		return 2*padding + float64(valueLines)*valueLine
	}
	return max(leastRow, padding+float64(captionLines)*labelLine+float64(valueLines)*valueLine+padding)
}

// row draws a row of boxes. One that does not fit goes to the next page; one that
// fits on no page is split between lines.
func (s *sheet) row(row []box, found map[string]Severity) {
	captions, values, deepest, longest := s.measure(row)
	if whole := boxHeight(deepest, longest); s.y+whole > bottom && margin+continued+headingHeight+whole <= bottom {
		s.turn()
	}
	for done := 0; done < longest; {
		fits := int((bottom - s.y - 2*padding - float64(deepest)*labelLine) / valueLine)
		take := min(max(fits, 1), longest-done)
		height := boxHeight(deepest, take)
		x := margin
		for i, width := range widths(row) {
			part := values[i][min(done, len(values[i])):min(done+take, len(values[i]))]
			s.box(row[i], x, width, height, captions[i], part, found[row[i].path])
			x += width
		}
		s.y += height
		if done += take; done < longest {
			s.turn()
		}
	}
}

// box draws one box; in a draft its colour tells what was found about it.
func (s *sheet) box(b box, x, width, height float64, caption, value []string, found Severity) {
	switch found {
	case Missing:
		s.PDF.SetFillColor(252, 224, 222)
	case Implausible:
		s.PDF.SetFillColor(255, 243, 205)
	default:
		s.PDF.SetFillColor(255, 255, 255)
	}
	style := "D"
	if found != "" {
		style = "FD"
	}
	s.PDF.SetDrawColor(120, 128, 138)
	s.PDF.SetLineWidth(0.2)
	s.PDF.Rect(x, s.y, width, height, style)
	y := s.y + padding*0.85
	if len(caption) == 0 {
		y = s.y + padding
	}
	s.PDF.SetFont(paper.Sans, "", labelPt)
	s.PDF.SetTextColor(75, 84, 95)
	for _, text := range caption {
		s.Line(x+padding, y, width, labelLine, text, "L")
		y += labelLine
	}
	y += padding * 0.15
	s.PDF.SetTextColor(0, 0, 0)
	if len(b.choices) > 0 {
		s.choices(b.choices, x+padding, y)
		return
	}
	if found == Missing && len(value) == 0 {
		s.PDF.SetFont(paper.Sans, "", valuePt-1)
		s.PDF.SetTextColor(176, 32, 32)
		s.Line(x+padding, y, width, valueLine, s.doc.texts.Text("form.severity.missing", nil), "L")
		return
	}
	s.face(b)
	for _, text := range value {
		s.Line(x+padding, y, width, valueLine, text, "L")
		y += valueLine
	}
}

// choices draws check boxes side by side.
func (s *sheet) choices(all []choice, x, y float64) {
	const side = 2.7
	s.PDF.SetDrawColor(0, 0, 0)
	s.PDF.SetFont(paper.Sans, "", valuePt)
	for _, c := range all {
		s.PDF.SetLineWidth(0.25)
		s.PDF.Rect(x, y+0.6, side, side, "D")
		if c.chosen {
			s.PDF.SetLineWidth(0.45)
			s.PDF.Line(x+0.5, y+1.1, x+side-0.5, y+0.1+side)
			s.PDF.Line(x+side-0.5, y+1.1, x+0.5, y+0.1+side)
		}
		label := s.Printable(c.label)
		s.Line(x+side+1.2, y, 40, valueLine, label, "L")
		x += side + 1.2 + s.PDF.GetStringWidth(label) + 5
	}
}
