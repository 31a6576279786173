package scale

import (
	"fmt"
	"slices"
)

// tally counts which mates are found.
type tally struct {
	next, every struct{ pairs, top, first int }
	places      map[int]int // of the one mate, by coarse place
	missed      []Missed
	nonmates    []float64 // each probe's best
	worstMate   float64
	// coarse scores: the lowest of a mate that is listed, the highest of a non-mate
	lowMate, highNonmate float64
}

func newTally() *tally { return &tally{places: map[int]int{}, worstMate: -1, lowMate: -1} }

// add counts a probe with each of its mates alone.
func (t *tally) add(r *run, probe int, f ranked) {
	best := 0.0
	for _, l := range f.list[:min(len(f.list), r.o.Rank.Fine)] {
		if _, mate := f.mate[l.Seq]; !mate {
			best = max(best, f.score[l.Seq])
		}
	}
	t.nonmates = append(t.nonmates, best)
	for _, l := range f.list {
		if _, mate := f.mate[l.Seq]; !mate {
			t.highNonmate = max(t.highNonmate, l.Score)
		} else if t.lowMate < 0 || l.Score < t.lowMate {
			t.lowMate = l.Score
		}
	}
	for n, m := range r.mates[probe] {
		one := f.alone(r.people.hidden[m].seq, r.o.Rank.Fine)
		one.Probe, one.Mate, one.Next = r.people.hidden[probe].File, r.people.hidden[m].File, n == 0
		t.count(one)
	}
}

// alone is the outcome when one mate only is hidden.
func (f *ranked) alone(seq int64, fine int) Missed {
	var out Missed
	place := 0
	for _, l := range f.list {
		if _, mate := f.mate[l.Seq]; mate && l.Seq != seq {
			continue
		}
		if place++; place <= listed {
			out.Least = l.Score
		}
		switch {
		case l.Seq == seq:
			out.CoarsePlace, out.Coarse = place, l.Score
			if place <= fine {
				out.Score = f.score[seq]
			}
		case place <= fine:
			out.Best = max(out.Best, f.score[l.Seq])
		}
	}
	return out
}

func (t *tally) count(one Missed) {
	top := one.CoarsePlace > 0 && one.CoarsePlace <= listed
	first := one.Score > one.Best
	of := []*struct{ pairs, top, first int }{&t.every}
	if one.Next {
		of = append(of, &t.next)
		t.places[one.CoarsePlace]++
	}
	for _, c := range of {
		c.pairs++
		if top {
			c.top++
		}
		if first {
			c.first++
		}
	}
	if !top || !first {
		t.missed = append(t.missed, one)
	}
	if one.Score > 0 && (t.worstMate < 0 || one.Score < t.worstMate) {
		t.worstMate = one.Score
	}
}

func (t *tally) finish(out *Crowd) {
	share := func(n, of int) float64 {
		if of == 0 {
			return 0
		}
		return float64(n) / float64(of)
	}
	out.MateInCoarseTop200, out.Rank1 = share(t.next.top, t.next.pairs), share(t.next.first, t.next.pairs)
	out.EveryMate.Pairs = t.every.pairs
	out.EveryMate.MateInCoarseTop200, out.EveryMate.Rank1 = share(t.every.top, t.every.pairs), share(t.every.first, t.every.pairs)
	out.Places = map[string]float64{}
	for _, place := range []int{1, 5, 20, 50, 100, 200} {
		n := 0
		for at, count := range t.places {
			if at > 0 && at <= place {
				n += count
			}
		}
		out.Places[fmt.Sprint(place)] = share(n, t.next.pairs)
	}
	if t.missed != nil {
		out.Missed = t.missed
	}
	if n := len(t.nonmates); n > 0 {
		slices.Sort(t.nonmates)
		out.BestNonmate = [2]float64{t.nonmates[n/2], t.nonmates[n-1]}
	}
	out.WorstMate = max(0, t.worstMate)
	out.Coarse.WorstMate, out.Coarse.BestNonmate = max(0, t.lowMate), t.highNonmate
}
