package audit

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"cotejo/api/casework"
)

// match brings together the versions of records that entries speak of and those
// that the history holds. Both come in nearly the same order, so that it never
// holds many unless many do not agree.
type match struct {
	entries, history         map[version]half
	seenEntries, seenHistory int64
	full                     bool // too much waits: the rest is not compared
}

type version struct {
	kind    casework.Kind
	id      string
	version int
}

// half is one side of a version: the number of its entry or change.
type half struct {
	n    int64
	hash string
}

// mostHalves bounds what waits for its other half. No act changes so many
// records at once.
const mostHalves = 500_000

func newMatch() *match {
	return &match{entries: map[version]half{}, history: map[version]half{}}
}

// behind tells whether the history has been read less far than the log.
func (m *match) behind() bool { return m.seenHistory < m.seenEntries }

// logged takes what an entry says of a version.
func (m *match) logged(r *Report, n int64, e casework.Event) {
	m.seenEntries++
	at := version{e.Kind, e.Subject, e.Version}
	made, ok := m.history[at]
	switch {
	case !ok:
		m.wait(r, m.entries, at, half{n, e.Body})
	default:
		delete(m.history, at)
		compare(r, at, n, made.n, e.Body, made.hash)
	}
}

// made takes a version that the history holds.
func (m *match) made(r *Report, c casework.Change) {
	m.seenHistory++
	at := version{c.Kind, c.ID, c.Version}
	logged, ok := m.entries[at]
	if !ok {
		m.wait(r, m.history, at, half{c.Seq, casework.BodyHash(c.Body)})
		return
	}
	delete(m.entries, at)
	compare(r, at, logged.n, c.Seq, logged.hash, casework.BodyHash(c.Body))
}

// compare holds both halves of a version against each other.
func compare(r *Report, at version, entry, change int64, logged, made string) {
	if logged != made {
		r.find(Finding{Key: "audit.change_differs", Entry: &entry, Kind: at.kind, Record: at.id, Version: at.version, Change: change})
	}
}

// wait keeps a half until the other one comes.
func (m *match) wait(r *Report, side map[version]half, at version, h half) {
	if m.full {
		return
	}
	if first, ok := side[at]; ok {
		r.find(Finding{Key: "audit.version_twice", Kind: at.kind, Record: at.id, Version: at.version, Detail: fmt.Sprintf("numbers %d and %d", first.n, h.n)})
		return
	}
	if side[at] = h; len(m.entries)+len(m.history) > mostHalves {
		m.full = true
		r.find(Finding{Key: "audit.unmatched", Detail: fmt.Sprintf("entries: %d, history: %d", len(m.entries), len(m.history))})
	}
}

// rest reports the halves whose other one never came.
func (m *match) rest(r *Report) {
	if m.full {
		return
	}
	for _, at := range byNumber(m.entries) {
		n := m.entries[at].n
		r.find(Finding{Key: "audit.change_missing", Entry: &n, Kind: at.kind, Record: at.id, Version: at.version})
	}
	for _, at := range byNumber(m.history) {
		r.find(Finding{Key: "audit.change_unlogged", Kind: at.kind, Record: at.id, Version: at.version, Change: m.history[at].n})
	}
}

func byNumber(side map[version]half) []version {
	return slices.SortedFunc(maps.Keys(side), func(a, b version) int { return cmp.Compare(side[a].n, side[b].n) })
}
