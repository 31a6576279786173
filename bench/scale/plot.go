package scale

import (
	"errors"
	"fmt"
	"image/color"
	"io"
	"math"
	"os"
	"path/filepath"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// The colours are Okabe and Ito's, which stay apart for colour-blind readers and in
// print.
var (
	blue   = color.NRGBA{R: 0x00, G: 0x72, B: 0xb2, A: 0xff}
	orange = color.NRGBA{R: 0xd5, G: 0x5e, B: 0x00, A: 0xff}
	green  = color.NRGBA{R: 0x00, G: 0x9e, B: 0x73, A: 0xff}
	purple = color.NRGBA{R: 0xcc, G: 0x79, B: 0xa7, A: 0xff}
	dark   = color.NRGBA{R: 0x44, G: 0x44, B: 0x44, A: 0xff}
	faint  = color.NRGBA{R: 0xdd, G: 0xdd, B: 0xdd, A: 0xff}
)

// WritePlot writes sweep.png and sweep.svg to a folder, which it makes when it is
// missing: cost over size, both logarithmic.
func WritePlot(dir string, s *Sweep) error {
	p, err := s.plot()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return err
	}
	for _, format := range []string{"png", "svg"} {
		w, err := p.WriterTo(8*vg.Inch, 5.5*vg.Inch, format)
		if err != nil {
			return err
		}
		if err := write(filepath.Join(dir, "sweep."+format), w); err != nil {
			return err
		}
	}
	return nil
}

func write(path string, from io.WriterTo) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = from.WriteTo(f)
	return errors.Join(err, f.Close())
}

func (s *Sweep) plot() (*plot.Plot, error) {
	if len(s.Points) == 0 {
		return nil, errors.New("a sweep without a point")
	}
	p := plot.New()
	p.Title.Text = "One search: processor time by size of the gallery"
	p.X.Label.Text, p.Y.Label.Text = "exhibits in the gallery", "seconds of processor time"
	p.X.Scale, p.Y.Scale = plot.LogScale{}, plot.LogScale{}
	p.X.Tick.Marker, p.Y.Tick.Marker = powers{}, powers{}
	p.Title.Padding, p.Legend.Padding = 8, 3
	p.Title.TextStyle.Font.Size, p.Legend.TextStyle.Font.Size = 15, 12
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.Label.TextStyle.Font.Size, a.Tick.Label.Font.Size = 13, 12
		a.Label.Padding = 6
	}
	grid := plotter.NewGrid()
	grid.Horizontal.Color, grid.Vertical.Color = faint, faint
	p.Add(grid)
	low, high := math.Inf(1), 0.0
	for _, c := range []struct {
		name   string
		colour color.Color
		shape  draw.GlyphDrawer
		of     func(Point) Cost
	}{
		{"whole search", purple, draw.SquareGlyph{}, func(p Point) Cost { return p.Search }},
		{"coarse, every entry in full", orange, draw.TriangleGlyph{}, func(p Point) Cost { return p.Full }},
		{"coarse, cascade", blue, draw.CircleGlyph{}, func(p Point) Cost { return p.Coarse }},
		{"coarse, filter of 1 %", green, draw.PyramidGlyph{}, func(p Point) Cost { return p.Filtered }},
	} {
		xy := s.curve(c.of)
		for _, v := range xy {
			low, high = min(low, v.Y), max(high, v.Y)
		}
		if err := addCurve(p, xy, c.name, c.colour, c.shape); err != nil {
			return nil, err
		}
	}
	if err := s.addLinear(p); err != nil {
		return nil, err
	}
	p.X.Min, p.X.Max = float64(s.Points[0].Size)/1.5, 1.5*float64(s.Points[len(s.Points)-1].Size)
	p.Y.Min, p.Y.Max = decade(low, math.Floor), decade(high, math.Ceil)
	p.Legend.Top, p.Legend.Left = true, true
	p.Legend.XOffs = 10
	return p, nil
}

func decade(v float64, round func(float64) float64) float64 {
	return math.Pow(10, round(math.Log10(v)))
}

// curve leaves out what took no time that the system counts.
func (s *Sweep) curve(of func(Point) Cost) plotter.XYs {
	var xy plotter.XYs
	for _, q := range s.Points {
		if v := of(q).CPUS; v > 0 {
			xy = append(xy, plotter.XY{X: float64(q.Size), Y: v})
		}
	}
	return xy
}

func addCurve(p *plot.Plot, xy plotter.XYs, name string, c color.Color, shape draw.GlyphDrawer) error {
	l, dots, err := plotter.NewLinePoints(xy)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	l.Color, l.Width = c, vg.Points(2)
	dots.GlyphStyle = draw.GlyphStyle{Color: c, Radius: vg.Points(4), Shape: shape}
	p.Add(l, dots)
	p.Legend.Add(name, l, dots)
	return nil
}

// addLinear draws proportional cost through the last point of the full scan.
func (s *Sweep) addLinear(p *plot.Plot) error {
	last, first := s.Points[len(s.Points)-1], s.Points[0]
	if last.Full.CPUS <= 0 {
		return nil
	}
	each := last.Full.CPUS / float64(last.Size)
	l, err := plotter.NewLine(plotter.XYs{{X: float64(first.Size), Y: each * float64(first.Size)}, {X: float64(last.Size), Y: last.Full.CPUS}})
	if err != nil {
		return err
	}
	l.Color, l.Width, l.Dashes = dark, vg.Points(1), []vg.Length{vg.Points(5), vg.Points(4)}
	p.Add(l)
	p.Legend.Add("proportional to the size", l)
	return nil
}

// powers marks a logarithmic axis at powers of ten.
type powers struct{}

// Ticks implements plot.Ticker.
func (powers) Ticks(lo, hi float64) []plot.Tick {
	var ticks []plot.Tick
	for e := math.Floor(math.Log10(lo)); e <= math.Ceil(math.Log10(hi)); e++ {
		v := math.Pow(10, e)
		ticks = append(ticks, plot.Tick{Value: v, Label: power(e)})
		for m := 2.0; m < 10; m++ {
			ticks = append(ticks, plot.Tick{Value: m * v})
		}
	}
	shown := ticks[:0]
	for _, t := range ticks {
		if t.Value >= lo*0.999 && t.Value <= hi*1.001 {
			shown = append(shown, t)
		}
	}
	return shown
}

func power(e float64) string {
	switch {
	case e >= 6:
		return fmt.Sprintf("%.0f million", math.Pow(10, e-6))
	case e >= 0:
		return fmt.Sprintf("%.0f", math.Pow(10, e))
	}
	return fmt.Sprintf("%.*f", int(-e), math.Pow(10, e))
}
