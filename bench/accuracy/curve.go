package accuracy

import (
	"math"
	"slices"
)

// curve counts decisions at every threshold that the scores distinguish. It
// holds counts, not rates, so that a perfect separation is exactly 1 and the
// figures below do not depend on rounding.
type curve struct {
	match, nonmatch int
	// steps are in order of falling score; step i accepts every pair that
	// scores at least steps[i].score.
	steps []step
}

type step struct {
	score float64
	tp    int // matches accepted
	fp    int // non-matches accepted
}

// newCurve takes the scores of the two classes in any order.
func newCurve(match, nonmatch []float64) curve {
	m, n := slices.Clone(match), slices.Clone(nonmatch)
	slices.Sort(m)
	slices.Sort(n)
	c := curve{match: len(m), nonmatch: len(n)}
	i, j := len(m)-1, len(n)-1
	for i >= 0 || j >= 0 {
		t := math.Inf(-1)
		if i >= 0 {
			t = m[i]
		}
		if j >= 0 {
			t = max(t, n[j])
		}
		for i >= 0 && m[i] >= t {
			i--
		}
		for j >= 0 && n[j] >= t {
			j--
		}
		c.steps = append(c.steps, step{score: t, tp: len(m) - 1 - i, fp: len(n) - 1 - j})
	}
	return c
}

// complete reports whether both classes are present.
func (c curve) complete() bool { return c.match > 0 && c.nonmatch > 0 }

// auc is the probability that a random match scores above a random non-match,
// ties counting half (Mann and Whitney 1947).
func (c curve) auc() Figure {
	if !c.complete() {
		return unknown
	}
	var twice int // 2 x wins + ties
	var prev step
	for _, s := range c.steps {
		// The non-matches of this step lose against the matches of all steps
		// above and tie with the matches of this one.
		twice += (s.fp - prev.fp) * (prev.tp + s.tp)
		prev = s
	}
	return ratio(twice, 2*c.match*c.nonmatch)
}

// eer is the rate at which false matches and misses are equal, on the straight
// line between the two thresholds where their order changes.
func (c curve) eer() Figure {
	if !c.complete() {
		return unknown
	}
	rates := func(s step) (fpr, fnr float64) {
		return float64(s.fp) / float64(c.nonmatch), float64(c.match-s.tp) / float64(c.match)
	}
	fpr0, fnr0 := 0.0, 1.0 // nothing accepted
	for _, s := range c.steps {
		fpr, fnr := rates(s)
		if fpr >= fnr {
			// fpr-fnr rises from d0 < 0 to d >= 0 along the segment.
			d0, d := fpr0-fnr0, fpr-fnr
			return Figure(fpr0 + (fpr-fpr0)*-d0/(d-d0))
		}
		fpr0, fnr0 = fpr, fnr
	}
	return unknown // not reached: the last step accepts everything
}

// best returns the least number of wrong decisions over all thresholds, and a
// threshold that reaches it: the middle of the widest such gap between
// neighbouring scores.
func (c curve) best() (errors int, threshold float64) {
	// Accept nothing: every match is missed. No gap, so any other wins a tie.
	errors, threshold = c.match, math.Nextafter(c.steps[0].score, math.Inf(1))
	gap := math.Inf(-1)
	for i, s := range c.steps {
		e, t, g := c.match-s.tp+s.fp, s.score, 0.0
		if i+1 < len(c.steps) {
			t, g = middle(s.score, c.steps[i+1].score)
		}
		if e < errors || e == errors && g > gap {
			errors, threshold, gap = e, t, g
		}
	}
	return errors, threshold
}

// middle returns the middle of the gap below hi, and its width. Neighbouring
// floats have nothing between them: then it is hi itself.
func middle(hi, lo float64) (threshold, width float64) {
	if t := lo + (hi-lo)/2; t > lo {
		return t, hi - lo
	}
	return hi, hi - lo
}

// accepted counts the scores that are at least t.
func accepted(scores []float64, t float64) int {
	n := 0
	for _, s := range scores {
		if s >= t {
			n++
		}
	}
	return n
}
