package accuracy

import (
	"fmt"
	"io"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// PlotROC draws the share of matches found over the share of non-matches
// accepted: as usual on the left, and on the right with a logarithmic axis,
// where few false matches, which is what counts in casework, can be read.
func PlotROC(w io.Writer, in *Input) error {
	match, nonmatch := in.classes()
	c := newCurve(match, nonmatch)
	if !c.complete() {
		return writePNG(w, emptyPlot("ROC", "one class of pairs is missing"))
	}
	linear := newPlot(fmt.Sprintf("ROC, AUC %.4f, EER %.2f %%", float64(c.auc()), 100*float64(c.eer())),
		"false match rate", "true match rate")
	linear.X.Min, linear.X.Max, linear.Y.Min, linear.Y.Max = -0.01, 1, 0, 1.01
	linear.X.Tick.Marker, linear.Y.Tick.Marker = shareTicks(0), shareTicks(0)
	if err := line(linear, plotter.XYs{{X: 0, Y: 0}, {X: 1, Y: 1}}, dark, true, "chance"); err != nil {
		return err
	}
	name := fmt.Sprintf("%d matches, %d non-matches", c.match, c.nonmatch)
	if err := line(linear, c.points(0), matchColour, false, name); err != nil {
		return err
	}
	linear.Legend.YOffs, linear.Legend.XOffs = vg.Points(6), vg.Points(-14)

	logarithmic, err := plotLogROC(c)
	if err != nil {
		return err
	}
	return writePNG(w, linear, logarithmic)
}

// plotLogROC draws the curve over a logarithmic false match rate. What accepts
// no non-match at all has no place on such an axis, and is drawn at the left
// edge, at half of one non-match.
func plotLogROC(c curve) (*plot.Plot, error) {
	edge := 0.5 / float64(c.nonmatch)
	xy := c.points(edge)
	atZero := 0.0
	for _, s := range c.steps {
		if s.fp == 0 {
			atZero = float64(s.tp) / float64(c.match)
		}
	}
	// Show from a little below where the curve leaves the left edge.
	lo := math.Floor(10*max(0, atZero-0.1)) / 10
	p := newPlot(fmt.Sprintf("%.1f %% of matches above every non-match", 100*atZero),
		"false match rate (logarithmic)", "true match rate")
	p.X.Scale, p.X.Tick.Marker = plot.LogScale{}, decades{edge}
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = edge, 1, lo, 1+0.01*(1-lo)
	p.Y.Tick.Marker = shareTicks(lo)
	if err := line(p, clampBelow(xy, lo), matchColour, false, ""); err != nil {
		return nil, err
	}
	dot, err := plotter.NewScatter(plotter.XYs{{X: edge, Y: atZero}})
	if err != nil {
		return nil, err
	}
	dot.GlyphStyle = draw.GlyphStyle{Color: matchColour, Radius: vg.Points(4), Shape: draw.CircleGlyph{}}
	p.Add(dot)
	p.Legend.Add("no false match", dot)
	p.Legend.YOffs, p.Legend.XOffs = vg.Points(6), vg.Points(-40)
	return p, nil
}

// points returns the curve from (least, 0) to (1, 1), with rates below least
// drawn at least.
func (c curve) points(least float64) plotter.XYs {
	xy := plotter.XYs{{X: least, Y: 0}}
	for _, s := range c.steps {
		xy = append(xy, plotter.XY{
			X: max(least, float64(s.fp)/float64(c.nonmatch)),
			Y: float64(s.tp) / float64(c.match),
		})
	}
	return xy
}

func clampBelow(xy plotter.XYs, lo float64) plotter.XYs {
	for i := range xy {
		xy[i].Y = max(lo, xy[i].Y)
	}
	return xy
}

// decades marks a logarithmic axis of rates at powers of ten, and its left edge
// as zero.
type decades struct{ edge float64 }

// Ticks implements plot.Ticker.
func (d decades) Ticks(lo, _ float64) []plot.Tick {
	ticks := []plot.Tick{{Value: d.edge, Label: "0"}}
	for v, decimals := 1.0, 0; v > lo*1.5; v, decimals = v/10, decimals+1 {
		ticks = append(ticks, plot.Tick{Value: v, Label: number(v, decimals)})
		for m := 2.0; m < 10; m++ {
			if v/10*m > lo {
				ticks = append(ticks, plot.Tick{Value: v / 10 * m})
			}
		}
	}
	return ticks
}

// emptyPlot says why there is nothing to draw.
func emptyPlot(title, why string) *plot.Plot {
	p := newPlot(title+": "+why, "", "")
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 0, 1, 0, 1
	return p
}
