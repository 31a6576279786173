package gallery

import (
	"cmp"
	"runtime"
	"slices"

	"cotejo/engine/feature"
)

// Snapshot is the gallery as it was at one moment. It does not change and is safe
// for concurrent use, also when its gallery is compacted, reset or closed.
type Snapshot struct {
	parts  []Part // those of a group follow one another
	groups []group
	count  int
	last   int64
}

// group is the parts of one class by their lowest sequence numbers. They rarely
// overlap.
type group struct {
	parts []Part
	reach []int64 // highest sequence number of the parts up to each
}

// Part is a run of entries of one class, ascending by sequence number. It is safe
// for concurrent use.
type Part struct {
	file *file
	seqs []int64
}

// newSnapshot takes over the parts, none of which may be empty.
func newSnapshot(parts []Part) *Snapshot {
	s := &Snapshot{parts: parts}
	order := map[feature.Class]int{}
	for _, p := range parts {
		if _, known := order[p.Class()]; !known {
			order[p.Class()] = len(order)
		}
		s.count += len(p.seqs)
		s.last = max(s.last, p.last())
	}
	slices.SortStableFunc(parts, func(a, b Part) int {
		if d := order[a.Class()] - order[b.Class()]; d != 0 {
			return d
		}
		return cmp.Compare(a.seqs[0], b.seqs[0])
	})
	for start := 0; start < len(parts); {
		var g group
		end, reach := start, int64(0)
		for ; end < len(parts) && parts[end].Class() == parts[start].Class(); end++ {
			reach = max(reach, parts[end].last())
			g.reach = append(g.reach, reach)
		}
		g.parts = parts[start:end:end]
		s.groups = append(s.groups, g)
		start = end
	}
	return s
}

// Len returns the number of entries.
func (s *Snapshot) Len() int { return s.count }

// Last returns the highest sequence number, 0 when there is no entry.
func (s *Snapshot) Last() int64 { return s.last }

// Has tells whether there is an entry of a sequence number.
func (s *Snapshot) Has(seq int64) bool {
	_, i := s.find(seq)
	return i >= 0
}

// Template returns the SHA-256 of the template of an entry, false when the entry
// is not there or its name can no longer be read: Entry tells which.
func (s *Snapshot) Template(seq int64) ([32]byte, bool) {
	p, i := s.find(seq)
	if i < 0 {
		return [32]byte{}, false
	}
	return p.file.templateOf(i, seq)
}

// Entry returns a copy of an entry, checked, its signature in the template's
// order. The error is an *AbsentError or a *DamageError.
func (s *Snapshot) Entry(seq int64) (Entry, error) {
	p, i := s.find(seq)
	if i < 0 {
		return Entry{}, &AbsentError{[]int64{seq}}
	}
	layout := p.Class().Layout
	stored := make([]int8, layout.Bytes())
	n, sound := p.file.copyOf(i, seq, stored)
	if !sound {
		return Entry{}, &DamageError{[]int64{seq}}
	}
	e := Entry{Seq: seq, Class: p.Class(), Template: n.template, Signature: make([]int8, len(stored))}
	layout.Unpack(e.Signature, stored)
	return e, nil
}

// Parts returns the runs in which the entries stand; those of one class follow one
// another. The slice must not be changed.
func (s *Snapshot) Parts() []Part { return s.parts }

// find returns the part in which an entry stands and its place there, -1 when it
// is not there.
func (s *Snapshot) find(seq int64) (Part, int) {
	for _, g := range s.groups {
		k, exact := slices.BinarySearchFunc(g.parts, seq, func(p Part, seq int64) int {
			return cmp.Compare(p.seqs[0], seq)
		})
		if exact {
			return g.parts[k], 0
		}
		for k--; k >= 0 && g.reach[k] >= seq; k-- {
			if i, ok := slices.BinarySearch(g.parts[k].seqs, seq); ok {
				return g.parts[k], i
			}
		}
	}
	return Part{}, -1
}

// Class is what the part's entries have in common.
func (p Part) Class() feature.Class { return p.file.class }

// Seqs returns the sequence numbers of the entries, ascending. The slice must not
// be changed.
func (p Part) Seqs() []int64 { return p.seqs }

func (p Part) last() int64 { return p.seqs[len(p.seqs)-1] }

// View calls f with the signatures of the entries from to to-1, in stored order,
// back to back; not at all when there are none. They are valid during the call
// only and must not be changed. Each is held against its checksum the first time
// that it is asked for. The error is a *DamageError with all damaged entries of
// the range; f is then not called.
func (p Part) View(from, to int, f func(stored []int8)) error {
	if from == to {
		return nil
	}
	if damaged := p.file.check(p.seqs[:to], from, to); damaged != nil {
		return &DamageError{damaged}
	}
	f(p.file.signatures(from, to))
	runtime.KeepAlive(p.file)
	return nil
}

// AbsentError says which sequence numbers a snapshot does not hold.
type AbsentError struct{ Seqs []int64 }

// Error names some of them.
func (e *AbsentError) Error() string {
	return "the gallery does not hold " + e.Numbers() + ": bring it up to date, or rebuild it"
}

// Numbers lists the first of the sequence numbers and says how many more there
// are.
func (e *AbsentError) Numbers() string { return numbers(e.Seqs) }

// DamageError says which entries of a snapshot are no longer as they were written.
type DamageError struct{ Seqs []int64 }

// Error names some of them.
func (e *DamageError) Error() string {
	return "damaged in the gallery's files: " + numbers(e.Seqs) + ": mend the gallery and bring it up to date, or rebuild it; and see to the disk"
}
