package gallery

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Report says what was found in the files. The owner has what was lost in its
// own records and appends it again.
type Report struct {
	// Entries is how many are sound.
	Entries int
	// Lost were damaged. Open has taken them out of the files.
	Lost []Loss
	// Torn stood behind the last sound entry of a segment, as a crash in the
	// middle of Append leaves them. Open has cut them off.
	Torn []Loss
	// Manifest is set when the list of segments was damaged. It was made anew from
	// the files; no entry is lost by that.
	Manifest bool
}

// Loss is one or more damaged entries that stood together.
type Loss struct {
	// Segment is the file's name.
	Segment string
	// From and To bound the sequence numbers of what was lost; they are equal when
	// exactly that one was, and To is MaxInt64 when nothing came after.
	From, To int64
	// Count is how many entries were lost, 0 when that is not known either.
	Count int
}

// Whole tells whether nothing was damaged.
func (r *Report) Whole() bool { return len(r.Lost) == 0 && len(r.Torn) == 0 && !r.Manifest }

// String tells the report in one line. Of many losses it names the first.
func (r *Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d entries", r.Entries)
	list := func(what string, losses []Loss) {
		const most = 20
		for _, l := range losses[:min(most, len(losses))] {
			fmt.Fprintf(&b, "; %s: %v", what, l)
		}
		if more := len(losses) - most; more > 0 {
			fmt.Fprintf(&b, "; %s: %d more places", what, more)
		}
	}
	list("damaged", r.Lost)
	list("not completed", r.Torn)
	if r.Manifest {
		b.WriteString("; damaged: the list of segments")
	}
	return b.String()
}

// String names the entries that were lost.
func (l Loss) String() string {
	what := "all entries"
	switch {
	case l.From == l.To:
		what = fmt.Sprintf("entry %d", l.From)
	case l.Count > 0 && l.To == math.MaxInt64:
		what = fmt.Sprintf("%d of the entries from %d on", l.Count, l.From)
	case l.Count > 0:
		what = fmt.Sprintf("%d of the entries %d to %d", l.Count, l.From, l.To)
	}
	return what + " of " + l.Segment
}

// lose adds a damaged slot to those that follow the last sound one; last is the
// highest sequence number known so far.
func lose(losses []Loss, s slot, last int64) []Loss {
	if s.named {
		return append(losses, Loss{From: s.seq, To: s.seq, Count: 1})
	}
	if n := len(losses); n > 0 && losses[n-1].To == math.MaxInt64 {
		losses[n-1].Count++
		return losses
	}
	return append(losses, Loss{From: last + 1, To: math.MaxInt64, Count: 1})
}

// before bounds what was lost by the next sequence number that is known.
func before(losses []Loss, seq int64) []Loss {
	if n := len(losses); n > 0 && losses[n-1].To == math.MaxInt64 {
		losses[n-1].To = seq - 1
	}
	return losses
}

// in names the segment of losses.
func in(segment string, losses []Loss) []Loss {
	for i := range losses {
		losses[i].Segment = segment
	}
	return losses
}

// runs are the losses of known entries: those that stood together in one segment
// are one loss.
func runs(segment string, seqs []int64, lost []int64) (out []Loss) {
	for _, seq := range lost {
		i, _ := slices.BinarySearch(seqs, seq)
		if n := len(out); n > 0 && i > 0 && seqs[i-1] == out[n-1].To {
			out[n-1].To = seq
			out[n-1].Count++
			continue
		}
		out = append(out, Loss{Segment: segment, From: seq, To: seq, Count: 1})
	}
	return out
}

// numbers lists the first of some sequence numbers and says how many more there
// are.
func numbers(seqs []int64) string {
	const most = 10
	var b strings.Builder
	for i, seq := range seqs[:min(most, len(seqs))] {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprint(&b, seq)
	}
	if more := len(seqs) - most; more > 0 {
		fmt.Fprintf(&b, " + %d", more)
	}
	return b.String()
}
