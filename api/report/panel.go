package report

import (
	"bytes"
	"cmp"
	"math"
	"slices"
	"strconv"

	"codeberg.org/go-pdf/fpdf"

	"cotejo/api/casework"
)

// Panels are squares side by side.
const (
	between   = 4.0
	panelSide = (inside - between) / 2
)

// green and vermilion that colour-blind eyes tell apart, and blue for what people
// drew (Okabe and Ito 2008).
var (
	green     = [3]int{0, 158, 115}
	vermilion = [3]int{213, 94, 0}
	blue      = [3]int{0, 114, 178}
)

// pictures shows both marks in register, first with what people drew on them, then
// with their cells.
func (p *page) pictures() {
	c := p.doc.comparison
	p.section(p.text("report.part.pictures", nil), panelSide+25)
	p.panels(frame.drawn)
	p.scale()
	pose := p.pose()
	p.paragraph(p.text("report.pose", map[string]any{
		"turn": number(math.Abs(pose.RotationDeg), 2), "sense": p.text("report.sense."+either(pose.RotationDeg < 0, "clockwise", "anticlockwise"), nil),
		"across": number(math.Abs(pose.ShiftXUm), 1), "side": p.text("report.sense."+either(pose.ShiftXUm < 0, "left", "right"), nil),
		"along": number(math.Abs(pose.ShiftYUm), 1), "end": p.text("report.sense."+either(pose.ShiftYUm < 0, "up", "down"), nil),
	}), "", 8, ink)
	if c == nil || len(c.Cells) == 0 {
		return
	}
	p.room(panelSide + 15)
	p.panels(frame.cells)
	p.paragraph(p.text("report.note.cells", map[string]any{"congruent": c.CellsCongruent, "cells": len(c.Cells), "side": number(c.CellUm, 0)}), "", 7.6, faded)
}

func either(first bool, one, other string) string {
	if first {
		return one
	}
	return other
}

// panels shows both marks side by side, each with what over draws on it.
func (p *page) panels(over func(f frame, side int)) {
	top := p.y + 5
	for i, s := range p.doc.sides() {
		x := margin + float64(i)*(panelSide+between)
		p.font("B", 8.4, ink)
		name := []string{"report.side.probe", "report.side.candidate"}[i]
		exhibit := ""
		if s.Exhibit != nil {
			exhibit = s.Exhibit.Number
		}
		p.Line(x, p.y, panelSide, 4.4, p.Fit(joined(" ", p.text(name, nil), exhibit), panelSide), "L")
		p.panel(i, x, top, over)
	}
	p.y = top + panelSide + 1.5
}

// pose is that of the comparison, or of the list where there is none.
func (p *page) pose() Pose {
	if c := p.doc.comparison; c != nil {
		return c.Pose
	}
	return PoseOf(p.doc.matter.Candidate)
}

// PoseOf is the pose that a candidate's list has.
func PoseOf(c *casework.Candidate) Pose { return Pose{c.RotationDeg, c.ShiftXUm, c.ShiftYUm} }

// panel shows one side's mark in the window.
func (p *page) panel(i int, x, y float64, over func(f frame, side int)) {
	d := p.doc
	p.PDF.SetDrawColor(rule[0], rule[1], rule[2])
	p.PDF.SetLineWidth(0.2)
	picture := d.plates.sides[i]
	if picture == nil {
		p.PDF.Rect(x, y, panelSide, panelSide, "D")
		p.font("", 8.4, faded)
		p.Line(x, y+panelSide/2-2, panelSide, 4, p.text("report.no_picture", nil), "C")
		return
	}
	name := "mark " + strconv.Itoa(i)
	p.PDF.RegisterImageOptionsReader(name, fpdf.ImageOptions{ImageType: "JPG"}, bytes.NewReader(picture))
	p.PDF.ImageOptions(name, x, y, panelSide, panelSide, false, fpdf.ImageOptions{ImageType: "JPG"}, 0, "")
	f := frame{p: p, x: x, y: y, window: d.plates.window}
	p.PDF.ClipRect(x, y, panelSide, panelSide, false)
	over(f, i)
	p.PDF.ClipEnd()
	p.PDF.SetDrawColor(rule[0], rule[1], rule[2])
	p.PDF.Rect(x, y, panelSide, panelSide, "D")
}

// scale draws a bar of a round length.
func (p *page) scale() {
	perMM := p.doc.plates.window.side / panelSide
	length := math.Pow(10, math.Floor(math.Log10(p.doc.plates.window.side/3)))
	for _, times := range []float64{5, 2} {
		if times*length <= p.doc.plates.window.side/3 {
			length *= times
			break
		}
	}
	p.PDF.SetFillColor(ink[0], ink[1], ink[2])
	p.PDF.Rect(margin, p.y+1, length/perMM, 1.1, "F")
	p.font("B", 8, ink)
	p.Line(margin+length/perMM+2, p.y-0.6, 40, 4.2, number(length, 0)+" µm", "L")
	p.y += 5
}

// frame is where a panel's window lies on the page.
type frame struct {
	p      *page
	x, y   float64
	window window
}

// at is where a place of the window lies on the page.
func (f frame) at(s spot) (x, y float64) {
	step := panelSide / f.window.side
	return f.x + panelSide/2 + (s.x-f.window.middle.x)*step, f.y + panelSide/2 + (s.y-f.window.middle.y)*step
}

func (f frame) colour(c [3]int, width float64) {
	f.p.PDF.SetDrawColor(c[0], c[1], c[2])
	f.p.PDF.SetLineWidth(width)
}

// cells draws the cells where the common pose has them, or on the candidate where
// each agreed best.
func (f frame) cells(side int) {
	c := f.p.doc.comparison
	if c == nil || c.CellUm <= 0 {
		return
	}
	tilt := Pose{RotationDeg: c.tilt()}
	half := c.CellUm / 2
	for n, k := range c.Cells {
		middle := spot{k.BX, k.BY}
		if side == 1 {
			middle = spot{k.BX + k.DX, k.BY + k.DY}
		}
		var corners []fpdf.PointType
		for _, corner := range []spot{{-half, -half}, {half, -half}, {half, half}, {-half, half}} {
			turned := tilt.apply(corner)
			x, y := f.at(spot{middle.x + turned.x, middle.y + turned.y})
			corners = append(corners, fpdf.PointType{X: x, Y: y})
		}
		colour, width := vermilion, 0.12
		if k.Congruent {
			colour, width = green, 0.3
		}
		f.colour(colour, width)
		f.p.PDF.Polygon(corners, "D")
		if k.Congruent {
			top := slices.MinFunc(corners, func(a, b fpdf.PointType) int { return cmp.Compare(a.X+a.Y, b.X+b.Y) })
			f.p.font("B", 5.6, colour)
			f.p.Line(top.X+0.9, top.Y+0.7, 8, 2.2, strconv.Itoa(n+1), "L")
		}
	}
}

// drawn shows what people marked on a side.
func (f frame) drawn(side int) {
	lay := func(s casework.Spot) (x, y float64) {
		at := spot{s.XUm, s.YUm}
		if side == 0 {
			at = f.p.pose().apply(at)
		}
		return f.at(at)
	}
	on := []string{"probe", "candidate"}[side]
	for _, s := range f.p.doc.shapes() {
		f.colour(blue, 0.3)
		places := s.Points
		if s.Type == casework.FigureCorrespondence && side == 1 {
			places = []casework.Spot{*s.To}
		} else if s.Side != on {
			continue
		}
		f.shape(s, places, lay)
	}
}

// shape draws one figure with its number.
func (f frame) shape(s numbered, places []casework.Spot, lay func(casework.Spot) (x, y float64)) {
	const arm = 1.3
	pdf := f.p.PDF
	x0, y0 := lay(places[0])
	switch s.Type {
	case casework.FigureLine, casework.FigurePolyline:
		fromX, fromY := x0, y0
		for _, next := range places[1:] {
			x, y := lay(next)
			pdf.Line(fromX, fromY, x, y)
			fromX, fromY = x, y
		}
	case casework.FigureCircle:
		x, y := lay(places[1])
		pdf.Circle(x0, y0, math.Hypot(x-x0, y-y0), "D")
	case casework.FigureCorrespondence:
		pdf.Circle(x0, y0, arm, "D")
	case casework.FigurePoint:
		pdf.Line(x0-arm, y0, x0+arm, y0)
		pdf.Line(x0, y0-arm, x0, y0+arm)
	}
	f.p.font("B", 6, blue)
	f.p.Line(x0+arm, y0-arm-1.6, 20, 2.6, strconv.Itoa(s.number), "L")
}
