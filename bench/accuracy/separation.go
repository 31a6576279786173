package accuracy

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// separation holds the figures that depend on the two classes' scores alone.
type separation struct {
	match, nonmatch spread
	auc, eer        Figure
	gap, dprime     Figure
	aboveAll        Figure
	errors          int
	threshold       float64
}

// spread is the smallest, middle and largest score of one class.
type spread struct{ min, median, max Figure }

func separate(match, nonmatch []float64) separation {
	c := newCurve(match, nonmatch)
	s := separation{
		match: spreadOf(match), nonmatch: spreadOf(nonmatch),
		auc: c.auc(), eer: c.eer(),
		gap: unknown, dprime: dprime(match, nonmatch), aboveAll: unknown,
	}
	s.errors, s.threshold = c.best()
	if !c.complete() {
		return s
	}
	if d := s.match.median - s.nonmatch.median; d != 0 {
		s.gap = (s.match.min - s.nonmatch.max) / d
	}
	above := 0
	for _, v := range match {
		if Figure(v) > s.nonmatch.max {
			above++
		}
	}
	s.aboveAll = ratio(above, len(match))
	return s
}

func spreadOf(scores []float64) spread {
	if len(scores) == 0 {
		return spread{unknown, unknown, unknown}
	}
	return spread{Figure(slices.Min(scores)), Figure(median(scores)), Figure(slices.Max(scores))}
}

// median is the middle value, or the mean of the two middle values.
func median(scores []float64) float64 {
	s := slices.Clone(scores)
	slices.Sort(s)
	n := len(s)
	return (s[(n-1)/2] + s[n/2]) / 2
}

// dprime is the distance of the means over the root mean square of the two
// standard deviations (Green and Swets 1966), with variances that divide by n.
func dprime(match, nonmatch []float64) Figure {
	if len(match) == 0 || len(nonmatch) == 0 {
		return unknown
	}
	m, vm := stat.PopMeanVariance(match, nil)
	n, vn := stat.PopMeanVariance(nonmatch, nil)
	sd := math.Sqrt((vm + vn) / 2)
	if sd == 0 {
		return unknown
	}
	return Figure((m - n) / sd)
}
