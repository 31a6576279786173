package accuracy

import (
	"image/color"
	"io"
	"math"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
)

// rankPlotDepth is as far down a candidate list as anybody reads.
const rankPlotDepth = 50

// PlotRank draws the share of probes with a mate among their first k
// candidates, for the full comparison and for the coarse search alone
// (cumulative match characteristic).
func PlotRank(w io.Writer, in *Input) error {
	fine, coarse := in.fineRanking(), in.coarseRanking()
	if len(fine) == 0 {
		return writePNG(w, emptyPlot("Rank", "no probe has a mate"))
	}
	depth := max(2, min(rankPlotDepth, len(in.Items)-1))
	p := newPlot("Probes with a mate among the first k candidates", "k", "share of probes with a mate")
	lo := 1.0
	for _, c := range []struct {
		r      ranking
		colour color.Color
		dashed bool
		name   string
	}{
		{fine, matchColour, false, "full comparison"},
		{coarse, nonmatchColour, true, "coarse search alone"},
	} {
		if len(c.r) == 0 {
			continue
		}
		xy := c.r.points(depth)
		lo = min(lo, xy[0].Y)
		if err := line(p, xy, c.colour, c.dashed, c.name); err != nil {
			return err
		}
	}
	// Show from a little below the lowest point, so that 98 and 100 % differ.
	lo = math.Floor(20*max(0, min(0.9, lo-0.05))) / 20
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 1, float64(depth), lo, 1+0.02*(1-lo)
	p.Y.Tick.Marker, p.X.Tick.Marker = shareTicks(lo), placeTicks(depth)
	p.Legend.XOffs, p.Legend.YOffs = vg.Points(-6), vg.Points(10)
	return writePNG(w, p)
}

func (r ranking) points(depth int) plotter.XYs {
	xy := make(plotter.XYs, depth)
	for k := range xy {
		xy[k] = plotter.XY{X: float64(k + 1), Y: float64(r.recallAt(k + 1))}
	}
	return xy
}

// placeTicks marks the depths that the report names, and the tens between.
func placeTicks(depth int) plot.ConstantTicks {
	var t plot.ConstantTicks
	for _, k := range []int{1, 2, 3, 4, 5, 10, 20, 30, 40, 50} {
		switch {
		case k > depth:
		case k > 1 && k < 5 && depth > 10:
			t = append(t, plot.Tick{Value: float64(k)})
		default:
			t = append(t, plot.Tick{Value: float64(k), Label: strconv.Itoa(k)})
		}
	}
	return t
}
