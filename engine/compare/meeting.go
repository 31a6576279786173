package compare

import "cotejo/engine/feature"

// meeting tells for each lag of a level up to a reach, across and down, what of the
// level has a valid partner at that lag. A row's valid points are a few runs, and
// what a run sums to is the difference of two running sums, so the points are
// looked at once and not for every lag.
type meeting struct {
	reach, side int32
	// runs are those of row y from first[y] to first[y+1].
	runs  []run
	first []int32
	// sums are the running sums of each row, with reach columns on either side.
	sums []packed
	// met is that of lag (x, y) at [(y+reach)*(2*reach+1)+reach-x]: x runs down.
	met []packed
}

// run is the columns [from, to) of a row.
type run struct{ from, to int32 }

// packed holds a number of points, of which a level has at most 1000 x 1000, and
// above it their energy, so that one addition serves both.
type packed int64

const pointBits = 20

func (p packed) energy() int64 { return int64(p >> pointBits) }
func (p packed) points() int64 { return int64(p & (1<<pointBits - 1)) }

// measure makes of m the meeting of a level, in the memory of the last one where
// that suffices.
func (m *meeting) measure(l *feature.Level, reach int32) {
	side, n := int32(l.Side), 2*reach+1
	*m = meeting{
		reach: reach, side: side, runs: room(m.runs, 4*side)[:0], first: room(m.first, side+1)[:1],
		sums: room(m.sums, side*(side+n)), met: room(m.met, n*n),
	}
	m.first[0] = 0
	clear(m.met)
	for y := range side {
		m.read(l, y)
	}
	for dy := -reach; dy <= reach; dy++ {
		of := m.met[(dy+reach)*n:][:n]
		for y := max(0, -dy); y < min(side, side-dy); y++ {
			for _, partners := range m.runs[m.first[y+dy]:m.first[y+dy+1]] {
				// Both begin at the lag x of reach.
				at := y * (side + n)
				to, from := m.sums[at+partners.to:][:n], m.sums[at+partners.from:][:n]
				for i := range of {
					of[i] += to[i] - from[i]
				}
			}
		}
	}
}

// room returns n values of any content, in the memory of s where that suffices.
// Memory that is four times too large is not worth keeping.
func room[T any](s []T, n int32) []T {
	if cap(s) < int(n) || cap(s) > 4*int(n) {
		return make([]T, n)
	}
	return s[:n]
}

// read makes the runs and running sums of a row.
func (m *meeting) read(l *feature.Level, y int32) {
	sums, inside, sum := m.sums[y*(m.side+2*m.reach+1):][:m.side+2*m.reach+1], false, packed(0)
	clear(sums[:m.reach+1])
	for x := range m.side {
		i := int(y*m.side + x)
		in := l.Mask.Has(i)
		switch {
		case in && inside:
			m.runs[len(m.runs)-1].to = x + 1
		case in:
			m.runs = append(m.runs, run{x, x + 1})
		}
		if inside = in; in {
			v := max(packed(l.Values[i]), -127) // as in a plane
			sum += v*v<<pointBits + 1
		}
		sums[m.reach+x+1] = sum
	}
	for x := m.side; x < m.side+m.reach; x++ {
		sums[m.reach+x+1] = sum
	}
	m.first = append(m.first, int32(len(m.runs)))
}

// at is what has a valid partner at a lag.
func (m *meeting) at(x, y int32) packed {
	return m.met[(y+m.reach)*(2*m.reach+1)+m.reach-x]
}
