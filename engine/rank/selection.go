package rank

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

	"cotejo/engine/compare"
	"cotejo/engine/feature"
	"cotejo/engine/gallery"
)

// run is one task of a scan: entries of a part that lie near one another. Their
// results have their places in a list of all that is scanned, from at on.
type run struct {
	part     gallery.Part
	number   int // of the part
	from, to int
	// places are those of the entries within from and to, counted from from; nil
	// means all of them.
	places []int32
	at     int
}

// perRun bounds a task to some milliseconds, so that what somebody waits for does
// not wait long for a worker.
const perRun = 2048

func (r *run) len() int {
	if r.places != nil {
		return len(r.places)
	}
	return r.to - r.from
}

// seq returns the sequence number of the i-th entry of the run.
func (r *run) seq(i int) int64 {
	if r.places != nil {
		i = int(r.places[i])
	}
	return r.part.Seqs()[r.from+i]
}

// selection is what a search goes through, cut into runs.
type selection struct {
	runs  []run
	parts int
	n     int
}

func (s *selection) add(part gallery.Part, from, to int, places []int32) {
	r := run{part: part, number: s.parts, from: from, to: to, places: places, at: s.n}
	s.runs = append(s.runs, r)
	s.n += r.len()
}

// whole takes all entries of a part.
func (s *selection) whole(part gallery.Part) {
	for from, n := 0, len(part.Seqs()); from < n; from += perRun {
		s.add(part, from, min(from+perRun, n), nil)
	}
}

// some takes the entries of a part at ascending positions.
func (s *selection) some(part gallery.Part, positions []int) {
	for chunk := range slices.Chunk(positions, perRun) {
		from := chunk[0]
		places := make([]int32, len(chunk))
		for i, p := range chunk {
			places[i] = int32(p - from)
		}
		s.add(part, from, chunk[len(chunk)-1]+1, places)
	}
}

// selectEntries takes the entries of a class whose numbers are in the set, all of
// the class when it is nil. A number that the gallery does not hold is an
// *gallery.AbsentError; one of a mark that cannot be compared is an error too: a
// list that leaves out a mark would be taken for complete.
func selectEntries(g *gallery.Snapshot, class feature.Class, set *roaring64.Bitmap) (*selection, error) {
	s := &selection{}
	for _, part := range g.Parts() {
		if part.Class() != class || len(part.Seqs()) == 0 {
			continue
		}
		s.parts++
		if set == nil {
			s.whole(part)
			continue
		}
		if found := positions(part.Seqs(), set); len(found) == len(part.Seqs()) {
			s.whole(part)
		} else {
			s.some(part, found)
		}
	}
	if set != nil && uint64(s.n) != set.GetCardinality() {
		return nil, explainMissing(g, class, set)
	}
	return s, nil
}

// positions returns where in seqs, which ascend, the members of a set stand.
func positions(seqs []int64, set *roaring64.Bitmap) []int {
	var out []int
	it := set.Iterator()
	for i := 0; i < len(seqs) && it.HasNext(); {
		switch seq, next := uint64(seqs[i]), it.PeekNext(); {
		case next == seq:
			out = append(out, i)
			i++
			it.Next()
		case next < seq:
			it.AdvanceIfNeeded(seq)
		default:
			skip, _ := slices.BinarySearch(seqs[i:], int64(next))
			i += skip
		}
	}
	return out
}

// explainMissing says why not all of a set was found.
func explainMissing(g *gallery.Snapshot, class feature.Class, set *roaring64.Bitmap) error {
	of := map[feature.Class][]gallery.Part{}
	for _, part := range g.Parts() {
		of[part.Class()] = append(of[part.Class()], part)
	}
	absent := set.Clone()
	for c, parts := range of {
		for _, part := range parts {
			for _, i := range positions(part.Seqs(), set) {
				if err := compare.Alike(class, c); err != nil {
					return err
				}
				absent.Remove(uint64(part.Seqs()[i]))
			}
		}
	}
	out := &gallery.AbsentError{}
	for it := absent.Iterator(); it.HasNext(); {
		out.Seqs = append(out.Seqs, int64(it.Next()))
	}
	return out
}
