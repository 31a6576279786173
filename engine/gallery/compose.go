package gallery

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// batchEntries is how many entries are written at once.
const batchEntries = 4096

// batch is entries on their way into a file.
type batch struct {
	seqs  []int64
	names []byte
	// signatures in stored order, one behind the other.
	signatures []int8
}

// add appends an entry whose signature put writes, in stored order.
func (b *batch) add(f *format, seq int64, template *[32]byte, put func(stored []int8)) {
	n := f.class.Layout.Bytes()
	at := len(b.signatures)
	b.signatures = append(b.signatures, make([]int8, n)...)
	put(b.signatures[at:])
	b.names = f.appendName(b.names, seq, template, b.signatures[at:])
	b.seqs = append(b.seqs, seq)
}

// write puts a batch behind the first n entries of a file: when a name is there,
// its signature is. With an error, end is behind the last name that may be there.
func (b *batch) write(file *os.File, f *format, n int) (end int, err error) {
	if _, err := file.WriteAt(unsigned(b.signatures), f.signatureAt(n)); err != nil {
		return n, err
	}
	if err := file.Sync(); err != nil {
		return n, err
	}
	end = n + len(b.seqs)
	if _, err := file.WriteAt(b.names, f.nameAt(n)); err != nil {
		return end, err
	}
	return end, file.Sync()
}

// drop takes out of a file, but for its first n entries, what a batch or a crash
// left there up to the place end.
func drop(file *os.File, f *format, n, end int) error {
	if end > n {
		if _, err := file.WriteAt(make([]byte, (end-n)*nameBytes), f.nameAt(n)); err != nil {
			return err
		}
		if err := file.Sync(); err != nil {
			return err
		}
	}
	if err := file.Truncate(f.signatureAt(n)); err != nil {
		return err
	}
	return file.Sync()
}

// create makes a segment file with the given batch, maps it and makes it durable.
// It does not count before commit. When it cannot be written nothing of it stays.
func (g *Gallery) create(f *format, header []byte, b *batch) (*segment, error) {
	n := g.next.Add(1)
	if n > mostNumber {
		return nil, fmt.Errorf("the numbers of segment files are used up: rebuild the gallery in an empty folder")
	}
	name := segmentName(int(n))
	path := filepath.Join(g.dir, name)
	var m *file
	err := change(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, func(file *os.File) (err error) {
		if _, err = file.WriteAt(header, 0); err != nil {
			return err
		}
		if _, err = b.write(file, f, 0); err != nil {
			return err
		}
		m, err = mapFile(file, name, *f)
		return err
	})
	if err == nil {
		err = g.sync()
	}
	if err != nil {
		_ = os.Remove(path) // Open does it otherwise
		return nil, err
	}
	return &segment{file: m, seqs: b.seqs}, nil
}

// extend appends a batch to a segment. When it cannot be written the file is as it
// was, or, if not even that can be done, is not appended to any more.
func (g *Gallery) extend(s *segment, b *batch) error {
	err := change(filepath.Join(g.dir, s.name), os.O_WRONLY, func(file *os.File) error {
		end, err := b.write(file, &s.format, len(s.seqs))
		if err != nil && drop(file, &s.format, len(s.seqs), end) != nil {
			s.sealed = true
		}
		return err
	})
	if err != nil {
		return err
	}
	s.seqs = append(s.seqs, b.seqs...)
	return nil
}

// ref is an entry that is to be written anew.
type ref struct {
	file *file
	place
}

// compose writes entries of one class, which must ascend, into new segments, and
// returns the numbers of those that are damaged and were left out. On an error
// nothing of it stays.
func (g *Gallery) compose(ctx context.Context, refs []ref) (out []*segment, damaged []int64, err error) {
	defer func() {
		if err != nil {
			g.discard(out)
			out = nil
		}
	}()
	if len(refs) == 0 {
		return nil, nil, nil
	}
	f, header := newFormat(refs[0].file.class, g.capacity)
	for len(refs) > 0 {
		if err := ctx.Err(); err != nil {
			return out, nil, err
		}
		var into *segment
		room := g.capacity
		if n := len(out); n > 0 && len(out[n-1].seqs) < g.capacity {
			into = out[n-1]
			room -= len(into.seqs)
		}
		var b batch
		var bad []int64
		refs, bad = b.fill(&f, refs, min(room, batchEntries))
		damaged = append(damaged, bad...)
		switch {
		case len(b.seqs) == 0:
		case into != nil:
			err = g.extend(into, &b)
		default:
			if into, err = g.create(&f, header, &b); err == nil {
				out = append(out, into)
			}
		}
		if err != nil {
			return out, nil, err
		}
	}
	return out, damaged, nil
}

// fill takes up to most entries from where they are and returns those that are
// left, and the numbers of damaged ones.
func (b *batch) fill(f *format, refs []ref, most int) (rest []ref, damaged []int64) {
	stored := make([]int8, f.class.Layout.Bytes())
	for len(refs) > 0 && len(b.seqs) < most {
		r := refs[0]
		refs = refs[1:]
		n, sound := r.file.copyOf(r.slot, r.seq, stored)
		if !sound {
			damaged = append(damaged, r.seq)
			continue
		}
		b.add(f, r.seq, &n.template, func(to []int8) { copy(to, stored) })
	}
	return refs, damaged
}

// discard removes the files of segments that were composed for nothing.
func (g *Gallery) discard(segments []*segment) {
	for _, s := range segments {
		_ = os.Remove(filepath.Join(g.dir, s.name)) // Open does it otherwise
	}
}
