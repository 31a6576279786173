package accuracy

import (
	"fmt"
	"image/color"
	"io"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// histogramBins is fine enough to show both tails over 15 cm of print.
const histogramBins = 60

// PlotHistogram draws how the scores of the two classes are spread, as shares
// of each class, since non-matches are many times more.
func PlotHistogram(w io.Writer, in *Input, r *Report) error {
	match, nonmatch := in.classes()
	all := slices.Concat(match, nonmatch)
	lo, hi := slices.Min(all), slices.Max(all)
	if hi == lo {
		lo, hi = lo-0.5, hi+0.5
	}
	p := newPlot(fmt.Sprintf("Scores: gap %s, %d errors at %.3g",
		orDash(r.Gap), r.Errors, float64(r.BestThreshold)), "score", "share of the class, %")
	top := 0.0
	for _, c := range []struct {
		scores []float64
		colour color.NRGBA
		name   string
	}{{nonmatch, nonmatchColour, "non-matches"}, {match, matchColour, "matches"}} {
		if len(c.scores) == 0 {
			continue
		}
		h := histogramOf(c.scores, lo, hi, c.colour)
		for _, b := range h.Bins {
			top = max(top, b.Weight)
		}
		p.Add(h)
		p.Legend.Add(fmt.Sprintf("%d %s", len(c.scores), c.name), swatch{h})
	}
	t := float64(r.BestThreshold)
	if err := line(p, plotter.XYs{{X: t, Y: 0}, {X: t, Y: top}}, dark, true, "best threshold"); err != nil {
		return err
	}
	p.X.Tick.Marker = decimalTicks{}
	p.Y.Min, p.Y.Max = 0, 1.3*top // room for the legend
	p.Legend.Top = true
	p.Legend.XOffs, p.Legend.YOffs = vg.Points(-6), vg.Points(-6)
	return writePNG(w, p)
}

func histogramOf(scores []float64, lo, hi float64, c color.NRGBA) *plotter.Histogram {
	width := (hi - lo) / histogramBins
	h := &plotter.Histogram{Width: width}
	for i := range histogramBins {
		h.Bins = append(h.Bins, plotter.HistogramBin{Min: lo + float64(i)*width, Max: lo + float64(i+1)*width})
	}
	for _, s := range scores {
		i := min(histogramBins-1, int((s-lo)/width))
		h.Bins[i].Weight += 100 / float64(len(scores))
	}
	fill := c
	fill.A = 0x90
	h.FillColor, h.LineStyle.Color, h.LineStyle.Width = fill, c, vg.Points(0.5)
	// An empty bin has no outline.
	h.Bins = slices.DeleteFunc(h.Bins, func(b plotter.HistogramBin) bool { return b.Weight == 0 })
	return h
}

func orDash(f Figure) string {
	if !f.Known() || math.Abs(float64(f)) > 99 {
		return "-"
	}
	return fmt.Sprintf("%.2f", float64(f))
}

// decimalTicks marks an axis at 5 to 10 round values.
type decimalTicks struct{}

// Ticks implements plot.Ticker.
func (decimalTicks) Ticks(lo, hi float64) []plot.Tick {
	step := math.Pow(10, math.Floor(math.Log10(hi-lo)))
	for _, finer := range []float64{0.5, 0.4, 0.5} { // 1, 0.5, 0.2, 0.1
		if (hi-lo)/step >= 5 {
			break
		}
		step *= finer
	}
	var ticks []plot.Tick
	for i := math.Ceil(lo / step); i*step <= hi; i++ {
		ticks = append(ticks, plot.Tick{Value: i * step, Label: fmt.Sprintf("%.3g", i*step)})
	}
	return ticks
}

// swatch draws a histogram's legend entry: a filled square.
type swatch struct{ h *plotter.Histogram }

// Thumbnail implements plot.Thumbnailer.
func (s swatch) Thumbnail(c *draw.Canvas) {
	pts := []vg.Point{
		{X: c.Min.X, Y: c.Min.Y}, {X: c.Min.X, Y: c.Max.Y},
		{X: c.Max.X, Y: c.Max.Y}, {X: c.Max.X, Y: c.Min.Y},
	}
	c.FillPolygon(s.h.FillColor, pts)
	c.StrokeLines(s.h.LineStyle, append(pts, pts[0]))
}
