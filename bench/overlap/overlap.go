// Package overlap measures how well the marks that are found on whole case heads agree
// with the true ones of the generator. Its tests hold a few acquisitions of each view
// to loose limits; the full measurement is
//
//	go test ./bench/overlap -v -run 'TestOverlap|TestUnsuitable' -timeout 60m -args -full 200 -seed 1 -unsuitable 105
package overlap

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"

	"cotejo/engine/mark"
	"cotejo/engine/segment"
)

// Doubtful is the confidence below which a mark counts as reported with doubt.
const Doubtful = 0.5

// Poor is the overlap below which a mark must not go without a word.
const Poor = 0.70

// IoU returns the intersection over the union of two masks of one size: 1 for equal
// ones, 0 for disjoint ones and for two that hold nothing.
func IoU(a, b *mark.Mask) float64 {
	if a.Width != b.Width || a.Height != b.Height {
		return 0
	}
	both, either := 0, 0
	for i, in := range a.In {
		if in && b.In[i] {
			both++
		}
		if in || b.In[i] {
			either++
		}
	}
	if either == 0 {
		return 0
	}
	return float64(both) / float64(either)
}

// Score sums up the marks of one kind.
type Score struct {
	// True is how many acquisitions show the mark, Found on how many of those it was
	// found, Extra how often it was found where there is none.
	True, Found, Extra int
	// Sum and Least are of the overlaps of those found; LeastName is the poorest one.
	Sum, Least float64
	LeastName  string
	// Silent are those below Poor without a warning and not Doubtful.
	Silent []string
	// PoorSaid are those below Poor that were doubted or warned of.
	PoorSaid int
}

// Tally sums up a series of good acquisitions.
type Tally struct {
	Seen, Warned int
	Refused      []string // with the codes
	Kinds        map[mark.Kind]*Score
	// primer and aperture are the errors of the centres found, as shares of the
	// primer's diameter.
	primer, aperture []float64
}

// NewTally returns a tally of nothing.
func NewTally() *Tally { return &Tally{Kinds: map[mark.Kind]*Score{}} }

// Of returns the score of a kind of mark.
func (t *Tally) Of(k mark.Kind) *Score {
	s := t.Kinds[k]
	if s == nil {
		s = &Score{Least: 1}
		t.Kinds[k] = s
	}
	return s
}

// Truth is what there is to be found.
type Truth struct {
	Name  string
	Masks map[mark.Kind]*mark.Mask
	// Edge and Aperture are circles in micrometres: x, y and radius.
	Edge, Aperture [3]float64
}

// Add counts an acquisition and what was made of it. An error that is no refusal is
// returned.
func (t *Tally) Add(truth Truth, found *segment.Found, err error) error {
	t.Seen++
	var no *segment.Refusal
	switch {
	case errors.As(err, &no):
		t.Refused = append(t.Refused, truth.Name+" "+string(no.Code))
		return nil
	case err != nil:
		return fmt.Errorf("%s: %w", truth.Name, err)
	}
	if len(found.Warnings) > 0 {
		t.Warned++
	}
	for k := mark.BreechFace; k <= mark.Ejector; k++ {
		t.addKind(k, truth, found)
	}
	if p := found.Primer; p != nil {
		t.primer = append(t.primer, math.Hypot(p.Edge.X-truth.Edge[0], p.Edge.Y-truth.Edge[1])/(2*truth.Edge[2]))
	}
	if a := found.Aperture; a != nil {
		t.aperture = append(t.aperture, math.Hypot(a.X-truth.Aperture[0], a.Y-truth.Aperture[1])/(2*truth.Edge[2]))
	}
	return nil
}

func (t *Tally) addKind(k mark.Kind, truth Truth, found *segment.Found) {
	s, m := t.Of(k), found.Of(k)
	want := truth.Masks[k]
	switch {
	case want == nil && m != nil:
		s.Extra++
		return
	case want == nil:
		return
	}
	s.True++
	if m == nil {
		return
	}
	s.Found++
	v := IoU(want, m.Mask)
	s.Sum += v
	if v < s.Least {
		s.Least, s.LeastName = v, truth.Name
	}
	switch {
	case v >= Poor:
	case len(found.Warnings) > 0 || m.Confidence < Doubtful:
		s.PoorSaid++
	default:
		s.Silent = append(s.Silent, fmt.Sprintf("%s %.2f (confidence %.2f)", truth.Name, v, m.Confidence))
	}
}

// Mean returns the mean overlap of a kind of mark where it was found.
func (t *Tally) Mean(k mark.Kind) float64 {
	s := t.Of(k)
	return s.Sum / math.Max(1, float64(s.Found))
}

// Print writes the figures.
func (t *Tally) Print(w io.Writer, title string) {
	_, _ = fmt.Fprintf(w, "%s: %d acquisitions, %d refused, %d with warnings\n", title, t.Seen, len(t.Refused), t.Warned)
	for _, k := range slices.Sorted(maps.Keys(t.Kinds)) {
		s := t.Kinds[k]
		_, _ = fmt.Fprintf(w, "  %-15s found %3d of %3d (extra %d)  IoU mean %.3f least %.3f %s  below %.2f: said %d, silent %d\n",
			k, s.Found, s.True, s.Extra, t.Mean(k), s.Least, s.LeastName, Poor, s.PoorSaid, len(s.Silent))
		for _, line := range s.Silent {
			_, _ = fmt.Fprintf(w, "    silent: %s\n", line)
		}
	}
	printErrors(w, "primer", t.primer)
	printErrors(w, "aperture", t.aperture)
	if len(t.Refused) > 0 {
		_, _ = fmt.Fprintf(w, "  refused: %s\n", strings.Join(t.Refused, ", "))
	}
}

func printErrors(w io.Writer, name string, list []float64) {
	if len(list) == 0 {
		return
	}
	slices.Sort(list)
	_, _ = fmt.Fprintf(w, "  centre of the %s off by, as a share of the primer's diameter: median %.4f, worst %.4f, of %d\n",
		name, list[len(list)/2], list[len(list)-1], len(list))
}
