package compare

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"

	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"

	"cotejo/engine/feature"
	"cotejo/engine/kernel"
	"cotejo/engine/trace"
)

const (
	zoom    = 2  // picture points a point of the fine level
	caption = 22 // height of the line of text above a panel
	between = 8  // space between panels
)

var (
	paper     = color.RGBA{R: 250, G: 250, B: 248, A: 255}
	ink       = color.RGBA{R: 20, G: 20, B: 20, A: 255}
	blank     = color.RGBA{R: 226, G: 228, B: 234, A: 255}
	congruent = color.RGBA{R: 0, G: 158, B: 115, A: 255} // green and vermilion that
	stray     = color.RGBA{R: 213, G: 94, B: 0, A: 255}  // colour-blind eyes tell apart (Okabe and Ito 2008)
)

// overlay draws three panels in the frame of the mark that stayed: A, B, and both
// at once, the one in orange and the other in blue,
// so that what they share is grey. Cells that are congruent are green, others
// vermilion; their numbers are their places in the result.
func (p *pair) overlay(h history, result Result) trace.Picture {
	a := p.turn(feature.Fine, h.best.deg)
	turnedName, otherName := "A", "B"
	if h.turned {
		turnedName, otherName = "B", "A"
	}
	panels := []struct {
		title string
		paint func(x, y int) color.RGBA
	}{
		{fmt.Sprintf("%s, turned by %.2f deg", turnedName, h.best.deg), func(x, y int) color.RGBA { return grey(a.At(x, y)) }},
		{otherName, func(x, y int) color.RGBA { return grey(p.under(h.best.shift, x, y)) }},
		{fmt.Sprintf("both; %d of %d cells congruent, score %.3f", result.CellsCongruent, len(result.Cells), result.Score), func(x, y int) color.RGBA {
			va, inA := a.At(x, y)
			vb, inB := p.under(h.best.shift, x, y)
			return both(va, inA, vb, inB)
		}},
	}
	if h.turned {
		panels[0], panels[1] = panels[1], panels[0]
	}
	window := p.inked(a, h.best.shift)
	wide, high := window.Dx()*zoom, window.Dy()*zoom
	img := image.NewRGBA(image.Rect(0, 0, len(panels)*wide+(len(panels)-1)*between, high+caption))
	draw.Draw(img, img.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
	for i, panel := range panels {
		left := i * (wide + between)
		write(img, left+4, caption-7, panel.title, ink)
		for y := range high {
			for x := range wide {
				img.SetRGBA(left+x, caption+y, panel.paint(window.Min.X+x/zoom, window.Min.Y+y/zoom))
			}
		}
		for k, c := range h.best.cells {
			r := image.Rect(int(c.part.X0), int(c.part.Y0), int(c.part.X1), int(c.part.Y1)).Sub(window.Min)
			frame(img, image.Rect(r.Min.X*zoom, r.Min.Y*zoom, r.Max.X*zoom, r.Max.Y*zoom).Add(image.Pt(left, caption)), k+1, result.Cells[k].Congruent)
		}
	}
	return trace.Picture{Image: img}
}

// inked is the part of the turned mark's frame in which either mark has points
// or a cell may lie, with a little room around.
func (p *pair) inked(a *kernel.Plane, shift kernel.Shift) image.Rectangle {
	var r image.Rectangle
	for y := range a.Side {
		for x := range a.Side {
			_, inA := a.At(x, y)
			if _, inB := p.under(shift, x, y); inA || inB {
				r = r.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return r.Inset(-int(p.cellSide()) / 2).Intersect(image.Rect(0, 0, a.Side, a.Side))
}

// under is the value of the second mark that lies under a point of the first.
func (p *pair) under(s kernel.Shift, x, y int) (int16, bool) {
	b := p.b.planes[feature.Fine]
	x, y = x+int(s.X), y+int(s.Y)
	if x < 0 || y < 0 || x >= b.Side || y >= b.Side {
		return 0, false
	}
	return b.At(x, y)
}

// level8 brings a value to 0..255, two and a half deviations to each side.
func level8(v int16) uint8 {
	const reach = 2.5 * feature.UnitsPerDeviation
	return uint8(min(max(127.5+127.5*float64(v)/reach, 0), 255))
}

func grey(v int16, in bool) color.RGBA {
	if !in {
		return blank
	}
	g := level8(v)
	return color.RGBA{R: g, G: g, B: g, A: 255}
}

func both(a int16, inA bool, b int16, inB bool) color.RGBA {
	switch {
	case !inA && !inB:
		return blank
	case !inB:
		return color.RGBA{R: 235, G: 210, B: 180, A: 255}
	case !inA:
		return color.RGBA{R: 180, G: 205, B: 235, A: 255}
	}
	va, vb := level8(a), level8(b)
	return color.RGBA{R: va, G: uint8((int(va) + int(vb)) / 2), B: vb, A: 255}
}

// frame outlines a cell and writes its number into it.
func frame(img *image.RGBA, r image.Rectangle, number int, good bool) {
	c := stray
	if good {
		c = congruent
	}
	r = r.Inset(2)
	const line = 3
	for _, edge := range []image.Rectangle{
		{r.Min, image.Pt(r.Max.X, r.Min.Y+line)}, {image.Pt(r.Min.X, r.Max.Y-line), r.Max},
		{r.Min, image.Pt(r.Min.X+line, r.Max.Y)}, {image.Pt(r.Max.X-line, r.Min.Y), r.Max},
	} {
		draw.Draw(img, edge, image.NewUniform(c), image.Point{}, draw.Src)
	}
	label := fmt.Sprint(number)
	box := image.Rect(r.Min.X, r.Min.Y, r.Min.X+7*len(label)+6, r.Min.Y+15)
	draw.Draw(img, box, image.NewUniform(c), image.Point{}, draw.Src)
	write(img, box.Min.X+3, box.Max.Y-3, label, paper)
}

func write(img *image.RGBA, x, y int, text string, c color.Color) {
	d := font.Drawer{Dst: img, Src: image.NewUniform(c), Face: basicfont.Face7x13, Dot: fixed.P(x, y)}
	d.DrawString(text)
}
