package gallery

import (
	"errors"
	"io"
)

// place is a sound name: where it stands and of which entry it is.
type place struct {
	slot int
	seq  int64
}

// content is what the names of a segment file turned out to be.
type content struct {
	sound []place // ascending
	lost  []Loss  // before the last sound one
	torn  []Loss  // after it
	// end is behind the last place that is not empty.
	end int
}

// slot is what stands in the place of a name.
type slot struct {
	named bool // the sequence number is as it was written
	seq   int64
}

// chunk is how many names are read at once.
const chunk = 1024

// readNames reads the names of a file of the given length. A name whose signature
// is not within the file is lost.
func (f *format) readNames(r io.ReaderAt, size int64) (content, error) {
	var c content
	last := int64(0) // known sequence number
	begun := f.begun(size)
	buffer := make([]byte, chunk*nameBytes)
	for start := 0; start < f.capacity; start += chunk {
		b := buffer[:min(chunk, f.capacity-start)*nameBytes]
		n, err := r.ReadAt(b, f.nameAt(start))
		if err != nil && !errors.Is(err, io.EOF) {
			return content{}, err
		}
		clear(b[n:])
		if start >= begun && isZero(b) {
			break
		}
		for i := start; len(b) > 0; i, b = i+1, b[nameBytes:] {
			if i >= begun && isZero(b[:nameBytes]) {
				continue
			}
			last = c.add(f.slot(b, last), i, last, f.signatureAt(i+1) <= size)
		}
	}
	return c, nil
}

// begun is how many signatures a file of the given length can hold, the last of
// them perhaps in part.
func (f *format) begun(size int64) int {
	n := int64(f.class.Layout.Bytes())
	return int(min(max(size-f.signatureAt(0)+n-1, 0)/n, int64(f.capacity)))
}

// slot looks at a name; one that does not ascend has no place here and is as good
// as unreadable.
func (f *format) slot(b []byte, last int64) slot {
	n, sound := f.openName(b)
	if !sound || n.seq <= last {
		return slot{}
	}
	return slot{named: true, seq: n.seq}
}

// add takes in what stands in the place i and returns the highest sequence number
// known then.
func (c *content) add(s slot, i int, last int64, whole bool) int64 {
	c.end = i + 1
	if s.named {
		c.torn = before(c.torn, s.seq)
		last = s.seq
	}
	if !s.named || !whole {
		c.torn = lose(c.torn, s, last)
		return last
	}
	c.lost, c.torn = append(c.lost, c.torn...), nil
	c.sound = append(c.sound, place{i, s.seq})
	return last
}
