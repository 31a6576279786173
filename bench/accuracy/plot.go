package accuracy

import (
	"image/color"
	"io"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// The colours are two of Okabe and Ito's, which stay apart for colour-blind
// readers and in print.
var (
	matchColour    = color.NRGBA{R: 0x00, G: 0x72, B: 0xb2, A: 0xff}
	nonmatchColour = color.NRGBA{R: 0xd5, G: 0x5e, B: 0x00, A: 0xff}
	faint          = color.NRGBA{R: 0xdd, G: 0xdd, B: 0xdd, A: 0xff}
	dark           = color.NRGBA{R: 0x44, G: 0x44, B: 0x44, A: 0xff}
)

// newPlot returns a plot with the house's sizes and a faint grid.
func newPlot(title, x, y string) *plot.Plot {
	p := plot.New()
	p.Title.Text, p.X.Label.Text, p.Y.Label.Text = title, x, y
	p.Title.TextStyle.Font.Size = 15
	p.Title.Padding = 8
	p.Legend.TextStyle.Font.Size = 12
	p.Legend.ThumbnailWidth = 20
	p.Legend.Padding = 3
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.Label.TextStyle.Font.Size = font.Length(13)
		a.Label.Padding = 6
		a.Tick.Label.Font.Size = font.Length(12)
		a.Padding = 2
	}
	grid := plotter.NewGrid()
	grid.Horizontal.Color, grid.Vertical.Color = faint, faint
	p.Add(grid)
	return p
}

// line adds a curve with a legend entry, which may be empty.
func line(p *plot.Plot, xy plotter.XYs, c color.Color, dashed bool, name string) error {
	l, err := plotter.NewLine(xy)
	if err != nil {
		return err
	}
	l.Color, l.Width = c, vg.Points(2)
	if dashed {
		l.Dashes = []vg.Length{vg.Points(5), vg.Points(4)}
	}
	p.Add(l)
	if name != "" {
		p.Legend.Add(name, l)
	}
	return nil
}

// writePNG draws plots side by side, each 6 by 4.5 inches at 120 dots an inch.
func writePNG(w io.Writer, plots ...*plot.Plot) error {
	const width, height, gap = 6 * vg.Inch, 4.5 * vg.Inch, 0.2 * vg.Inch
	n := len(plots)
	img := vgimg.NewWith(
		vgimg.UseWH(vg.Length(n)*width+vg.Length(n-1)*gap, height),
		vgimg.UseDPI(120), vgimg.UseBackgroundColor(color.White))
	tiles := draw.Tiles{Rows: 1, Cols: n, PadX: gap, PadTop: 8, PadBottom: 8, PadLeft: 8, PadRight: 16}
	for i, c := range plot.Align([][]*plot.Plot{plots}, tiles, draw.New(img))[0] {
		plots[i].Draw(c)
	}
	_, err := vgimg.PngCanvas{Canvas: img}.WriteTo(w)
	return err
}

// shareTicks marks an axis of shares every 0.2, or more finely when little of
// it is shown.
func shareTicks(lo float64) plot.ConstantTicks {
	step, decimals := 0.2, 1
	switch {
	case lo >= 0.9:
		step, decimals = 0.02, 2
	case lo >= 0.7:
		step, decimals = 0.05, 2
	case lo >= 0.45:
		step = 0.1
	}
	var t plot.ConstantTicks
	for i := int(lo/step - 1); float64(i)*step <= 1+1e-9; i++ {
		if v := float64(i) * step; v >= lo-1e-9 {
			t = append(t, plot.Tick{Value: v, Label: number(v, decimals)})
		}
	}
	return t
}
